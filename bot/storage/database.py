"""All that is stored, in the database that a URL names."""

from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.lib.database_urls import is_postgres, sqlite_path
from bot.storage.access.admins import AdminStore
from bot.storage.access.console import ConsoleStore
from bot.storage.chats.chats import Store
from bot.storage.chats.outbox import new_name
from bot.storage.chats.peers import PeerStore
from bot.storage.chats.pictures import PictureStore
from bot.storage.chats.pulse import Pulse
from bot.storage.chats.research import Research
from bot.storage.chats.statistics import Statistics
from bot.storage.chats.upkeep import Upkeep
from bot.storage.content.versions import ContentStore
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import CannotOpen as CannotOpen
from bot.storage.engines.sqlite_wal import Wiping
from bot.storage.groups.reads import GroupStore
from bot.storage.groups.writes import Writes

if TYPE_CHECKING:
    from bot.storage.engines.copy import Moved
    from bot.storage.engines.threads import Threads

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Storage:
    """The stores of one database; closing `store` closes them all."""

    db: Sql
    _threads: "Threads | None" = None
    wiping: Wiping | None = None
    """What cuts off the log of an SQLite file; a server keeps its own."""
    _name: str = field(default_factory=new_name)

    @property
    def store(self) -> Store:
        return self._in_threads(Store(self.db, self._name))

    @property
    def pictures(self) -> PictureStore:
        return self._in_threads(PictureStore(self.db))

    @property
    def peers(self) -> PeerStore:
        return self._in_threads(PeerStore(self.db))

    @property
    def upkeep(self) -> Upkeep:
        return self._in_threads(Upkeep(self.db))

    @property
    def content(self) -> ContentStore:
        return self._in_threads(ContentStore(self.db))

    @property
    def admins(self) -> AdminStore:
        return self._in_threads(AdminStore(self.db))

    @property
    def statistics(self) -> Statistics:
        return self._in_threads(Statistics(self.db))

    @property
    def research(self) -> Research:
        return self._in_threads(Research(self.db))

    @property
    def pulse(self) -> Pulse:
        return self._in_threads(Pulse(self.db))

    @property
    def server_time(self) -> Callable[[], Awaitable[datetime]] | None:
        """Give what asks the database server for the time; None of a file, which has no clock of its own."""
        return self.pulse.server_time if self._threads else None

    def groups(self) -> GroupStore:
        return self._in_threads(GroupStore(self.db))

    def writes(self, bot_id: int) -> Writes:
        return self._in_threads(Writes(self.db, bot_id))

    def console(self, bot_id: int) -> ConsoleStore:
        return self._in_threads(ConsoleStore(self.db, bot_id))

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
        self.db.close()

    def _in_threads(self, store: T) -> T:
        return self._threads.calling(store) if self._threads else store


def open_storage(url: str) -> Storage:
    """Open the database, or make it, and bring its tables up to date. Raises CannotOpen."""
    if is_postgres(url):
        # Here, because most bots need no server.
        from bot.storage.engines.postgres import Postgres
        from bot.storage.engines.threads import Threads

        db = Postgres.open(url)
        return Storage(db, Threads(db))
    from bot.storage.engines.sqlite import open_database

    file = open_database(sqlite_path(url))
    return Storage(file, wiping=Wiping(file))


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
