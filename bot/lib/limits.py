"""How often something may be done."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Limit(Generic[K]):
    """At most so many times in any stretch of so many seconds, for each key. Knows no clock."""

    def __init__(self, times: int, seconds: float, keys: int = 100_000) -> None:
        """Remember at most `keys` keys: the one that was last allowed the longest ago is forgotten first."""
        self._times = times
        self._seconds = seconds
        self._keys = keys
        # By when each was last allowed, the longest ago first.
        self._allowed: OrderedDict[K, list[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._allowed)

    def allows(self, key: K, now: float) -> bool:
        """Tell whether it may be done once more at `now`, in seconds, and count it where it may."""
        while self._allowed and not self._counts(next(iter(self._allowed.values()))[-1], now):
            self._allowed.popitem(last=False)
        before = [at for at in self._allowed.get(key, ()) if self._counts(at, now)]
        if len(before) >= self._times:
            return False
        self._allowed[key] = [*before, now]
        self._allowed.move_to_end(key)
        if len(self._allowed) > self._keys:
            self._allowed.popitem(last=False)
        return True

    def _counts(self, at: float, now: float) -> bool:
        # What lies ahead was counted before the clock was set back.
        return at <= now < at + self._seconds
