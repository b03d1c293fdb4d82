"""The machine's clock is two years off, in one direction or the other: nothing is lost to that."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.server import SandboxServer
from bot.sandbox.state import BOT_ID
from bot.storage.database import open_storage
from tests.support.bot.process import BotProcess
from tests.support.bot.visitor import Visitor
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient
from tests.support.storage.appointing import invite, invited_to
from tests.support.storage.stored import Engine, emptied, new

pytestmark = pytest.mark.both_engines

OFF = """
import datetime
from bot.lib import clock
true = clock.utc_now
clock.utc_now = lambda: true() + datetime.timedelta(days={days})
from bot.cli.main import app
app(["run"])
"""
CHATS, ADVISOR = range(1, 6), 9


def read(url: str, sql: str) -> list[tuple[int, ...]]:
    async def ask() -> list[tuple[int, ...]]:
        storage = open_storage(url)
        try:
            return [tuple(row) for row in storage.unit.db.execute(sql).fetchall()]
        finally:
            await storage.close()

    return asyncio.run(ask())


def filled(url: str) -> None:
    """Store chats of today, and an advisor among them."""

    async def fill() -> None:
        storage, now = open_storage(url), datetime.now(UTC)
        changes = [new(chat_id) for chat_id in (*CHATS, ADVISOR)]
        storage.unit.chats.commit(BOT_ID, [1_000_001], changes, now)
        invite(storage.unit.db, BOT_ID, "Hart", "code", now)
        hart = invited_to(storage.unit.db, BOT_ID, "code", now)
        storage.unit.db.execute(
            "INSERT INTO advisors (bot_id, chat_id, organisation, label, since) VALUES (?, ?, ?, '', 0)",
            (BOT_ID, ADVISOR, hart.id),
        )
        getattr(storage.unit.db.conn, "commit", lambda: None)()
        await storage.close()

    asyncio.run(fill())


@pytest.mark.parametrize("days", [740, -740])
def test_a_start_with_a_wrong_clock_deletes_nothing_and_notes_the_right_visit(
    server: SandboxServer, client: SandboxClient, tmp_path: Path, days: int
) -> None:
    url = Engine.url or f"sqlite:///{tmp_path / 'bot.db'}"
    if Engine.url:
        emptied(Engine.url).close()
    filled(url)
    number = next(NUMBERS)
    client.add_person(number, "Joke")
    bot = BotProcess(server, tmp_path, DATABASE_URL=url)
    bot.start("-c", OFF.format(days=days))
    try:
        Visitor(client, number).start()
        until(lambda: len(read(url, "SELECT 1 FROM seen")) >= 2)
        time.sleep(0.5)
        bot.stop()
    finally:
        bot.end()
    chats = {chat_id for (chat_id,) in read(url, "SELECT chat_id FROM chats")}
    assert chats == {*CHATS, ADVISOR, number}
    assert read(url, "SELECT chat_id FROM advisors") == [(ADVISOR,)]
    ((visited,),) = read(url, f"SELECT visited_at FROM chats WHERE chat_id = {number}")  # noqa: S608
    assert abs(datetime.now(UTC) - datetime.fromtimestamp(visited, UTC)) < timedelta(minutes=1)
    faults = {(trouble["event"], trouble.get("fault", "")[:32]) for trouble in bot.troubles()}
    expected = ("not_cleaned", "the clock of this machine is ")
    assert faults == (set() if Engine.url else {(expected[0], f"{expected[1]}{days * 86_400:+d}"[:32])})


def until(met: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until a condition is met, or fail."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end
        time.sleep(0.05)
