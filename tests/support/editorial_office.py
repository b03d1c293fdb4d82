"""An editorial office on a database of its own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from bot.editorial.editorial import Editorial
from bot.editorial.releases import Releases
from bot.editorial.working import Working, revision
from bot.library.parsing.source import Fault
from bot.storage.chats.chats import Store
from bot.storage.content.versions import ContentStore
from bot.storage.database import Storage
from bot.storage.engines.sqlite import open_database
from tests.support.content.changed import PACKAGED
from tests.support.storage.stored import storage_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CARD, LEVELS, SAID = "nl/advice/email/email_monthly.md", "levels.yaml", "nl/messages.yaml"


@dataclass
class Office:
    db: Database
    now: datetime = NOW
    storage: Storage = field(init=False)
    store: ContentStore = field(init=False)
    editorial: Editorial = field(init=False)
    releases: Releases = field(init=False)

    def __post_init__(self) -> None:
        storage = self.storage = storage_of(Store(self.db))
        self.store = storage.unit.content
        self.editorial = Editorial(storage, self._tick)
        self.releases = Releases(storage, self._tick)

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    async def ships(self, *changes: tuple[str, str, str], files: Mapping[str, str] = PACKAGED) -> None:
        """Start a release that ships with the packaged content, so changed."""
        await self.releases.arrive(edited(files, *changes))

    async def write(self, path: str, old: str, new: str, who: str = "Piet") -> str:
        """Replace a text in a file of the draft."""
        text, named = await self.editorial.file(path)
        assert text is not None
        return await self.editorial.save(path, edited({path: text}, (path, old, new))[path], named, who)

    async def working(self) -> Working:
        working = await self.editorial.draft()
        assert working is not None
        return working

    async def actions(self) -> list[tuple[str, str, int | None]]:
        """List what the audit trail holds, from old to new."""
        return [(one.who, one.action, one.version) for one in reversed(await self.editorial.log())]

    def live(self) -> int:
        return self.store.live_number()


def edited(files: Mapping[str, str], *changes: tuple[str, str, str]) -> dict[str, str]:
    made = dict(files)
    for path, old, new in changes:
        assert old in made[path], f"{path} holds no {old!r}"
        made[path] = made[path].replace(old, new, 1)
    return made


def errors(findings: tuple[Fault, ...]) -> list[Fault]:
    return [fault for fault in findings if fault.severity == "error"]


def seen(path: str) -> str:
    """Name a file of the packaged content, as one who looked at it does."""
    return revision(PACKAGED.get(path))


@asynccontextmanager
async def open_office(path: str = ":memory:", *, shipped: bool = True) -> AsyncIterator[Office]:
    """Open an office on a database; it has the packaged content as version 1."""
    office = Office(open_database(path))
    try:
        if shipped:
            await office.ships()
        yield office
    finally:
        office.db.close()
