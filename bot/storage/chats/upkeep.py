"""Deleting what is no longer needed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.records.groups import INVITATION_LASTS, SHARE_LASTS
from bot.storage.access import admins
from bot.storage.access.console_records import CODE_LASTS, IDLE_LASTS, SESSION_LASTS
from bot.storage.chats.expiry import Ends, Share
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, one_moment, seconds, transaction

_ASSESSMENTS = "finished_at < ?"
_INVITATIONS = "expires_at < ?"
_ADMIN_CODES = "expires_at < ?"
_SHARES = "until < ?"
# A receipt goes with its contribution; of one that was erased it stays to tell so.
_RECEIPTS = "contribution IS NULL AND at < ?"
_CONTRIBUTIONS = "finished_at < ?"
_NOTICES = "at < ?"
# Advisors and administrators need no result.
_CHATS = (
    "visited_at < ? OR (visited_at < ? AND finished = 0 AND NOT EXISTS ("
    "SELECT 1 FROM advisors AS a WHERE a.bot_id = c.bot_id AND a.chat_id = c.chat_id) "
    "AND NOT EXISTS (SELECT 1 FROM admins AS b WHERE b.bot_id = c.bot_id AND b.chat_id = c.chat_id))"
)

_AHEAD = timedelta(days=1)
"""What lies further ahead of all that can be was written by a clock that was wrong."""
_MOMENTS = (
    ("chats", "visited_at", timedelta()),
    ("seen", "at", timedelta()),
    ("pictures", "used_at", timedelta()),
    ("assessments", "finished_at", timedelta()),
    ("contributions", "finished_at", timedelta()),
    ("receipts", "at", timedelta()),
    ("notices", "at", timedelta()),
    ("console_sessions", "begun_at", timedelta()),
    ("console_sessions", "used_at", timedelta()),
    ("console_waiting", "expires_at", CODE_LASTS),
    ("invitations", "expires_at", INVITATION_LASTS),
    ("admin_codes", "expires_at", admins.CODE_LASTS),
    ("shares", "until", SHARE_LASTS),
)
"""Each moment that decides when something goes, and how far ahead it is when it is written."""


class Upkeep:
    """Deletes what is no longer needed. Every method raises StorageFault when the database fails."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    def due(self, ends: Ends) -> Mapping[str, Share]:
        """Count what is due to go, by table; what comes and goes within days anyway is not counted."""
        chats = (seconds(ends.any), seconds(ends.unfinished))
        asked: tuple[tuple[str, str, tuple[int, ...]], ...] = (
            ("chats AS c", _CHATS, chats),
            ("assessments", _ASSESSMENTS, (seconds(ends.contributions),)),
            ("contributions", _CONTRIBUTIONS, (seconds(ends.contributions),)),
            ("receipts", _RECEIPTS, (seconds(ends.contributions),)),
            ("shares", _SHARES, (seconds(ends.now),)),
            ("notices", _NOTICES, (seconds(ends.notices),)),
            ("invitations", _INVITATIONS, (seconds(ends.now),)),
            ("admin_codes", _ADMIN_CODES, (seconds(ends.admin_codes),)),
        )
        with faults(), one_moment(self._db):
            return {
                table.split()[0]: Share(
                    self._count(f"SELECT count(*) FROM {table} WHERE {where}", *values),  # noqa: S608
                    self._count(f"SELECT count(*) FROM {table}"),  # noqa: S608
                )
                for table, where, values in asked
            }

    def correct(self, now: datetime) -> int:
        """Bring moments back that lie further ahead than can be, as of now; returns how many they were."""
        corrected = 0
        with transaction(self._db):
            for table, column, ahead in _MOMENTS:
                corrected += self._db.execute(
                    f"UPDATE {table} SET {column} = ? WHERE {column} > ?",  # noqa: S608 -- names from above
                    (seconds(now + ahead), seconds(now + ahead + _AHEAD)),
                ).rowcount
        return corrected

    def prune_seen(self, before: datetime) -> int:
        """Forget the updates applied before a moment; returns how many."""
        return self._delete("seen", "at < ?", before)

    def prune_console(self, now: datetime) -> int:
        """Delete the codes and sessions of the console that ended; returns how many."""
        codes = self._delete("console_waiting", "expires_at <= ?", now)
        old = self._delete("console_sessions", "begun_at <= ?", now - SESSION_LASTS)
        return codes + old + self._delete("console_sessions", "used_at <= ?", now - IDLE_LASTS)

    def prune_pictures(self, before: datetime) -> int:
        """Forget the pictures not used since a moment; returns how many."""
        return self._delete("pictures", "used_at < ?", before)

    def prune_assessments(self, before: datetime) -> int:
        """Delete the assessments finished before a moment; returns how many."""
        return self._delete("assessments", _ASSESSMENTS, before)

    def prune_invitations(self, expired_before: datetime) -> int:
        """Delete the invitations that expired before a moment; returns how many."""
        return self._delete("invitations", _INVITATIONS, expired_before)

    def prune_admin_codes(self, expired_before: datetime) -> int:
        """Delete the links for administrators that expired before a moment; returns how many."""
        return self._delete("admin_codes", _ADMIN_CODES, expired_before)

    def prune_shares(self, ended_before: datetime) -> int:
        """Delete the shares that lasted until before a moment; returns how many."""
        return self._delete("shares", _SHARES, ended_before)

    def prune_contributions(self, before: datetime) -> int:
        """Delete what was contributed to totals before a moment; returns how many.

        With the next release it leaves the totals, and what it was added up with too.
        """
        self._delete("receipts", _RECEIPTS, before)
        return self._delete("contributions", _CONTRIBUTIONS, before)

    def prune_notices(self, before: datetime) -> int:
        """Delete the notices that wait since before a moment; returns how many."""
        return self._delete("notices", _NOTICES, before)

    def purge(self, unfinished_before: datetime, any_before: datetime, limit: int) -> int:
        """Delete chats whole that were not visited since a moment: those without a result, and any.

        Advisors and administrators need no result, and stay what they are. Deletes at most `limit`, and
        returns how many.
        """
        with transaction(self._db):
            # What else is kept of these chats goes by triggers, but who is an advisor or an administrator.
            return self._db.execute(
                "DELETE FROM chats WHERE (bot_id, chat_id) IN "  # noqa: S608 -- put together from constants
                f"(SELECT bot_id, chat_id FROM chats AS c WHERE {_CHATS} LIMIT ?)",
                (seconds(any_before), seconds(unfinished_before), limit),
            ).rowcount

    def tidy(self) -> None:
        # SQLite's log holds pages as they were before a deletion, until it is written back and cut off. While
        # another process reads that cannot be done: then the next time.
        """Take out of the database's files what was deleted."""
        if not isinstance(self._db, Database):
            self._db.tidy()
            return
        with faults():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _delete(self, table: str, where: str, before: datetime) -> int:
        with transaction(self._db):
            return self._db.execute(
                f"DELETE FROM {table} WHERE {where}",  # noqa: S608 -- names from this file
                (seconds(before),),
            ).rowcount

    def _count(self, sql: str, *values: int) -> int:
        ((count,),) = self._db.execute(sql, values).fetchall()
        return int(count)
