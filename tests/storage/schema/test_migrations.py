"""A database of the first release is brought up to date, and keeps what it held."""

import sqlite3
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change, Progress
from bot.storage.chats.statistics import Statistics
from bot.storage.schema.steps import migrations
from tests.support.storage.stored import BOT, NOW, new, rows, store_at, version

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

    with store_at(path) as store:
        kept = rows(store, "SELECT chat_id, finished, due_at, version FROM chats ORDER BY chat_id")
        assert kept == [(0, 0, None, 3), (1, 0, None, 3), (2, 1, None, 3), (3, 0, None, 3)]
        visited = [at for (at,) in rows(store, "SELECT visited_at FROM chats")]
        assert all(before <= at <= time.time() for at in visited)
        assert [reply.body for reply in store.pending(BOT, 0)] == ["a"]
        change = Change(chat_id=2, version=version(store, 2), session="{}", due=NOW)
        store.commit(BOT, [1], [change], NOW)
        assert store.due(BOT, NOW, 10) == (2,)


@pytest.mark.parametrize("times", [1, 2])
def test_opening_again_changes_nothing(tmp_path: Path, times: int) -> None:
    path = tmp_path / "test.db"
    first_release(path)
    for _ in range(times):
        store = Store.open(str(path))
        assert not migrations.pending(store.db)
        store.close()


def that_reads_sessions(path: Path) -> None:
    """Make a database of the time when SQLite itself read the sessions."""
    connection = sqlite3.connect(path)
    db = Database(connection, execute_plugins=False)
    migrations.apply(db, stop_before="0011_progress")
    for event in ("insert", "update"):
        db.execute(
            f"CREATE TRIGGER chats_{event}_started AFTER {event} ON chats "  # noqa: S608
            "WHEN coalesce(json_extract(new.session, '$.run'), 0) > 0 BEGIN "
            "INSERT INTO weekly_counts (bot_id, week, language, started) VALUES (new.bot_id, 1, 'nl', 1) "
            "ON CONFLICT DO UPDATE SET started = started + 1; END"
        )
    db.execute("CREATE INDEX chats_asked ON chats (bot_id, json_extract(session, '$.place.question'))")
    for chat_id, session in enumerate(
        ('{"run":1,"language":"en","place":{"question":"branch"}}', '{"campaign":{"demo":true}}')
    ):
        db.execute(
            "INSERT INTO chats (bot_id, chat_id, session, version) VALUES (?, ?, ?, 3)",
            (BOT, chat_id, session),
        )
    connection.commit()
    connection.close()


def test_what_was_counted_from_sessions_is_counted_on(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    that_reads_sessions(path)

    with store_at(path) as store:
        statistics = Statistics(store.db)
        assert rows(store, "SELECT language, question, begun, ended, demo FROM chats ORDER BY chat_id") == [
            ("en", "branch", 1, 0, 0),
            ("nl", None, 0, 0, 1),
        ]
        others = [replace(new(chat), progress=Progress(begun=1)) for chat in range(7, 12)]
        store.commit(BOT, [1], others, NOW)
        again = replace(new(0), version=version(store, 0), progress=Progress("en", begun=1))
        store.commit(BOT, [2], [again], NOW)
        assert rows(store, "SELECT language, started FROM weekly_counts ORDER BY week, started") == [
            ("nl", 1),
            ("nl", 5),
        ]
        (week,) = statistics.weeks(BOT, 9, NOW + timedelta(days=7))
        assert (week.language, week.started, week.finished) == ("nl", 5, None)
