"""The questionnaire on aiogram, with its states in SQLite."""

import asyncio
import json
import os
import sqlite3

import flow
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

router = Router()


class Talk(StatesGroup):
    """Where somebody is."""

    asking = State()
    reading = State()


class SQLiteStorage(BaseStorage):
    """States and data in one SQLite file, durable after each change."""

    def __init__(self, path):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.execute("CREATE TABLE IF NOT EXISTS talks (chat INTEGER PRIMARY KEY, state TEXT, data TEXT)")

    async def set_state(self, key, state=None):
        name = state.state if isinstance(state, State) else state
        self.db.execute(
            "INSERT INTO talks (chat, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
            (key.chat_id, name),
        )

    async def get_state(self, key):
        row = self.db.execute("SELECT state FROM talks WHERE chat = ?", (key.chat_id,)).fetchone()
        return row[0] if row else None

    async def set_data(self, key, data):
        self.db.execute(
            "INSERT INTO talks (chat, data) VALUES (?, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
            (key.chat_id, json.dumps(data)),
        )

    async def get_data(self, key):
        row = self.db.execute("SELECT data FROM talks WHERE chat = ?", (key.chat_id,)).fetchone()
        return json.loads(row[0]) if row and row[0] else {}

    async def close(self):
        self.db.close()


def markup(rows):
    """Make a keyboard."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=code) for label, code in row] for row in rows
        ]
    )


@router.message(CommandStart())
async def start(message: Message, state: FSMContext):
    """Welcome somebody."""
    await state.set_data(flow.begin())
    await state.set_state(Talk.asking)
    page = flow.FIXED["/start"]
    await message.answer(page["html"], reply_markup=markup(page["rows"]))


@router.callback_query(Talk.asking, F.data.regexp(r"^(begin|answer|tick|done|skip|result):"))
@router.callback_query(Talk.reading, F.data.startswith("page:"))
async def tapped(query: CallbackQuery, state: FSMContext):
    """Take a tap."""
    data = await state.get_data()
    text, rows = flow.tap(data, query.data)
    await state.set_data(data)
    if data["place"] in flow.FIXED and await state.get_state() != Talk.reading.state:
        await state.set_state(Talk.reading)
    await query.answer()
    await query.message.edit_text(text, reply_markup=markup(rows))


async def main():
    """Run the bot."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BENCH_API"]))
    bot = Bot(os.environ["BENCH_TOKEN"], session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = Dispatcher(storage=SQLiteStorage(os.environ["BENCH_STATE"]))
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
