"""What the bot asks of a database, and the records that pass between them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredChat:
    """A chat as it was loaded: its session as JSON and the version that a change of it must name."""

    session: str
    version: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is known of a batch: the chats that have a row, by chat id, and the update ids applied before."""

    chats: Mapping[int, StoredChat]
    seen: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a batch does to one chat."""

    chat_id: int
    version: int
    """The version loaded; 0 for a chat that has no row yet."""
    session: str | None
    """The new session as JSON; None leaves the row as it is."""
    replies: tuple[str, ...] = ()
    """As JSON, in the order in which they are to be sent."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A reply to be sent; of one chat a higher id comes later."""

    id: int
    body: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A reply that needs no more sending; `screen` is the message that became the chat's screen, if any."""

    chat_id: int
    reply_id: int
    screen: int | None = None


class StorageFault(Exception):
    """The database could not do it now. Nothing was changed: the same call may be made again."""


class VersionConflict(Exception):
    """Another process changed a chat or applied an update after the loading. Nothing was changed."""


class Store(Protocol):
    """Keeps chats, applied updates and pending replies; a call that returns has made its change durable.

    Chats and updates are keyed by bot as well, so one database can serve several tokens.
    Every method raises StorageFault when the database fails.
    """

    async def load(self, bot_id: int, chat_ids: Collection[int], update_ids: Collection[int]) -> Loaded:
        """Load the chats and the applied updates among those named."""
        ...

    async def commit(
        self, bot_id: int, update_ids: Collection[int], changes: Sequence[Change], now: datetime
    ) -> Mapping[int, tuple[Pending, ...]]:
        """Change the chats, mark the updates as applied and append the replies, all or nothing.

        Returns the appended replies by chat id. Raises VersionConflict.
        """
        ...

    async def waiting(self, bot_id: int) -> tuple[int, ...]:
        """List the chats with pending replies, the longest waiting first."""
        ...

    async def pending(self, bot_id: int, chat_id: int) -> tuple[Pending, ...]:
        """List the pending replies of a chat in order."""
        ...

    async def screen(self, bot_id: int, chat_id: int) -> int | None:
        """Tell the message id of the chat's screen as last noted."""
        ...

    async def sent(self, bot_id: int, receipts: Sequence[Receipt]) -> None:
        """Remove replies from the pending ones and note the screens they became."""
        ...

    async def drop_pending(self, bot_id: int, chat_id: int) -> None:
        """Remove the pending replies of a chat that blocked the bot; mark it so until a message arrives."""
        ...

    async def prune_seen(self, before: datetime) -> int:
        """Forget the updates applied before a moment; returns how many."""
        ...

    async def close(self) -> None:
        """Close the database."""
        ...
