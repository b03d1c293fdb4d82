"""What must hold of the questionnaire, the levels and the figures: each rule yields the faults it finds."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from content.schema import EditionFile, Figure, LevelsFile, QuestionFile, QuestionnaireFile
from content.source import Document, Fault
from scoring.margin import OF_NOT_ASKING
from scoring.model import CHANNELS

# The questions that the method itself reads, with the options it tells apart.
METHOD_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "shop_type": ("web",),
    "branch": (),
    "today": ("whatsapp", "none"),
    "data_asks": ("yes", "no"),
    "data_file": ("yes", "no"),
    "data_consent": ("yes", "no"),
    "data_consider": ("yes", "no"),
    "data_reasons": (),
    "goal": (),
}
SEVERAL = ("today", "data_reasons")
MAX_QUESTIONS = 15
MAX_OPTIONS = 20
# Both stand in a button's callback data, which holds 64 bytes.
MAX_IDS = 44


def options_of(file: QuestionnaireFile) -> dict[str, tuple[str, ...]]:
    """List each question's option ids."""
    ladder = tuple(option.id for option in file.ladder)
    return {question.id: ladder if question.ladder else question.options for question in file.questions}


def weighting(file: QuestionnaireFile, document: Document) -> Iterator[Fault]:
    """Weights sum to 100; points rise from 0 to 100."""
    total = sum(weighting.weight for weighting in file.topics.values())
    if total != 100:
        yield document.fault(("topics",), f"the weights sum to {total}; they must sum to 100")
    for topic, weighting in file.topics.items():
        points = weighting.points
        if points[0] != 0 or points[-1] != 100 or any(low >= high for low, high in pairwise(points)):
            yield document.fault(
                ("topics", topic), f"{topic}: the points must rise from 0 to 100, each more than the last"
            )


def questions(file: QuestionnaireFile, document: Document) -> Iterator[Fault]:
    """Each question stands there once, with options of its own or the ladder's."""
    if sorted(option.step for option in file.ladder) != [0, 1, 2, 3, 4]:
        yield document.fault(("ladder",), "the ladder has one option for each of the steps 0 to 4")
    if len(file.questions) > MAX_QUESTIONS:
        yield document.fault(
            ("questions",), f"more than {MAX_QUESTIONS} questions do not fit in five minutes"
        )
    for index, question in enumerate(file.questions):
        yield from (
            document.fault(("questions", index), problem) for problem in _question(file, index, question)
        )


def _question(file: QuestionnaireFile, index: int, question: QuestionFile) -> Iterator[str]:
    options = options_of(file)[question.id]
    if any(other.id == question.id for other in file.questions[:index]):
        yield f'the question "{question.id}" stands here twice; keep one'
    if question.ladder == bool(question.options):
        yield f"{question.id}: give either `ladder: true` or `options`"
    if question.ladder and question.several:
        yield f"{question.id}: a question with `ladder: true` takes one answer; remove `several`"
    if len(options) > MAX_OPTIONS:
        yield f"{question.id}: more than {MAX_OPTIONS} options do not fit on a phone"
    if len(set(options)) < max(2, len(options)):
        yield f"{question.id}: give at least two options, each once"
    for alone in sorted(set(question.alone) - set(question.options)):
        yield f'{question.id}: "{alone}" under `alone` is none of its options'
    if any(len(question.id) + len(option) > MAX_IDS for option in options):
        yield f"{question.id}: its id and an option's exceed {MAX_IDS} characters together; shorten one"


def method_questions(file: QuestionnaireFile, document: Document) -> Iterator[Fault]:
    """The questions that the method reads are there, with the options it tells apart."""
    options = options_of(file)
    for topic in CHANNELS:
        if not any(question.id == topic and question.ladder for question in file.questions):
            yield document.fault(
                ("questions",), f'the topic "{topic}" needs a question of that id with `ladder: true`'
            )
    for wanted, needed in METHOD_QUESTIONS.items():
        missing = [option for option in needed if option not in options.get(wanted, ())]
        if wanted not in options or missing:
            what = f'option "{missing[0]}" of ' if wanted in options else ""
            yield document.fault(
                ("questions",), f'{what}the question "{wanted}" is missing; the score and advice need it'
            )
    for index, question in enumerate(file.questions):
        if question.id in METHOD_QUESTIONS and question.several != (question.id in SEVERAL):
            do = "add" if question.id in SEVERAL else "remove"
            yield document.fault(("questions", index), f"{question.id}: {do} `several: true`")


