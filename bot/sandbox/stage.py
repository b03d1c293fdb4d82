"""What surrounds a sandbox that is shown to people: a clock, a street, a console, and beginning anew."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from bot.lib.movable_clock import MovableClock
from bot.sandbox.wire import JsonObject

Leap = Literal["tomorrow", "week", "quarter"]
LEAPS: tuple[Leap, ...] = get_args(Leap)
_DAYS: dict[Leap, int] = {"tomorrow": 1, "week": 7, "quarter": 92}
_ZONE = ZoneInfo("Europe/Amsterdam")
_OPENS, _CLOSES = time(10), time(17, 30)
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Stage:
    """What the page can ask of the run that a sandbox is a part of."""

    clock: MovableClock
    begin_anew: Callable[[], None] | None = None
    """Empties world and database; None where the database is not the sandbox's own to empty."""
    console: str = ""
    """Where the bot's console is."""

    def leap(self, how_far: Leap) -> None:
        """Set the clock on."""
        self.clock.set_on(landing(self.clock.now(), how_far))

    def view(self) -> JsonObject:
        """Show the stage to the page."""
        return {
            "now": self.clock.seconds(),
            "moved": bool(self.clock.ahead),
            "anew": self.begin_anew is not None,
            "console": self.console,
        }


def landing(now: datetime, how_far: Leap) -> datetime:
    """Give the moment so far from now, by day and not on a Sunday: then the bot may speak first."""
    local = (now + timedelta(days=_DAYS[how_far], minutes=1)).astimezone(_ZONE)
    if local.time() >= _CLOSES:
        local += timedelta(days=1)
    if not _OPENS <= local.time() < _CLOSES:
        local = local.replace(hour=_OPENS.hour, minute=_OPENS.minute)
    return local + timedelta(days=1) if local.weekday() == _SUNDAY else local
