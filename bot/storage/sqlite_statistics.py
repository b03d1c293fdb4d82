"""Counts over the chats in an SQLite file."""

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.storage.sqlite_file import faults, seconds
from bot.storage.statistics import Week

# A session that is not JSON counts nowhere. "weekday 0" is the Sunday that ends the week.
_EVENTS = """
WITH kept AS (
    SELECT CASE WHEN json_valid(session) THEN session ELSE '{}' END AS session FROM chats WHERE bot_id = :bot
), events AS (
    SELECT session ->> '$.language' AS language, session ->> '$.started' AS at, 1 AS started FROM kept
    UNION ALL
    SELECT session ->> '$.language', session ->> '$.finished.finished', 0 FROM kept
    UNION ALL
    SELECT session ->> '$.language', run.value ->> '$.finished', 0
    FROM kept, json_each(session, '$.history') AS run
)
SELECT date(at, 'weekday 0', '-6 days') AS monday, language, sum(started), sum(1 - started)
FROM events WHERE at IS NOT NULL AND unixepoch(at) >= :since
GROUP BY monday, language ORDER BY monday, language
"""
_STOPPED = """
SELECT json_extract(session, '$.place.question') AS question, count(*) FROM chats
WHERE bot_id = ? AND json_valid(session) AND visited_at < ? AND finished = 0
AND json_extract(session, '$.place.at') = 'asking'
GROUP BY question ORDER BY count(*) DESC, question
"""


class SQLiteStatistics:
    """`Statistics` of a database that is open."""

    def __init__(self, db: Database, bot_id: int) -> None:
        self._db = db
        self._bot_id = bot_id

    async def weeks(self, since: datetime) -> Sequence[Week]:
        with faults():
            rows = self._db.execute(_EVENTS, {"bot": self._bot_id, "since": seconds(since)}).fetchall()
            return [Week(*row) for row in rows]

    async def stopped(self, before: datetime) -> Sequence[tuple[str, int]]:
        with faults():
            return [tuple(row) for row in self._db.execute(_STOPPED, (self._bot_id, seconds(before)))]
