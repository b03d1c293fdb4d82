"""Whether this process should get updates, as `/readyz` tells; its parts come while the bot starts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass


@dataclass
class Readiness:
    """What is looked at."""

    database: Callable[[], Awaitable[bool]]
    updates: Callable[[], Awaitable[bool]]
    content: Callable[[], str] = lambda: ""
    """Says what is wrong with the content; empty where nothing is."""
    sessions: Callable[[], Awaitable[str]] | None = None
    """Says what this process could not go on with; empty where there is nothing."""

    def checks(self) -> Mapping[str, Callable[[], Awaitable[bool | str]]]:
        """Give the checks by name."""
        return {"database": self.database, "content": self._content, "updates": self._updates}

    async def _content(self) -> bool | str:
        return self.content() or True

    async def _updates(self) -> bool | str:
        if not await self.updates():
            return False
        return (await self.sessions() if self.sessions else "") or True
