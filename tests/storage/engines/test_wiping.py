"""What was erased is in no file of an SQLite database soon after."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.records.writes import BecomeAdmin
from bot.storage.chats.records import Assessment, Change
from bot.storage.database import Storage, open_storage
from bot.storage.engines.sqlite import transaction
from bot.storage.engines.sqlite_wal import ERASED_FROM
from tests.support.storage.appointing import invite, withdraw
from tests.support.storage.stored import BOT, NOW, new

JOKE, WILLEM = 100_001, 100_002
SECRET = "een heel geheim antwoord"  # noqa: S105 -- what somebody wrote

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


def raw(path: Path) -> bytes:
    """Read the database and what lies beside it, as who steals the disk does."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob("test.db*")))


@asynccontextmanager
async def storage_with_wiping(path: Path) -> AsyncIterator[Storage]:
    storage = open_storage(f"sqlite:///{path}")
    wiping = storage.wiping
    assert wiping
    running = asyncio.create_task(wiping.run())
    try:
        yield storage
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await storage.close()


async def soon(found: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not found():
        assert time.monotonic() < end, "it is still there"
        await asyncio.sleep(0.02)


def stored(storage: Storage) -> int:
    """Store a chat whose words are in the file and in the log; returns its version."""
    change = new(JOKE, SECRET, session=f'{{"shop_name":"{SECRET}"}}', assessment=Assessment((0,) * 6, NOW))
    others = [new(chat_id) for chat_id in range(1, 50)]
    storage.unit.chats.commit(BOT, [1], [change, *others], NOW)
    return storage.unit.chats.load(BOT, [JOKE], []).chats[JOKE].version


def forget(storage: Storage, version: int) -> None:
    change = Change(chat_id=JOKE, version=version, session=None, forget=True, replies=("gewist",))
    storage.unit.chats.commit(BOT, [2], [change], NOW)


async def test_a_forgotten_chat_leaves_the_file_and_its_log(path: Path) -> None:
    async with storage_with_wiping(path) as storage:
        version = stored(storage)
        assert SECRET.encode() in raw(path)
        forget(storage, version)
        await soon(lambda: SECRET.encode() not in raw(path))
        assert path.with_name("test.db-wal").stat().st_size == 0
        assert len(storage.unit.chats.pending(BOT, JOKE)) == 1, "the last words are still to be sent"


async def test_an_administrator_who_is_removed_leaves_them_too(path: Path) -> None:
    async with storage_with_wiping(path) as storage:
        invite(storage.unit.db, BOT, SECRET, "code", NOW, kind="admin")
        write = Change(chat_id=WILLEM, version=0, session="{}", writes=(BecomeAdmin("code"),))
        storage.unit.chats.commit(BOT, [1], [write], NOW)
        # What it says of the appointment stays: who had access must be known.
        with transaction(storage.unit.db):
            storage.unit.db.execute("UPDATE content_log SET who = '', why = ''")
        await soon(lambda: SECRET.encode() in raw(path))
        withdraw(storage.unit.db, BOT, WILLEM, NOW, kind="admin")
        with transaction(storage.unit.db):
            storage.unit.db.execute("UPDATE content_log SET why = ''")
        await soon(lambda: SECRET.encode() not in raw(path))


async def test_every_table_about_a_chat_is_watched_or_need_not_be(path: Path) -> None:
    storage = open_storage(f"sqlite:///{path}")
    about = {
        table
        for (table,) in storage.unit.db.execute(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'chat_id' "
            "WHERE m.type = 'table'"
        )
    }
    # Replies and notices go when they were delivered; sign-ins hold digests; numbers stand in the settings.
    # Of what was relayed only the number of the message is kept.
    need_not = {"replies", "notices", "relayed_messages", "console_waiting", "console_sessions", "admin_ids"}
    assert about == set(ERASED_FROM) | need_not
    await storage.close()


async def test_a_command_beside_the_bot_cuts_the_log_off_when_it_ends(path: Path) -> None:
    with closing(sqlite3.connect(path)) as bot:
        command = open_storage(f"sqlite:///{path}")
        version = stored(command)
        bot.execute("SELECT count(*) FROM chats").fetchall()
        forget(command, version)
        assert SECRET.encode() in raw(path)
        await command.close()
        assert SECRET.encode() not in raw(path)
        assert bot.execute("SELECT count(*) FROM chats").fetchall() == [(49,)]


async def test_while_somebody_reads_it_waits_and_others_go_on(path: Path) -> None:
    """A backup, say, reads for long: the log is cut off after that, and commits go on meanwhile."""

    async with storage_with_wiping(path) as storage:
        version = stored(storage)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM chats").fetchall()
            forget(storage, version)
            longest = await _commits(storage, 0.5)
            # Far below the half second after which a commit gives up, and that only once in a while.
            assert longest < 0.25
            assert SECRET.encode() in raw(path)
            reader.execute("ROLLBACK")
        await soon(lambda: SECRET.encode() not in raw(path))


async def _commits(storage: Storage, seconds: float) -> float:
    """Commit as fast as can be; returns the longest time that one took."""
    longest, end, update = 0.0, time.monotonic() + seconds, 100
    while time.monotonic() < end:
        update += 1
        began = time.perf_counter()
        storage.unit.chats.commit(BOT, [update], [new(1000 + update)], datetime.now(UTC))
        longest = max(longest, time.perf_counter() - began)
        await asyncio.sleep(0)
    return longest
