"""What is known of all chats of a database together, before a bot runs on it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults


@dataclass(frozen=True, slots=True)
class Chats:
    """The chats of a bot."""

    ids: frozenset[int]
    visited: datetime | None
    """When one was last visited; None where there is none."""
    alone: bool
    """Whether no other bot has a chat in the same database."""


def all_chats(db: Sql, bot_id: int) -> Chats:
    """Tell of the chats of a bot. Raises StorageFault."""
    with faults():
        rows = db.execute("SELECT chat_id, visited_at FROM chats WHERE bot_id = ?", (bot_id,)).fetchall()
        others = db.execute("SELECT 1 FROM chats WHERE bot_id <> ? LIMIT 1", (bot_id,)).fetchone()
    visited = max((at for _, at in rows), default=None)
    return Chats(
        ids=frozenset(chat_id for chat_id, _ in rows),
        visited=None if visited is None else datetime.fromtimestamp(visited, UTC),
        alone=others is None,
    )
