"""A small bot on aiogram, as its documentation shows one: python aiogram_bot.py ROOT TOKEN."""

import asyncio
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

dispatcher = Dispatcher()


def _keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[list(buttons)])


@dispatcher.message(CommandStart())
async def greet(message: Message) -> None:
    button = InlineKeyboardButton(text="Meer", callback_data="more", style="primary")
    await message.answer(f"Dag <b>{message.from_user.first_name}</b>", reply_markup=_keyboard(button))


@dispatcher.callback_query(F.data == "more")
async def show_more(query: CallbackQuery) -> None:
    await query.answer("Genoteerd")
    buttons = (
        InlineKeyboardButton(text="Kopieer", copy_text=CopyTextButton(text="abc")),
        InlineKeyboardButton(text="Open", url="https://example.org/"),
    )
    await query.message.edit_text("<i>Meer</i>", reply_markup=_keyboard(*buttons))


@dispatcher.message(F.photo)
async def return_photo(message: Message, bot: Bot) -> None:
    sizes = message.photo
    data = (await bot.download(sizes[-1])).read()
    small = (await bot.download(sizes[0])).read()
    caption = f"{len(sizes)}: {sizes[-1].width}x{sizes[-1].height}, {len(data)}, {len(small)}"
    await message.reply_photo(BufferedInputFile(data, "photo.png"), caption=caption)


@dispatcher.message(F.text == "flood")
async def flood(message: Message) -> None:
    first = await message.answer("0")
    for number in range(1, 40):
        try:
            await message.answer(str(number))
        except TelegramRetryAfter as error:
            await first.edit_text(f"after {number}: wait {error.retry_after}")
            return


@dispatcher.message(F.text == "wrong")
async def do_wrong(message: Message) -> None:
    try:
        await message.answer("<b>open")
    except TelegramBadRequest as error:
        await message.answer(error.message, parse_mode=None)


async def main(root: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(root))
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
