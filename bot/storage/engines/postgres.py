"""A PostgreSQL database: how its connections are used, and how a change of it is made."""

import os
import socket
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeAlias

import psycopg
from psycopg_pool import ConnectionPool

from bot.lib import metrics
from bot.storage.chats.records import StorageFault
from bot.storage.engines.interface import Changed, Many, Rows, Value
from bot.storage.schema.steps import STEPS, known_steps
from bot.storage.schema.version import CannotOpen, NewerDatabase, state, stored_schema, unreadable

CONNECTIONS = 4
"""How many a process uses at most; each has a thread that waits for it."""

OPENING_S = 10
"""How long a start waits for the server."""
_CONNECTION_WAIT_S = 5.0
_STILL_GOING_ON_S = 0.2

# A process that hangs, or that the network took away, must not hold the others up for long.
_SESSION = (
    "SET lock_timeout = '5s'; SET statement_timeout = '30s'; "
    "SET idle_in_transaction_session_timeout = '15s'; SET client_min_messages = 'warning'"
)
# What SQLite's write lock is there, this lock is here; those that need not be alone share it. A statement
# sees what was committed before it began, so behind the lock nothing changes meanwhile.
_BEGIN = (
    "BEGIN ISOLATION LEVEL READ COMMITTED; "
    "SELECT {lock}(hashtextextended(current_schema(), 0)), pg_current_xact_id()::text"
)
_BEGIN_ALONE = _BEGIN.format(lock="pg_advisory_xact_lock")
_BEGIN_BESIDE = _BEGIN.format(lock="pg_advisory_xact_lock_shared")

_STEPS_TAKEN = "CREATE TABLE IF NOT EXISTS steps_taken (name TEXT PRIMARY KEY, at TEXT NOT NULL)"

_OWN_TABLES = (
    "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)"
)

_Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"


class Contended(StorageFault):
    """Others were in the way, and this one had to yield; nothing was changed, and it can go again at once."""


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as fault:
        metrics.STORAGE_FAILURES.inc()
        # Class 40: transactions that stood in each other's way.
        kind = Contended if (fault.sqlstate or "").startswith("40") else StorageFault
        raise kind(f"PostgreSQL: {fault}") from fault


def cannot_open(fault: Exception) -> CannotOpen:
    """Say why a database cannot be opened, without its URL, which holds a password."""
    why = str(fault)
    if isinstance(fault, psycopg.ProgrammingError) and fault.sqlstate is None:
        # The URL was not understood, and what was not is quoted.
        why = "its URL cannot be read; special characters in the password are written as %40 for @"
    return CannotOpen(f"The PostgreSQL database of DATABASE_URL cannot be opened: {why}")


@dataclass(frozen=True, slots=True)
class _Changed:
    rowcount: int


