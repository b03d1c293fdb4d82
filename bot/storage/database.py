"""All that is stored, in the database that a URL names."""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.lib.database_urls import is_postgres, sqlite_path
from bot.records.content import Version
from bot.storage.chats.chats import Store
from bot.storage.engines.sqlite import CannotOpen as CannotOpen
from bot.storage.engines.sqlite_wal import Wiping
from bot.storage.unit import Unit

if TYPE_CHECKING:
    from bot.storage.engines.copy import Moved
    from bot.storage.engines.threads import Threads

T = TypeVar("T")


class Storage:
    """One database, and the one door to it: `run`."""

    def __init__(self, chats: Store, threads: "Threads | None" = None, wiping: Wiping | None = None) -> None:
        self.unit = Unit.of(chats)
        self._threads = threads
        self.wiping = wiping
        """What cuts off the log of an SQLite file; a server keeps its own."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may serve the same bot with this database."""
        return self.unit.chats.is_shared

    @property
    def server_time(self) -> Callable[[], Awaitable[datetime]] | None:
        """Give what asks the database server for the time; None of a file, which has no clock of its own."""
        return self._server_time if self._threads else None

    async def run(self, call: Callable[[Unit], T]) -> T:
        """Make a call on the tables: in place on a file, in a thread where a server is waited for.

        On a server a call that had to yield to another is made again, so it must have no effect besides.
        Raises StorageFault when the database fails.
        """
        if self._threads:
            return await self._threads.run(functools.partial(call, self.unit))
        return call(self.unit)

    async def version(self, number: int) -> Version | None:
        """Load a version of the content; it is unpacked in a thread, for that takes milliseconds."""
        packed = await self.run(lambda unit: unit.content.packed_version(number))
        return await asyncio.to_thread(packed.unpack) if packed else None

    def cut(self) -> None:
        """Wait for a database server no longer: calls under way and to come fail at once."""
        if self._threads:
            self._threads.cut()

    async def close(self) -> None:
        if self._threads:
            await self._threads.close()
            return
        if self.wiping:
            self.wiping.finish()
        self.unit.db.close()

    async def _server_time(self) -> datetime:
        return await self.run(lambda unit: unit.pulse.server_time())


def open_storage(url: str) -> Storage:
    """Open the database, or make it, and bring its tables up to date. Raises CannotOpen."""
    if is_postgres(url):
        # Here, because most bots need no server.
        from bot.storage.engines.postgres import Postgres
        from bot.storage.engines.threads import Threads

        db = Postgres.open(url)
        return Storage(Store(db), Threads(db))
    from bot.storage.engines.sqlite import open_database

    file = open_database(sqlite_path(url))
    return Storage(Store(file), wiping=Wiping(file))


def move(source: str, target: str) -> "Moved":
    """Copy all that is stored from an SQLite file to PostgreSQL; see `moving`.

    Raises ValueError for URLs of another kind, CannotOpen, CannotMove and StorageFault.
    """
    from bot.storage.engines.copy import move as moved
    from bot.storage.engines.postgres import Postgres
    from bot.storage.engines.sqlite import open_database

    path = sqlite_path(source)
    if not is_postgres(target):
        raise ValueError(target)
    if not Path(path).is_file():
        raise CannotOpen(f"There is no file {path}.")
    with closing(open_database(path)) as file, closing(Postgres.open(target)) as server:
        return moved(file, server)
