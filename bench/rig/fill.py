"""A database in which many shopkeepers have finished already."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.rig.script import BOT
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Assessment, Change
from scoring.model import TOPICS

_AT_ONCE = 1000


def fill(path: Path, chats: int, session: str) -> None:
    """Make a database with so many chats, each with the same session and a result of its own."""
    store = Store.open(str(path))
    dice = random.Random(1)  # noqa: S311 -- a bench that can be repeated
    now = datetime.now(UTC)
    for start in range(0, chats, _AT_ONCE):
        changes = [
            Change(
                chat_id=chat_id,
                version=0,
                session=session,
                due=now + timedelta(days=30 + chat_id % 60),
                finished=True,
                assessment=Assessment(tuple(dice.choices(range(5), k=len(TOPICS))), now),
            )
            for chat_id in range(start + 1, min(start + _AT_ONCE, chats) + 1)
        ]
        store.commit(BOT.id, (), changes, now)
    store.close()
