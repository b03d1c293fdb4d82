"""Replies that wait to be sent, and which process sends them."""

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from bot.storage.chats.claims import Claim, Claims, by_chat, rows_in
from bot.storage.chats.records import Change, Noted, Pending, Receipt
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, insert_row, transaction
from bot.storage.groups.actor import Actor
from bot.storage.groups.relayed import note_relayed
from bot.storage.groups.threads import note_undelivered

_LEFT = "bot_id = ? AND (sender IS NULL OR sender NOT IN (SELECT name FROM senders WHERE bot_id = ?))"
_TAKE_OVER = (
    f"UPDATE replies SET sender = ? WHERE {_LEFT} AND chat_id IN (SELECT chat_id FROM replies WHERE {_LEFT} "  # noqa: S608
    "GROUP BY chat_id ORDER BY min(id) LIMIT ?) RETURNING id, chat_id, body"
)
_UNSENT = "SELECT id FROM replies WHERE bot_id = ? AND sender = ? ORDER BY id LIMIT ?"
_THESE = "SELECT chat_id, id, body FROM replies WHERE bot_id = ? AND sender = ? AND id IN ({}) ORDER BY id"

# The storage knows no replies. Within a text the quotes have backslashes before them.
_THREAD = re.compile(r'(?<!\\)"thread":(\d+)')

_PART, _ALL = 60, 2**31 - 1
"""Chats that are taken over at a time: about as many as Telegram takes messages for until the next look."""
_MOST_UNSENT = 2000
"""What nobody knows of is the oldest sooner or later."""

# Processes on several machines share one clock only in the server.
_TIME_OF_SERVER = "SELECT CAST(floor(extract(epoch FROM clock_timestamp())) AS BIGINT)"
_TIME_OF_FILE = "SELECT CAST(strftime('%s', 'now') AS INTEGER)"


def new_name() -> str:
    """Name a process, so that no other has the same name."""
    return secrets.token_hex(8)


