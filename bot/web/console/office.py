"""What the console works with."""

import dataclasses
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import Query
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.engine.asking import answer
from bot.pictures.drawing import Drawing
from bot.records.people import Author
from bot.records.writes import Write
from bot.roles import Roles
from bot.storage.access.console import ConsoleStore
from bot.storage.database import Storage
from bot.web.console.addresses import LOOPBACK, Networks

T = TypeVar("T")

ROOT = "/console"
"""Where the console is on a host of its own."""

# Under this name a browser takes a cookie only from this host itself, over HTTPS and for all of it: no other
# site of the same domain can put one there.
_HOST_ONLY = "__Host-"


class Read(Protocol):
    """Answers what the dialogue wants to know."""

    async def __call__(self, chat_id: int, query: Query[Any], now: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Office:
    bot_id: int
    editorial: Editorial
    desk: Desk
    storage: Storage
    roles: Roles
    author: Callable[[int], Awaitable[Author]]
    """Tells who an administrator is, for what they change."""
    context: Callable[[], Context]
    """The content that is live, and who is behind the bot."""
    read: Read
    draw: Callable[[Drawing], Awaitable[bytes | None]]
    """Gives None where a drawing cannot be made."""
    public_url: str = ""
    """Empty: it is reached on this machine only."""
    trusted: Networks = LOOPBACK
    """Where proxies stand that say truly whom they pass on."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def ask_console(self, call: Callable[[ConsoleStore], T]) -> T:
        """Make a call on sign-ins and sessions. Raises StorageFault."""
        return await self.storage.run(lambda unit: call(unit.console(self.bot_id)))

    async def commit(self, chat_id: int, *writes: Write) -> None:
        """Make writes of a chat, all or none. Raises StorageFault and VersionConflict."""
        await self.storage.run(lambda unit: unit.writes(self.bot_id).commit(chat_id, writes, self.clock()))

    @property
    def root(self) -> str:
        """Where the console is for browsers, as a path."""
        return f"{urlsplit(self.public_url).path}{ROOT}"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it over HTTPS."""
        return self.public_url.startswith("https://")

    def cookie(self, name: str) -> str:
        """Give the name under which a browser keeps a cookie."""
        return f"{_HOST_ONLY}{name}" if self.is_secure else name

    async def ask_dialogue(self, chat_id: int, tell: Callable[[Context], T]) -> T:
        """Have the dialogue tell something to a chat, with the facts that it asks."""
        context = self.context()
        return await answer(
            lambda facts: tell(dataclasses.replace(context, facts=facts)),
            lambda query: self.read(chat_id, query, self.clock()),
        )
