"""Whether a database takes changes, and what time it is where it runs."""

import time
from datetime import UTC, datetime

from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import can_write, faults
from bot.storage.schema.version import stored_schema, unreadable

# Looking waits for a lock inside the event loop, so whoever asks often must not hold everybody up.
_GOOD_FOR_S = 2.0


class Pulse:
    """Tells whether the database takes changes, as it was in the last two seconds."""

    def __init__(self, db: Sql) -> None:
        self._db = db
        self._looked: float | None = None
        self._answers = False

    def answers(self) -> bool:
        """Tell whether the database takes changes."""
        if self._looked is None or time.monotonic() - self._looked > _GOOD_FOR_S:
            self._answers = can_write(self._db)
            self._looked = time.monotonic()
        return self._answers

    def unreadable(self) -> str | None:
        """Say in a line that a newer release made the database one that this cannot work with.

        None where that is not so. Raises StorageFault.
        """
        with faults():
            return unreadable(stored_schema(self._db), (), ())

    def server_time(self) -> datetime:
        """Ask a database server what time it is; a file has no clock. Raises StorageFault."""
        ((microseconds,),) = self._db.execute(
            "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"
        ).fetchall()
        return datetime.fromtimestamp(int(microseconds) / 1_000_000, UTC)
