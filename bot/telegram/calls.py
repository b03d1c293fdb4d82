"""One reply → one call of the Bot API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import NetworkError

from bot.dialogue.replies import (
    Button,
    Edit,
    File,
    Keyboard,
    Message,
    Passed,
    Picture,
    Report,
    Retire,
    Spreadsheet,
    Toast,
)
from bot.telegram.budget import Budget

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PICTURE_NAME = "winkelpeil.png"


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
                link_preview_options=_NO_PREVIEW,
                reply_markup=markup(message.keyboard),
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

    async def photo(self, chat_id: int, picture: Picture | Passed, photo: bytes | str) -> str | None:
        """Send a picture, new or by its `file_id`; returns its `file_id`."""
        async with self._message(chat_id):
            sent = await self._bot.send_photo(
                chat_id,
                photo,
                caption=picture.caption,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(picture.keyboard),
                filename=_PICTURE_NAME,
            )
        # Telegram keeps it in several sizes, the largest last.
        return sent.photo[-1].file_id if sent.photo else None

    async def document(self, chat_id: int, reply: Report | File | Spreadsheet, data: bytes) -> None:
        """Send a file."""
        async with self._message(chat_id):
            await self._bot.send_document(
                chat_id, data, caption=reply.caption, parse_mode=ParseMode.HTML, filename=reply.name
            )

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
                link_preview_options=_NO_PREVIEW,
                reply_markup=markup(keyboard),
            )


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return the keyboard for Telegram; None for an empty one, which removes it where a message is edited."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label,
        callback_data=button.code,
        url=button.url,
        copy_text=CopyTextButton(button.copy_text) if button.copy_text else None,
    )
