"""A frozen database, opened by the code of today: in an SQLite database in memory, or on a PostgreSQL server.

Each thaw puts all that was changed back to what it was.
"""

import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.frozen.bot_of_today import ADMIN, BOT, House, move, open_storage, shipped_content
from tests.support.frozen.freezes import Freeze
from tests.support.storage.stored import emptied

_COPIES = "winkelpeil_as_frozen"


class Thawed(ABC):
    """The bot of today on a frozen database."""

    def __init__(self, freeze: Freeze, house: House) -> None:
        self.freeze, self.told, self.house = freeze, freeze.told, house
        assert (self.told["bot"], self.told["admin"]) == (BOT.id, ADMIN)
        self.same_content = dict(shipped_content()) == freeze.shipped
        """Whether this release brings what that one did. Other content is merged into the draft, and what an
        admin looked at before that is to be looked at again."""

    @abstractmethod
    def thaw(self) -> House:
        """Give the bot on the database as it was frozen."""

    @abstractmethod
    def close(self) -> None: ...


class InMemory(Thawed):
    """On SQLite."""

    def __init__(self, freeze: Freeze, folder: Path) -> None:
        storage = open_storage("sqlite:///:memory:")
        with closing(sqlite3.connect(_up_to_date(freeze, folder))) as file:
            file.backup(storage.unit.db.conn)  # type: ignore[arg-type]
        super().__init__(freeze, House(storage, freeze.now))
        self._database: sqlite3.Connection = storage.unit.db.conn  # type: ignore[assignment]
        self._frozen = sqlite3.connect(":memory:")
        self._database.backup(self._frozen)

    def thaw(self) -> House:
        self._frozen.backup(self._database)
        return self.house

    def close(self) -> None:
        self._frozen.close()
        self.house.close()


class OnServer(Thawed):
    """On PostgreSQL: each table has a copy beside it, and what differs from that is copied back."""

    def __init__(self, freeze: Freeze, folder: Path, url: str) -> None:
        emptied(url).close()
        move(f"sqlite:///{_up_to_date(freeze, folder)}", url)
        super().__init__(freeze, House(open_storage(url), freeze.now))
        self._server = psycopg.connect(url, autocommit=True)
        # No trigger counts what is put back.
        self._server.execute("SET session_replication_role = replica")
        self._server.execute(f"DROP SCHEMA IF EXISTS {_COPIES} CASCADE; CREATE SCHEMA {_COPIES}")
        self._columns = self._tables()
        for table in self._columns:
            self._run("CREATE TABLE {copy} AS TABLE {table}", table)
        self._states = self._now()

    def thaw(self) -> House:
        states = self._now()
        changed = [table for table, state in states.items() if state != self._states[table]]
        for table in changed:
            self._run("DELETE FROM {table}", table)
            self._run("INSERT INTO {table} ({columns}) SELECT {columns} FROM {copy}", table)
        if changed:
            self._states = self._now()
        return self.house

    def close(self) -> None:
        self._server.execute(f"DROP SCHEMA {_COPIES} CASCADE")
        self._server.close()
        self.house.close()

    def _tables(self) -> dict[str, list[str]]:
        """Name the tables, with the columns that are no sum of others."""
        found: dict[str, list[str]] = {}
        for table, column in self._server.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c "
            "JOIN information_schema.tables t USING (table_schema, table_name) "
            "WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' "
            "AND c.is_generated = 'NEVER' ORDER BY 1, c.ordinal_position"
        ):
            found.setdefault(table, []).append(column)
        return found

    def _now(self) -> dict[str, tuple[int, int]]:
        """Tell of each table how many rows it has, and which transaction wrote the newest."""
        one = "SELECT {name}, count(*), coalesce(max(xmin::text::bigint), 0) FROM {table}"
        tables = [
            sql.SQL(one).format(name=sql.Literal(table), table=sql.Identifier(table))
            for table in self._columns
        ]
        rows = self._server.execute(sql.SQL(" UNION ALL ").join(tables))
        return {table: (count, newest) for table, count, newest in rows}

    def _run(self, statement: str, table: str) -> None:
        self._server.execute(
            sql.SQL(statement).format(
                table=sql.Identifier(table),
                copy=sql.Identifier(_COPIES, table),
                columns=sql.SQL(", ").join(map(sql.Identifier, self._columns[table])),
            )
        )


def _up_to_date(freeze: Freeze, folder: Path) -> Path:
    """Write the database as a file, and let the storage of today bring its tables up to date."""
    path = freeze.written(folder / f"{freeze.number}.db")
    storage = open_storage(f"sqlite:///{path}")
    storage.unit.db.close()
    return path
