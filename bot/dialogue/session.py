"""What is remembered of a chat."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, TypeAdapter

from content.schema import Language
from scoring.model import Answers, Frozen, Result

VERSION = 1

# Question id → option id, option ids, or None for a skipped question.
Given = Mapping[str, str | tuple[str, ...] | None]


class Home(Frozen):
    """Nothing is being asked: the welcome."""

    at: Literal["home"] = "home"


class Asking(Frozen):
    """A question is on screen."""

    at: Literal["asking"] = "asking"
    question: str
    picked: tuple[str, ...] = ()
    """The options ticked so far, where the question takes several."""
    changing: bool = False
    """Opened from the overview, and returning there."""
    helping: bool = False
    """Its explanation is shown with it."""


class Overview(Frozen):
    """All answers are on screen, to be changed or confirmed."""

    at: Literal["overview"] = "overview"


class Reading(Frozen):
    """A page of the result is on screen."""

    at: Literal["reading"] = "reading"
    page: str = "result"


class Aside(Frozen):
    """A page beside the assessment is on screen."""

    at: Literal["aside"] = "aside"
    page: Literal["privacy", "language"]


Place = Annotated[Home | Asking | Overview | Reading | Aside, Field(discriminator="at")]


class Finished(Frozen):
    """A finished assessment: its answers and its result as given, with what they rest on."""

    run: int
    given: Given
    result: Result
    content_version: str
    edition: str
    finished: datetime


class Session(Frozen):
    v: Literal[1] = 1
    language: Language = "nl"
    language_set: bool = False
    """Taken from the app at the first contact, or chosen since; the app's language counts no longer."""
    run: int = 0
    """Counts the assessments begun; buttons carry it, so that old ones are recognised."""
    place: Place = Home()
    given: Given = {}
    """Answers of the running assessment; after finishing, of the finished one."""
    finished: Finished | None = None
    notes: tuple[str, ...] = ()
    """What stands above the screen's text, as HTML: what was just answered, or what did not work."""
    blocked: bool = False

    def at(self, place: Place, *notes: str) -> "Session":
        """Go to a place, with notes above what is shown there."""
        return self.model_copy(update={"place": place, "notes": notes})

    @property
    def answers(self) -> Answers:
        return answered(self.given)


def answered(given: Given) -> Answers:
    """Leave out the skipped questions."""
    return {question: answer for question, answer in given.items() if answer is not None}


class UnreadableSession(ValueError):
    """The stored session has a version or shape that this release does not know."""


# From version n to n + 1, in order; a release that changes Session adds one here.
LIFTS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()

_json: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


def dump(session: Session) -> str:
    """Write a session as JSON."""
    return session.model_dump_json()


def load(text: str) -> Session:
    """Read a session of this or an older version from JSON; raises UnreadableSession."""
    try:
        data = _json.validate_json(text)
        version = data.get("v", 1)
        if not isinstance(version, int) or not 1 <= version <= VERSION:
            raise UnreadableSession(f"session version {version!r}; this release reads 1 to {VERSION}")
        for lift in LIFTS[version - 1 :]:
            data = lift(data)
        return Session.model_validate_json(_json.dump_json(data))
    except ValueError as fault:
        raise UnreadableSession(str(fault)) from fault
