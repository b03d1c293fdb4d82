"""What is remembered of a chat."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import JsonValue, TypeAdapter

from bot.dialogue.core.places import Admitting as Admitting
from bot.dialogue.core.places import Aside as Aside
from bot.dialogue.core.places import Asking as Asking
from bot.dialogue.core.places import Desk as Desk
from bot.dialogue.core.places import Found as Found
from bot.dialogue.core.places import Home as Home
from bot.dialogue.core.places import Invited as Invited
from bot.dialogue.core.places import Managing as Managing
from bot.dialogue.core.places import MyData as MyData
from bot.dialogue.core.places import Naming as Naming
from bot.dialogue.core.places import NamingCampaign as NamingCampaign
from bot.dialogue.core.places import NamingTrade as NamingTrade
from bot.dialogue.core.places import Overview as Overview
from bot.dialogue.core.places import Place as Place
from bot.dialogue.core.places import Planning as Planning
from bot.dialogue.core.places import Reading as Reading
from bot.dialogue.core.places import Receipt as Receipt
from bot.dialogue.core.places import Reminded as Reminded
from bot.dialogue.core.places import Sharing as Sharing
from bot.dialogue.core.places import WhatIf as WhatIf
from bot.dialogue.core.places import Writing as Writing
from bot.library.schema.content import Language
from scoring.model import Answers, Frozen, Result

VERSION = 2

# Question id → option id, option ids, or None for a skipped question.
Given = Mapping[str, str | tuple[str, ...] | None]


When = Literal["day", "week", "month"]


class PlanItem(Frozen):
    """A step that the shop put into its plan."""

    card: str
    added: datetime
    when: When | None = None
    on: datetime | None = None
    """That day, or the first day of that week or month, at midnight in the shops' time zone."""
    told: bool = False
    """Nothing more is said on the morning of that day: it was said, or it was planned too late for that."""
    done: datetime | None = None


class Reminders(Frozen):
    """Weekly reminders that the shop said yes to."""

    next: datetime
    unanswered: int = 0
    """Sent since the person last did anything."""


class Finished(Frozen):
    """A finished assessment: its answers and its result as given, with what they rest on."""

    run: int
    given: Given
    result: Result
    content_version: str
    edition: str
    yardstick: str = ""
    """By which weights and points it was scored; empty for results from before that was noted."""
    started: datetime | None = None
    finished: datetime


class Joined(Frozen):
    """The campaign whose link this person opened last."""

    campaign: int
    organisation: int
    name: str
    """The organisation's: user text."""
    demo: bool = False
    """A link to try it out: what is begun now never counts."""
    code: str | None = None
    """Of the link that was opened, as behind "c-"; None in sessions from before it was kept."""
    uncounted: int | None = None
    """The run whose result was there before the link was opened: it counts only where its owner says so."""


class Heard(Frozen):
    """A message that this person sent of late, so that an edit of it is told from none."""

    id: int
    mark: str
    """Of what it said, a few digits of a digest: never the words."""
    to: Writing | None = None
    """Whom it was passed on to."""


class Album(Frozen):
    """Pictures and files that this person sent as one; each comes by itself."""

    id: str
    to: Writing | None = None
    """Whom a picture of it was passed on to: the others follow."""
    refused: bool = False
    """Nothing of it is passed on."""
    unusable: bool = False
    """That something of it cannot be used was said, and is not said again."""


