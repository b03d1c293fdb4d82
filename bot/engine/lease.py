"""Which process sends what is pending: the one that committed it, and another once that one is gone."""

import asyncio
import math
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.engine.commits import Hand
from bot.lib.backoff import BackOff
from bot.storage.chats.records import Pending, StorageFault
from bot.storage.database import Storage

log = structlog.get_logger(__name__)

_LASTS = timedelta(seconds=20)
"""How long a process is taken to be alive after it said so."""

FRESH_S = 10.0
"""So long after it said so a process sends; its calls end within as much again, before others take over."""

_EVERY_S = 2.0


@dataclass(frozen=True, slots=True)
class Sending:
    """What the lease does with the sending of this process."""

    hand: Hand
    forsake: Callable[[], None] = lambda: None
    """Lets go of all that this process had to send: others have taken it over."""
    missed: Callable[[Collection[int]], Collection[int]] = lambda _: ()
    """Tells which of the replies that are stored for this process it never heard of."""


class Lease:
    """Says that this process is alive, and takes over what those left unsent that are not.

    Where a database serves one process, whatever is pending when it starts was left by an earlier one. Who it
    was said to first is not known any more, so all of it waits for answers to who writes now.
    """

    def __init__(
        self,
        storage: Storage,
        bot_id: int,
        sending: Sending,
        *,
        alone: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._sending = sending
        self._alone = alone
        """Whether no other process serves the bot when this one begins."""
        self._monotonic = monotonic
        self._renewed = -math.inf
        self._is_fresh = asyncio.Event()

    async def fresh(self) -> None:
        """Wait until this process may send: others may have taken over from one that hung for long."""
        while self._storage.is_shared and self._monotonic() - self._renewed > FRESH_S:
            self._is_fresh.clear()
            await self._is_fresh.wait()

    async def begin(self) -> None:
        """Take over what was left unsent; tries until the storage can tell what that is."""
        waits = BackOff()
        while not await self.renew(from_all=self._alone):
            await asyncio.sleep(waits.next())

    async def run(self) -> None:
        """Renew from time to time, until cancelled, where other processes can be."""
        renewed = True
        while self._storage.is_shared:
            await asyncio.sleep(_EVERY_S)
            # While the database was away nobody could say to be alive: the others get time to do so first.
            renewed = await self.renew(take_over=renewed)

    async def renew(self, *, take_over: bool = True, from_all: bool = False) -> bool:
        """Say that this process is alive, and take over what was left; tells whether the storage could."""
        try:
            if self._storage.is_shared:
                await self._keep()
            if take_over:
                self._hand_all(
                    await self._storage.run(
                        lambda unit: unit.chats.take_over(self._bot_id, from_all=from_all)
                    )
                )
            if self._storage.is_shared:
                await self._find_missed()
        except StorageFault as fault:
            log.warning("pending_not_loaded", fault=str(fault))
            return False
        return True

    async def end(self) -> None:
        """Let others take over at once what this process leaves unsent."""
        if not self._storage.is_shared:
            return
        try:
            await self._storage.run(lambda unit: unit.chats.end_lease(self._bot_id))
        except StorageFault as fault:
            log.warning("lease_not_ended", fault=str(fault))

    async def _keep(self) -> None:
        # Counted from before the call, which may hang.
        began = self._monotonic()
        mine = await self._storage.run(lambda unit: unit.chats.keep_lease(self._bot_id, _LASTS))
        if mine is not None:
            self._sending.forsake()
            self._hand_all(mine)
        self._renewed = began
        if self._monotonic() - began <= FRESH_S:
            self._is_fresh.set()

    async def _find_missed(self) -> None:
        if missed := self._sending.missed(
            await self._storage.run(lambda unit: unit.chats.unsent_ids(self._bot_id))
        ):
            self._hand_all(await self._storage.run(lambda unit: unit.chats.these(self._bot_id, missed)))

    def _hand_all(self, chats: Mapping[int, Sequence[Pending]]) -> None:
        for chat_id, replies in chats.items():
            self._sending.hand(chat_id, replies)
