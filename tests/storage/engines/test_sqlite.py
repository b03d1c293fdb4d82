"""What is particular to the store in an SQLite file."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.storage.chats.chats import CannotOpen, Store
from bot.storage.chats.records import Change, Pending, Receipt, StorageFault, VersionConflict
from bot.storage.schema.steps import migrations
from tests.support.paths import ROOT

BOT, CHAT = 7, 100
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHANGE = Change(chat_id=CHAT, version=0, session="{}", replies=("a",))


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store.open(str(tmp_path / "new.db"))
        store.commit(BOT, [1], [CHANGE], NOW)
        files = sorted(tmp_path.iterdir())
        assert [file.name for file in files] == ["new.db", "new.db-shm", "new.db-wal"]
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
        store.close()
    finally:
        os.umask(before)


def test_what_was_acknowledged_survives_the_process(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    script = f"""
import os, signal
from datetime import UTC, datetime
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change
store = Store.open({str(path)!r})
change = Change(chat_id={CHAT}, version=0, session="{{}}", replies=("a",))
store.commit({BOT}, [1], [change], datetime.now(UTC))
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", script], check=False, cwd=ROOT)
    assert killed.returncode == -9
    store = Store.open(str(path))
    loaded = store.load(BOT, [CHAT], [1])
    assert loaded.chats[CHAT].session == "{}"
    assert loaded.seen == {1}
    assert [reply.body for reply in store.pending(BOT, CHAT)] == ["a"]
    store.close()


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "test.db"))
    assert list(store.db.query("PRAGMA synchronous")) == [{"synchronous": 2}]
    assert store.db.journal_mode == "wal"
    store.close()


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")
    first = Store.open(path)
    first.commit(BOT, [1], [CHANGE], NOW)
    first.close()
    second = Store.open(path)
    assert second.pending(BOT, CHAT) == (Pending(1, "a"),)
    assert not migrations.pending(second.db)
    second.close()


def test_processes_that_start_together_make_the_tables_once(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")
    script = (
        f"import sys; from bot.storage.chats.chats import Store; sys.stdin.readline(); Store.open({path!r})"
    )
    starting = [
        subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, cwd=ROOT) for _ in range(4)
    ]
    time.sleep(0.5)
    for process in starting:
        assert process.stdin
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in starting:
        process.communicate()
    assert [process.returncode for process in starting] == [0, 0, 0, 0]


@pytest.mark.parametrize("path", ["missing/folder/test.db", "."])
def test_a_file_that_cannot_be_made_is_named(tmp_path: Path, path: str) -> None:
    with pytest.raises(CannotOpen, match=str(tmp_path / path)):
        Store.open(str(tmp_path / path))


def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear database, " * 100)
    with pytest.raises(CannotOpen, match=r"letter\.db"):
        Store.open(str(path))
    assert path.read_text() == "Dear database, " * 100


def test_a_locked_database_is_a_fault_that_passes(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")
    store = Store.open(path)
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFault, match="locked"):
        store.commit(BOT, [1], [CHANGE], NOW)
    other.rollback()
    other.close()
    store.commit(BOT, [1], [CHANGE], NOW)
    store.close()


def test_a_writer_that_is_soon_done_is_waited_for(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")
    store = Store.open(path)
    locked = threading.Event()

    def hold() -> None:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        locked.set()
        time.sleep(0.1)
        other.rollback()
        other.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait()
    store.commit(BOT, [1], [CHANGE], NOW)
    holder.join()
    store.close()


def test_processes_that_count_together_lose_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")
    script = f"""
import sys
from datetime import UTC, datetime
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change, StorageFault, VersionConflict

def count(store, update_id):
    while True:
        try:
            row = store.load({BOT}, [{CHAT}], []).chats.get({CHAT})
            session = str(int(row.session) + 1) if row else "1"
            change = Change(chat_id={CHAT}, version=row.version if row else 0, session=session)
            return store.commit({BOT}, [update_id], [change], datetime.now(UTC))
        except (StorageFault, VersionConflict):
            pass

store = Store.open({path!r})
for number in range(100):
    count(store, 1000 * int(sys.argv[1]) + number)
"""
    counting = [subprocess.Popen([sys.executable, "-c", script, str(n)], cwd=ROOT) for n in range(3)]
    assert [process.wait() for process in counting] == [0, 0, 0]
    store = Store.open(path)
    assert store.load(BOT, [CHAT], []).chats[CHAT].session == "300"
    store.close()


def test_a_failed_commit_leaves_no_transaction_open(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")
    store = Store.open(path)
    with pytest.raises(VersionConflict):
        store.commit(BOT, [1], [Change(chat_id=CHAT, version=5, session="{}")], NOW)
    other = Store.open(path)
    other.commit(BOT, [1], [CHANGE], NOW)
    other.close()
    store.close()


def test_seen_tells_nothing_about_chats(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "test.db"))
    assert set(store.db.table("seen").columns_dict) == {"bot_id", "update_id", "at"}
    store.close()


def test_a_blocked_chat_is_marked_until_a_message_arrives(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")
    store = Store.open(path)
    reader = Database(path)

    def blocked() -> int:
        return int(next(iter(reader.query("SELECT blocked FROM chats")))["blocked"])

    store.commit(BOT, [1], [CHANGE], NOW)
    assert blocked() == 0
    store.drop_pending(BOT, CHAT)
    assert blocked() == 1
    store.record_sent(BOT, [Receipt(CHAT, 99, screen=5)])
    assert blocked() == 0
    reader.close()
    store.close()
