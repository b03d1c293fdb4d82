"""The few fields of the Bot API's objects that the bot uses, as Telegram sends them."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.telegram.api.clean import without_surrogates

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


class Document(_Raw):
    """A file that somebody sent."""

    file_id: Annotated[_Str, Field(min_length=1, max_length=256)]
    file_size: _Positive = 0


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
    text: _Str | None = None
    # The raw list is JSON's; strict would take a tuple only.
    entities: Annotated[tuple[Entity, ...], Field(strict=False, max_length=1000)] = ()
    reply_to_message: Answered | None = None
    voice: object = None
    video_note: object = None
    audio: object = None
    photo: Annotated[tuple[PhotoSize, ...], Field(strict=False, max_length=20)] = ()
    caption: _Str | None = None
    video: object = None
    animation: object = None
    sticker: object = None
    document: object = None
    contact: object = None


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
