"""What the bot asks of a database, and the records that pass between them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.records.writes import Write
from scoring.model import Questionnaire
from scoring.peers import Published, Steps

PEERS_COUNT_FOR = timedelta(days=730)
"""How long a finished assessment counts among those that others are compared with."""


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


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a chat is with its assessments, for counting all chats together."""

    language: str = "nl"
    question: str | None = None
    """The one on screen."""
    begun: int = 0
    """The assessments begun."""
    ended: int = 0
    """The one whose result was given last."""
    demo: bool = False
    """Only tries it out, and counts nowhere."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A finished assessment that answered all topics."""

    steps: Steps
    finished: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is done to one chat, in this order: forget it, write its row, other writes, append replies."""

    chat_id: int
    version: int
    """The version loaded; 0 for a chat that has no row yet."""
    session: str | None
    """The new session as JSON; None leaves the row as it is, and a chat without a row stays without."""
    due: datetime | None = None
    """When the bot is next to speak first; counts with a session only."""
    finished: bool = False
    """Whether the session holds a result; counts with a session only."""
    progress: Progress = Progress()
    """Counts with a session only."""
    assessment: Assessment | None = None
    """Takes the place of the chat's earlier one; advisors' do not count."""
    forget: bool = False
    """Everything kept of the chat goes, replies that wait to be sent included; a session makes a new row."""
    writes: tuple[Write, ...] = ()
    """Made by this chat, in this order, where it has a row then."""
    notices: tuple[int, ...] = ()
    """Those that this change tells: they go, and where one has gone already, the change is not made."""
    answers: tuple[str, ...] = ()
    """Answers to taps, as JSON: no other reply depends on them."""
    replies: tuple[str, ...] = ()
    """All others, as JSON, in the order in which they are to be sent."""


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


@dataclass(frozen=True, slots=True)
class Noted:
    """What receipts came upon, where others may send as well; nothing where nobody else does."""

    mine: Mapping[int, tuple[Pending, ...]] = field(default_factory=dict)
    """All that this process has to send to the chats that the receipts are about, by chat id."""
    lost: frozenset[int] = frozenset()
    """The replies that were not its own any more: taken over, or deleted with their chat."""


class StorageFault(Exception):
    """The database could not do it now. Nothing was changed: the same call may be made again."""


class VersionConflict(Exception):
    """What a commit rests on was changed after the loading. Nothing was changed by the commit."""


class AppointmentEnded(VersionConflict):
    """Who writes as an administrator was withdrawn meanwhile: read anew, they may not write it."""


class Store(Protocol):
    """Keeps chats, applied updates and pending replies; a call that returns has made its change durable.

    Chats and updates are keyed by bot as well, so one database can serve several tokens.
    Every method raises StorageFault when the database fails.
    """

    @property
    def shared(self) -> bool:
        """Whether other processes may serve the same bot with this database."""
        ...

    async def load(self, bot_id: int, chat_ids: Collection[int], update_ids: Collection[int]) -> Loaded:
        """Load the chats and the applied updates among those named."""
        ...

    async def commit(
        self, bot_id: int, update_ids: Collection[int], changes: Sequence[Change], now: datetime
    ) -> Mapping[int, tuple[Pending, ...]]:
        """Change the chats, mark the updates as applied and append the replies, all or nothing.

        Where there are updates, the chats count as visited now. Returns by chat id what this process is to
        send; where another one sends to a chat, what is appended is that one's. Raises VersionConflict.
        """
        ...

    async def due(self, bot_id: int, now: datetime, limit: int) -> tuple[int, ...]:
        """List the chats in which the bot is to speak first by now, the longest due first.

        Chats that blocked the bot are not among them.
        """
        ...

    async def postpone(self, bot_id: int, chat_id: int, version: int, until: datetime) -> None:
        """Move what is due in a chat to a later moment; a chat at another version stays as it is."""
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

    async def keep_lease(self, bot_id: int, lasts: timedelta) -> Mapping[int, tuple[Pending, ...]] | None:
        """Say how long from now this process certainly sends the replies that are its own.

        Returns None where it went on saying so. Where it begins, or others took over meanwhile, returns all
        that is its own from now on, by chat id.
        """
        ...

    async def mine(self, bot_id: int, chat_id: int) -> tuple[Pending, ...]:
        """List what this process has to send to a chat by now, answers to taps apart."""
        ...

    async def unsent(self, bot_id: int) -> frozenset[int]:
        """Give the ids of the replies that this process has to send, of very many the oldest."""
        ...

    async def these(self, bot_id: int, reply_ids: Collection[int]) -> Mapping[int, tuple[Pending, ...]]:
        """List those of these replies that this process has to send, by chat id."""
        ...

    async def take_over(self, bot_id: int, *, from_all: bool = False) -> Mapping[int, tuple[Pending, ...]]:
        """Take over pending replies of processes without a lease, those of the longest waiting chats.

        Only so many chats at a time, so that all who are alive have a share in them. With `from_all` the
        leases of all others end, and all of it is taken over.
        """
        ...

    async def end_lease(self, bot_id: int) -> None:
        """Say that this process sends no more."""
        ...

    async def sent(self, bot_id: int, receipts: Sequence[Receipt]) -> Noted:
        """Remove replies from the pending ones and note the screens they became, in chats that have a row."""
        ...

    async def drop_pending(self, bot_id: int, chat_id: int) -> None:
        """Remove the pending replies of a chat that blocked the bot; mark it so until a message arrives."""
        ...

    async def close(self) -> None:
        """Close the database."""
        ...


class PeerStore(Protocol):
    """Keeps the table that compares participants."""

    async def peer_table(self, bot_id: int) -> Published | None:
        """Give the table that is published; None where there is none yet."""
        ...

    async def renew_peer_table(
        self, bot_id: int, questionnaire: Questionnaire, since: datetime, at: datetime
    ) -> bool:
        """Make the table anew over assessments finished since a moment, if it is due; tell whether it was.

        Once a week at most, whatever happens in between.
        """
        ...


class PictureStore(Protocol):
    """Keeps Telegram's names of pictures that were uploaded, so that the same one need not go up twice.

    Every method raises StorageFault when the database fails.
    """

    async def find(self, bot_id: int, key: str) -> str | None:
        """Give the `file_id` of a picture."""
        ...

    async def keep(self, bot_id: int, key: str, file_id: str, now: datetime) -> None:
        """Note a picture's `file_id`, and that it was used now."""
        ...

    async def drop(self, bot_id: int, key: str) -> None:
        """Forget a picture that Telegram no longer has."""
        ...
