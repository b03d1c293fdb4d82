"""What a step may need to know besides its session: it asks while it is taken, and the shell answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.dialogue.core.session import Session
from bot.library.schema.content import Language
from bot.records.console import Waiting
from bot.records.groups import Campaign, Filled, Layers, Link, Organisation, Share, Thread, WaveTotals
from scoring.model import ShopType
from scoring.peers import Published

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class Query(Generic[T_co]):
    """A question to the shell, whose answer is a `T_co`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Search(Query[tuple[str, ...]]):
    """The cards that a person's own words are about, best first; empty where nothing fits well enough."""

    query: str
    language: Language
    shop: ShopType | None = None
    """The type of shop that asks, where it is known."""


@dataclass(frozen=True, slots=True)
class Peers(Query[Published | None]):
    """The table that compares participants; None where there is none yet, or where nobody counts."""


@dataclass(frozen=True, slots=True)
class Advises(Query[Organisation | None]):
    """The organisation whose advisor this chat is."""


@dataclass(frozen=True, slots=True)
class Opened(Query[Link | None]):
    """What a start link stands for; None where the code is not known."""

    code: str


@dataclass(frozen=True, slots=True)
class Campaigns(Query[tuple[Campaign, ...]]):
    """The campaigns of the organisation whose advisor this chat is, the newest first; for others none."""


@dataclass(frozen=True, slots=True)
class Totals(Query[tuple[WaveTotals, ...]]):
    """What may be told of those campaigns, by campaign and wave."""


@dataclass(frozen=True, slots=True)
class SharedShop:
    """A shop that shares something with the organisation, as far as it does."""

    id: int
    layers: Layers
    session: Session
    """Of which only these layers may be shown."""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SharedShops(Query[tuple[SharedShop, ...]]):
    """The shops that share with the organisation whose advisor this chat is; for others none."""


@dataclass(frozen=True, slots=True)
class Shares(Query[tuple[Share, ...]]):
    """What this chat shares, with whom."""


@dataclass(frozen=True, slots=True)
class InThread(Query[Thread | None]):
    """A thread that this chat is part of; None for any other."""

    thread: int


@dataclass(frozen=True, slots=True)
class ReachesAdvisors(Query[bool]):
    """Whether an organisation has an advisor whom a message would reach now."""

    organisation: int


@dataclass(frozen=True, slots=True)
class ReachesShop(Query[bool]):
    """Whether the shop of a thread is one whom a message would reach now."""

    thread: int


@dataclass(frozen=True, slots=True)
class ThreadOf(Query[Thread | None]):
    """The thread whose words stand in a message of this chat; None where it is no such message."""

    message: int


@dataclass(frozen=True, slots=True)
class Threads(Query[tuple[Thread, ...]]):
    """The threads in which this chat is the shop."""


@dataclass(frozen=True, slots=True)
class FilledIn(Query[Filled | None]):
    """What is kept under the code of a shop that an advisor filled in for; None where there is none."""

    code: str


@dataclass(frozen=True, slots=True)
class ConsoleRole(Query[bool]):
    """Whether this chat may use the console: as an admin, or as an advisor."""


@dataclass(frozen=True, slots=True)
class SignIn(Query[Waiting | None]):
    """The browser that shows a code now; None where there is none, and for who may not use the console."""

    code: str


class Unanswered(LookupError):
    """There is nobody who answers queries."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers what a step asks; to ask the same again gives the same answer."""

    answer: Callable[[Query[Any]], Any]
    _answers: dict[Query[Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def ask(self, query: Query[T]) -> T:
        if query not in self._answers:
            self._answers[query] = self.answer(query)
        answer: T = self._answers[query]
        return answer


def _nobody(query: Query[Any]) -> object:
    raise Unanswered(repr(query))


NONE = Facts(_nobody)
