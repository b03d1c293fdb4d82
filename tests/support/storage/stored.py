"""A store on which a test runs, and what stands in its tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

import psycopg
from sqlite_utils import Database

from bot.storage.chats.chats import Store
from bot.storage.chats.records import Assessment, Change
from bot.storage.database import Storage
from bot.storage.engines.postgres import Postgres
from bot.storage.engines.threads import Threads

EMPTY = """
DO $$ DECLARE one name; used boolean; filled text; BEGIN
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = current_schema() AND tablename NOT IN ('steps_taken', 'schema_state')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', one) INTO used;
        IF used THEN filled := concat_ws(', ', filled, quote_ident(one)); END IF;
    END LOOP;
    IF filled IS NOT NULL THEN EXECUTE 'TRUNCATE ' || filled; END IF;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences
        WHERE schemaname = current_schema() AND last_value IS NOT NULL;
    INSERT INTO content_state (id, token, conflicts) VALUES (1, 1, '[]');
END $$
"""
"""Takes a few milliseconds: only what is filled is emptied. To make the tables takes a hundred."""

BOT, OTHER_BOT = 7, 8
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Engine:
    """The one on which tests run now: with a PostgreSQL server its URL, else SQLite."""

    url: str | None = None
    opened: ClassVar[list[Store]] = []

    @classmethod
    def close(cls) -> None:
        """Close what is open still, and go back to SQLite."""
        for store in cls.opened:
            store.close()
        cls.opened, cls.url = [], None


@contextmanager
def empty_store() -> Iterator[Store]:
    """Open a store that is empty, on the engine on which tests run now."""
    store = on_server(Engine.url) if Engine.url else Store.open(":memory:")
    try:
        yield store
    finally:
        store.close()


@contextmanager
def store_at(path: Path) -> Iterator[Store]:
    """Open the store in an SQLite file."""
    store = Store.open(str(path))
    try:
        yield store
    finally:
        store.close()


def opened_store() -> Store:
    """Give a store that is empty, until the test has ended."""
    store = on_server(Engine.url) if Engine.url else Store.open(":memory:")
    Engine.opened.append(store)
    return store


def emptied(url: str) -> Postgres:
    """Open a PostgreSQL database, and empty it."""
    db = Postgres.open(url)
    db.execute(EMPTY)
    return db


@contextmanager
def own_schema(url: str, name: str) -> Iterator[str]:
    """Make an empty schema on a PostgreSQL server; gives the URL of a database that is in it."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")
        base = url.partition("options=")[0].rstrip("?&")
        yield f"{base}{'&' if '?' in base else '?'}options={quote(f'-csearch_path={name}')}"
        server.execute(f"DROP SCHEMA {name} CASCADE")


def on_server(url: str) -> Store:
    """Give a store in PostgreSQL."""
    return Store(emptied(url))


def storage_of(store: Store) -> Storage:
    """Give the door to the database in which a store is."""
    if isinstance(store.db, Database):
        return Storage(store)
    # Its threads end with it; the database is closed by whoever opened the store.
    return Storage(store, Threads(store.db))


def new(
    chat_id: int,
    *replies: str,
    session: str | None = "{}",
    due: datetime | None = None,
    finished: bool = False,
    assessment: Assessment | None = None,
) -> Change:
    """Make the first change of a chat."""
    return Change(
        chat_id=chat_id,
        version=0,
        session=session,
        due=due,
        finished=finished,
        assessment=assessment,
        replies=replies,
    )


def version(store: Store, chat_id: int) -> int:
    return store.load(BOT, [chat_id], []).chats[chat_id].version


def rows(store: Store, sql: str, *values: object) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = store.db.execute(sql, values).fetchall()
    return found


# When a step was taken, to the microsecond: a short number stands in that by chance.
_OF_STEPS = ("_sqlite_migrations", "steps_taken")


def holding(store: Store, value: object) -> list[str]:
    """Name the columns of all tables in which a value stands, alone or inside a text."""
    instr = "strpos" if Engine.url else "instr"
    found: list[str] = []
    for table, column in columns(store):
        if table in _OF_STEPS:
            continue
        sql = f'SELECT 1 FROM "{table}" WHERE {instr}(CAST("{column}" AS TEXT), CAST(? AS TEXT)) > 0 LIMIT 1'  # noqa: S608
        if rows(store, sql, value):
            found.append(f"{table}.{column}")
    return found


def columns(store: Store) -> list[tuple[str, ...]]:
    """List all tables with their columns."""
    if isinstance(store.db, Database):
        names = rows(store, "SELECT name FROM sqlite_master WHERE type = 'table'")
        return [(name, column) for (name,) in names for column in store.db.table(name).columns_dict]
    return rows(
        store,
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r' "
        "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.oid, a.attnum",
    )


def plan(store: Store, sql: str, *values: object) -> str:
    """Tell how SQLite goes about a query."""
    return "\n".join(str(row[-1]) for row in rows(store, f"EXPLAIN QUERY PLAN {sql}", *values))
