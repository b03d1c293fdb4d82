"""The few fields of the Bot API's objects that the bot uses, and what is taken out of the texts in them."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

TEXT_LIMIT = 4096
"""Characters; Telegram's own limit."""
CODE_LIMIT = 64
"""Bytes of callback data; Telegram's own limit."""

# Lone surrogates (Telegram's JSON can hold them, UTF-8 and SQLite cannot), control characters except the
# newline, and the marks that turn the reading direction, with which a text can pose as another.
_UNWANTED = re.compile(
    "[\ud800-\udfff\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return the text in NFC, without unwanted characters, at most TEXT_LIMIT characters."""
    # Bounded first as well: the work must not grow with what somebody sends.
    kept = _UNWANTED.sub("", text[: 2 * TEXT_LIMIT].replace("\r\n", "\n").replace("\t", " "))
    return unicodedata.normalize("NFC", kept)[:TEXT_LIMIT]


def clean_code(data: str) -> str:
    """Return callback data without unwanted characters, at most CODE_LIMIT bytes of UTF-8."""
    kept = _UNWANTED.sub("", data[: 2 * CODE_LIMIT])
    return kept.encode()[:CODE_LIMIT].decode(errors="ignore")


def without_surrogates(text: str) -> str:
    """Replace every lone surrogate by NUL, which keeps the offsets of entities and goes in the cleaning."""
    return _SURROGATES.sub("\0", text)


ID_LIMIT = 2**52
"""Telegram: ids have at most 52 significant bits."""
_Id = Annotated[int, Field(ge=-ID_LIMIT, le=ID_LIMIT)]
_Positive = Annotated[int, Field(ge=0, le=ID_LIMIT)]
_Offset = Annotated[int, Field(ge=0, le=2**20)]


def _if_text(value: object) -> object:
    return without_surrogates(value) if isinstance(value, str) else value


# Strict pydantic refuses lone surrogates, and a text with one is no reason to refuse an update.
_Str = Annotated[str, BeforeValidator(_if_text)]


def _language(tag: str | None) -> str | None:
    # Anything else is as good as none: no reason to refuse what the person said.
    return tag if tag and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}", tag) else None


class _Raw(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class User(_Raw):
    id: _Id
    is_bot: bool = False
    language_code: Annotated[_Str | None, AfterValidator(_language)] = None


class Chat(_Raw):
    id: _Id
    type: _Str


class Entity(_Raw):
    type: _Str
    offset: _Offset
    length: _Offset
    user: User | None = None
    url: _Str | None = None


class Answered(_Raw):
    """The message that a message replies to."""

    message_id: _Positive = 0
    sender: User | None = Field(default=None, alias="from")


class PhotoSize(_Raw):
    """One of the sizes in which Telegram keeps a picture."""

    file_id: Annotated[_Str, Field(min_length=1, max_length=256)]
    file_unique_id: _Str = ""


class Document(_Raw):
    """A file that somebody sent."""

    file_id: Annotated[_Str, Field(min_length=1, max_length=256)]
    file_size: _Positive = 0
    file_unique_id: _Str = ""
    mime_type: _Str = ""


SAID = frozenset(
    {
        *("text", "photo", "live_photo", "video", "animation", "paid_media", "story"),
        *("voice", "video_note", "audio", "sticker", "document", "contact", "location", "venue"),
        *("poll", "dice", "game", "checklist", "invoice", "giveaway", "giveaway_winners"),
    }
)
"""The fields of which a message that a person sent has one. All others tell of something that happened, such
as a pinned message, or are not known yet: these are left alone."""


class Contact(_Raw):
    """A phone number that somebody shared."""

    phone_number: Annotated[_Str, Field(min_length=1, max_length=32)]
    user_id: _Id | None = None


class Message(_Raw):
    message_id: _Positive
    message_thread_id: _Positive | None = None
    is_topic_message: bool = False
    chat: Chat
    sender: User | None = Field(default=None, alias="from")
    sender_chat: object = None
    """A channel, or the group itself, that somebody writes as."""
    is_automatic_forward: object = None
    """A post that Telegram itself copied to the group of its channel."""
    media_group_id: _Str = ""
    was_said: bool = False
    """Whether it has a field of `SAID`."""
    text: _Str | None = None
    # The raw list is JSON's; strict would take a tuple only.
    entities: Annotated[tuple[Entity, ...], Field(strict=False, max_length=1000)] = ()
    reply_to_message: Answered | None = None
    voice: object = None
    video_note: object = None
    audio: object = None
    photo: Annotated[tuple[PhotoSize, ...], Field(strict=False, max_length=20)] = ()
    caption: _Str | None = None
    caption_entities: Annotated[tuple[Entity, ...], Field(strict=False, max_length=1000)] = ()
    video: object = None
    animation: object = None
    sticker: object = None
    document: object = None
    contact: object = None

    @model_validator(mode="before")
    @classmethod
    def _note_what_it_has(cls, raw: object) -> object:
        if not isinstance(raw, dict):
            return raw
        return {**raw, "was_said": any(raw.get(field) is not None for field in SAID)}


class Under(_Raw):
    """The message that a tapped button hangs under; an inaccessible one has just these, and date 0."""

    message_id: _Positive
    chat: Chat


class CallbackQuery(_Raw):
    id: _Str
    sender: User = Field(alias="from")
    message: Under | None = None
    data: _Str | None = None


class Member(_Raw):
    status: _Str


class MemberUpdated(_Raw):
    chat: Chat
    sender: User = Field(alias="from")
    new_chat_member: Member


class Update(_Raw):
    update_id: _Positive
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: MemberUpdated | None = None
