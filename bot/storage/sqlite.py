"""The store in one SQLite file."""

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.storage.migrations import migrations
from bot.storage.store import Change, Loaded, Pending, Receipt, StorageFault, StoredChat, VersionConflict

MEMORY = ":memory:"

# The bot waits inside the event loop, so not long; the caller's back-off lets others work.
_LOCK_WAIT_S = 0.5

# SQLite's oldest default limit of parameters a statement is 999; one is the bot id.
_CHUNK = 900


class CannotOpen(Exception):
    """The database file cannot be opened or made; the text says why."""


class SQLiteStore:
    """A `Store` in one SQLite file, for one bot process or a few on one machine.

    Its calls do their short work at once, in the event loop: with WAL a commit is one append and one fsync.
    `synchronous=FULL` makes that fsync: an acknowledged update must survive a power cut, not only a crash.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    @classmethod
    def open(cls, path: str) -> "SQLiteStore":
        """Open or make the database and bring its tables up to date.

        `path` is a file or ":memory:". A new file can be read by its owner only. Raises CannotOpen.
        """
        try:
            if path != MEMORY:
                _make_private(Path(path))
            connection = sqlite3.connect(path, timeout=_LOCK_WAIT_S)
        except (OSError, sqlite3.Error) as fault:
            raise CannotOpen(f"The database {path} cannot be opened: {fault}") from fault
        try:
            return cls(_prepared(connection))
        except sqlite3.Error as fault:
            connection.close()
            raise CannotOpen(f"The database {path} cannot be opened: {fault}") from fault

    async def load(self, bot_id: int, chat_ids: Collection[int], update_ids: Collection[int]) -> Loaded:
        with _faults():
            chats = {
                chat_id: StoredChat(session, version)
                for chat_id, session, version in self._rows_in(
                    "SELECT chat_id, session, version FROM chats WHERE bot_id = ? AND chat_id IN ({})",
                    bot_id,
                    chat_ids,
                )
            }
            seen = self._rows_in(
                "SELECT update_id FROM seen WHERE bot_id = ? AND update_id IN ({})", bot_id, update_ids
            )
            return Loaded(chats, frozenset(update_id for (update_id,) in seen))

    async def commit(
        self, bot_id: int, update_ids: Collection[int], changes: Sequence[Change], now: datetime
    ) -> Mapping[int, tuple[Pending, ...]]:
        with self._transaction():
            for update_id in update_ids:
                self._mark_seen(bot_id, update_id, now)
            for change in changes:
                self._change(bot_id, change)
            return {change.chat_id: self._append(bot_id, change) for change in changes}

    async def waiting(self, bot_id: int) -> tuple[int, ...]:
        with _faults():
            rows = self._db.execute(
                "SELECT chat_id FROM replies WHERE bot_id = ? GROUP BY chat_id ORDER BY min(id)", (bot_id,)
            )
            return tuple(chat_id for (chat_id,) in rows)

    async def pending(self, bot_id: int, chat_id: int) -> tuple[Pending, ...]:
        with _faults():
            rows = self._db.execute(
                "SELECT id, body FROM replies WHERE bot_id = ? AND chat_id = ? ORDER BY id", (bot_id, chat_id)
            )
            return tuple(Pending(reply_id, body) for reply_id, body in rows)

    async def screen(self, bot_id: int, chat_id: int) -> int | None:
        with _faults():
            row = self._db.execute(
                "SELECT screen FROM chats WHERE bot_id = ? AND chat_id = ?", (bot_id, chat_id)
            ).fetchone()
            return None if row is None or row[0] is None else int(row[0])

    async def sent(self, bot_id: int, receipts: Sequence[Receipt]) -> None:
        with self._transaction():
            for receipt in receipts:
                self._db.execute(
                    "DELETE FROM replies WHERE id = ? AND bot_id = ?", (receipt.reply_id, bot_id)
                )
                if receipt.screen is not None:
                    self._db.execute(
                        "UPDATE chats SET screen = ?, blocked = 0 WHERE bot_id = ? AND chat_id = ?",
                        (receipt.screen, bot_id, receipt.chat_id),
                    )

    async def drop_pending(self, bot_id: int, chat_id: int) -> None:
        with self._transaction():
            self._db.execute("DELETE FROM replies WHERE bot_id = ? AND chat_id = ?", (bot_id, chat_id))
            self._db.execute(
                "UPDATE chats SET blocked = 1 WHERE bot_id = ? AND chat_id = ?", (bot_id, chat_id)
            )

    async def prune_seen(self, before: datetime) -> int:
        with self._transaction():
            return self._db.execute("DELETE FROM seen WHERE at < ?", (_seconds(before),)).rowcount

    async def close(self) -> None:
        self._db.close()

    def _rows_in(self, sql: str, bot_id: int, ids: Collection[int]) -> Iterator[tuple[Any, ...]]:
        ordered = list(ids)
        for start in range(0, len(ordered), _CHUNK):
            chunk = ordered[start : start + _CHUNK]
            # Only question marks are put into the statement; the values stay parameters.
            yield from self._db.execute(sql.format(",".join("?" * len(chunk))), (bot_id, *chunk))

    def _mark_seen(self, bot_id: int, update_id: int, now: datetime) -> None:
        marked = self._db.execute(
            "INSERT OR IGNORE INTO seen (bot_id, update_id, at) VALUES (?, ?, ?)",
            (bot_id, update_id, _seconds(now)),
        )
        if marked.rowcount == 0:
            raise VersionConflict(f"update {update_id} was applied meanwhile")

    def _change(self, bot_id: int, change: Change) -> None:
        key = (bot_id, change.chat_id)
        if change.session is None:
            row = self._db.execute(
                "SELECT version FROM chats WHERE bot_id = ? AND chat_id = ?", key
            ).fetchone()
            current = (0 if row is None else row[0]) == change.version
        elif change.version == 0:
            current = self._wrote(
                "INSERT OR IGNORE INTO chats (bot_id, chat_id, session, version) VALUES (?, ?, ?, 1)",
                (*key, change.session),
            )
        else:
            current = self._wrote(
                "UPDATE chats SET session = ?, version = version + 1 "
                "WHERE bot_id = ? AND chat_id = ? AND version = ?",
                (change.session, *key, change.version),
            )
        if not current:
            raise VersionConflict(f"the chat is no longer at version {change.version}")

    def _wrote(self, sql: str, values: tuple[int | str, ...]) -> bool:
        return self._db.execute(sql, values).rowcount == 1

    def _append(self, bot_id: int, change: Change) -> tuple[Pending, ...]:
        return tuple(Pending(self._append_one(bot_id, change.chat_id, body), body) for body in change.replies)

    def _append_one(self, bot_id: int, chat_id: int, body: str) -> int:
        cursor = self._db.execute(
            "INSERT INTO replies (bot_id, chat_id, body) VALUES (?, ?, ?)", (bot_id, chat_id, body)
        )
        if cursor.lastrowid is None:
            raise StorageFault("SQLite gave no id for a new reply")
        return cursor.lastrowid

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _faults(), _immediate(self._db):
            yield


def _make_private(path: Path) -> None:
    # Before SQLite makes it with the umask's permissions. Its -wal and -shm files take the same ones.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepared(connection: sqlite3.Connection) -> Database:
    db = Database(connection, execute_plugins=False)
    db.enable_wal()
    db.execute("PRAGMA synchronous = FULL")
    with _immediate(db):
        migrations.apply(db)
    return db


@contextmanager
def _immediate(db: Database) -> Iterator[None]:
    # A deferred transaction that reads before it writes fails at once beside another writer: SQLite cannot
    # wait there. Taking the write lock first makes it wait. sqlite-utils' own atomic() nests inside.
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as fault:
        raise StorageFault(f"SQLite: {fault}") from fault


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
