"""What the bot asks of a database about the content in versions."""

from typing import Protocol

from bot.library.files import Files
from bot.records.content import ChangeContent, Entry, State, Version


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

    async def commit(self, change: ChangeContent) -> int:
        """Make a change, all or nothing; returns the number of the live version. Raises VersionConflict."""
        ...

    async def log(self, limit: int) -> tuple[Entry, ...]:
        """List the last lines of the audit trail, the newest first."""
        ...