def branching(file: QuestionnaireFile, document: Document) -> Iterator[Fault]:
    """Each question can be reached, and asks only after what it depends on, so that every path ends."""
    options = options_of(file)
    several = {question.id for question in file.questions if question.several}
    earlier: list[str] = []
    # By question: what must have been answered, over all it depends on, for it to be asked.
    demands: dict[str, dict[str, frozenset[str]]] = {}
    for index, question in enumerate(file.questions):
        path = ("questions", index, "when")
        demand: dict[str, frozenset[str]] = {}
        for other, allowed in question.when.items():
            if other not in earlier:
                yield document.fault(
                    path, f'{question.id}: `when` names "{other}", which is no earlier question'
                )
                continue
            if other in several:
                yield document.fault(
                    path, f'{question.id}: `when` cannot rest on "{other}", which takes several answers'
                )
            for option in set(allowed) - set(options[other]):
                known = ", ".join(options[other])
                yield document.fault(
                    path, f'{question.id}: "{option}" is no option of {other}; allowed: {known}'
                )
            demand = _both(demand, {**demands.get(other, {}), other: frozenset(allowed)})
        if any(not allowed for allowed in demand.values()):
            yield document.fault(path, f"{question.id}: no answers lead to this question; change its `when`")
        demands[question.id] = demand
        earlier.append(question.id)


def _both(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    return {
        question: one[question] & other[question]
        if question in one and question in other
        else {**one, **other}[question]
        for question in {**one, **other}
    }


def levels(file: LevelsFile, document: Document) -> Iterator[Fault]:
    """Levels rise and cover 0 to 100."""
    lowest = [level.lowest for level in file.levels]
    if lowest[0] != 0:
        yield document.fault(("levels", 0), "the first level must begin at 0")
    if any(low >= high for low, high in pairwise(lowest)):
        yield document.fault(("levels",), "the levels must rise: each `lowest` above the one before")
    if len({level.id for level in file.levels}) < len(file.levels):
        yield document.fault(("levels",), "two levels have the same id")


def edition(file: EditionFile, document: Document) -> Iterator[Fault]:
    """Every figure has a value, a source and a year; the primary edition also its sample."""
    if file.primary and (file.sample is None or file.year is None):
        yield document.fault((), "the primary edition needs `year` and `sample`")
    for name, figure in file.figures.items():
        for problem in _figure(file, figure):
            yield document.fault(("figures", name), f"{name}: {problem}")
    if file.primary:
        yield from _shares(file, document)


def _figure(file: EditionFile, figure: Figure) -> Iterator[str]:
    if (figure.percent is None) == (figure.millions is None):
        yield "give either `percent` or `millions`"
    if figure.year is None and file.year is None:
        yield "give its `year`"
    if figure.beside and figure.percent is None:
        yield "only a `percent` can stand `beside` a topic"
    for source in figure.sources:
        if source not in file.sources:
            yield f'the source "{source}" is not among this file\'s `sources`'
    if file.primary and (figure.percent is None or figure.percent != int(figure.percent)):
        yield "the primary edition holds whole percentages"


def _shares(file: EditionFile, document: Document) -> Iterator[Fault]:
    """What the method computes with the shares must be possible."""
    shares = {name: figure.percent for name, figure in file.figures.items() if figure.percent is not None}
    for topic in CHANNELS:
        aware, use = shares.get(f"{topic}.aware", 100), shares.get(f"{topic}.use", 0)
        if use > aware:
            yield document.fault(
                ("figures", f"{topic}.use"),
                f"{topic}.use: {use:g} use it and only {aware:g} know it; correct it",
            )
    if OF_NOT_ASKING in shares and shares.get("data.asks", 100) == 100:
        yield document.fault(
            ("figures", OF_NOT_ASKING), f"{OF_NOT_ASKING}: needs `data.asks`, under 100, in the same file"
        )
