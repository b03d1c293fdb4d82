"""What a step may need besides its session: it says so, the shell reads it, and the step is taken again."""

from collections.abc import Mapping
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
    """What may be told of those campaigns, by campaign and wave; asking makes the release that is due."""


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


class Wanted(Exception):
    """The step needs an answer that it was not given."""

    def __init__(self, query: Query[Any]) -> None:
        super().__init__(repr(query))
        self.query = query


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers to queries."""

    answers: Mapping[Query[Any], Any] = field(default_factory=dict)

    def ask(self, query: Query[T]) -> T:
        """Give the answer; raises Wanted."""
        if query not in self.answers:
            raise Wanted(query)
        answer: T = self.answers[query]
        return answer

    def having(self, query: Query[T], answer: T) -> "Facts":
        """Add an answer."""
        return Facts({**self.answers, query: answer})


NONE = Facts()
