"""A database of the first release is brought up to date, and keeps what it held."""

import asyncio
import sqlite3
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.storage.migrations import migrations
from bot.storage.sqlite import SQLiteStore
from bot.storage.store import Change
from tests.storage.stored import BOT, NOW, on_store, rows, version

pytestmark = pytest.mark.sqlite_only


def first_release(path: Path) -> None:
    connection = sqlite3.connect(path)
    db = Database(connection, execute_plugins=False)
    migrations.apply(db, stop_before="0002_due_and_visits")
    for chat_id, session in enumerate(('{"v":1}', '{"finished":null}', '{"finished":{"run":1}}', "{")):
        db.execute(
            "INSERT INTO chats (bot_id, chat_id, session, version) VALUES (?, ?, ?, 3)",
            (BOT, chat_id, session),
        )
    db.execute("INSERT INTO replies (bot_id, chat_id, body) VALUES (?, 0, 'a')", (BOT,))
    connection.commit()
    connection.close()


def test_chats_count_as_visited_now_and_as_finished_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    first_release(path)
    before = int(time.time())

    async def test(store: SQLiteStore) -> None:
        kept = rows(store, "SELECT chat_id, finished, due_at, version FROM chats ORDER BY chat_id")
        assert kept == [(0, 0, None, 3), (1, 0, None, 3), (2, 1, None, 3), (3, 0, None, 3)]
        visited = [at for (at,) in rows(store, "SELECT visited_at FROM chats")]
        assert all(before <= at <= time.time() for at in visited)
        assert [reply.body for reply in await store.pending(BOT, 0)] == ["a"]
        change = Change(chat_id=2, version=await version(store, 2), session="{}", due=NOW)
        await store.commit(BOT, [1], [change], NOW)
        assert await store.due(BOT, NOW, 10) == (2,)

    on_store(test, str(path))


@pytest.mark.parametrize("times", [1, 2])
def test_opening_again_changes_nothing(tmp_path: Path, times: int) -> None:
    path = tmp_path / "test.db"
    first_release(path)
    for _ in range(times):
        store = SQLiteStore.open(str(path))
        assert not migrations.pending(store.db)
        asyncio.run(store.close())
