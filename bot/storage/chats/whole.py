"""What is known of all chats of a database together, before a bot runs on it."""

from datetime import UTC, datetime

from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults


def latest_visit(db: Sql, bot_id: int) -> datetime | None:
    """Tell when a chat of a bot was last visited; None where it has none. Raises StorageFault."""
    with faults():
        ((at,),) = db.execute("SELECT max(visited_at) FROM chats WHERE bot_id = ?", (bot_id,)).fetchall()
    return None if at is None else datetime.fromtimestamp(at, UTC)


def chats_of(db: Sql, bot_id: int) -> frozenset[int]:
    """List the chats of a bot. Raises StorageFault."""
    with faults():
        rows = db.execute("SELECT chat_id FROM chats WHERE bot_id = ?", (bot_id,)).fetchall()
    return frozenset(chat_id for (chat_id,) in rows)


def is_of_one_bot(db: Sql, bot_id: int) -> bool:
    """Tell whether no other bot has a chat here. Raises StorageFault."""
    with faults():
        return db.execute("SELECT 1 FROM chats WHERE bot_id <> ? LIMIT 1", (bot_id,)).fetchone() is None
