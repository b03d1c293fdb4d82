"""Which messages of a chat hold another person's words: a reply to one goes to whom wrote it."""

from collections.abc import Iterable

from bot.storage.chats.records import Receipt
from bot.storage.engines.interface import Sql

_NOTE = (
    "INSERT INTO relayed_messages (bot_id, chat_id, message_id, thread) "
    "SELECT c.bot_id, c.chat_id, ?, t.id FROM chats c JOIN threads t ON t.bot_id = c.bot_id "
    "WHERE c.bot_id = ? AND c.chat_id = ? AND t.id = ? ON CONFLICT DO NOTHING"
)
_THREAD = "SELECT thread FROM relayed_messages WHERE bot_id = ? AND chat_id = ? AND message_id = ?"


def note_relayed(db: Sql, bot_id: int, receipts: Iterable[Receipt]) -> None:
    """Note the messages of receipts that hold another's words, where chat and thread are still there."""
    for one in receipts:
        if one.relayed:
            db.execute(_NOTE, (one.relayed.message_id, bot_id, one.chat_id, one.relayed.thread))


def thread_of(db: Sql, bot_id: int, chat_id: int, message_id: int) -> int | None:
    """Tell the thread whose words stand in a message of a chat."""
    row = db.execute(_THREAD, (bot_id, chat_id, message_id)).fetchone()
    return None if row is None else int(row[0])
