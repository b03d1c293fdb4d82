"""The data set for research: finished assessments, each like four others at least."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.dialogue.calendar import ZONE
from bot.dialogue.session import Finished, Session
from bot.tables.model import Table, Value
from content.schema import Content
from scoring.model import TOPICS

ENOUGH = 5
"""So many shops at least share whatever could be known of a shop from outside."""
OTHER = "other"
_REASONS = "data_reasons"

_MEANINGS = {
    "quarter": "When the assessment was finished; empty where fewer than {k} shops are like this one.",
    "shop_type": "Physical shop, web shop or both; empty as above, or where it was skipped.",
    "branch": "What the shop sells; 'other' also where fewer than {k} shops sell it; empty as above.",
    "goal": "What the shop wants most; empty where it was skipped.",
    "edition": "The figures of the sector that the shop was held against.",
    "yardstick": "Names the weights and points of the score: only scores with the same one can be compared.",
    "score": "The overall score, 0 to 100, whole; empty where too little was answered.",
    "level": "The level that goes with the score.",
    "monitor": "The score on the monitor's own topics, which is held against 2010; empty where it is not.",
    "reasons": "Why the shop does not ask for contact data; several with a | between.",
}
_BEFORE_TOPICS = tuple(name for name in _MEANINGS if name != "reasons")
_STEP = "The step on this topic, 0 to 4; empty where it was skipped."


class TooFew(Exception):
    """There are not enough assessments for anything to be given out."""


@dataclass(frozen=True, slots=True)
class Shop:
    """An assessment: what could be known of the shop from outside, and what it answered."""

    quarter: str
    shop_type: str
    branch: str
    answered: tuple[Value, ...]

    @property
    def cell(self) -> tuple[str, str, str]:
        """What could be known from outside."""
        return (self.quarter, self.shop_type, self.branch)


def quarter(moment: datetime) -> str:
    """Name the quarter of a moment, as it was in Dutch shops."""
    local = moment.astimezone(ZONE)
    return f"{local.year}-Q{(local.month + 2) // 3}"


def research_tables(sessions: Iterable[Session], content: Content, now: datetime) -> tuple[Table, Table, int]:
    """Give the data set, its codebook, and how many assessments were left out. Raises TooFew.

    The quarter that runs is not in it: what differs between two data sets of one would be single shops.
    """
    running = quarter(now)
    shops = [shop for session in sessions for shop in _shops(session, content) if shop.quarter != running]
    safe = generalised(shops)
    if not safe:
        raise TooFew(f"There are fewer than {ENOUGH} assessments of quarters that have ended")
    columns = (*_BEFORE_TOPICS, *TOPICS, "reasons")
    # In an order that tells nothing about when they came.
    rows = sorted(((*shop.cell, *shop.answered) for shop in safe), key=lambda row: list(map(str, row)))
    table = Table(name="assessments", columns=columns, rows=tuple(rows))
    return table, codebook(content), len(shops) - len(safe)


def generalised(shops: Sequence[Shop]) -> list[Shop]:
    """Make shops alike until each is like four others at least; the few that never are, are left out."""
    made = list(shops)
    for vaguer in _VAGUER:
        sizes = Counter(shop.cell for shop in made)
        # A cell moves whole or not at all: so none gets too small by what leaves it.
        made = [shop if sizes[shop.cell] >= ENOUGH else vaguer(shop) for shop in made]
    sizes = Counter(shop.cell for shop in made)
    return [shop for shop in made if sizes[shop.cell] >= ENOUGH]


_VAGUER: tuple[Callable[[Shop], Shop], ...] = (
    lambda shop: replace(shop, branch=OTHER),
    lambda shop: replace(shop, branch="", shop_type=""),
    lambda shop: replace(shop, branch="", shop_type="", quarter=""),
)


def codebook(content: Content) -> Table:
    """Explain each column and each value in it."""
    rows: list[tuple[str, str, str]] = []
    for name, said in _MEANINGS.items():
        rows.append((name, "", said.format(k=ENOUGH)))
        rows += [(name, value, label) for value, label in _labels(content, name)]
    for topic in TOPICS:
        rows.append((topic, "", _STEP))
        steps = content.texts["en"].terms.topics[topic].steps
        rows += [(topic, str(step), said) for step, said in enumerate(steps)]
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


def _shops(session: Session, content: Content) -> Iterator[Shop]:
    """Give a shop's last assessment of each quarter: the first ones would count it as several shops."""
    if not session.research or session.assisted or (session.campaign and session.campaign.demo):
        return
    finished = sorted((*session.history, *([session.finished] if session.finished else ())), key=_moment)
    yield from {quarter(one.finished): _shop(one, content) for one in finished}.values()


def _shop(one: Finished, content: Content) -> Shop:
    overall, reasons = one.result.overall, one.given.get(_REASONS) or ()
    steps = (one.result.topics[topic].step if topic in one.result.topics else None for topic in TOPICS)
    answered = (
        _picked(one, "goal", content) or None,
        one.edition,
        one.yardstick or None,
        round(overall.score) if overall else None,
        overall.level if overall else None,
        one.result.monitor.score if one.result.monitor else None,
        *steps,
        "|".join(sorted(reasons if isinstance(reasons, tuple) else (reasons,))) or None,
    )
    branch = _picked(one, "branch", content)
    return Shop(quarter(one.finished), _picked(one, "shop_type", content), branch, answered)


def _picked(one: Finished, question: str, content: Content) -> str:
    """Give the option that was picked, as far as the content knows it; nothing else may come in here."""
    known = {option.id for q in content.questionnaire.questions if q.id == question for option in q.options}
    given = one.given.get(question)
    return given if isinstance(given, str) and given in known else ""


def _moment(one: Finished) -> datetime:
    return one.finished
