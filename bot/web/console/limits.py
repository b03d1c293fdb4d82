"""How often something may be done from one place."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable


class Limit:
    """At most so many times in so many seconds from one place; remembers a bounded number of places."""

    def __init__(
        self, times: int, seconds: float, places: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._times = times
        self._seconds = seconds
        self._places = places
        self._clock = clock
        self._done: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, place: str) -> bool:
        """Tell whether it may be done once more, and count it where it may."""
        now = self._clock()
        done = self._done.setdefault(place, deque())
        self._done.move_to_end(place)
        while done and now - done[0] >= self._seconds:
            done.popleft()
        if len(done) >= self._times:
            return False
        done.append(now)
        while len(self._done) > self._places:
            self._done.popitem(last=False)
        return True
