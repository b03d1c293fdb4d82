"""What can happen in a chat. Texts are cleaned and bounded before they get here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.records.notices import Notice

What = Literal["voice", "picture", "sticker", "document", "edited", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurred:
    now: datetime
    """When it reached us; aware, UTC."""
    language_code: str | None = None
    """The language of the person's Telegram app, an IETF tag such as "nl" or "en-GB"."""
    nonce: str = ""
    """22 random characters of A–Z a–z 0–9 _ -, 128 bits: for codes that nobody can guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Occurred):
    """A message that a person sent."""

    message_id: int = 0
    """By this an edit names it; 0 where the channel has no edits."""
    album: str = ""
    """The same for all pictures and files that were sent as one, each of which comes by itself."""
    replied: int | None = None
    """The message of the bot that it replies to, as by swiping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Sent):
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
class Text(Sent):
    text: str
    marked: str = ""
    """The text in Markdown, where it was formatted in the app."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Sent):
    """A picture with its caption; the bot cannot look at it, but pass it on."""

    file_id: str
    caption: str = ""
    unique: str = ""
    """The same picture always has the same, which its `file_id` has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Sent):
    """A file with its caption; its size as Telegram tells it."""

    file_id: str
    size: int
    caption: str = ""
    unique: str = ""
    is_image: bool = False
    """A picture that was sent as a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Sent):
    """A phone number that somebody shared."""

    number: str
    """Empty where it is not one's own."""
    own: bool
    """Whether it is that of the person who sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Sent):
    """A message that the bot cannot use."""

    what: What


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Occurred):
    """A message as it is after an edit, which may have changed nothing that the bot reads."""

    message: Command | Text | Photo | Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed(Occurred):
    """A message in a group that names the bot, replies to it, or is a command for it."""

    album: str = ""
    """As of what somebody sent to the bot alone."""
    topic: int | None = None
    """In which topic of the group, where it has topics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken(Occurred):
    """A message may show something older than what its chat came to since, or than that it was erased."""

    message_id: int
    erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Occurred):
    """The person blocked the bot, or let it in again."""

    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Occurred):
    """The moment has come at which the bot may speak first; see `due.py`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed(Occurred):
    """Something happened in another chat that this one is to be told."""

    notice: Notice


Event = (
    Command
    | Tap
    | Text
    | Photo
    | Document
    | Contact
    | Unreadable
    | Edited
    | Addressed
    | Overtaken
    | Membership
    | Due
    | Noticed
)
