"""The questionnaire as a graph: the questions in their order, and which answer leads to which."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.library.schema.content import Content, Texts

WIDTH, HEIGHT, GAP, MARGIN = 300, 52, 30, 8
LANE = 26
"""Between two arcs that run beside each other."""


@dataclass(frozen=True, slots=True)
class Box:
    id: str
    name: str
    y: int
    conditional: bool


@dataclass(frozen=True, slots=True)
class Arc:
    """From a question to one that is asked only after some of its answers."""

    path: str
    label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Condition:
    question: str
    after: str
    answers: str


@dataclass(frozen=True, slots=True)
class Graph:
    boxes: Sequence[Box]
    arcs: Sequence[Arc]
    conditions: Sequence[Condition]
    width: int
    height: int


def graph_of(content: Content, texts: Texts) -> Graph:
    """Lay the questions out below each other, with an arc for each condition."""
    questions = content.questionnaire.questions
    places = {question.id: MARGIN + number * (HEIGHT + GAP) for number, question in enumerate(questions)}
    names = {question.id: texts.questions.questions[question.id].name for question in questions}
    boxes = [Box(one.id, names[one.id], places[one.id], bool(one.when)) for one in questions]
    pairs = [(one.id, after, answers) for one in questions for after, answers in one.when.items()]
    arcs, conditions = [], []
    for lane, (question, after, answers) in enumerate(pairs, 1):
        labels = [option.label if (option := texts.option(after, answer)) else answer for answer in answers]
        told = ", ".join(labels)
        arcs.append(_arc(places[after], places[question], lane, str(lane)))
        conditions.append(Condition(names[question], names[after], told))
    width = MARGIN * 2 + WIDTH + LANE * (len(pairs) + 2)
    return Graph(boxes, arcs, conditions, width, MARGIN + len(questions) * (HEIGHT + GAP))


def _arc(start: int, end: int, lane: int, label: str) -> Arc:
    left, right = MARGIN + WIDTH, MARGIN + WIDTH + LANE * lane
    first, last = start + HEIGHT * 2 // 3, end + HEIGHT // 3
    path = f"M{left} {first} H{right} V{last} H{left + 1}"
    return Arc(path, label, right + 10, (first + last) // 2)
