"""How long replies have been waiting in this process."""

import time


class Backlog:
    """Knows when each reply came that is not sent yet."""

    def __init__(self) -> None:
        # In the order in which they came, so the oldest is the first.
        self._since: dict[int, float] = {}

    def add(self, reply_id: int) -> None:
        """A reply is to be sent from now on."""
        self._since.setdefault(reply_id, time.monotonic())

    def remove(self, *reply_ids: int) -> None:
        """These need no more sending."""
        for reply_id in reply_ids:
            self._since.pop(reply_id, None)

    def oldest(self) -> float:
        """Give the seconds that the oldest has been waiting; 0 with none waiting."""
        since = next(iter(self._since.values()), None)
        return 0.0 if since is None else time.monotonic() - since
