"""A bot with a small dialogue and a webhook, on a sandbox and a database."""

import asyncio
import json
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.app.receiving import Hooked
from bot.engine.batching import Deliveries
from bot.engine.incoming import Handle, Update
from bot.engine.metrics import measured_handle, measured_step
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.sandbox.server import SandboxServer
from bot.storage.chats.pulse import Pulse
from bot.web.server import web_server
from bot.web.webhook import SECRET_HEADER
from tests.support.storage.stored import storage_of
from tests.support.telegram.harness import (
    BOT,
    Parts,
    context,
    counting,
    parts,
    read_update,
    reader,
    sorry,
    until,
)

JOKE, SANDER = 100001, 100002
SECRET = "test-secret_0123456789"  # noqa: S105 -- made up
Json = dict[str, Any]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass
class Gate:
    """Holds the handling up, or makes it fail, where a test says so."""

    opened: asyncio.Event
    batches: list[int] = field(default_factory=list)
    poison: Callable[[Update], bool] = lambda _: False
    breaks: bool = False
    """Whether it fails when all was committed."""

    def around(self, handle: Handle) -> Handle:
        async def gated(updates: Sequence[Update]) -> None:
            self.batches.append(len(updates))
            await self.opened.wait()
            if any(self.poison(update) for update in updates):
                raise LookupError
            await handle(updates)
            if self.breaks:
                raise LookupError

        return gated


@dataclass
class Hook:
    """The bot at work, and what a test does to it."""

    parts: Parts
    server: SandboxServer
    root: str
    path: Path
    gate: Gate
    stop: asyncio.Event
    running: asyncio.Task[None]
    http: httpx.AsyncClient

    @property
    def url(self) -> str:
        return f"{self.root}/hook"

    @property
    def port(self) -> int:
        return int(self.root.rpartition(":")[2])

    async def post(self, body: bytes | Json, **headers: str) -> httpx.Response:
        """Deliver a body as Telegram does, but for the headers that are given."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        own = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
        return await self.http.post(self.url, content=content, headers=own | headers)

    async def done(self) -> None:
        """Wait until all is delivered, sent and noted."""
        await until(lambda: self.server.sandbox.updates.pending == 0)
        await self.parts.idle()

    async def toasts(self, chat_id: int = JOKE) -> list[str]:
        transcript = await asyncio.to_thread(self.parts.client.transcript, chat_id)
        return [toast["text"] for toast in transcript["toasts"]]

    def kept(self) -> list[tuple[Any, ...]]:
        """Give all that the database holds of chats and replies."""
        with closing(sqlite3.connect(self.path / "test.db")) as connection:
            return [
                *connection.execute("SELECT chat_id, session, version FROM chats ORDER BY chat_id"),
                *connection.execute("SELECT id, chat_id, body FROM replies ORDER BY id"),
            ]


@contextmanager
def locked(hook: Hook) -> Iterator[None]:
    """Let another process be writing in the database, for as long as the block takes."""
    connection = sqlite3.connect(hook.path / "test.db", isolation_level=None)
    with closing(connection):
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.rollback()


@asynccontextmanager
async def hooked(
    server: SandboxServer, path: Path, *, patience: float = 5.0, body_s: float = 5.0, limit: int = 2**20
) -> AsyncIterator[Hook]:
    """Put it together, as the app does, and have the webhook set."""
    server.sandbox.hook.pace = 0.02
    root = f"http://127.0.0.1:{free_port()}"
    entrance = Hooked(f"{root}/hook", SECRET)
    entrance._deliveries = Deliveries(patience)
    entrance._webhook._body_s, entrance._webhook._limit = body_s, limit
    async with parts(server, path) as made, httpx.AsyncClient(timeout=10) as http:
        pulse = Pulse(made.store.db)

        async def answers() -> bool:
            return pulse.answers()

        checks = {"database": answers, "updates": entrance.works}
        serving = web_server("127.0.0.1", int(root.rpartition(":")[2]), checks, entrance.routes())
        await serving.start()
        dialogue = Dialogue(measured_step(counting), sorry, context)
        conversations = Conversations(
            storage_of(made.store), BOT.id, dialogue, reader(storage_of(made.store))
        )
        handle = Worker(conversations, entrance.hand(made.sender)).handle
        gate, stop = Gate(asyncio.Event()), asyncio.Event()
        gate.opened.set()
        running = asyncio.create_task(
            entrance.run(made.connection, read_update, measured_handle(gate.around(handle)), stop)
        )
        try:
            await until(lambda: bool(server.sandbox.hook.url))
            yield Hook(made, server, root, path, gate, stop, running, http)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await serving.stop()


def text(update_id: int, words: str, chat_id: int = JOKE) -> Json:
    chat, sender = {"id": chat_id, "type": "private"}, {"id": chat_id, "is_bot": False}
    sent = {"message_id": update_id, "date": 1, "chat": chat, "from": sender, "text": words}
    return {"update_id": update_id, "message": sent}


def tap(update_id: int, callback_id: str, message_id: int = 1, chat_id: int = JOKE) -> Json:
    under = {"message_id": message_id, "date": 1, "chat": {"id": chat_id, "type": "private"}}
    sender = {"id": chat_id, "is_bot": False}
    query = {"id": callback_id, "from": sender, "message": under, "data": "more"}
    return {"update_id": update_id, "callback_query": query}


async def shown(hook: Hook) -> int:
    """Let Joke have a message with a button, and give its id."""
    await hook.done()
    message = await asyncio.to_thread(hook.parts.client.last_message, JOKE)
    assert message
    return int(message["message_id"])


async def raw(hook: Hook, *pieces: bytes, wait: float = 0.0) -> bytes:
    """Send a request piece by piece, and give all that comes back until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    head = (
        f"POST /hook HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Type: application/json\r\n"
    )
    try:
        for piece in (head.encode(), *pieces):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(wait)
        return await asyncio.wait_for(reader.read(), 5)
    finally:
        writer.close()
