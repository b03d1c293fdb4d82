"""What must hold of the questionnaire, the levels and the figures: each rule yields the faults it finds."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain, pairwise
from urllib.parse import urlsplit

from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Document, Fault
from bot.library.schema.content import EditionFile, Figure, LevelsFile, QuestionFile, QuestionnaireFile
from scoring.margin import OF_NOT_ASKING
from scoring.model import CHANNELS, ONLINE_ITEMS, SHOP_TYPES

# The questions that the method itself reads, with the options it tells apart.
METHOD_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "shop_type": SHOP_TYPES,
    "branch": (),
    "today": (*chain.from_iterable(ONLINE_ITEMS.values()), "none"),
    "data_asks": ("yes", "no"),
    "data_file": ("yes", "no"),
    "data_consent": ("yes", "no"),
    "data_consider": ("yes", "no"),
    "data_reasons": (),
    "goal": (),
}
YES_NO = frozenset({"yes", "no"})
SEVERAL = ("today", "data_reasons")
MAX_QUESTIONS = 15
MAX_OPTIONS = 20
MIN_LEFT = 2
# Both stand in a button's callback data, which holds 64 bytes.
MAX_IDS = 44
_KINDS = 3
"""A figure is a share, a number of people or a price."""


def options_of(file: QuestionnaireFile) -> dict[str, tuple[str, ...]]:
    """List each question's option ids."""
    ladder = tuple(option.id for option in file.ladder)
    return {question.id: ladder if question.ladder else question.options for question in file.questions}


def weighting(file: QuestionnaireFile, document: Document) -> Iterator[Fault]:
    """Weights sum to 100; points rise from 0 to 100."""
    total = sum(weighting.weight for weighting in file.topics.values())
    if total != 100:
        yield document.fault(("topics",), Problem("weights", total=total))
    for topic, weighting in file.topics.items():
        points = weighting.points
        given = "points" in weighting.model_fields_set
        if given == (topic == "online"):
            problem = Problem("points_online" if given else "points_needed")
            yield document.fault(("topics", topic), at(topic, problem))
        elif points[0] != 0 or points[-1] != 100 or any(low >= high for low, high in pairwise(points)):
            yield document.fault(("topics", topic), at(topic, Problem("points")))


def questions(file: QuestionnaireFile, document: Document) -> Iterator[Fault]:
    """Each question stands there once, with options of its own or the ladder's."""
    if sorted(option.step for option in file.ladder) != [0, 1, 2, 3, 4]:
        yield document.fault(("ladder",), Problem("ladder_steps"))
    if len(file.questions) > MAX_QUESTIONS:
        yield document.fault(("questions",), Problem("questions_many", most=MAX_QUESTIONS))
    for index, question in enumerate(file.questions):
        yield from (
            document.fault(("questions", index), problem) for problem in _question(file, index, question)
        )


def _question(file: QuestionnaireFile, index: int, question: QuestionFile) -> Iterator[Problem]:
    if any(other.id == question.id for other in file.questions[:index]):
        yield Problem("question_twice", name=question.id)
    yield from (at(question.id, problem) for problem in _options(question, options_of(file)[question.id]))
    yield from (at(question.id, problem) for problem in (*_ladder(question), *_yes_no(question)))


def _ladder(question: QuestionFile) -> Iterator[Problem]:
    """A ladder says from when it is regular; no other question does."""
    if question.ladder == (question.regular is None):
        yield Problem("regular_needed" if question.ladder else "regular_foreign")


def _yes_no(question: QuestionFile) -> Iterator[Problem]:
    """What "sometimes" and a condition mean is told only where yes and no can be answered."""
    if (question.partly or question.would) and {*question.options} != YES_NO:
        yield Problem("yes_no_foreign")
    elif question.partly and question.partly not in question.options:
        yield Problem("partly", name=question.partly)


def _options(question: QuestionFile, options: Collection[str]) -> Iterator[Problem]:
    if question.ladder == bool(question.options):
        yield Problem("ladder_or_options")
    if question.ladder and question.several:
        yield Problem("ladder_several")
    if len(options) > MAX_OPTIONS:
        yield Problem("options_many", most=MAX_OPTIONS)
    if len(set(options)) < max(2, len(options)):
        yield Problem("options_few")
    for alone in sorted(set(question.alone) - set(question.options)):
        yield Problem("alone", name=alone)
    for closed in question.not_for.values():
        yield from (Problem("not_for_option", option=one) for one in closed if one not in options)
        if len(set(options) - set(closed) - set(question.alone)) < MIN_LEFT:
            yield Problem("not_for_alone")
    if any(len(question.id) + len(option) > MAX_IDS for option in options):
        yield Problem("ids_long", most=MAX_IDS)


