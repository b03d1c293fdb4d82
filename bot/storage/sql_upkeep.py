"""Deleting what is no longer needed."""

from datetime import datetime

from sqlite_utils import Database

from bot.storage.console import IDLE_LASTS, SESSION_LASTS
from bot.storage.sql import Sql
from bot.storage.sqlite_file import faults, seconds, transaction


class SqlUpkeep:
    """An `Upkeep` of a database that is open."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    async def prune_seen(self, before: datetime) -> int:
        return self._delete("DELETE FROM seen WHERE at < ?", before)

    async def prune_console(self, now: datetime) -> int:
        codes = self._delete("DELETE FROM console_waiting WHERE expires_at <= ?", now)
        old = self._delete("DELETE FROM console_sessions WHERE begun_at <= ?", now - SESSION_LASTS)
        return codes + old + self._delete("DELETE FROM console_sessions WHERE used_at <= ?", now - IDLE_LASTS)

    async def prune_pictures(self, before: datetime) -> int:
        return self._delete("DELETE FROM pictures WHERE used_at < ?", before)

    async def prune_assessments(self, before: datetime) -> int:
        return self._delete("DELETE FROM assessments WHERE finished_at < ?", before)

    async def prune_invitations(self, expired_before: datetime) -> int:
        return self._delete("DELETE FROM invitations WHERE expires_at < ?", expired_before)

    async def prune_shares(self, ended_before: datetime) -> int:
        return self._delete("DELETE FROM shares WHERE until < ?", ended_before)

    async def prune_contributions(self, before: datetime) -> int:
        # A receipt goes with its contribution; of one that was erased it stays to tell so.
        self._delete("DELETE FROM receipts WHERE contribution IS NULL AND at < ?", before)
        return self._delete("DELETE FROM contributions WHERE finished_at < ?", before)

    async def prune_notices(self, before: datetime) -> int:
        return self._delete("DELETE FROM notices WHERE at < ?", before)

    async def purge(self, unfinished_before: datetime, any_before: datetime, limit: int) -> int:
        with transaction(self._db):
            # What else is kept of these chats goes by triggers.
            return self._db.execute(
                "DELETE FROM chats WHERE (bot_id, chat_id) IN (SELECT bot_id, chat_id FROM chats AS c "
                "WHERE visited_at < ? OR (visited_at < ? AND finished = 0 AND NOT EXISTS ("
                "SELECT 1 FROM advisors AS a WHERE a.bot_id = c.bot_id AND a.chat_id = c.chat_id) "
                "AND NOT EXISTS ("
                "SELECT 1 FROM admins AS b WHERE b.bot_id = c.bot_id AND b.chat_id = c.chat_id)) LIMIT ?)",
                (seconds(any_before), seconds(unfinished_before), limit),
            ).rowcount

    async def tidy(self) -> None:
        # SQLite's log holds pages as they were before a deletion, until it is written back and cut off. While
        # another process reads that cannot be done: then the next time.
        if not isinstance(self._db, Database):
            self._db.tidy()
            return
        with faults():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _delete(self, sql: str, before: datetime) -> int:
        with transaction(self._db):
            return self._db.execute(sql, (seconds(before),)).rowcount