class Outbox:
    """The part of a `Store` that keeps pending replies."""

    def __init__(self, db: Sql, name: str | None = None) -> None:
        self._db = db
        self._name = name or new_name()
        self._claims = Claims(db, self._name)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may serve the same bot with this database."""
        return not isinstance(self._db, Database)

    def claim_chats(self, bot_id: int, changes: Sequence[Change]) -> Mapping[int, Claim]:
        """Settle who sends what changes append, inside their transaction."""
        chat_ids = [change.chat_id for change in changes if change.replies]
        return self._claims.claim_chats(bot_id, chat_ids) if self.is_shared and chat_ids else {}

    def append(self, bot_id: int, change: Change, claim: Claim | None) -> tuple[Pending, ...]:
        """Append the replies of a change, inside its transaction; returns what this process is to send."""
        sender = claim.sender if claim else self._name
        chat_id, left = change.chat_id, claim.left if claim and not change.forget else ()
        answers = tuple(self._append(bot_id, chat_id, body, self._name, aside=1) for body in change.answers)
        replies = tuple(self._append(bot_id, chat_id, body, sender, aside=0) for body in change.replies)
        return (*answers, *left, *(replies if sender == self._name else ()))

    def waiting(self, bot_id: int) -> tuple[int, ...]:
        """List the chats with pending replies, the longest waiting first."""
        with faults():
            rows = self._db.execute(
                "SELECT chat_id FROM replies WHERE bot_id = ? GROUP BY chat_id ORDER BY min(id)", (bot_id,)
            )
            return tuple(chat_id for (chat_id,) in rows)

    def pending(self, bot_id: int, chat_id: int) -> tuple[Pending, ...]:
        """List the pending replies of a chat in order."""
        with faults():
            rows = self._db.execute(
                "SELECT id, body FROM replies WHERE bot_id = ? AND chat_id = ? ORDER BY id", (bot_id, chat_id)
            )
            return tuple(Pending(reply_id, body) for reply_id, body in rows)

    def screen(self, bot_id: int, chat_id: int) -> int | None:
        """Tell the message id of the chat's screen as last noted."""
        with faults():
            row = self._db.execute(
                "SELECT screen FROM chats WHERE bot_id = ? AND chat_id = ?", (bot_id, chat_id)
            ).fetchone()
            return None if row is None or row[0] is None else int(row[0])

    def keep_lease(self, bot_id: int, lasts: timedelta) -> Mapping[int, tuple[Pending, ...]] | None:
        """Say how long from now this process certainly sends the replies that are its own.

        Returns None where it went on saying so. Where it begins, or others took over meanwhile, returns all
        that is its own from now on, by chat id.
        """
        with transaction(self._db, alone=False):
            until = self._time() + int(lasts.total_seconds())
            renewed = self._db.execute(
                "UPDATE senders SET alive_until = ? WHERE bot_id = ? AND name = ?",
                (until, bot_id, self._name),
            )
            if renewed.rowcount:
                return None
            self._db.execute(
                "INSERT INTO senders (bot_id, name, alive_until) VALUES (?, ?, ?)",
                (bot_id, self._name, until),
            )
            return self._claims.mine(bot_id)

    def mine(self, bot_id: int, chat_id: int) -> tuple[Pending, ...]:
        """List what this process has to send to a chat by now, answers to taps apart."""
        with faults():
            return self._claims.mine(bot_id, (chat_id,)).get(chat_id, ())

    def unsent_ids(self, bot_id: int) -> frozenset[int]:
        """Give the ids of the replies that this process has to send, of very many the oldest."""
        with faults():
            rows = self._db.execute(_UNSENT, (bot_id, self._name, _MOST_UNSENT))
            return frozenset(reply_id for (reply_id,) in rows)

    def these(self, bot_id: int, reply_ids: Collection[int]) -> Mapping[int, tuple[Pending, ...]]:
        """List those of these replies that this process has to send, by chat id."""
        with faults():
            return by_chat(rows_in(self._db, _THESE, (bot_id, self._name), reply_ids))

    def take_over(self, bot_id: int, *, from_all: bool = False) -> Mapping[int, tuple[Pending, ...]]:
        """Take over pending replies of processes without a lease, those of the longest waiting chats.

        Only so many chats at a time, so that all who are alive have a share in them. With `from_all` the
        leases of all others end, and all of it is taken over.
        """
        with transaction(self._db):
            self._db.execute(
                "DELETE FROM senders WHERE bot_id = ? AND (alive_until <= ? OR (1 = ? AND name <> ?))",
                (bot_id, self._time(), int(from_all), self._name),
            )
            most = _ALL if from_all or not self.is_shared else _PART
            taken = self._db.execute(
                _TAKE_OVER, (self._name, bot_id, bot_id, bot_id, bot_id, most)
            ).fetchall()
        return by_chat((chat_id, reply_id, body) for reply_id, chat_id, body in sorted(taken))

    def end_lease(self, bot_id: int) -> None:
        """Say that this process sends no more."""
        with transaction(self._db, alone=False):
            self._db.execute("DELETE FROM senders WHERE bot_id = ? AND name = ?", (bot_id, self._name))

    def record_sent(self, bot_id: int, receipts: Sequence[Receipt]) -> Noted:
        """Remove replies from the pending ones and note the screens they became, in chats that have a row."""
        ordered = sorted(receipts, key=lambda receipt: receipt.chat_id)
        with transaction(self._db, alone=False):
            noted = self._delete_sent(bot_id, ordered)
            # A screen that another process was to show by then tells nothing of what is there.
            screens = {
                one.chat_id: one.screen
                for one in ordered
                if one.screen is not None and one.reply_id not in noted.lost
            }
            # Mostly the screen was edited, and is the same.
            self._db.conn.executemany(
                "UPDATE chats SET screen = ?, blocked = 0 WHERE bot_id = ? AND chat_id = ? "
                "AND (screen IS NULL OR screen <> ? OR blocked = 1)",
                [(screen, bot_id, chat_id, screen) for chat_id, screen in screens.items()],
            )
            note_relayed(self._db, bot_id, ordered)
        return noted

    def _delete_sent(self, bot_id: int, receipts: Sequence[Receipt]) -> Noted:
        if self.is_shared:
            return self._claims.delete_sent(bot_id, receipts)
        self._db.conn.executemany(
            "DELETE FROM replies WHERE id = ? AND bot_id = ?", [(one.reply_id, bot_id) for one in receipts]
        )
        return Noted()

    def drop_pending(self, bot_id: int, chat_id: int) -> None:
        """Remove the pending replies of a chat that blocked the bot; mark it so until a message arrives.

        Where some of them are what another person said, that person is told.
        """
        with transaction(self._db):
            # The chat first, as everywhere: who locks in another order waits for each other.
            self._db.execute(
                "UPDATE chats SET blocked = 1 WHERE bot_id = ? AND chat_id = ?", (bot_id, chat_id)
            )
            dropped = self._db.execute(
                "DELETE FROM replies WHERE bot_id = ? AND chat_id = ? RETURNING body", (bot_id, chat_id)
            ).fetchall()
            actor = Actor(self._db, bot_id, chat_id, self._time())
            for thread in sorted(_threads_of(dropped)):
                note_undelivered(actor, thread)

    def _time(self) -> int:
        ((now,),) = self._db.execute(_TIME_OF_SERVER if self.is_shared else _TIME_OF_FILE).fetchall()
        return int(now)

    def _append(self, bot_id: int, chat_id: int, body: str, sender: str, *, aside: int) -> Pending:
        reply_id = insert_row(
            self._db,
            "INSERT INTO replies (bot_id, chat_id, body, sender, aside) VALUES (?, ?, ?, ?, ?)",
            (bot_id, chat_id, body, sender, aside),
        )
        return Pending(reply_id, body)


def _threads_of(dropped: Sequence[tuple[Any, ...]]) -> set[int]:
    """Name the conversations in which somebody said what stands in replies."""
    return {int(found[1]) for (body,) in dropped if (found := _THREAD.search(body))}
