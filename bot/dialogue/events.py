"""What can happen in a chat. Texts are cleaned and bounded before they get here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

What = Literal["voice", "picture", "sticker", "document", "edited", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurred:
    now: datetime
    """When it reached us; aware, UTC."""
    language_code: str | None = None
    """The language of the person's Telegram app, an IETF tag such as "nl" or "en-GB"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Occurred):
    """A bot command, without slash and bot name, in lower case; `argument` is the rest of the line."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap(Occurred):
    """A tap on an inline button: `code` is its callback data, `message_id` the message it hangs under."""

    code: str
    message_id: int
    callback_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Occurred):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Occurred):
    """A message that the bot cannot use."""

    what: What


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed(Occurred):
    """A message in a group that names the bot, replies to it, or is a command for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Occurred):
    """The person blocked the bot, or let it in again."""

    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Occurred):
    """The moment has come at which the bot may speak first; see `due.py`."""


Event = Command | Tap | Text | Unreadable | Addressed | Membership | Due
