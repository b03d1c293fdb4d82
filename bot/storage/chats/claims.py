"""Which process sends to a chat: one at a time, where several share a database.

Who has a reply to a chat pending sends to it, for as long as that process is alive; what others commit
meanwhile is stored as its own, and its next receipt finds it. A commit and a receipt both lock the chat's row
first, so that a reply is either found by the receipt or belongs to who committed it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.storage.chats.records import Noted, Pending, Receipt
from bot.storage.engines.interface import Sql

CHUNK = 900
"""SQLite's oldest default limit of parameters a statement is 999; some are no ids."""

# Locked, because a chat that was just erased has no row, and a receipt may be deleting these.
_HOLDING = (
    "SELECT chat_id, id, body, sender, sender IN (SELECT name FROM senders WHERE bot_id = ?) FROM replies "
    "WHERE bot_id = ? AND aside = 0 AND chat_id IN ({}) ORDER BY chat_id, id FOR UPDATE OF replies"
)
_LOCK = "SELECT 1 FROM chats WHERE bot_id = ? AND chat_id IN ({}) ORDER BY chat_id FOR UPDATE"
_DELETE = "DELETE FROM replies WHERE bot_id = ? AND sender = ? AND id IN ({}) RETURNING id"
_MINE = (
    "SELECT chat_id, id, body FROM replies WHERE bot_id = ? AND sender = ? AND aside = 0 "
    "AND chat_id IN ({}) ORDER BY id"
)
_ALL_MINE = "SELECT chat_id, id, body FROM replies WHERE bot_id = ? AND sender = ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who sends what is appended to a chat, and what this process has to send before it."""

    sender: str
    left: tuple[Pending, ...] = ()


class Claims:
    """Looks after who sends to which chat, inside a transaction of a database that is shared."""

    def __init__(self, db: Sql, name: str) -> None:
        self._db = db
        self._name = name

    def claim_chats(self, bot_id: int, chat_ids: Collection[int]) -> Mapping[int, Claim]:
        """Claim chats for this process, those apart to which another that is alive sends.

        What a process left that is gone becomes this one's. What others appended for this one to send comes
        along, as this one may not have found it yet: it is older than what is appended now.
        """
        others: dict[int, str] = {}
        left: dict[int, list[Pending]] = {}
        for chat_id, reply_id, body, sender, alive in list(
            rows_in(self._db, _HOLDING, (bot_id, bot_id), chat_ids)
        ):
            if alive and sender != self._name:
                others[chat_id] = sender
            else:
                left.setdefault(chat_id, []).append(Pending(reply_id, body))
        claims = {chat_id: Claim(others.get(chat_id, self._name)) for chat_id in chat_ids}
        for chat_id, pending in left.items():
            if chat_id not in others:
                claims[chat_id] = Claim(self._name, tuple(pending))
        taken = [(self._name, one.id) for claim in claims.values() for one in claim.left]
        self._db.conn.executemany("UPDATE replies SET sender = ? WHERE id = ?", taken)
        return claims

    def delete_sent(self, bot_id: int, receipts: Sequence[Receipt]) -> Noted:
        """Delete what this process sent; tell what has come since, and what was no longer its own."""
        chats = {one.chat_id for one in receipts}
        list(rows_in(self._db, _LOCK, (bot_id,), chats))
        ids = {one.reply_id for one in receipts}
        deleted = {reply_id for (reply_id,) in rows_in(self._db, _DELETE, (bot_id, self._name), ids)}
        return Noted(self.mine(bot_id, chats), frozenset(ids - deleted))

    def mine(self, bot_id: int, chat_ids: Collection[int] | None = None) -> Mapping[int, tuple[Pending, ...]]:
        """Give what this process has to send, answers to taps apart; without chats all, and those too."""
        if chat_ids is None:
            return by_chat(self._db.execute(_ALL_MINE, (bot_id, self._name)))
        return by_chat(rows_in(self._db, _MINE, (bot_id, self._name), chat_ids))


def by_chat(rows: Iterator[tuple[int, int, str]] | Any) -> Mapping[int, tuple[Pending, ...]]:
    """Gather pending replies by chat, in order; rows are chat id, reply id, body."""
    found: dict[int, tuple[Pending, ...]] = {}
    for chat_id, reply_id, body in rows:
        found[chat_id] = (*found.get(chat_id, ()), Pending(reply_id, body))
    return found


def rows_in(db: Sql, sql: str, first: Sequence[int | str], ids: Collection[int]) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a statement that names ids, in parts; `{}` stands where their question marks go."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        # Only question marks are put into the statement; the values stay parameters.
        yield from db.execute(sql.format(",".join("?" * len(chunk))), (*first, *chunk))
