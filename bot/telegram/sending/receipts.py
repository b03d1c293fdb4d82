"""What was sent, noted in small groups: one commit for many chats."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

import structlog

from bot.lib.backoff import BackOff
from bot.storage.chats.records import Noted, Receipt, StorageFault
from bot.storage.database import Storage

log = structlog.get_logger(__name__)

# Long enough to gather what chats send side by side, short enough that a crash repeats few messages.
_GATHER_S = 0.02


class Receipts:
    """Takes receipts at once and commits them soon, in order; until then a crash sends a reply again.

    `committed` is told what was, and what that came upon.
    """

    def __init__(
        self,
        storage: Storage,
        bot_id: int,
        committed: Callable[[Sequence[Receipt], Noted], None] = lambda _receipts, _noted: None,
    ) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._committed = committed
        self._noted: list[Receipt] = []
        self._some = asyncio.Event()
        self._committing = asyncio.Lock()

    def add(self, receipt: Receipt) -> None:
        """Note that a reply needs no more sending."""
        self._noted.append(receipt)
        self._some.set()

    async def flush(self) -> None:
        """Commit all that is noted; on StorageFault all of it stays noted.

        A commit that is under way is waited for when this is cancelled: it would be made a second time else,
        and find that its replies are gone.
        """
        async with self._committing:
            group = tuple(self._noted)
            if not group:
                return
            committing = asyncio.ensure_future(
                self._storage.run(lambda unit: unit.chats.record_sent(self._bot_id, group))
            )
            try:
                self._settle(group, await asyncio.shield(committing))
            except asyncio.CancelledError:
                with suppress(StorageFault):
                    self._settle(group, await committing)
                raise

    def _settle(self, group: Sequence[Receipt], noted: Noted) -> None:
        del self._noted[: len(group)]
        self._committed(group, noted)

    async def flush_screen(self, chat_id: int) -> None:
        """Commit all that is noted if a screen of this chat is among it: most often there is none."""
        if any(one.chat_id == chat_id and one.screen is not None for one in self._noted):
            await self.flush()

    async def run(self) -> None:
        """Commit what is noted, until cancelled."""
        waits = BackOff()
        while True:
            await self._some.wait()
            await asyncio.sleep(_GATHER_S)
            # Before the commit, so that what is noted during it is not forgotten.
            self._some.clear()
            try:
                await self.flush()
                waits.reset()
            except StorageFault as fault:
                log.warning("receipts_not_stored", fault=str(fault))
                self._some.set()
                await asyncio.sleep(waits.next())
