"""How many began, finished and stand still."""

from datetime import UTC, datetime

from bot.storage.sql import Sql
from bot.storage.sqlite_file import faults
from bot.storage.statistics import Standing, Week

_WEEK = 604_800
_MONDAY = 3 * 86_400
STANDING = (
    "SELECT question, language, count(*) FROM chats AS c "
    "WHERE bot_id = ? AND finished = 0 AND question IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM all_admins AS a WHERE a.bot_id = c.bot_id AND a.chat_id = c.chat_id) "
    "GROUP BY language, question ORDER BY count(*) DESC, question, language"
)


class SqlStatistics:
    """`Statistics` of a database that is open."""

    def __init__(self, db: Sql) -> None:
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
            rows = self._db.execute(STANDING, (bot_id,))
            return tuple(Standing(question, language, shops) for question, language, shops in rows)
