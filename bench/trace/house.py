"""The bot as it runs, on an SQLite file, from Telegram's update to the commit; nothing is sent."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bench.trace.recorder import Recorder, Trace
from bot.app.admins import desk_of
from bot.app.live_content import Library
from bot.dialogue.core.context import Context
from bot.dialogue.core.replies import Edit, Message
from bot.dialogue.core.session import Session, load
from bot.dialogue.turn.step import apology, step, too_fast
from bot.editorial.releases import Releases
from bot.engine import replies_json as bodies
from bot.engine.admin_queries import AdminReader
from bot.engine.answers import FactsReader
from bot.engine.editorial_queries import AdminOffice
from bot.engine.metrics import dated_handle, measured_handle, measured_step
from bot.engine.newer_sessions import held_handle
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.library import loader
from bot.library.files import shipped_content
from bot.roles import Roles
from bot.storage.chats.records import Pending, Receipt
from bot.storage.database import Storage, open_storage
from bot.telegram.api.updates import BotIdentity, update_of
from tests.support.dialogue.talk import Shown

BOT, ADMIN = BotIdentity(7, "WinkelpeilBot"), 1
_BETWEEN = timedelta(seconds=30)
"""So long after the update before comes the next, so that nobody comes too fast."""


class House:
    """The parts of the bot that take a turn, put together as `bot.app.run` does."""

    def __init__(self, storage: Storage, recorder: Recorder) -> None:
        self.storage = storage
        self.recorder = recorder
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)
        self.library = Library(storage, Context(loader.load(), "Test", "p@example.org", BOT.username))
        roles = Roles(storage, BOT.id, (ADMIN,))
        self.desk = desk = desk_of(storage)
        office = AdminOffice(desk, lambda: self.library.context().content, _no_file)
        administration = AdminReader(storage, BOT.id, roles, office)
        reader = FactsReader(
            storage,
            BOT.id,
            self.library.find,
            roles=roles,
            administration=administration,
        )
        dialogue = Dialogue(measured_step(step), apology, self.library.context, too_fast)
        conversations = Conversations(storage, BOT.id, dialogue, reader, lambda: self.now)
        worker = Worker(conversations, self._hand, nonce=lambda: f"{self.updates:022}")
        self._handle = measured_handle(
            dated_handle(held_handle(worker.handle, lambda: self.library.unusable), lambda _: None)
        )
        self.updates = 0
        self._handed: list[tuple[int, Pending]] = []
        self.people: dict[int, Person] = {}

    async def begin(self) -> None:
        """Take in what this release ships with."""
        await Releases(self.storage).arrive(shipped_content())
        await self.library.refresh()

    def person(self) -> "Person":
        """Let somebody come in; the first is the administrator."""
        person = Person(len(self.people) + 1, self)
        self.people[person.id] = person
        return person

    async def take(self, update: dict[str, object]) -> Trace:
        """Take an update; returns what ran until it was committed and its replies were handed over."""
        self.updates += 1
        self.now += _BETWEEN
        self.recorder.begin()
        try:
            await self._handle([update_of({"update_id": self.updates, **update}, BOT, self.now)])
        finally:
            trace = self.recorder.end()
        self._show()
        return trace

    def _hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        del alone
        self._handed += [(chat_id, pending) for pending in replies]

    def _show(self) -> None:
        """Do as if the replies were sent."""
        handed, self._handed = self._handed, []
        receipts = []
        for chat_id, pending in handed:
            screen = self.people[chat_id].show(pending)
            receipts.append(Receipt(chat_id, pending.id, screen))
        self.storage.unit.chats.record_sent(BOT.id, receipts)


class Person:
    """Somebody in a chat with the bot, who sees what it shows."""

    def __init__(self, chat_id: int, house: House) -> None:
        self.id = chat_id
        self.house = house
        self.chat: dict[int, Shown] = {}

    @property
    def last(self) -> Shown:
        return self.chat[max(self.chat)]

    async def write(self, text: str) -> Trace:
        """Send a text or a command."""
        return await self.house.take({"message": {**self._message(0), "from": self._sender(), "text": text}})

    async def tap(self, label: str) -> Trace:
        """Tap the button of the last message that says so."""
        return await self.press(self.last.code(label))

    async def press(self, code: str) -> Trace:
        """Tap a button of that code."""
        at = self._message(max(self.chat))
        tap = {"id": str(self.house.updates), "from": self._sender(), "message": at, "data": code}
        return await self.house.take({"callback_query": tap})

    def session(self) -> Session:
        """Give the session as it is stored."""
        loaded = self.house.storage.unit.chats.load(BOT.id, [self.id], [])
        return load(loaded.chats[self.id].session)

    def show(self, pending: Pending) -> int | None:
        """See a reply; returns the message that is the chat's screen by it, if any."""
        reply = bodies.load(pending.body)
        if isinstance(reply, Edit):
            self.chat[reply.message_id] = Shown(reply.html, reply.keyboard)
            return reply.message_id
        if not isinstance(reply, Message):
            return None
        number = max(self.chat, default=0) + 1
        self.chat[number] = Shown(reply.html, reply.keyboard)
        return number if reply.screen else None

    def _sender(self) -> dict[str, object]:
        return {"id": self.id, "is_bot": False, "first_name": "Piet", "language_code": "nl"}

    def _message(self, number: int) -> dict[str, object]:
        return {"message_id": number, "date": 1, "chat": {"id": self.id, "type": "private"}}


@asynccontextmanager
async def opened(path: str, recorder: Recorder) -> AsyncIterator[House]:
    """Give the house with its administrator in it, until the block ends."""
    storage = open_storage(path)
    house = House(storage, recorder)
    try:
        await house.begin()
        house.person()
        yield house
    finally:
        house.library.close()
        await storage.close()


async def _no_file(_file_id: str) -> bytes:
    raise NotImplementedError
