"""Deleting what is no longer needed, from time to time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from bot.storage.store import PEERS_COUNT_FOR, StorageFault, Upkeep

log = structlog.get_logger(__name__)

# Telegram offers an unconfirmed update again for 24 hours; twice that, for clocks and late restarts.
_SEEN = timedelta(hours=48)
_PICTURES = timedelta(days=30)
_NOTICES = timedelta(days=30)
_CONTRIBUTIONS = PEERS_COUNT_FOR
_EVERY_S = 3600.0
_DAILY = timedelta(days=1)

# A purge holds up whoever writes meanwhile, so it goes in parts.
_PART = 200


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a chat is kept after the last visit: one without a result, and any."""

    unfinished: timedelta
    any: timedelta

    @classmethod
    def after(cls, *, unfinished_days: int, months: int) -> "Retention":
        """Count a month as a twelfth of 365 days."""
        return cls(timedelta(days=unfinished_days), timedelta(days=round(months * 365 / 12)))


class Cleaning:
    """Deletes what has been kept long enough: short-lived things every hour, chats every day."""

    def __init__(
        self, upkeep: Upkeep, retention: Retention, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._upkeep = upkeep
        self._retention = retention
        self._clock = clock
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
        """Delete what is due for it now. Raises StorageFault."""
        now = self._clock()
        await self._upkeep.prune_seen(now - _SEEN)
        await self._upkeep.prune_console(now)
        if self._purged is not None and now - self._purged < _DAILY:
            return
        await self._upkeep.prune_pictures(now - _PICTURES)
        await self._upkeep.prune_assessments(now - PEERS_COUNT_FOR)
        await self._upkeep.prune_invitations(now)
        await self._upkeep.prune_shares(now)
        await self._upkeep.prune_contributions(now - _CONTRIBUTIONS)
        await self._upkeep.prune_notices(now - _NOTICES)
        chats = await self._purge(now)
        await self._upkeep.tidy()
        self._purged = now
        log.info("chats_purged", count=chats)

    async def _purge(self, now: datetime) -> int:
        chats = 0
        while True:
            part = await self._upkeep.purge(
                now - self._retention.unfinished, now - self._retention.any, _PART
            )
            chats += part
            if part < _PART:
                return chats
            await asyncio.sleep(0)
