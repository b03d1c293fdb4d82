"""Raw updates from Telegram → the engine's. One update at a time, so a malformed one harms no other."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypedDict

from pydantic import ValidationError

from bot.dialogue.core.events import (
    Addressed,
    Command,
    Contact,
    Document,
    Edited,
    Membership,
    Photo,
    Tap,
    Text,
    Unreadable,
)
from bot.engine.incoming import Incoming, Update
from bot.telegram.api import raw
from bot.telegram.api.formatting import as_markdown
from bot.telegram.api.raw import (
    ID_LIMIT,
    CallbackQuery,
    Entity,
    MemberUpdated,
    Message,
    clean_code,
    clean_text,
)
from bot.telegram.api.raw import Update as RawUpdate

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update to ask Telegram for; my_chat_member tells of blocks."""


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """Who the bot is: Telegram's id, and the username without @."""

    id: int
    username: str


class MalformedUpdate(ValueError):
    """The update does not have the shape that the Bot API documents; `update_id` is None if it has none."""

    def __init__(self, update_id: int | None, where: str) -> None:
        super().__init__(f"update {update_id}: {where}")
        self.update_id = update_id
        self.where = where


def update_of(raw: object, bot: BotIdentity, now: datetime) -> Update:
    """Read an update, of any shape."""
    kind, sent = _kind(raw), _sent_at(raw)
    try:
        found = incoming(raw, bot, now)
    except MalformedUpdate as fault:
        return Update(fault.update_id, kind, sent, malformed=fault.where)
    return Update(update_id_of(raw), kind, sent, found)


def incoming(raw: object, bot: BotIdentity, now: datetime) -> Incoming | None:
    """Tell what an update means; None for one that the bot leaves alone. Raises MalformedUpdate."""
    try:
        update = RawUpdate.model_validate(raw)
    except ValidationError as fault:
        raise MalformedUpdate(update_id_of(raw), _places(fault)) from None
    if update.message:
        return _from_message(update.update_id, update.message, bot, now)
    if update.edited_message:
        return _from_edit(update.update_id, update.edited_message, bot, now)
    if update.callback_query:
        return _from_tap(update.update_id, update.callback_query, now)
    if update.my_chat_member:
        return _from_membership(update.update_id, update.my_chat_member, now)
    return None


def update_id_of(raw: object) -> int | None:
    """Return the update's id, also of an update that is malformed elsewhere."""
    value = raw.get("update_id") if isinstance(raw, dict) else None
    return value if type(value) is int and 0 <= value <= ID_LIMIT else None


def _kind(update: object) -> str:
    # Only kinds that the bot asks for: a label must not be what somebody sends.
    kinds = update if isinstance(update, dict) else {}
    return next((kind for kind in ALLOWED if kind in kinds), "other")


def _sent_at(update: object) -> datetime | None:
    """Give when a message was sent; None for what has no such moment of its own, as a tap."""
    message = update.get("message") if isinstance(update, dict) else None
    date = message.get("date") if isinstance(message, dict) else None
    # A number that is no moment is no reason to refuse what somebody said.
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(date, UTC) if type(date) is int and date > 0 else None
    return None


def _places(fault: ValidationError) -> str:
    # Not the values: they are what people wrote.
    return "; ".join(".".join(map(str, error["loc"])) + ": " + error["type"] for error in fault.errors()[:3])


def _from_message(update_id: int, message: Message, bot: BotIdentity, now: datetime) -> Incoming | None:
    if not _was_said_by_a_person(message):
        return None
    language = message.sender.language_code if message.sender else None
    if message.chat.type == "private":
        event = _event_of(message, bot, now)
        return Incoming(update_id, message.chat.id, event) if event else None
    if message.chat.type in ("group", "supergroup") and _is_addressed(message, bot):
        album = clean_code(message.media_group_id)
        topic = message.message_thread_id if message.is_topic_message else None
        addressed = Addressed(now=now, language_code=language, album=album, topic=topic)
        return Incoming(update_id, message.chat.id, addressed)
    return None


def _was_said_by_a_person(message: Message) -> bool:
    """Tell whether a person sent a message; in a group also as its administrator, or as a channel."""
    if not message.was_said or message.is_automatic_forward:
        return False
    # Telegram gives what is sent as a group or a channel the name of a bot of its own.
    return message.sender is None or not message.sender.is_bot or message.sender_chat is not None


class _Common(TypedDict):
    """What every message that a person sent tells of itself."""

    now: datetime
    language_code: str | None
    message_id: int
    album: str
    replied: int | None


