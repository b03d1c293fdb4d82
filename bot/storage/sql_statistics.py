"""How many began, finished and stand still."""

from collections import Counter
from datetime import UTC, datetime

from bot.storage.sql import Sql
from bot.storage.sqlite_file import faults, one_moment
from bot.storage.statistics import Standing, Week

_WEEK = 604_800
_MONDAY = 3 * 86_400
# Out of the index alone. Administrators are few, and taken off after: to look for each chat whether it is one
# of theirs took twenty times as long.
STANDING = (
    "SELECT question, language, count(*) FROM chats "
    "WHERE bot_id = ? AND finished = 0 AND question IS NOT NULL GROUP BY language, question"
)
_ADMINS_STANDING = (
    "SELECT c.question, c.language, count(*) FROM all_admins AS a "
    "JOIN chats AS c ON c.bot_id = a.bot_id AND c.chat_id = a.chat_id "
    "WHERE a.bot_id = ? AND c.finished = 0 AND c.question IS NOT NULL GROUP BY c.language, c.question"
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
        with one_moment(self._db), faults():
            shops = Counter(self._standing(STANDING, bot_id))
            shops.subtract(self._standing(_ADMINS_STANDING, bot_id))
        ordered = sorted(shops.items(), key=lambda one: (-one[1], one[0]))
        return tuple(
            Standing(question, language, number) for (question, language), number in ordered if number
        )

    def _standing(self, sql: str, bot_id: int) -> dict[tuple[str, str], int]:
        rows = self._db.execute(sql, (bot_id,))
        return {(question, language): shops for question, language, shops in rows}
