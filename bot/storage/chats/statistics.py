"""How many began and finished, and where people stopped."""

import json
from datetime import UTC, datetime, timedelta

from bot.records.statistics import Stopped, Week
from bot.storage.chats.renewals import begins, is_first_look, week_of
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, seconds, transaction
from scoring.disclosure import ENOUGH, disclosed_count, is_due

STOPPED_AFTER = timedelta(days=7)
"""Who did not finish, and was not there for so long, has stopped."""

STOPPED = (
    "SELECT question, language, count(*) FROM chats "
    "WHERE bot_id = ? AND finished = 0 AND question IS NOT NULL AND visited_at >= ? AND visited_at < ? "
    "AND demo = 0 AND chat_id NOT IN (SELECT chat_id FROM all_admins WHERE bot_id = ?) "
    "AND chat_id NOT IN (SELECT chat_id FROM advisors WHERE bot_id = ?) GROUP BY question, language"
)
"""Who stands still since a moment between two: each in one release, so that no two tell of the same."""


class Statistics:
    """Counts over chats; administrators are left out. Every method raises StorageFault."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    def weeks(self, bot_id: int, limit: int, now: datetime) -> tuple[Week, ...]:
        """List the last weeks that have ended and have five or more, by language, the newest first."""
        with faults():
            rows = self._db.execute(
                "SELECT week, language, started, finished FROM weekly_counts WHERE bot_id = ? "
                "AND week < ? AND (started >= ? OR finished >= ?) ORDER BY week DESC, language LIMIT ?",
                (bot_id, week_of(now), ENOUGH, ENOUGH, limit),
            )
            return tuple(
                Week(
                    datetime.fromtimestamp(begins(week), UTC).date(),
                    language,
                    disclosed_count(started),
                    disclosed_count(finished),
                )
                for week, language, started, finished in rows
            )

    def stopping_points(self, bot_id: int) -> tuple[Stopped, ...]:
        """List where people stopped, as it was released last, the question with the most first."""
        with faults():
            row = self._db.execute(
                "SELECT counts FROM stopped_releases WHERE bot_id = ?", (bot_id,)
            ).fetchone()
        return tuple(Stopped(*one) for one in json.loads(row[0])) if row else ()

    def renew_stopped(self, bot_id: int, at: datetime) -> bool:
        """Release where those stopped who are in no release yet, if it is due; tell whether it was."""
        with transaction(self._db):
            if not is_first_look(self._db, bot_id, "stopped", at):
                return False
            row = self._db.execute(
                "SELECT until FROM stopped_releases WHERE bot_id = ?", (bot_id,)
            ).fetchone()
            until = seconds(at - STOPPED_AFTER)
            found = self._db.execute(
                STOPPED, (bot_id, row[0] if row else 0, until, bot_id, bot_id)
            ).fetchall()
            if not is_due(0, sum(shops for _, _, shops in found)):
                return False
            counts = [
                (question, language, shops)
                for question, language, count in found
                if (shops := disclosed_count(count)) is not None
            ]
            counts.sort(key=lambda one: (-one[2], one))
            self._db.execute(
                "INSERT INTO stopped_releases (bot_id, until, counts) VALUES (?, ?, ?) "
                "ON CONFLICT (bot_id) DO UPDATE SET until = excluded.until, counts = excluded.counts",
                (bot_id, until, json.dumps(counts)),
            )
        return True
