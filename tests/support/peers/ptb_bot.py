"""The same small bot on python-telegram-bot, as its documentation shows one: python ptb_bot.py ROOT TOKEN."""

import sys
from typing import Any

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    Defaults,
    MessageHandler,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE


def _keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([buttons])


async def greet(update: Update, _: Context) -> None:
    assert update.message
    assert update.effective_user
    button = InlineKeyboardButton("Meer", callback_data="more", style="primary")
    await update.message.reply_text(
        f"Dag <b>{update.effective_user.first_name}</b>", reply_markup=_keyboard(button)
    )


async def show_more(update: Update, _: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Genoteerd")
    buttons = (
        InlineKeyboardButton("Kopieer", copy_text=CopyTextButton("abc")),
        InlineKeyboardButton("Open", url="https://example.org/"),
    )
    await update.callback_query.edit_message_text("<i>Meer</i>", reply_markup=_keyboard(*buttons))


async def return_photo(update: Update, _: Context) -> None:
    assert update.message
    sizes = update.message.photo
    data = await (await sizes[-1].get_file()).download_as_bytearray()
    small = await (await sizes[0].get_file()).download_as_bytearray()
    caption = f"{len(sizes)}: {sizes[-1].width}x{sizes[-1].height}, {len(data)}, {len(small)}"
    await update.message.reply_photo(bytes(data), caption=caption, do_quote=True)


async def flood(update: Update, _: Context) -> None:
    assert update.message
    first = await update.message.reply_text("0")
    for number in range(1, 40):
        try:
            await update.message.reply_text(str(number))
        except RetryAfter as error:
            await first.edit_text(f"after {number}: wait {error._retry_after.seconds}")
            return


async def do_wrong(update: Update, _: Context) -> None:
    assert update.message
    try:
        await update.message.reply_text("<b>open")
    except BadRequest as error:
        await update.message.reply_text(f"Bad Request: {error.message}", parse_mode=None)


def main(root: str, token: str) -> None:
    builder = Application.builder().token(token).defaults(Defaults(parse_mode="HTML"))
    application: Application[Any, Any, Any, Any, Any, Any] = (
        builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot").build()
    )
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(show_more, pattern="^more$"))
    application.add_handler(MessageHandler(filters.PHOTO, return_photo))
    application.add_handler(MessageHandler(filters.Text(["flood"]), flood))
    application.add_handler(MessageHandler(filters.Text(["wrong"]), do_wrong))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
