"""A change of some chats: committed, then handed over for sending."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.storage.chats.records import Change, Pending
from bot.storage.database import Storage


class Hand(Protocol):
    """Takes replies over that are stored as pending."""

    def __call__(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        """Take replies over, after those that were taken of this chat before, or alone, instead of them."""
        ...


class Commits:
    """Makes changes durable and hands their replies over, in that order."""

    def __init__(
        self, storage: Storage, bot_id: int, hand: Hand, announce: Callable[[], None] = lambda: None
    ) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._hand = hand
        self._announce = announce
        """Called after a commit with writes: other chats may have something to be told."""

    async def make(self, update_ids: Collection[int], changes: Sequence[Change], now: datetime) -> None:
        """Commit changes, with the updates that caused them. Raises StorageFault and VersionConflict."""
        appended = await self._storage.run(
            lambda unit: unit.chats.commit(self._bot_id, update_ids, changes, now)
        )
        for change in changes:
            # What was forgotten must not be sent either, not even from memory.
            self._hand(change.chat_id, appended[change.chat_id], alone=change.forget)
        if any(change.writes for change in changes):
            self._announce()
