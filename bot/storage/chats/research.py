"""What research may see: before it is made anonymous, and as it was given out."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.storage.chats.records import StorageFault
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, transaction

_SESSIONS = (
    "SELECT chat_id, session FROM chats AS c WHERE finished = 1 AND demo = 0 AND had_role = 0 "
    "AND NOT EXISTS (SELECT 1 FROM all_admins AS a WHERE a.bot_id = c.bot_id AND a.chat_id = c.chat_id) "
    "AND NOT EXISTS (SELECT 1 FROM advisors AS a WHERE a.bot_id = c.bot_id AND a.chat_id = c.chat_id)"
)


class Release(NamedTuple):
    """The data set of a quarter as it was given out: a second could be subtracted from it."""

    shops: int
    left_out: int | None
    data: bytes
    codebook: bytes


class Research:
    """What research is made from, in a database that is open."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    def sessions_of_shops(self, admin_ids: Collection[int] = ()) -> Sequence[str]:
        """List the sessions that hold a result, without telling whose.

        Advisors and administrators are no shops, those of the settings included, and nor is who was one.
        """
        with faults():
            rows = self._db.execute(_SESSIONS)
            return [session for chat_id, session in rows if chat_id not in admin_ids]

    def release(self, quarter: str) -> Release | None:
        """Give what was given out of a quarter; None where nothing was."""
        with faults():
            row = self._db.execute(
                "SELECT shops, left_out, data, codebook FROM research_releases WHERE quarter = ?", (quarter,)
            ).fetchone()
        return None if row is None else Release(row[0], row[1], bytes(row[2]), bytes(row[3]))

    def keep(self, quarter: str, release: Release) -> Release:
        """Keep what is given out of a quarter; returns what is kept, which may have been made meanwhile."""
        with transaction(self._db):
            self._db.execute(
                "INSERT INTO research_releases (quarter, shops, left_out, data, codebook) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT (quarter) DO NOTHING",
                (quarter, *release),
            )
        kept = self.release(quarter)
        if kept is None:
            raise StorageFault(f"the data set of {quarter} was not kept")
        return kept