def method_questions(file: QuestionnaireFile, document: Document) -> Iterator[Fault]:
    """The questions that the method reads are there, with the options it tells apart."""
    options = options_of(file)
    for topic in CHANNELS:
        if not any(question.id == topic and question.ladder for question in file.questions):
            yield document.fault(("questions",), Problem("topic_question", name=topic))
    for wanted, needed in METHOD_QUESTIONS.items():
        missing = [option for option in needed if option not in options.get(wanted, ())]
        if wanted not in options or missing:
            lost = Problem("question_missing", name=wanted)
            if wanted in options:
                lost = Problem("option_missing", option=missing[0], name=wanted)
            yield document.fault(("questions",), lost)
    for index, question in enumerate(file.questions):
        if question.id in METHOD_QUESTIONS and question.several != (question.id in SEVERAL):
            do = Problem("several_add" if question.id in SEVERAL else "several_remove")
            yield document.fault(("questions", index), at(question.id, do))


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
                yield document.fault(path, at(question.id, Problem("when_earlier", name=other)))
                continue
            if other in several:
                yield document.fault(path, at(question.id, Problem("when_several", name=other)))
            for option in set(allowed) - set(options[other]):
                known = ", ".join(options[other])
                problem = Problem("when_option", option=option, name=other, allowed=known)
                yield document.fault(path, at(question.id, problem))
            demand = _both(demand, {**demands.get(other, {}), other: frozenset(allowed)})
        if any(not allowed for allowed in demand.values()):
            yield document.fault(path, at(question.id, Problem("unreachable")))
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
        yield document.fault(("levels", 0), Problem("level_first"))
    if any(low >= high for low, high in pairwise(lowest)):
        yield document.fault(("levels",), Problem("levels_rise"))
    if len({level.id for level in file.levels}) < len(file.levels):
        yield document.fault(("levels",), Problem("levels_twice"))


def edition(file: EditionFile, document: Document) -> Iterator[Fault]:
    """Every figure has a value, a source and a year; the primary edition has a sample, and it a source."""
    if file.primary and (file.sample is None or file.year is None):
        yield document.fault((), Problem("edition_sample"))
    if file.sample is not None and file.sample_source not in file.sources:
        yield document.fault(("sample",), at("sample", Problem("sample_source")))
    for name, source in file.sources.items():
        if is_site(source.url):
            yield document.fault(("sources", name), at(name, Problem("source_page")))
    for name, figure in file.figures.items():
        for problem in _figure(file, figure):
            yield document.fault(("figures", name), at(name, problem))
    if file.primary:
        yield from _shares(file, document)


def is_site(url: str) -> bool:
    """Tell whether an address is that of a whole site, and not of a page on it."""
    parts = urlsplit(url)
    return parts.path.strip("/") == "" and not parts.query


def _figure(file: EditionFile, figure: Figure) -> Iterator[Problem]:
    if [figure.percent, figure.millions, figure.cents].count(None) != _KINDS - 1:
        yield Problem("figure_value")
    dated = figure.year is not None or file.year is not None
    if figure.undated and dated:
        yield Problem("figure_dated")
    if not figure.undated and not dated:
        yield Problem("figure_year")
    if (figure.undated or figure.cents is not None) and not figure.approximate:
        yield Problem("figure_approximate")
    if figure.beside and figure.percent is None:
        yield Problem("figure_beside")
    for source in figure.sources:
        if source not in file.sources:
            yield Problem("figure_source", name=source)
    if file.primary and (figure.percent is None or figure.percent != int(figure.percent)):
        yield Problem("figure_whole")


def _shares(file: EditionFile, document: Document) -> Iterator[Fault]:
    """What the method computes with the shares must be possible."""
    shares = {name: figure.percent for name, figure in file.figures.items() if figure.percent is not None}
    for topic in CHANNELS:
        aware, use = shares.get(f"{topic}.aware", 100), shares.get(f"{topic}.use", 0)
        if use > aware:
            problem = Problem("figure_use", use=f"{use:g}", aware=f"{aware:g}")
            yield document.fault(("figures", f"{topic}.use"), at(f"{topic}.use", problem))
    if OF_NOT_ASKING in shares and shares.get("data.asks", 100) == 100:
        yield document.fault(("figures", OF_NOT_ASKING), at(OF_NOT_ASKING, Problem("figure_asks")))
