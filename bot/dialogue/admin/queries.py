"""What an administrator's pages need to know: each is a query to the shell, and none changes anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.dialogue.core.queries import Query
from bot.library.impact import Impact
from bot.library.parsing.source import Fault, Path
from bot.library.schema.content import Content, Language
from bot.records.content import Attempt, ChangeContent, Entry, Prepared, TextChange
from bot.records.orders import Order
from bot.records.people import Author, Kind, Person
from bot.records.statistics import Stopped, Week
from scoring.model import Topic

T_co = TypeVar("T_co", covariant=True)


class AdminQuery(Query[T_co]):
    """A query that only an administrator gets an answer to; others get None."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ContentQuery(AdminQuery[T_co]):
    """A query about the content: the draft, or else what is live."""

    after: ChangeContent | None = field(default=None, kw_only=True)
    """The content is meant as it is after this, which is written with the step."""


@dataclass(frozen=True, slots=True)
class Administers(AdminQuery[bool]):
    """Whether this chat is an administrator's."""

    withdrawn: tuple[int, ...] = ()
    """These are none any more after this step, as one may withdraw one's own access."""


@dataclass(frozen=True, slots=True)
class Signature(AdminQuery[Author]):
    """Who this chat is, for what it changes."""


@dataclass(frozen=True, slots=True)
class AdminLink(AdminQuery[bool | None]):
    """Whether a link with which one becomes an administrator can be used; None where it is not known."""

    code: str


@dataclass(frozen=True, slots=True)
class FileNow:
    """A file of the draft, or else of the live version; None where it is not there."""

    text: str | None
    live: str | None
    who: str
    """Who changed it last in the draft; empty for nobody."""


NO_FILE = FileNow(None, None, "")


@dataclass(frozen=True, slots=True)
class ReadFiles(ContentQuery[Mapping[str, FileNow]]):
    """All files by path, at once: a page may be about many."""


@dataclass(frozen=True, slots=True)
class CardNow:
    """A card of the draft, or else of the live version."""

    id: str
    topic: Topic
    titles: tuple[tuple[str, str], ...]
    """By language, where it is written in it."""


@dataclass(frozen=True, slots=True)
class ReadCards(ContentQuery[tuple[CardNow, ...]]):
    """All cards."""


@dataclass(frozen=True, slots=True)
class Preview(ContentQuery[Content | None]):
    """The draft's content as shops would see it; None where there is no draft, or it has errors."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text that a search found: its page, where in its file it stands, and what it says."""

    page: str
    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class FindTexts(ContentQuery[tuple[Found, ...]]):
    query: str
    language: Language


@dataclass(frozen=True, slots=True)
class TryText(ContentQuery[Attempt]):
    path: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Prepare(AdminQuery[Prepared]):
    """What an order comes to, and what is to be written for it."""

    order: Order


@dataclass(frozen=True, slots=True)
class DraftSeen:
    seen: str
    """Names the draft as it is."""
    changes: tuple[TextChange, ...]
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ReadDraft(ContentQuery[DraftSeen | None]):
    """The draft; None where there is none."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a publication means; without an impact, the errors say why."""

    impact: Impact | None
    errors: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Weigh(ContentQuery[Weighed]):
    """What publishing the draft means, or going back to a version."""

    version: int | None


@dataclass(frozen=True, slots=True)
class LogNow:
    live: int
    lines: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReadLog(ContentQuery[LogNow]):
    """Who did what, the newest first."""


@dataclass(frozen=True, slots=True)
class ArchiveRead:
    """What an archive brings: how many texts differ from before, and where others' changes stay."""

    change: ChangeContent | None = None
    """What is to be written for it; None for nothing."""

    files: int = 0
    conflicts: int = 0
    refused: tuple[Fault, ...] = ()
    unreachable: bool = False
    """Telegram did not hand it over; it may be sent again."""


@dataclass(frozen=True, slots=True)
class ReadArchive(AdminQuery[ArchiveRead]):
    """What a file that was sent brings into the draft."""

    file_id: str
    size: int


@dataclass(frozen=True, slots=True)
class Statistics:
    weeks: tuple[Week, ...]
    stopped: tuple[Stopped, ...]


@dataclass(frozen=True, slots=True)
class ReadStatistics(AdminQuery[Statistics]):
    """How many began and finished, and where people stopped."""


@dataclass(frozen=True, slots=True)
class People(AdminQuery[tuple[Person, ...]]):
    """All advisors, or all administrators."""

    kind: Kind
