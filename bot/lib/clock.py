"""What time it is, and who says so: a machine's own clock can be years off, and what is deleted stays so."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

AGREES = timedelta(minutes=5)
"""How far two clocks may be apart that tell the same time."""
FRESH_S = 3600.0
"""For how many seconds it counts what Telegram said the time was."""

_WAITS = timedelta(hours=25)
"""Telegram keeps an update for a day: what it brings is no older."""


def utc_now() -> datetime:
    """Tell the time by the clock of this machine."""
    return datetime.now(UTC)


def monotonic_seconds() -> float:
    """Give seconds that go by whatever the clock is set to, where possible while the machine sleeps too."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


@dataclass(frozen=True, slots=True)
class _Told:
    """A moment that somebody outside this machine told, and when that was."""

    moment: datetime
    at: float


class TrustedClock:
    """The time for all that is stored, and for all that is deleted.

    Called, it gives the best that is known: the machine's own clock, unless somebody outside tells another
    time. `sure` gives a moment by which something may be deleted, or None.
    """

    def __init__(
        self,
        server: Callable[[], Awaitable[datetime]] | None = None,
        own: Callable[[], datetime] = lambda: utc_now(),
        passed: Callable[[], float] = monotonic_seconds,
    ) -> None:
        self._ask_server = server
        self._own = own
        self._passed = passed
        self._server: _Told | None = None
        self._telegram: _Told | None = None
        self._update: _Told | None = None
        self.doubt = ""
        """Why `sure` gave none the last time; empty where it gave one."""

    def __call__(self) -> datetime:
        now = self._own()
        told = self._server or self._telegram or self._update
        if told is None:
            return now
        outside = self._since(told)
        return now if abs(now - outside) <= AGREES else outside

    def hear(self, moment: datetime) -> None:
        """Note the time at which Telegram answered just now."""
        self._telegram = _Told(moment, self._passed())

    def hear_update(self, sent: datetime) -> None:
        """Note when somebody sent what comes in now; with no better to go by, that bounds the time."""
        possible = sent - AGREES <= self._own() <= sent + _WAITS
        self._update = None if possible else _Told(sent, self._passed())

    async def sure(self) -> datetime | None:
        """Give the time where it is known to be right. Raises StorageFault.

        That is the database server's, where there is one, unless Telegram just told another; else the
        machine's own, where Telegram told the same within the last hour.
        """
        told = self._telegram
        fresh = self._since(told) if told and self._passed() - told.at <= FRESH_S else None
        now, whose = self._own(), "this machine"
        if self._ask_server:
            now, whose = await self._ask_server(), "the database server"
            self._server = _Told(now, self._passed())
        elif fresh is None:
            self.doubt = "Telegram has not told the time in the last hour"
            return None
        if fresh and abs(now - fresh) > AGREES:
            off = (now - fresh).total_seconds()
            self.doubt = f"the clock of {whose} is {off:+.0f} s off Telegram's"
            return None
        self.doubt = ""
        return now

    def _since(self, told: _Told) -> datetime:
        return told.moment + timedelta(seconds=self._passed() - told.at)
