"""What is kept of the content: its versions, the draft of the next one, and who did what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.library.files import Files
from bot.library.merge import Conflict
from bot.records.content import Entry


@dataclass(frozen=True, slots=True)
class Edition:
    """A version to be made: its files, their name by `bot.library.loader.version`, who says why."""

    files: Files
    digest: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Version(Edition):
    """A version of the content, which never changes; the one with the highest number is live."""

    number: int
    created: datetime
    release: str = ""
    """The release that stored it; empty of one that did not say so."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file of the draft as somebody left it; None took it out. Of one file the last edit counts."""

    path: str
    text: str | None
    who: str
    at: datetime
    id: int | None = None
    """None until it is stored; a later edit has a higher one, and none is ever used again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next version is made from."""

    base: int
    """The version that it changes, which is always the live one."""
    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """Where something else came in beside an edit, and nobody has looked at it yet."""


@dataclass(frozen=True, slots=True)
class State:
    """Where things stand."""

    token: int
    """Names this state; any change makes another."""
    live: int
    """0 while there is no version."""
    draft: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentChange:
    """A change of the content, made whole and only to the state that it was thought out for."""

    token: int
    entry: Entry
    version: Edition | None = None
    """Becomes the live version."""
    shipped: Files | None = None
    """What this release brought, for the next one to be held against."""
    ends_draft: bool = False
    draft: Draft | None = None
    """The draft as it is from now on; of its edits, those without an id are added to those there are."""


class ContentStore(Protocol):
    """Keeps the content for all bots of a database; a call that returns has made its change durable.

    Every method raises StorageFault when the database fails.
    """

    async def state(self) -> State:
        """Tell where things stand."""
        ...

    async def live_number(self) -> int:
        """Tell which version is live; 0 where there is none yet."""
        ...

    async def version(self, number: int) -> Version | None:
        """Load a version."""
        ...

    async def shipped(self) -> Files | None:
        """Load what a release brought last."""
        ...

    async def shipped_by(self) -> str:
        """Name the release that brought what was brought last; empty of one that did not say so."""
        ...

    async def commit(self, change: ContentChange) -> int:
        """Make a change, all or nothing; returns the number of the live version. Raises VersionConflict."""
        ...

    async def log(self, limit: int) -> tuple[Entry, ...]:
        """List the last lines of the audit trail, the newest first."""
        ...
