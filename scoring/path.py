"""Which questions are asked, given the answers so far."""

from collections.abc import Collection, Iterable, Sequence
from itertools import product

from scoring.model import Answers, Question


def chosen(answers: Answers, question_id: str) -> tuple[str, ...]:
    """Return the options chosen for a question: none for a skipped one, one or more otherwise."""
    answer = answers.get(question_id, ())
    return (answer,) if isinstance(answer, str) else answer


def path(questions: Sequence[Question], answers: Answers) -> tuple[Question, ...]:
    """Return the questions that are asked given these answers, in their order.

    A condition on a question that is skipped, not asked, or stands later, does not hold. A question that
    takes several options meets a condition with any of them.
    """
    asked: dict[str, Question] = {}
    for question in questions:
        # Most questions have no condition, and this is asked several times a step.
        if not question.when or all(
            earlier in asked and _any_of(chosen(answers, earlier), allowed)
            for earlier, allowed in question.when.items()
        ):
            asked[question.id] = question
    return tuple(asked.values())


def longest(
    questions: Sequence[Question], answers: Answers, skipped: Collection[str] = ()
) -> tuple[Question, ...]:
    """Return the longest path that these answers and skipped question ids still allow.

    It is the longest of the paths of all ways to answer what is open, so a further answer, which leaves
    fewer ways, never makes it longer. Of equally long paths the one by the earliest options is returned.
    """
    open_ways = [
        [(question.id, way) for way in _ways_to_go_on(question, questions)]
        for question in questions
        if question.id not in answers and question.id not in skipped
    ]
    completions = product(*(ways for ways in open_ways if ways))
    return max((path(questions, {**answers, **dict(completion)}) for completion in completions), key=len)


def holding(questions: Sequence[Question], answers: Answers) -> Answers:
    """Return only the answers whose question is on the path, in the order of the questions."""
    return {
        question.id: answers[question.id] for question in path(questions, answers) if question.id in answers
    }


def _any_of(options: Iterable[str], allowed: Collection[str]) -> bool:
    return any(option in allowed for option in options)


def _ways_to_go_on(question: Question, questions: Sequence[Question]) -> list[tuple[str, ...]]:
    """Return one answer for each set of questions that answering this question can open.

    Answers that open nothing are left out: conditions only ever ask for an answer, so such an answer
    never makes a longer path than another one. The same goes for fewer of the options that combine.
    """
    conditions = [(later.id, later.when[question.id]) for later in questions if question.id in later.when]
    if not conditions:
        return []
    ways: dict[frozenset[str], tuple[str, ...]] = {}
    for answer in _fullest_answers(question):
        opened = frozenset(later for later, allowed in conditions if _any_of(answer, allowed))
        if opened:
            ways.setdefault(opened, answer)
    return list(ways.values())


def _fullest_answers(question: Question) -> list[tuple[str, ...]]:
    if not question.several:
        return [(option.id,) for option in question.options]
    together = tuple(option.id for option in question.options if not option.alone)
    return [together, *((option.id,) for option in question.options if option.alone)]
