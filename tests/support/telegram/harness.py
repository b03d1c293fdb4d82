"""A small dialogue, and the parts around it on a real sandbox and a real database."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Command, Event, Tap, Text
from bot.dialogue.core.queries import NONE, Facts
from bot.dialogue.core.replies import Button, Edit, Message, Reply, Retire, Toast
from bot.dialogue.core.session import Session
from bot.dialogue.turn.step import Outcome
from bot.engine import replies_json as bodies
from bot.engine.answers import FactsReader
from bot.engine.incoming import Update
from bot.engine.step_runner import Dialogue
from bot.library.loader import load
from bot.library.schema.content import Language
from bot.sandbox.server import SandboxServer
from bot.sandbox.state import BOT_ID, BOT_USERNAME, TOKEN
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change
from bot.storage.database import Storage
from bot.telegram.api.connection import Connection
from bot.telegram.api.updates import BotIdentity, update_of
from bot.telegram.sending.drawing import Studio
from bot.telegram.sending.sender import Sender
from scoring.model import ShopType
from tests.support.sandbox.client import SandboxClient
from tests.support.storage.stored import storage_of

BOT = BotIdentity(BOT_ID, BOT_USERNAME)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MORE = ((Button(label="More", code="more"),),)


@cache
def context() -> Context:
    return Context(load(), "Test", "privacy@example.org", BOT_USERNAME)


def read_update(raw: object) -> Update:
    """Read an update that came at NOW."""
    return update_of(raw, BOT, NOW)


def read_updates(raw: Iterable[object]) -> list[Update]:
    return [read_update(one) for one in raw]


def counting(session: Session, event: Event, _context: Context, _facts: Facts = NONE) -> Outcome:
    """Count in `run`: a command starts, a tap adds one, a text is answered; "poison" fails."""
    if isinstance(event, Text) and event.text.startswith("poison"):
        raise ValueError(event.text)
    if isinstance(event, Command):
        shown = Message(html=f"count {session.run}", keyboard=MORE, screen=True)
        return Outcome(session, (Retire(html="retired"), shown))
    after = session.model_copy(update={"run": session.run + 1})
    if isinstance(event, Tap):
        edit = Edit(message_id=event.message_id, html=f"count {after.run}", keyboard=MORE)
        return Outcome(after, (Toast(callback_id=event.callback_id, text="counted"), edit))
    if isinstance(event, Text):
        return Outcome(after, (Message(html=f"count {after.run}: {event.text}"),))
    return Outcome(session)


def sorry(_session: Session, _context: Context) -> tuple[Reply, ...]:
    return (Message(html="sorry"),)


def dialogue() -> Dialogue:
    return Dialogue(counting, sorry, context)


def found(query: str, language: Language, shop: ShopType | None) -> tuple[str, ...]:
    """Find what was asked for, so that a test sees what that was."""
    return (query, language, *filter(None, [shop]))


def reader(storage: Storage, *, count_participants: bool = True) -> FactsReader:
    return FactsReader(storage, BOT.id, found, count_participants=count_participants)


@dataclass
class Parts:
    """A sender at work, with its store and the sandbox it sends to."""

    client: SandboxClient
    server: SandboxServer
    connection: Connection
    store: Store
    sender: Sender

    def say(self, chat_id: int, *replies: Reply) -> None:
        """Store replies as pending and hand them to the sender."""
        loaded = self.store.load(BOT.id, [chat_id], [])
        row = loaded.chats.get(chat_id)
        change = Change(
            chat_id=chat_id,
            version=row.version if row else 0,
            session=None if row else "{}",
            replies=tuple(bodies.dump(reply) for reply in replies),
        )
        appended = self.store.commit(BOT.id, [], [change], NOW)
        self.sender.hand(chat_id, appended[chat_id])

    async def idle(self, seconds: float = 5.0) -> None:
        """Wait until everything is sent and noted."""
        await until(lambda: not self.sender.busy, seconds)
        await asyncio.sleep(0.05)

    async def texts(self, chat_id: int) -> list[str]:
        """List what the bot said in a chat, as it stands."""
        messages = await asyncio.to_thread(self.client.messages, chat_id)
        return [message["text"] for message in messages if message["from"] == "bot"]


async def until(met: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until a condition is met, or fail."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, f"not so after {seconds} s"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def parts(
    server: SandboxServer,
    path: Path,
    people: Sequence[int] = (100001, 100002),
    studio: Studio | None = None,
) -> AsyncIterator[Parts]:
    """Put a sender together on a running sandbox, for people who have started the bot."""
    client = SandboxClient(server.url)
    for person in people:
        await asyncio.to_thread(client.start, person)
    store = Store.open(str(path / "test.db"))
    studio = studio or Studio()
    async with Connection(TOKEN, server.url) as connection:
        sender = Sender(connection.bot, BOT.id, storage_of(store), studio)
        try:
            yield Parts(client, server, connection, store, sender)
        finally:
            await sender.close(0)
            studio.close()
            store.close()
