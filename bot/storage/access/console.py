"""Sign-ins and sessions of the console."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.records.console import Waiting
from bot.storage.access.codes import digest
from bot.storage.access.console_records import CODE_LASTS, IDLE_LASTS, MOST_SESSIONS, SESSION_LASTS, Signed
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, seconds, transaction

# A look that is noted each time would be a commit for each page.
_NOTED_EVERY = timedelta(minutes=5)
_HOLDS = "bot_id = ? AND begun_at > ? AND used_at > ?"


class ConsoleStore:
    """Keeps sign-ins and sessions of one bot. Of codes and tokens only digests are kept.

    Every method raises StorageFault when the database fails.
    """

    def __init__(self, db: Sql, bot_id: int) -> None:
        self._db = db
        self._bot_id = bot_id

    def wait(self, code: str, token: str, waiting: Waiting, now: datetime) -> None:
        """Note that a browser shows a code."""
        with transaction(self._db):
            self._db.execute(
                "INSERT INTO console_waiting (bot_id, code, token, browser, place, expires_at) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (bot_id, code) DO UPDATE SET token = excluded.token, "
                "browser = excluded.browser, place = excluded.place, expires_at = excluded.expires_at, "
                "chat_id = NULL",
                (
                    *(self._bot_id, digest(code), digest(token), waiting.browser, waiting.place),
                    seconds(now + CODE_LASTS),
                ),
            )

    def asking(self, code: str, now: datetime) -> Waiting | None:
        """Tell who shows a code that nobody let in yet; None where there is none, or no longer."""
        row = self._row(
            "SELECT browser, place FROM console_waiting "
            "WHERE bot_id = ? AND code = ? AND expires_at > ? AND chat_id IS NULL",
            *(self._bot_id, digest(code), seconds(now)),
        )
        return Waiting(*row) if row else None

    def waiting(self, token: str, now: datetime) -> Waiting | None:
        """Tell how a browser's waiting stands."""
        row = self._row(
            "SELECT browser, place, chat_id IS NOT NULL FROM console_waiting "
            "WHERE bot_id = ? AND token = ? AND expires_at > ?",
            *(self._bot_id, digest(token), seconds(now)),
        )
        return Waiting(row[0], row[1], bool(row[2])) if row else None

    def redeem(self, token: str, session: str, now: datetime) -> Signed | None:
        """Make a session of a waiting that was let in; once."""
        with transaction(self._db):
            row = self._db.execute(
                "DELETE FROM console_waiting WHERE bot_id = ? AND token = ? AND expires_at > ? "
                "AND chat_id IS NOT NULL RETURNING chat_id, browser, place",
                (self._bot_id, digest(token), seconds(now)),
            ).fetchone()
            if row is None:
                return None
            chat_id, browser, place = row
            self._db.execute(
                "DELETE FROM console_sessions WHERE bot_id = ? AND chat_id = ? AND token NOT IN ("
                "SELECT token FROM console_sessions WHERE bot_id = ? AND chat_id = ? "
                "ORDER BY begun_at DESC, token LIMIT ?)",
                (*(self._bot_id, chat_id) * 2, MOST_SESSIONS - 1),
            )
            self._db.execute(
                "INSERT INTO console_sessions (bot_id, token, chat_id, browser, place, begun_at, used_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(self._bot_id, digest(session), chat_id, browser, place),
                    *(seconds(now), seconds(now)),
                ),
            )
            return Signed(chat_id, now, browser, place)

    def session(self, token: str, now: datetime) -> Signed | None:
        """Find a session, and note that it is used; None where it ended."""
        row = self._row(
            "SELECT chat_id, begun_at, browser, place, used_at FROM console_sessions "  # noqa: S608
            f"WHERE {_HOLDS} AND token = ?",
            *(*self._since(now), digest(token)),
        )
        if row is None:
            return None
        if seconds(now) - row[4] > _NOTED_EVERY.total_seconds():
            with transaction(self._db):
                self._db.execute(
                    "UPDATE console_sessions SET used_at = ? WHERE bot_id = ? AND token = ?",
                    (seconds(now), self._bot_id, digest(token)),
                )
        return _session_of(row[:4])

    def end(self, token: str) -> None:
        """End a session."""
        with transaction(self._db):
            self._db.execute(
                "DELETE FROM console_sessions WHERE bot_id = ? AND token = ?", (self._bot_id, digest(token))
            )

    def end_all(self, chat_id: int) -> None:
        """End all sessions of a chat."""
        with transaction(self._db):
            for table in ("console_sessions", "console_waiting"):
                self._db.execute(
                    f"DELETE FROM {table} WHERE bot_id = ? AND chat_id = ?",  # noqa: S608
                    (self._bot_id, chat_id),
                )

    def sessions(self, chat_id: int, now: datetime) -> tuple[Signed, ...]:
        """List the sessions of a chat, the newest first."""
        with faults():
            rows = self._db.execute(
                "SELECT chat_id, begun_at, browser, place FROM console_sessions "  # noqa: S608
                f"WHERE {_HOLDS} AND chat_id = ? ORDER BY begun_at DESC",
                (*self._since(now), chat_id),
            )
            return tuple(_session_of(row) for row in rows)

    def _since(self, now: datetime) -> tuple[int, int, int]:
        return self._bot_id, seconds(now - SESSION_LASTS), seconds(now - IDLE_LASTS)

    def _row(self, sql: str, *values: int | str) -> tuple[Any, ...] | None:
        with faults():
            row: tuple[Any, ...] | None = self._db.execute(sql, values).fetchone()
            return row


def _session_of(row: tuple[Any, ...]) -> Signed:
    chat_id, begun, browser, place = row
    return Signed(chat_id, datetime.fromtimestamp(begun, UTC), browser, place)
