"""How many updates of one chat are handled in a minute."""

from collections import OrderedDict
from datetime import datetime, timedelta
from enum import Enum, auto

PER_MINUTE = 60
"""A person taps and types a tenth of it; only a program, or a stuck finger, needs more."""
_MINUTE = timedelta(minutes=1)


class Verdict(Enum):
    """What is done with an update."""

    HANDLE = auto()
    SAY_SO = auto()
    """It is the first too many: that is told, once."""
    IGNORE = auto()


class Limiter:
    """Counts the updates of each chat, by minutes that begin with the first one. Knows no clock."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self._per_minute = per_minute
        # By when they began, the oldest first.
        self._minutes: OrderedDict[int, tuple[datetime, int]] = OrderedDict()

    def verdict(self, chat_id: int, now: datetime) -> Verdict:
        """Count an update, and say what is to be done with it."""
        while self._minutes and _ended(next(iter(self._minutes.values()))[0], now):
            self._minutes.popitem(last=False)
        began, before = self._minutes.get(chat_id, (now, 0))
        self._minutes[chat_id] = (began, before + 1)
        if before < self._per_minute:
            return Verdict.HANDLE
        return Verdict.SAY_SO if before == self._per_minute else Verdict.IGNORE


def _ended(began: datetime, now: datetime) -> bool:
    # A clock that was set back begins a new minute too.
    return not began <= now < began + _MINUTE