def _event_of(
    message: Message, bot: BotIdentity, now: datetime
) -> Command | Text | Photo | Document | Contact | Unreadable | None:
    common = _Common(
        now=now,
        language_code=message.sender.language_code if message.sender else None,
        message_id=message.message_id,
        album=clean_code(message.media_group_id),
        replied=_message_replied_to(message, bot),
    )
    caption = clean_text(message.caption or "")
    if message.photo:
        # The largest comes last.
        photo = message.photo[-1]
        unique = clean_code(photo.file_unique_id)
        return Photo(**common, file_id=photo.file_id, caption=caption, unique=unique)
    file = _file(message)
    if file:
        is_image = file.mime_type.lower().startswith("image/")
        unique = clean_code(file.file_unique_id)
        return Document(
            **common,
            file_id=file.file_id,
            size=file.file_size,
            caption=caption,
            unique=unique,
            is_image=is_image,
        )
    contact = _contact(message, common)
    if contact:
        return contact
    if message.text is None:
        return Unreadable(**common, what=_unreadable(message))
    text = clean_text(message.text)
    command = _COMMAND.fullmatch(text)
    if command is None:
        marked = clean_text(as_markdown(message.text, message.entities)) if message.entities else ""
        return Text(**common, text=text, marked="" if marked == text else marked)
    name, addressee, argument = command.groups()
    if addressee and addressee.lower() != bot.username.lower():
        return None
    return Command(**common, name=name.lower(), argument=(argument or "").strip())


def _message_replied_to(message: Message, bot: BotIdentity) -> int | None:
    """Give the message of the bot that this one replies to."""
    answered = message.reply_to_message
    mine = answered and answered.sender and answered.sender.id == bot.id
    return (answered.message_id or None) if answered and mine else None


def _file(message: Message) -> raw.Document | None:
    """Give the file that somebody sent; a moving picture, which comes as a file too, is none."""
    if message.animation is not None or message.video is not None:
        return None
    try:
        return raw.Document.model_validate(message.document)
    except ValidationError:
        return None  # No reason to refuse the message: that it is some file is known.


def _contact(message: Message, common: _Common) -> Contact | None:
    """Give the phone number that somebody shared; of another person's nothing gets in."""
    try:
        shared = raw.Contact.model_validate(message.contact)
    except ValidationError:
        return None
    digits = clean_text(shared.phone_number).strip()
    number = f"+{digits}" if digits.isascii() and digits.isdigit() else digits
    own = message.sender is not None and shared.user_id == message.sender.id
    return Contact(**common, number=number if own else "", own=own)


_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?", re.DOTALL)

_Unreadable = Literal["voice", "picture", "sticker", "document", "other"]


def _unreadable(message: Message) -> _Unreadable:
    kinds: tuple[tuple[_Unreadable, tuple[object, ...]], ...] = (
        ("voice", (message.voice, message.video_note, message.audio)),
        # Before document: Telegram gives an animation as a document too.
        ("picture", (message.video, message.animation)),
        ("sticker", (message.sticker,)),
        ("document", (message.document,)),
    )
    return next((kind for kind, parts in kinds if any(part is not None for part in parts)), "other")


def _is_addressed(message: Message, bot: BotIdentity) -> bool:
    answered = message.reply_to_message and message.reply_to_message.sender
    if answered and answered.id == bot.id:
        return True
    text = message.text or message.caption or ""
    command = _COMMAND.fullmatch(clean_text(text))
    if command:
        name, addressee, _ = command.groups()
        # Other bots in a group have commands too; with these two people may mean all.
        return addressee.lower() == bot.username.lower() if addressee else name.lower() in ("start", "help")
    return any(_names(entity, text, bot) for entity in message.entities or message.caption_entities)


def _names(entity: Entity, text: str, bot: BotIdentity) -> bool:
    if entity.type == "text_mention":
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == "mention" and _part(entity, text).lower() == f"@{bot.username.lower()}"


def _part(entity: Entity, text: str) -> str:
    # Telegram counts in UTF-16 code units.
    units = text.encode("utf-16-le")
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", errors="ignore")


def _from_edit(update_id: int, message: Message, bot: BotIdentity, now: datetime) -> Incoming | None:
    if message.chat.type != "private" or not _was_said_by_a_person(message):
        return None
    event = _event_of(message, bot, now)
    # Of all else the bot reads nothing, so that no edit of it can change that.
    if event is None or isinstance(event, Unreadable | Contact):
        return None
    edited = Edited(now=now, language_code=event.language_code, message=event)
    return Incoming(update_id, message.chat.id, edited)


def _from_tap(update_id: int, query: CallbackQuery, now: datetime) -> Incoming | None:
    if query.message is None or query.message.chat.type != "private" or query.sender.is_bot:
        return None
    tap = Tap(
        now=now,
        language_code=query.sender.language_code,
        code=clean_code(query.data or ""),
        message_id=query.message.message_id,
        callback_id=clean_code(query.id),
    )
    return Incoming(update_id, query.message.chat.id, tap)


def _from_membership(update_id: int, changed: MemberUpdated, now: datetime) -> Incoming | None:
    blocked = {"kicked": True, "member": False}.get(changed.new_chat_member.status)
    if changed.chat.type != "private" or blocked is None:
        return None
    event = Membership(now=now, language_code=changed.sender.language_code, blocked=blocked)
    return Incoming(update_id, changed.chat.id, event)
