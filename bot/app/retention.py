"""Deleting what is no longer needed, from time to time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.lib import metrics
from bot.storage.chats.expiry import Ends, too_many
from bot.storage.chats.expiry import Retention as Retention
from bot.storage.chats.records import StorageFault
from bot.storage.cleaning import delete_due
from bot.storage.database import Storage

log = structlog.get_logger(__name__)

# Telegram offers an unconfirmed update again for 24 hours; twice that, for clocks and late restarts.
_SEEN = timedelta(hours=48)
_EVERY_S = 3600.0
_DAILY = timedelta(days=1)

Sure = Callable[[], Awaitable[datetime | None]]
"""Tells the time where it is known to be right; see `bot.lib.clock`."""


class Cleaning:
    """Deletes what has been kept long enough: short-lived things every hour, chats every day.

    Nothing goes while nobody outside this machine says what time it is, and where much would go of a table at
    once, nothing of any goes until somebody has looked.
    """

    def __init__(
        self, storage: Storage, retention: Retention, sure: Sure, doubt: Callable[[], str] = lambda: ""
    ) -> None:
        self._storage = storage
        self._retention = retention
        self._sure = sure
        self._doubt = doubt
        """Tells why the time is not known."""
        self._purged: datetime | None = None

    async def run(self) -> None:
        """Clean now and from then on, until cancelled."""
        while True:
            try:
                await self.clean()
            except StorageFault as fault:
                log.warning("not_cleaned", fault=str(fault))
            except Exception:
                # Whatever it is, what people were promised to be deleted must be tried again.
                log.exception("cleaning_failed")
            await asyncio.sleep(_EVERY_S)

    async def clean(self) -> None:
        """Delete what is due for it now, as far as nobody has to look first. Raises StorageFault."""
        now = await self._sure()
        metrics.CLOCK_TRUSTED.set(now is not None)
        if now is None:
            log.warning("not_cleaned", fault=self._doubt())
            return
        await self._storage.run(lambda unit: unit.upkeep.prune_seen(now - _SEEN))
        await self._storage.run(lambda unit: unit.upkeep.prune_console(now))
        if self._purged is not None and now - self._purged < _DAILY:
            return
        if corrected := await self._storage.run(lambda unit: unit.upkeep.correct(now)):
            log.warning("moments_corrected", count=corrected)
        ends = Ends(now, self._retention)
        held = too_many(await self._storage.run(lambda unit: unit.upkeep.due(ends)))
        metrics.tell_held({table: share.going for table, share in held.items()})
        if held:
            would_go = {table: str(share) for table, share in held.items()}
            log.error("purge_held", would_go=would_go, see="winkelpeil purge")
            return
        chats = await delete_due(self._storage, ends)
        self._purged = now
        metrics.LAST_PURGE.set(now.timestamp())
        log.info("chats_purged", count=chats)
