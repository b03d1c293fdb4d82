"""Which process sends what is pending: the one that committed it, and another once that one is gone."""

import asyncio
from datetime import timedelta

import structlog

from bot.storage.store import StorageFault, Store
from bot.telegram.backoff import BackOff
from bot.telegram.commits import Hand

log = structlog.get_logger(__name__)

_LASTS = timedelta(seconds=10)
"""How long a process is taken to be alive after it said so."""

_EVERY_S = 2.0


class Lease:
    """Says that this process is alive, and takes over what those left unsent that are not.

    Where a database serves one process, whatever is pending when it starts was left by an earlier one. Who it
    was said to first is not known any more, so all of it waits for answers to who writes now.
    """

    def __init__(
        self,
        store: Store,
        bot_id: int,
        hand_first: Hand,
        *,
        alone: bool = False,
    ) -> None:
        self._store = store
        self._bot_id = bot_id
        self._hand_first = hand_first
        self._alone = alone
        """Whether no other process serves the bot when this one begins."""

    async def begin(self) -> None:
        """Take over what was left unsent; tries until the storage can tell what that is."""
        waits = BackOff()
        while not await self.renew(from_all=self._alone):
            await asyncio.sleep(waits.next())

    async def run(self) -> None:
        """Renew from time to time, until cancelled; there is nothing to it where no other process can be."""
        renewed = True
        while self._store.shared:
            await asyncio.sleep(_EVERY_S)
            # While the database was away nobody could say to be alive: the others get time to do so first.
            renewed = await self.renew(take_over=renewed)

    async def renew(self, *, take_over: bool = True, from_all: bool = False) -> bool:
        """Say that this process is alive, and take over what was left; tells whether the storage could."""
        try:
            if self._store.shared:
                await self._store.keep_lease(self._bot_id, _LASTS)
            left = await self._store.take_over(self._bot_id, from_all=from_all) if take_over else {}
        except StorageFault as fault:
            log.warning("pending_not_loaded", fault=str(fault))
            return False
        for chat_id, replies in left.items():
            self._hand_first(chat_id, replies)
        return True

    async def end(self) -> None:
        """Let others take over at once what this process leaves unsent."""
        if not self._store.shared:
            return
        try:
            await self._store.end_lease(self._bot_id)
        except StorageFault as fault:
            log.warning("lease_not_ended", fault=str(fault))
