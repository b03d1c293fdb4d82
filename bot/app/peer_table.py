"""Keeping what is told of others up to date: the table of participants, and where people stopped."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.storage.chats.records import PEERS_COUNT_FOR, StorageFault
from bot.storage.database import Storage
from scoring.model import Questionnaire

log = structlog.get_logger(__name__)

_EVERY_S = 3600.0


class Comparing:
    """Looks every hour whether a new week began, and enough shops have changed for a new release."""

    def __init__(
        self,
        storage: Storage,
        bot_id: int,
        questionnaire: Callable[[], Questionnaire],
        sure: Callable[[], Awaitable[datetime | None]],
    ) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._questionnaire = questionnaire
        self._sure = sure

    async def run(self) -> None:
        """Look now and from then on, until cancelled."""
        while True:
            try:
                await self.renew()
            except StorageFault as fault:
                log.warning("peers_not_compared", fault=str(fault))
            except Exception:
                # Whatever it is, the next look may work; until then the table that was there stays.
                log.exception("comparing_failed")
            await asyncio.sleep(_EVERY_S)

    async def renew(self) -> bool:
        """Release anew what is due; tell whether the table of participants was. Raises StorageFault.

        Not while the time is not known to be right: then nobody knows whose assessments count.
        """
        now = await self._sure()
        if now is None:
            return False
        if await self._storage.run(lambda unit: unit.statistics.renew_stopped(self._bot_id, now)):
            log.info("stopped_released")
        made = await self._storage.run(
            lambda unit: unit.peers.renew_peer_table(
                self._bot_id, self._questionnaire(), now - PEERS_COUNT_FOR, now
            )
        )
        if made:
            log.info("peers_compared")
        return made