class Session(Frozen):
    v: Literal[2] = 2
    language: Language = "nl"
    language_set: bool = False
    """Taken from the app at the first contact, or chosen since; the app's language counts no longer."""
    run: int = 0
    """Counts the assessments begun; buttons carry it, so that old ones are recognised."""
    place: Place = Home()
    given: Given = {}
    """Answers of the running assessment; after finishing, of the finished one."""
    finished: Finished | None = None
    history: tuple[Finished, ...] = ()
    """Results of earlier runs, oldest first; `finished` is not among them."""
    picture: int | None = None
    """The message that shows the picture of `finished`; None where it is not known which one does."""
    shop_name: str | None = None
    """As its owner typed it, cleaned: user text."""
    trade: str | None = None
    """What its owner calls it in texts, as in "our bakery": a word of its branch, or user text."""
    plan: tuple[PlanItem, ...] = ()
    reminders: Reminders | None = None
    quiet_until: datetime | None = None
    """Until then the bot does not speak first again; None where it may have spoken before that was noted."""
    started: datetime | None = None
    """When the assessment in hand was begun."""
    aside_from: Place | None = None
    """Where a page beside the assessment was opened from."""
    asked: tuple[str, datetime] | None = None
    """The file or picture last asked for, and when: a double tap sends it once."""
    again: datetime | None = None
    """When to invite for the next assessment, where the person said yes."""
    notes: tuple[str, ...] = ()
    """What stands above the screen's text, as HTML: what was just answered, or what did not work."""
    blocked: bool = False
    campaign: Joined | None = None
    assisted: bool = False
    """The assessment in hand is of another's shop: an advisor fills it in."""
    relayed: tuple[datetime, ...] = ()
    """When messages were relayed of late, for the limit."""
    contact: str | None = None
    """Held contact details once; they are kept with what is shared now, and go with it."""
    digest: datetime | None = None
    """When an advisor who said yes gets the next weekly overview."""
    research: bool = True
    """The answers may serve research, and weighing new questions; False where the person objected."""
    peers: bool = True
    """The points may be compared with those of others; False where the person objected."""
    receipt: str | None = None
    """The code by which the shop that an advisor fills in for can see and erase its answers."""
    heard: tuple[Heard, ...] = ()
    """Messages of late, the latest last."""
    album: Album | None = None
    """The last one that something came of."""
    menu: str = ""
    """Names the menu of commands of this chat's own; empty where it has that of all."""
    tried: tuple[datetime, ...] = ()
    """When such codes were typed of late that there are not, for the limit."""

    def at(self, place: Place, *notes: str) -> "Session":
        """Go to a place, with notes above what is shown there."""
        return self.model_copy(update={"place": place, "notes": notes})

    @property
    def answers(self) -> Answers:
        return without_skipped(self.given)


def without_skipped(given: Given) -> Answers:
    """Leave out the skipped questions."""
    return {question: answer for question, answer in given.items() if answer is not None}


class UnreadableSession(ValueError):
    """The stored session has a version or shape that this release does not know."""


class NewerSession(UnreadableSession):
    """A newer release stored the session."""


def _apart(result: dict[str, Any]) -> None:
    """Take a result of six topics, which were scored and compared as one, as readiness and comparison."""
    overall = result["overall"]
    if overall is not None:
        sector, verdict = overall.pop("sector", None), overall.pop("verdict", None)
        compared = sector is not None and verdict is not None
        result["monitor"] = (
            {"score": overall["score"], "sector": sector, "verdict": verdict} if compared else None
        )
    for step in result.get("next_steps", ()):
        reason = step["reason"]
        reason.pop("branch", None)
        if step["topic"] == "today":
            step["topic"], reason["kind"] = "online", "online"


def _with_online(data: dict[str, Any]) -> dict[str, Any]:
    """From 1 to 2: what a shop does online counts, and the comparison stands beside the score."""
    for finished in (data.get("finished"), *data.get("history", ())):
        if finished:
            _apart(finished["result"])
    return {**data, "v": 2}


# From version n to n + 1, in order; a release that changes Session adds one here.
LIFTS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = (_with_online,)

_json: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


def dump(session: Session) -> str:
    """Write a session as JSON."""
    return session.model_dump_json()


def load(text: str) -> Session:
    """Read a session of this or an older version from JSON; raises UnreadableSession.

    Of a newer one it raises NewerSession.
    """
    try:
        data = _json.validate_json(text)
        for lift in LIFTS[_version(data) - 1 :]:
            data = lift(data)
        return Session.model_validate_json(_json.dump_json(data))
    except UnreadableSession:
        raise
    except ValueError as fault:
        raise UnreadableSession(str(fault)) from fault


def _version(data: dict[str, Any]) -> int:
    version = data.get("v", 1)
    if not isinstance(version, int) or version < 1:
        raise UnreadableSession(f"session version {version!r}; this release reads 1 to {VERSION}")
    if version > VERSION:
        raise NewerSession(f"session version {version}; this release reads 1 to {VERSION}")
    return version
