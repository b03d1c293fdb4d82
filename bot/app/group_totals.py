"""When what shops answered joins the totals of their group: in the background, whoever looks."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.lib.bell import Bell
from bot.storage.chats.records import StorageFault
from bot.storage.database import Storage
from scoring.model import Questionnaire

log = structlog.get_logger(__name__)

_EVERY_S = 15.0
_PAUSE_S = 0.2
"""Between two looks at least, however often something is written."""


class Releasing:
    """Makes each release when it is due: a shop came, decided or ripened.

    That it is made does not depend on who asks, so nobody can have one made before and after a shop.
    """

    def __init__(
        self,
        storage: Storage,
        bot_id: int,
        questionnaire: Callable[[], Questionnaire],
        clock: Callable[[], datetime],
    ) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._questionnaire = questionnaire
        self._clock = clock
        self._bell = Bell()

    def wake(self) -> None:
        """Look soon, because something was written."""
        self._bell.ring()

    async def run(self) -> None:
        """Release what is due, soon after being woken and from time to time, until cancelled."""
        while True:
            try:
                await self.release()
            except StorageFault as fault:
                log.warning("totals_not_released", fault=str(fault))
            except Exception:
                # Whatever it is, the next look may work; nobody would notice that there is none.
                log.exception("releasing_failed")
            await asyncio.sleep(_PAUSE_S)
            await self._bell.wait(_EVERY_S)

    async def release(self) -> None:
        """Release all that is due now. Raises StorageFault."""
        while await self._storage.run(
            lambda unit: unit.groups.release(self._bot_id, self._questionnaire(), self._clock())
        ):
            # A release computes; others are answered in between.
            await asyncio.sleep(0)
