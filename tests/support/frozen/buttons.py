"""What becomes of a button: the same question for the code that froze it and for that of today."""

from dataclasses import dataclass

from tests.support.frozen.bot_of_today import House, JsonObject
from tests.support.frozen.people import tap, typing

GONE = "gone"
"""In the place of a place: nothing is kept of this chat."""
NO_COMMAND = "/nosuchcommand"
"""Shows where a chat is, and leaves it there."""


@dataclass(frozen=True, slots=True)
class Came:
    """What a tap or a text came to."""

    place: str
    """The kind of the place after it, with the kind of its page where it has one."""
    stale: bool
    """Whether it was taken as out of date."""
    failed: bool
    """Whether the step failed, so that the person reads an apology."""
    kinds: tuple[str, ...]
    """The kinds of reply that the chat got."""


def kind_of(session: JsonObject | None) -> str:
    """Name where a chat is: "asking", or "desk/link"."""
    if session is None:
        return GONE
    place = session["place"]
    return "/".join(filter(None, (place["at"], str(place.get("page", "")).partition("/")[0])))


def pressed(house: House, chat_id: int, code: str, message: int) -> Came:
    """Tap a button."""
    return _taken(house, chat_id, tap(chat_id, "nl", code, message))


def shown(house: House, chat_id: int) -> Came:
    """Have a chat's place shown."""
    return _taken(house, chat_id, typing(chat_id, "nl", NO_COMMAND))


def _taken(house: House, chat_id: int, update: JsonObject) -> Came:
    said = [one.body for one in house.handle(update) if one.chat_id == chat_id]
    session, texts = house.session(chat_id), house.general()
    notes = session["notes"] if session else []
    return Came(
        kind_of(session),
        stale=any(stale in note for stale in texts["stale"] for note in notes),
        failed=any(body.get("html") in texts["apology"] for body in said),
        kinds=tuple(body["kind"] for body in said),
    )
