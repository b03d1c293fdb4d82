"""The data set for research: the finished assessments of one quarter, each like four others at least."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from bot.dialogue.core.session import Finished, Session
from bot.dialogue.core.speaking_hours import ZONE
from bot.library.schema.content import Content
from bot.tables.model import Table, Value
from scoring.disclosure import ENOUGH, disclosed_count, is_mixed
from scoring.model import TOPICS, Topic

OTHER = "other"
_REASONS = "data_reasons"
_WEB = "web"
_NOT_ASKED = ""
"""Stands where nobody could answer: that is known from outside, and no answer. Skipped is None."""

_MEANINGS = {
    "quarter": "When the assessment was finished.",
    "shop_type": "Physical shop, web shop or both; empty where fewer than {k} shops are like this one, where "
    "too many of those gave the same answer, or where it was skipped.",
    "branch": "What the shop sells; 'other' or empty for the same reasons.",
    "edition": "The figures of the sector that the shop was held against; empty for the same reasons.",
    "yardstick": "Names the weights and points of the score: only scores with the same one can be compared; "
    "empty for the same reasons, and in old results.",
    "goal": "What the shop wants most; empty where it was skipped.",
    "score": "The overall score, 0 to 100, whole; empty where too little was answered.",
    "level": "The level that goes with the score.",
    "monitor": "The score on the monitor's own topics, which is held against 2010; empty where it is not.",
    "reasons": "Why the shop does not ask for contact data; several with a | between.",
}
_ANSWERS = ("goal", "score", "level", "monitor", *TOPICS, "reasons")
_STEP = "The step on this topic, 0 to 4; empty where it was skipped."


class TooFew(Exception):
    """There are not enough assessments for anything to be given out."""


class NoQuarter(ValueError):
    """It names no quarter that has ended."""


class Cell(NamedTuple):
    """What could be known of a shop from outside, or by who knows on which day it took part."""

    shop_type: str
    branch: str
    edition: str
    yardstick: str


@dataclass(frozen=True, slots=True)
class Shop:
    """An assessment: what could be known of the shop without it, and what it answered."""

    cell: Cell
    answers: tuple[Value, ...]
    """In the order of the columns."""


class DataSet(NamedTuple):
    """What is given out of a quarter."""

    data: Table
    codebook: Table
    left_out: int | None
    """About how many assessments were left out; None for fewer than five."""


def quarter(moment: datetime) -> str:
    """Name the quarter of a moment, as it was in Dutch shops."""
    local = moment.astimezone(ZONE)
    return f"{local.year}-Q{(local.month + 2) // 3}"


def ended_quarter(now: datetime, named: str | None = None) -> str:
    """Give the quarter of that name, or the last that has ended. Raises NoQuarter.

    What differs between two data sets of a quarter that runs would be single shops.
    """
    local = now.astimezone(ZONE)
    before = local.year * 4 + (local.month - 1) // 3 - 1
    last = f"{before // 4}-Q{before % 4 + 1}"
    if named is None:
        return last
    year, _, number = named.partition("-Q")
    if not (len(year) == 4 and year.isdecimal() and year.isascii() and number in {"1", "2", "3", "4"}):
        raise NoQuarter(f"{named} is no quarter: write it as {last}")
    if named > last:
        raise NoQuarter(f"{named} has not ended: the last quarter that has is {last}")
    return named


def data_set(sessions: Iterable[Session], content: Content, chosen: str) -> DataSet:
    """Make the data set of a quarter, with its codebook. Raises TooFew."""
    shops = [shop for session in sessions for shop in _shop_in(chosen, session, content)]
    safe = generalised_shops(shops)
    if not safe:
        raise TooFew(
            f"Of {chosen} nothing can be given out: there are too few assessments, or their answers are "
            "too much alike"
        )
    # In an order that tells nothing about when they came.
    rows = sorted(((chosen, *shop.cell, *shop.answers) for shop in safe), key=lambda row: list(map(str, row)))
    columns = ("quarter", *Cell._fields, *_ANSWERS)
    data = Table(name="assessments", columns=columns, rows=tuple(rows))
    return DataSet(data, codebook(content), disclosed_count(len(shops) - len(safe)))


def generalised_shops(shops: Sequence[Shop]) -> list[Shop]:
    """Make shops alike until they are safe together; those that never are, are left out."""
    made = list(shops)
    for vaguer in _VAGUER:
        safe = _safe_cells(made)
        # A cell moves whole or not at all: so none becomes unsafe by what leaves it.
        made = [shop if shop.cell in safe else replace(shop, cell=vaguer(shop.cell)) for shop in made]
    safe = _safe_cells(made)
    return [shop for shop in made if shop.cell in safe]


_VAGUER: tuple[Callable[[Cell], Cell], ...] = (
    lambda cell: cell._replace(branch=OTHER),
    lambda cell: cell._replace(branch="", shop_type=""),
    lambda _: Cell("", "", "", ""),
)


def _safe_cells(shops: Iterable[Shop]) -> frozenset[Cell]:
    cells: dict[Cell, list[tuple[Value, ...]]] = {}
    for shop in shops:
        cells.setdefault(shop.cell, []).append(shop.answers)
    return frozenset(cell for cell, rows in cells.items() if is_safe(rows))


def is_safe(rows: Collection[tuple[Value, ...]]) -> bool:
    """Tell whether there are enough shops, and never nearly all that were asked answered the same."""
    columns = ([value for value in column if value != _NOT_ASKED] for column in zip(*rows, strict=True))
    return len(rows) >= ENOUGH and all(is_mixed(tuple(Counter(asked).values())) for asked in columns if asked)


def codebook(content: Content) -> Table:
    """Explain each column and each value in it."""
    rows: list[tuple[str, Value, str]] = []
    for name, said in _MEANINGS.items():
        rows.append((name, "", said.format(k=ENOUGH)))
        rows += [(name, value, label) for value, label in _labels(content, name)]
    for topic in TOPICS:
        rows.append((topic, "", _STEP))
        steps = content.texts["en"].terms.topics[topic].steps
        rows += [(topic, step, said) for step, said in enumerate(steps)]
    return Table(name="codebook", columns=("column", "value", "meaning"), rows=tuple(rows))


def _labels(content: Content, column: str) -> Iterator[tuple[str, str]]:
    texts = content.texts["en"]
    if column == "level":
        yield from ((id_, text.name) for id_, text in texts.terms.levels.items())
        return
    if column == "edition":
        yield from ((id_, text.name) for id_, text in texts.terms.editions.items())
        return
    question = _REASONS if column == "reasons" else column
    asked = next((one for one in content.questionnaire.questions if one.id == question), None)
    for option in asked.options if asked else ():
        text = texts.option(question, option.id)
        yield option.id, text.label if text else ""


def _shop_in(chosen: str, session: Session, content: Content) -> Iterator[Shop]:
    """Give a shop's last assessment of a quarter: the first ones would count it as several shops."""
    if not session.research or session.assisted or (session.campaign and session.campaign.demo):
        return
    finished = sorted((*session.history, *([session.finished] if session.finished else ())), key=_moment)
    yield from [_shop(one, content) for one in finished if quarter(one.finished) == chosen][-1:]


