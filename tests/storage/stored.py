"""A store on which a test runs, and what stands in its tables."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from bot.storage.sqlite import SQLiteStore
from bot.storage.store import Assessment, Change

BOT, OTHER_BOT = 7, 8
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

Test = Callable[[SQLiteStore], Awaitable[None]]


def on_store(test: Test, path: str = ":memory:") -> None:
    """Run an async test on a store."""

    async def run() -> None:
        store = SQLiteStore.open(path)
        try:
            await test(store)
        finally:
            await store.close()

    asyncio.run(run())


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


async def version(store: SQLiteStore, chat_id: int) -> int:
    return (await store.load(BOT, [chat_id], [])).chats[chat_id].version


def rows(store: SQLiteStore, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return store.db.execute(sql, values).fetchall()


def holding(store: SQLiteStore, value: object) -> list[str]:
    """Name the columns of all tables in which a value stands, alone or inside a text."""
    found: list[str] = []
    for (table,) in rows(store, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        for column in store.db.table(table).columns_dict:
            sql = f'SELECT 1 FROM "{table}" WHERE instr(CAST("{column}" AS TEXT), CAST(? AS TEXT)) LIMIT 1'  # noqa: S608
            if rows(store, sql, value):
                found.append(f"{table}.{column}")
    return found


def plan(store: SQLiteStore, sql: str, *values: object) -> str:
    """Tell how SQLite goes about a query."""
    return "\n".join(str(row[-1]) for row in rows(store, f"EXPLAIN QUERY PLAN {sql}", *values))
