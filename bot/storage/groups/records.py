"""What the bot asks of a database about organisations, their campaigns and the shops in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.records.groups import Campaign, Filled, Link, Organisation, Share, SharedSession, Thread, WaveTotals
from bot.records.people import Advisor


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """Something that a chat is to be told."""

    id: int
    chat_id: int
    body: str
    """As JSON; see `bot.records.notices`."""


class GroupStore(Protocol):
    """Tells what is known; what changes it are the writes of a commit (see `bot.records.writes`).

    Every method raises StorageFault when the database fails. Codes are given without their prefix.
    """

    async def advises(self, bot_id: int, chat_id: int) -> Organisation | None:
        """Tell the organisation whose advisor a chat is."""
        ...

    async def link(self, bot_id: int, code: str, now: datetime) -> Link | None:
        """Tell what a start code stands for, with its prefix: c-, d- or a-."""
        ...

    async def campaigns(self, bot_id: int, organisation: int) -> tuple[Campaign, ...]:
        """List the campaigns of an organisation, the newest first."""
        ...

    async def totals(self, bot_id: int, organisation: int, now: datetime) -> tuple[WaveTotals, ...]:
        """Make the releases that are due, and list what may be told of each campaign and wave.

        A wave of which nothing may be told yet is there too, with what is still needed.
        """
        ...

    async def shared(self, bot_id: int, organisation: int, now: datetime) -> tuple[SharedSession, ...]:
        """List what shops share with an organisation now, the latest first."""
        ...

    async def shares(self, bot_id: int, chat_id: int, now: datetime) -> tuple[Share, ...]:
        """List what a chat shares now, with whom."""
        ...

    async def filled(self, bot_id: int, code: str) -> Filled | None:
        """Tell what is kept under the code of a shop that an advisor filled in for."""
        ...

    async def thread(self, bot_id: int, chat_id: int, thread: int) -> Thread | None:
        """Tell about a thread that a chat is part of, as the shop or as an advisor; None for any other."""
        ...

    async def threads(self, bot_id: int, chat_id: int) -> tuple[Thread, ...]:
        """List the threads in which a chat is the shop."""
        ...

    async def notices(self, bot_id: int, limit: int) -> tuple[StoredNotice, ...]:
        """List what chats are to be told, the oldest first; of chats that did not block the bot."""
        ...

    async def advisors(self, bot_id: int) -> tuple[Advisor, ...]:
        """List the advisors, by organisation."""
        ...
