"""What the bot asks of a database, and the records that pass between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.records.writes import Write
from scoring.peers import Steps

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
class RelayedMessage:
    """A message in which a chat reads what somebody else wrote, and the thread in which that was."""

    message_id: int
    thread: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A reply that needs no more sending; `screen` is the message that became the chat's screen, if any."""

    chat_id: int
    reply_id: int
    screen: int | None = None
    relayed: RelayedMessage | None = None
    """What it became where it holds another person's words."""


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
