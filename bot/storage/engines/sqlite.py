"""An SQLite file: how it is opened, and how a change of it is made."""

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.lib import metrics
from bot.storage.chats.records import StorageFault
from bot.storage.engines.interface import Sql, Value
from bot.storage.schema.steps import known_steps, migrations
from bot.storage.schema.version import CannotOpen as CannotOpen
from bot.storage.schema.version import NewerDatabase, Schema, state, stored_schema, unreadable

MEMORY = ":memory:"

# The bot waits inside the event loop, so not long; the caller's back-off lets others work.
_LOCK_WAIT_S = 0.5

_OPENING_S = 10
"""How long a start waits for other processes that open the same file."""


def open_database(path: str) -> Database:
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
        return _prepare_in_turn(connection)
    except BaseException as fault:
        connection.close()
        if isinstance(fault, sqlite3.Error):
            raise CannotOpen(f"The database {path} cannot be opened: {fault}") from fault
        raise


def _prepare_in_turn(connection: sqlite3.Connection) -> Database:
    for _ in range(_OPENING_S):
        try:
            return _prepare(connection)
        except sqlite3.OperationalError as fault:
            # Turning the write-ahead log on does not wait for another process that does the same.
            if "locked" not in str(fault):
                raise
            time.sleep(1)
    return _prepare(connection)


@contextmanager
def transaction(db: Sql, *, alone: bool = True) -> Iterator[None]:
    """Make changes, all or nothing. Raises StorageFault.

    Beside one that is not `alone` a server makes others that are not: what they read and change are the rows
    they name, each by one statement. An SQLite file takes one writer at a time.
    """
    with faults(), _immediate(db) if isinstance(db, Database) else db.transaction(alone=alone):
        yield
    metrics.count_commit()


@contextmanager
def one_moment(db: Sql) -> Iterator[None]:
    """Let several reads see the same state of the database."""
    if not isinstance(db, Database):
        with db.one_moment():
            yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.rollback()


@contextmanager
def faults() -> Iterator[None]:
    """Turn SQLite's errors into StorageFault."""
    try:
        yield
    except sqlite3.Error as fault:
        metrics.STORAGE_FAILURES.inc()
        raise StorageFault(f"SQLite: {fault}") from fault


def insert_row(db: Sql, sql: str, values: Sequence[Value]) -> int:
    """Insert a row; returns its id."""
    if isinstance(db, Database):
        # A little faster than to have the row returned, and this is what the bot does most.
        return int(db.execute(sql, values).lastrowid or 0)
    return int(db.execute(f"{sql} RETURNING id", values).fetchone()[0])


def can_write(db: Sql) -> bool:
    """Tell whether a change can be made durable now, by making one."""
    try:
        # A full disk lets a change begin, and SQLite does not write what stays the same.
        with transaction(db, alone=False):
            db.execute("UPDATE schema_state SET looks = looks + 1")
    except StorageFault:
        return False
    return True


def seconds(moment: datetime) -> int:
    """Write a moment as it is stored: seconds since 1970, whole ones."""
    return int(moment.timestamp())


def _make_private(path: Path) -> None:
    # Before SQLite makes it with the umask's permissions. Its -wal and -shm files take the same ones.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare(connection: sqlite3.Connection) -> Database:
    db = Database(connection, execute_plugins=False)
    db.enable_wal()
    # An acknowledged update must survive a power cut, not only a crash: each commit waits for the disk.
    db.execute("PRAGMA synchronous = FULL")
    # What people had deleted is overwritten, not only let go of.
    db.execute("PRAGMA secure_delete = ON")
    with _immediate(db):
        # Before anything is changed.
        if why := unreadable(*said_by(connection), known_steps()):
            raise NewerDatabase(why)
        migrations.apply(db)
        state(db)
    return db


def said_by(connection: sqlite3.Connection) -> tuple[Schema | None, frozenset[str]]:
    """Read what a file says of itself, and by which steps its tables were made."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return stored_schema(connection) if "schema_state" in tables else None, (
        steps_taken(connection) if migrations.migrations_table in tables else frozenset()
    )


def steps_taken(connection: sqlite3.Connection) -> frozenset[str]:
    """Name the steps that a file has had."""
    rows = connection.execute(
        f"SELECT name FROM {migrations.migrations_table} WHERE migration_set = ?",  # noqa: S608 -- a constant
        (migrations.name,),
    )
    return frozenset(name for (name,) in rows)


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
