"""A clock that can be set on, so that what comes later can be seen now. No bot in service has one."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.lib.clock import TrustedClock, monotonic_seconds, utc_now


class MovableClock:
    """Tells a later time than this machine's, by as much as it was set on."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._listeners: list[Callable[[], None]] = []

    @property
    def ahead(self) -> timedelta:
        """How much later it tells than this machine's clock."""
        return self._ahead

    def now(self) -> datetime:
        """Tell the time."""
        return utc_now() + self._ahead

    def seconds(self) -> float:
        """Tell the time in seconds since 1970."""
        return self.now().timestamp()

    def monotonic(self) -> float:
        """Give seconds that go by evenly but for where the clock was set on."""
        return monotonic_seconds() + self._ahead.total_seconds()

    def set_on(self, moment: datetime) -> None:
        """Set it on to a moment, and tell who listens; an earlier moment than now changes nothing."""
        by = moment - self.now()
        if by > timedelta():
            self._ahead += by
            for heard in self._listeners:
                heard()

    def set_right(self) -> None:
        """Tell this machine's time again, to nobody who listened until now."""
        self._ahead = timedelta()
        self._listeners.clear()

    def when_set(self, heard: Callable[[], None]) -> None:
        """Have somebody told each time that it is set on."""
        self._listeners.append(heard)

    def as_trusted_clock(self) -> TrustedClock:
        """Give a clock for a bot that goes by this one."""
        return TrustedClock(own=self.now, passed=self.monotonic)
