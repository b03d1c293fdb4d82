"""How many updates of one chat are handled in a minute."""

from datetime import datetime
from enum import Enum, auto

from bot.lib.limits import Limit

PER_MINUTE = 60
"""A person taps and types a tenth of it; only a program, or a stuck finger, needs more."""
_MINUTE_S = 60.0


class Verdict(Enum):
    """What is done with an update."""

    HANDLE = auto()
    SAY_SO = auto()
    """It is above the limit and is not handled; the person is told, once a minute at most."""
    IGNORE = auto()
    """It is above the limit too; the person was told less than a minute ago."""


class Limiter:
    """Tells which updates of a chat are above the limit, by the moments that it is given."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self._handled = Limit[int](per_minute, _MINUTE_S)
        self._told = Limit[int](1, _MINUTE_S)

    def verdict(self, chat_id: int, now: datetime) -> Verdict:
        """Count an update, and say what is to be done with it."""
        if self._handled.allows(chat_id, now.timestamp()):
            return Verdict.HANDLE
        return Verdict.SAY_SO if self._told.allows(chat_id, now.timestamp()) else Verdict.IGNORE
