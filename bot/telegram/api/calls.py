"""One reply → one call of the Bot API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

from telegram import Bot, BotCommandScopeChat, InputMediaPhoto
from telegram.constants import ParseMode
from telegram.error import NetworkError

from bot.dialogue.core.replies import (
    Button,
    Edit,
    File,
    Keyboard,
    Menu,
    Message,
    Passed,
    Picture,
    Report,
    Retire,
    Spreadsheet,
    Toast,
)
from bot.telegram.sending.rate import Budget

_NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}
_PICTURE_NAME = "winkelpeil.png"


@dataclass(frozen=True, slots=True)
class PhotoSent:
    """A picture as it came to stand in a chat."""

    message_id: int
    file_id: str | None


class Calls:
    """Makes the calls, each once, when the budget allows it; each raises telegram.error.TelegramError."""

    def __init__(self, bot: Bot, budget: Budget) -> None:
        self._bot = bot
        self._budget = budget

    async def message(self, chat_id: int, message: Message) -> int:
        """Send a message; returns its id."""
        async with self._message(chat_id):
            sent = await self._bot.send_message(
                chat_id,
                message.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=message.topic,
                api_kwargs=_NO_PREVIEW | (_number_key(message) or markup(message.keyboard)),
            )
        return sent.message_id

    async def edit(self, chat_id: int, edit: Edit) -> None:
        """Replace the text and the keyboard of a message."""
        await self._edit(chat_id, edit.message_id, edit.html, edit.keyboard)

    async def retire(self, chat_id: int, screen: int, retire: Retire) -> None:
        """Replace the text of the screen and take its keyboard away."""
        await self._edit(chat_id, screen, retire.html, ())

    async def answer(self, toast: Toast) -> None:
        """Answer a tap."""
        async with self._budget.call():
            await self._bot.answer_callback_query(toast.callback_id, text=toast.text or None)

    async def photo(self, chat_id: int, picture: Picture | Passed, photo: bytes | str) -> PhotoSent:
        """Send a picture, new or by its `file_id`."""
        async with self._message(chat_id):
            sent = await self._bot.send_photo(
                chat_id,
                photo,
                caption=picture.caption,
                parse_mode=ParseMode.HTML,
                filename=_PICTURE_NAME,
                api_kwargs=markup(picture.keyboard),
            )
        # Telegram keeps it in several sizes, the largest last.
        return PhotoSent(sent.message_id, sent.photo[-1].file_id if sent.photo else None)

    async def replace_by_photo(self, chat_id: int, message_id: int, picture: Picture, photo: bytes) -> None:
        """Make a picture of a message, of text or with another picture until now."""
        media = InputMediaPhoto(
            photo, caption=picture.caption, parse_mode=ParseMode.HTML, filename=_PICTURE_NAME
        )
        async with self._budget.call():
            await self._bot.edit_message_media(
                media, chat_id=chat_id, message_id=message_id, api_kwargs=markup(picture.keyboard)
            )

    async def strip(self, chat_id: int, message_id: int) -> None:
        """Take the keyboard of a message away."""
        async with self._budget.call():
            await self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)

    async def document(self, chat_id: int, reply: Report | File | Spreadsheet, data: bytes) -> None:
        """Send a file."""
        async with self._message(chat_id):
            await self._bot.send_document(
                chat_id, data, caption=reply.caption, parse_mode=ParseMode.HTML, filename=reply.name
            )

    async def passed_file(self, chat_id: int, passed: Passed) -> int:
        """Send a file on by its `file_id`; returns the message's id."""
        async with self._message(chat_id):
            sent = await self._bot.send_document(
                chat_id,
                passed.file_id,
                caption=passed.caption,
                parse_mode=ParseMode.HTML,
                api_kwargs=markup(passed.keyboard),
            )
        return sent.message_id

    async def menu(self, chat_id: int, menu: Menu) -> None:
        """Give a chat commands of its own, or those of all again."""
        async with self._budget.call():
            if menu.commands:
                await self._bot.set_my_commands(menu.commands, BotCommandScopeChat(chat_id))
            else:
                await self._bot.delete_my_commands(BotCommandScopeChat(chat_id))

    async def action(self, chat_id: int, action: Literal["upload_photo", "upload_document"]) -> None:
        """Show for some seconds that something is on its way."""
        async with self._budget.call():
            await self._bot.send_chat_action(chat_id, action)

    @asynccontextmanager
    async def _message(self, chat_id: int) -> AsyncIterator[None]:
        async with self._budget.message(chat_id):
            try:
                yield
            except NetworkError:
                # A refused request among them: as far as can be known, the chat got nothing.
                self._budget.not_sent(chat_id)
                raise

    async def _edit(self, chat_id: int, message_id: int, html: str, keyboard: Keyboard) -> None:
        async with self._budget.call():
            await self._bot.edit_message_text(
                html,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                api_kwargs=_NO_PREVIEW | markup(keyboard),
            )


def markup(keyboard: Keyboard) -> dict[str, Any]:
    """Write the keyboard as a field; none for an empty one, which removes it where a message is edited.

    Plain: python-telegram-bot's own objects cost more than all else of a call.
    """
    if not keyboard:
        return {}
    return {"reply_markup": {"inline_keyboard": [[_button(key) for key in row] for row in keyboard]}}


def _number_key(message: Message) -> dict[str, Any]:
    """Write the keyboard below the field in which one types, or that it goes; none where nothing changes."""
    if message.ends_number_key:
        return {"reply_markup": {"remove_keyboard": True}}
    if message.number_key is None:
        return {}
    return {
        "reply_markup": {
            "keyboard": [[{"text": message.number_key.label, "request_contact": True}]],
            "resize_keyboard": True,
            "one_time_keyboard": True,
            "input_field_placeholder": message.number_key.placeholder,
        }
    }


def _button(button: Button) -> dict[str, Any]:
    made: dict[str, Any] = {"text": button.label}
    if button.code is not None:
        made["callback_data"] = button.code
    if button.url is not None:
        made["url"] = button.url
    if button.copy_text:
        made["copy_text"] = {"text": button.copy_text}
    if button.style:
        made["style"] = button.style
    return made