class Postgres:
    """A `Server`; may be used by several threads at once, each of which has its own transaction."""

    def __init__(self, pool: ConnectionPool[_Connection], known: "weakref.WeakSet[_Connection]") -> None:
        self._pool = pool
        self._known = known
        """The connections that the pool made."""
        self._mine = threading.local()

    @classmethod
    def open(cls, url: str) -> "Postgres":
        """Connect, and bring the tables up to date. Raises CannotOpen."""
        known: weakref.WeakSet[_Connection] = weakref.WeakSet()

        def configure(connection: _Connection) -> None:
            known.add(connection)
            _configure_session(connection)

        pool: ConnectionPool[_Connection] = ConnectionPool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            open=False,
            timeout=_CONNECTION_WAIT_S,
            kwargs={"autocommit": True, "connect_timeout": OPENING_S},
            configure=configure,
            name="winkelpeil",
        )
        try:
            # Directly first: the pool would try again and again, and not tell why it fails.
            psycopg.connect(url, connect_timeout=OPENING_S).close()
            pool.open(wait=True, timeout=OPENING_S)
            db = cls(pool, known)
            with db.transaction(alone=True):
                _bring_up_to_date(db)
        except NewerDatabase:
            pool.close()
            raise
        except (psycopg.Error, StorageFault) as fault:
            pool.close()
            raise cannot_open(fault) from fault
        return db

    @property
    def conn(self) -> Many:
        return self

    def execute(self, sql: str, parameters: Sequence[Value] = (), /) -> Rows:
        with _faults(), self._connection() as connection:
            # The rows are here when this returns, so the connection may serve others then.
            return connection.execute(_psycopg_sql(sql), tuple(parameters))

    def executemany(self, sql: str, rows: Iterable[Sequence[Value]], /) -> Changed:
        with _faults(), self._connection() as connection, connection.cursor() as cursor:
            cursor.executemany(_psycopg_sql(sql), rows)
            return _Changed(cursor.rowcount)

    @contextmanager
    def transaction(self, *, alone: bool) -> Iterator[None]:
        with (
            _faults(),
            self._open_transaction(_BEGIN_ALONE if alone else _BEGIN_BESIDE) as (connection, begun),
        ):
            yield
            try:
                connection.commit()
            except psycopg.OperationalError:
                if not self._was_committed(begun):
                    raise

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        with (
            _faults(),
            self._open_transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as (connection, _),
        ):
            yield
            connection.rollback()

    def tidy(self) -> None:
        """Free what deleted rows took, for other rows to overwrite."""
        with _faults(), self._connection() as connection:
            connection.execute("SET statement_timeout = 0")
            try:
                ((tables,),) = connection.execute(_OWN_TABLES).fetchall()
                connection.execute(f"VACUUM {tables}")
            finally:
                _configure_session(connection)

    def close(self) -> None:
        self._pool.close()

    def cut(self) -> None:
        """Have every call end at once, those under way too: the server may never answer them."""
        self._pool.close(timeout=0)
        for connection in list(self._known):
            # Where it is closed meanwhile, nobody waits for it.
            with suppress(psycopg.Error, OSError), socket.socket(fileno=os.dup(connection.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def copying(self) -> Iterator[_Connection]:
        """Give the connection of this thread's transaction, for what `execute` cannot do."""
        with self._connection() as connection:
            yield connection

    @contextmanager
    def _connection(self) -> Iterator[_Connection]:
        mine: _Connection | None = getattr(self._mine, "connection", None)
        if mine is not None:
            yield mine
            return
        with self._pool.connection() as connection:
            yield connection

    @contextmanager
    def _open_transaction(self, begin: str) -> Iterator[tuple[_Connection, str]]:
        with self._pool.connection() as connection:
            cursor = connection.execute(begin)
            cursor.nextset()
            begun = str(cursor.fetchone()[1]) if cursor.description else ""  # type: ignore[index]
            self._mine.connection = connection
            try:
                yield connection, begun
            except BaseException:
                with suppress(psycopg.Error):
                    connection.rollback()
                raise
            finally:
                self._mine.connection = None

    def _was_committed(self, begun: str) -> bool:
        """Ask on another connection how a transaction ended whose connection broke at its end."""
        for _ in range(int(_CONNECTION_WAIT_S / _STILL_GOING_ON_S)):
            with self._pool.connection() as connection:
                (status,) = connection.execute("SELECT pg_xact_status(%s::xid8)", (begun,)).fetchone() or (
                    None,
                )
            if status != "in progress":
                return bool(status == "committed")
            threading.Event().wait(_STILL_GOING_ON_S)
        return False


def _bring_up_to_date(db: Postgres) -> None:
    """Take the steps that were not taken yet, in a transaction that is open. Raises NewerDatabase."""
    db.execute(_STEPS_TAKEN)
    taken = {name for (name,) in db.execute("SELECT name FROM steps_taken")}
    ((there,),) = db.execute("SELECT to_regclass('schema_state') IS NOT NULL").fetchall()
    if why := unreadable(stored_schema(db) if there else None, taken, known_steps()):
        raise NewerDatabase(why)
    for step in STEPS:
        if step.name not in taken:
            db.execute(step.script("postgres"))
            db.execute(
                "INSERT INTO steps_taken (name, at) VALUES (?, ?)", (step.name, datetime.now(UTC).isoformat())
            )
    state(db)


def _configure_session(connection: _Connection) -> None:
    connection.execute(_SESSION)


@lru_cache(maxsize=512)
def _psycopg_sql(sql: str) -> str:
    """Write a statement with psycopg's place-holders; its text is the program's own."""
    return sql.replace("%", "%%").replace("?", "%s")
