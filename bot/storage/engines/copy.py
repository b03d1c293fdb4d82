"""Copying all that is stored from an SQLite file to a PostgreSQL database."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql
from sqlite_utils import Database

from bot.storage.chats.records import StorageFault
from bot.storage.engines.postgres import Postgres
from bot.storage.engines.sqlite import one_moment

_READ_AT_ONCE = 2_000
# The one row that is there from the beginning, as it is then.
_BEGINNING = "SELECT 1 FROM content_state WHERE token = 1 AND base IS NULL AND shipped IS NULL"


class CannotMove(StorageFault):
    """The copy was not made; the text says why."""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows a table has, and a number that all of them make together, whatever their order."""

    rows: int
    digest: int


@dataclass(frozen=True, slots=True)
class Moved:
    tables: Mapping[str, Sum]
    """What stands in both now."""
    was_there: bool
    """Whether all of it had been copied before."""


def move(source: Database, target: Postgres) -> Moved:
    """Copy all tables as they are at one moment, or nothing. Raises StorageFault, and CannotMove with it.

    The target is empty, or holds the same already.
    """
    with one_moment(source), target.transaction(alone=True), target.copying() as connection:
        # All of it in one transaction: however long it takes, and whatever the roles' own limits.
        connection.execute("SET LOCAL statement_timeout = 0")
        tables = _tables(source)
        wanted = {table: _sum(_rows(source, table, columns)) for table, columns in tables.items()}
        if _sums(connection, tables) == wanted:
            return Moved(wanted, was_there=True)
        _refuse_unless_empty(connection, tables)
        for table, columns in tables.items():
            _copy(connection, table, columns, _rows(source, table, columns))
        _go_on_counting(connection, source, tables)
        arrived = _sums(connection, tables)
        if different := [table for table in tables if arrived[table] != wanted[table]]:
            raise CannotMove(f"What arrived is not what was sent, in: {', '.join(different)}.")
        return Moved(wanted, was_there=False)


def _tables(source: Database) -> dict[str, tuple[str, ...]]:
    """Name the tables and their columns; the steps by which they were made are each database's own, and what
    it says of them."""
    return {
        name: tuple(source.table(name).columns_dict)
        for name in source.table_names()
        if not name.startswith(("sqlite_", "_sqlite_")) and name != "schema_state"
    }


def _rows(source: Database, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'"{column}"' for column in columns)
    yield from source.execute(f'SELECT {names} FROM "{table}"')  # noqa: S608 -- names from the schema


def _sums(connection: Connection[Any], tables: Mapping[str, Sequence[str]]) -> dict[str, Sum]:
    return {table: _sum(_rows_there(connection, table, columns)) for table, columns in tables.items()}


def _rows_there(connection: Connection[Any], table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    query = sql.SQL("SELECT {} FROM {}").format(_names(columns), sql.Identifier(table))
    with connection.cursor(name="moving") as cursor:
        cursor.itersize = _READ_AT_ONCE
        cursor.execute(query)
        yield from cursor


def _sum(rows: Iterable[tuple[Any, ...]]) -> Sum:
    count = digest = 0
    for row in rows:
        count += 1
        digest += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())
    return Sum(count, digest % 2**256)


def _refuse_unless_empty(connection: Connection[Any], tables: Mapping[str, Sequence[str]]) -> None:
    for table in tables:
        where = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))
        found = connection.execute(where).fetchone()
        begun = table == "content_state" and connection.execute(_BEGINNING).fetchone()
        if found and not begun:
            raise CannotMove(
                f"The PostgreSQL database holds other data already, in {table}. Nothing was changed. "
                "Copy to an empty one."
            )


def _copy(
    connection: Connection[Any], table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    name = sql.Identifier(table)
    # What the triggers keep is copied too.
    connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
    connection.execute(sql.SQL("DELETE FROM {}").format(name))
    copying = sql.SQL("COPY {} ({}) FROM STDIN").format(name, _names(columns))
    with connection.cursor() as cursor, cursor.copy(copying) as copy:
        for row in rows:
            copy.write_row(row)
    connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))


def _go_on_counting(
    connection: Connection[Any], source: Database, tables: Mapping[str, Sequence[str]]
) -> None:
    """Let no id come again, not even one whose row is gone: they are in buttons and receipts."""
    used = dict(source.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for table, columns in tables.items():
        if "id" not in columns:
            continue
        (sequence,) = connection.execute("SELECT pg_get_serial_sequence(%s, 'id')", (table,)).fetchall()
        ((newest,),) = source.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"')  # noqa: S608
        last = max(newest, used.get(table, 0))
        if last and sequence[0]:
            connection.execute("SELECT setval(%s, %s)", (*sequence, last))


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
