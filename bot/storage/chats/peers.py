"""The table that compares participants, and when it is made anew."""

import json
from datetime import datetime

from bot.storage.chats.renewals import is_first_look
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, seconds, transaction
from scoring.disclosure import is_due
from scoring.model import TOPICS, Questionnaire
from scoring.overall import yardstick
from scoring.peers import PeerTable, Published, peer_table

# Steps on fewer topics are from before there were so many.
_COUNTING = f"bot_id = ? AND finished_at >= ? AND length(steps) = {len(TOPICS)}"
_SAME = f"SELECT count(*) FROM assessments WHERE {_COUNTING} AND tabled = steps"  # noqa: S608
_NEW = f"SELECT count(*) FROM assessments WHERE {_COUNTING} AND tabled IS NULL"  # noqa: S608
_STEPS = f"SELECT steps FROM assessments WHERE {_COUNTING}"  # noqa: S608
_TABLE = f"UPDATE assessments SET tabled = steps WHERE {_COUNTING}"  # noqa: S608
_PUBLISH = (
    "INSERT INTO peer_tables (bot_id, shops, lower, yardstick, made_at) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (bot_id) DO UPDATE SET shops = excluded.shops, lower = excluded.lower, "
    "yardstick = excluded.yardstick, made_at = excluded.made_at"
)


class PeerStore:
    """Keeps the table that compares participants."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    def peer_table(self, bot_id: int) -> Published | None:
        """Give the table that is published; None where there is none yet."""
        with faults():
            row = self._db.execute(
                "SELECT lower, yardstick FROM peer_tables WHERE bot_id = ?", (bot_id,)
            ).fetchone()
        return None if row is None else Published(PeerTable(lower=tuple(json.loads(row[0]))), row[1])

    def renew_peer_table(
        self, bot_id: int, questionnaire: Questionnaire, since: datetime, at: datetime
    ) -> bool:
        """Make the table anew over assessments finished since a moment, if it is due; tell whether it was.

        Once a week at most, whatever happens in between.
        """
        counting = (bot_id, seconds(since))
        with transaction(self._db):
            if not is_first_look(self._db, bot_id, "peers", at):
                return False
            before = self._count(
                "SELECT coalesce(sum(shops), 0) FROM peer_tables WHERE bot_id = ?", (bot_id,)
            )
            rows = self._db.execute(_STEPS, counting).fetchall()
            if not is_due(before, self._changed(before, len(rows), counting)):
                return False
            table = peer_table(questionnaire, [tuple(map(int, steps)) for (steps,) in rows])
            if table is None:
                return False
            self._db.execute("UPDATE assessments SET tabled = NULL WHERE bot_id = ?", (bot_id,))
            self._db.execute(_TABLE, counting)
            made = (bot_id, len(rows), json.dumps(table.lower), yardstick(questionnaire), seconds(at))
            self._db.execute(_PUBLISH, made)
        return True

    def _changed(self, before: int, counting: int, values: tuple[int, ...]) -> int:
        """Count the shops that stand elsewhere, came or went since the table was made.

        Who erases everything and comes back is another shop to the bot: one that came may be one that went, so
        the two are not added up.
        """
        same, new = self._count(_SAME, values), self._count(_NEW, values)
        elsewhere = counting - same - new
        return elsewhere + max(before - same - elsewhere, new)

    def _count(self, sql: str, parameters: tuple[int, ...]) -> int:
        ((count,),) = self._db.execute(sql, parameters).fetchall()
        return int(count)
