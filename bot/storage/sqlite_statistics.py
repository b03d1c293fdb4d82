"""How many began, finished and stand still, in an SQLite file."""

from datetime import UTC, datetime

from sqlite_utils import Database

from bot.storage.sqlite_file import faults
from bot.storage.statistics import Standing, Week

_WEEK = 604_800
_MONDAY = 3 * 86_400


class SQLiteStatistics:
    """`Statistics` of a database that is open."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def weeks(self, bot_id: int, limit: int) -> tuple[Week, ...]:
        with faults():
            rows = self._db.execute(
                "SELECT week, language, started, finished FROM weekly_counts WHERE bot_id = ? "
                "ORDER BY week DESC, language LIMIT ?",
                (bot_id, limit),
            )
            return tuple(
                Week(datetime.fromtimestamp(week * _WEEK - _MONDAY, UTC).date(), language, started, finished)
                for week, language, started, finished in rows
            )

    async def standing(self, bot_id: int) -> tuple[Standing, ...]:
        with faults():
            rows = self._db.execute(
                "SELECT CASE WHEN json_valid(session) THEN json_extract(session, '$.place.question') END "
                "AS q, "
                "CASE WHEN json_valid(session) THEN json_extract(session, '$.language') END AS l, count(*) "
                "FROM chats AS c WHERE bot_id = ? AND finished = 0 AND NOT EXISTS "
                "(SELECT 1 FROM all_admins AS a WHERE a.bot_id = c.bot_id AND a.chat_id = c.chat_id) "
                "GROUP BY l, q HAVING q IS NOT NULL "
                "ORDER BY count(*) DESC, q, l",
                (bot_id,),
            )
            return tuple(Standing(question, language, shops) for question, language, shops in rows)
