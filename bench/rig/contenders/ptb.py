"""The questionnaire on python-telegram-bot as it comes: ConversationHandler, and persistence in a pickle."""

import os

import flow
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    PicklePersistence,
)

ASKING, READING = range(2)


def markup(rows):
    """Make a keyboard."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=code) for label, code in row] for row in rows]
    )


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE):
    """Welcome somebody."""
    context.user_data["state"] = flow.begin()
    page = flow.FIXED["/start"]
    await update.message.reply_text(
        page["html"], parse_mode=ParseMode.HTML, reply_markup=markup(page["rows"])
    )
    return ASKING


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE):
    """Take a tap."""
    query, state = update.callback_query, context.user_data["state"]
    text, rows = flow.tap(state, query.data)
    await query.answer()
    await query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=markup(rows))
    return READING if state["place"] in flow.FIXED else ASKING


def main():
    """Run the bot."""
    root = os.environ["BENCH_API"]
    application = (
        ApplicationBuilder()
        .token(os.environ["BENCH_TOKEN"])
        .base_url(f"{root}/bot")
        .persistence(PicklePersistence(filepath=os.environ["BENCH_STATE"]))
        .build()
    )
    questions = CallbackQueryHandler(tapped, pattern=r"^(begin|answer|tick|done|skip|result):")
    pages = CallbackQueryHandler(tapped, pattern=r"^page:")
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={ASKING: [questions], READING: [pages]},
            fallbacks=[CommandHandler("start", start)],
            allow_reentry=True,
            name="questionnaire",
            persistent=True,
        )
    )
    application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
