"""The write-ahead log of an SQLite file, while much is written."""

import asyncio
from pathlib import Path

import pytest

from bot.storage.database import Storage, open_storage
from bot.storage.engines import sqlite_wal
from tests.support.storage.stored import BOT, NOW, new

LONG = 1_000_000


def pages_in_commit(storage: Storage) -> int:
    ((pages,),) = storage.unit.db.execute("PRAGMA wal_autocheckpoint").fetchall()
    return int(pages)


async def test_a_thread_writes_the_log_back_while_much_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_wal, "LONG", LONG)
    monkeypatch.setattr(sqlite_wal, "_LOOK_S", 0.01)
    log = tmp_path / "bot.db-wal"

    storage = open_storage(f"sqlite:///{tmp_path / 'bot.db'}")
    assert storage.wiping
    writing_back = asyncio.create_task(storage.wiping.run())
    longest = 0
    for chat_id in range(1, 601):
        storage.unit.chats.commit(BOT, [chat_id], [new(chat_id, "x" * 30_000)], NOW)
        longest = max(longest, log.stat().st_size)
        await asyncio.sleep(0.002)
    # No commit of these had to.
    assert pages_in_commit(storage) * 4_096 > 3 * longest
    writing_back.cancel()
    await asyncio.wait({writing_back})
    assert pages_in_commit(storage) == 1_000
    await storage.close()
    # 18 MB were written.
    assert LONG < longest < 10 * LONG
