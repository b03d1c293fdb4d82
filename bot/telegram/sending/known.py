"""Which pending replies this process has taken over, so that none is sent twice and none is forgotten."""

from collections.abc import Collection, Iterable


class Known:
    """The ids of replies that were taken over and are not yet noted as sent."""

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._settled: set[int] = set()
        """Those that were noted as sent since the last look."""
        self._unknown: set[int] = set()
        """Those that were stored for this process at the last look, and unknown to it."""

    def __contains__(self, reply_id: int) -> bool:
        return reply_id in self._ids

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

    def missed(self, stored: Collection[int]) -> set[int]:
        """Give the ids, of those stored for this process, that were unknown to it at two looks in a row.

        At one look a reply may be unknown whose commit is just being answered, or that was just sent.
        """
        unknown = set(stored) - self._ids - self._settled
        missed, self._unknown = unknown & self._unknown, unknown
        self._settled.clear()
        return missed
