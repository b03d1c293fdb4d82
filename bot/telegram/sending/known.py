"""The pending replies that this process has taken over: which they are, and how long they have waited."""

import time
from collections.abc import Collection, Iterable

_REMEMBERED = 2000
"""So many replies that were noted as sent are remembered: more than are sent while a query runs."""


class Known:
    """The ids of replies that were taken over, and of those that were noted as sent a moment ago.

    The latter too, because a query that began before they were noted brings them once more.
    """

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._settled: set[int] = set()
        self._settled_before: set[int] = set()
        self._unknown: set[int] = set()
        """Those that were stored for this process at the last look, and unknown to it."""

    def __contains__(self, reply_id: int) -> bool:
        return reply_id in self._ids or reply_id in self._settled or reply_id in self._settled_before

    def add(self, reply_id: int) -> None:
        """Take a reply over."""
        self._ids.add(reply_id)

    def let_go(self, reply_ids: Iterable[int]) -> None:
        """Give up replies that others send, or nobody any more."""
        self._ids.difference_update(reply_ids)

    def settle(self, reply_ids: Collection[int]) -> None:
        """Note that replies were noted as sent."""
        self._ids.difference_update(reply_ids)
        self._settled.update(reply_ids)
        if len(self._settled) >= _REMEMBERED:
            self._settled, self._settled_before = set(), self._settled

    def find_missed(self, stored: Collection[int]) -> set[int]:
        """Give the ids, of those stored for this process, that were unknown to it at two looks in a row.

        At one look a reply may be unknown whose commit is just being answered.
        """
        unknown = {reply_id for reply_id in stored if reply_id not in self}
        missed, self._unknown = unknown & self._unknown, unknown
        return missed


class Backlog:
    """Knows when each reply came that is not sent yet."""

    def __init__(self) -> None:
        # In the order in which they came, so the oldest is the first.
        self._since: dict[int, float] = {}

    def add(self, reply_id: int) -> None:
        """Note that a reply waits from now on."""
        self._since.setdefault(reply_id, time.monotonic())

    def remove(self, *reply_ids: int) -> None:
        """Forget replies that wait no more."""
        for reply_id in reply_ids:
            self._since.pop(reply_id, None)

    def oldest(self) -> float:
        """Give the seconds that the oldest has been waiting; 0 with none waiting."""
        since = next(iter(self._since.values()), None)
        return 0.0 if since is None else time.monotonic() - since