def _shop(one: Finished, content: Content) -> Shop:
    overall, reasons = one.result.overall, one.given.get(_REASONS) or ()
    shop_type, branch = _known_option(one, "shop_type", content), _known_option(one, "branch", content)
    monitor = one.result.monitor.score if one.result.monitor else None
    answers = (
        _known_option(one, "goal", content) or None,
        round(overall.score) if overall else None,
        overall.level if overall else None,
        _NOT_ASKED if shop_type == _WEB else monitor,
        *(_step(one, topic) for topic in TOPICS),
        "|".join(sorted(reasons if isinstance(reasons, tuple) else (reasons,))) or None,
    )
    return Shop(Cell(shop_type, branch, one.edition, one.yardstick), answers)


def _step(one: Finished, topic: Topic) -> Value:
    found = one.result.topics.get(topic)
    # Results of before there was a topic do not name it at all.
    return found.step if found else None if topic in one.result.missing else _NOT_ASKED


def _known_option(one: Finished, question: str, content: Content) -> str:
    """Give the option that was picked, as far as the content knows it; nothing else may come in here."""
    known = {option.id for q in content.questionnaire.questions if q.id == question for option in q.options}
    given = one.given.get(question)
    return given if isinstance(given, str) and given in known else ""


def _moment(one: Finished) -> datetime:
    return one.finished
