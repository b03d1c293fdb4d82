"""What the bot is put together from once it knows who it is, and whether it should get updates."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app.playground import Playground
from bot.dialogue.core.context import Context
from bot.lib.clock import TrustedClock
from bot.settings import Settings
from bot.storage.database import Storage
from bot.telegram.api.connection import Connection
from bot.telegram.api.updates import BotIdentity

if TYPE_CHECKING:
    from bot.web.console.door import Door
    from bot.web.serving import Serving


@dataclass
class Readiness:
    """Whether this process should get updates, as `/readyz` tells; its parts come while the bot starts."""

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


@dataclass(frozen=True, slots=True)
class Parts:
    """A bot that Telegram knows, on a database that is open."""

    connection: Connection
    bot: BotIdentity
    storage: Storage
    context: Context
    """Who is behind the bot, and the content of this release; the live version may be another."""
    settings: Settings
    playground: Playground | None
    """What a bot on a sandbox has; None of one in service."""
    door: "Door | None"
    """The console's, which is still to be opened; None where nothing is served over HTTP."""
    serving: "Serving | None"
    """The server of webhook, health, metrics and console; None where there is none."""
    clock: TrustedClock
    readiness: Readiness
