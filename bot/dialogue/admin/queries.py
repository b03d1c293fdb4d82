"""What an administrator's pages need to know, and what they have done: each is a query to the shell.

What changes the content is a query too, because it is made in transactions of its own. Its answer is what
came of it, and asking again gives the same: the step is taken again whenever its chat was changed meanwhile.
A `moment` tells apart what was read before a change and after it; see `Managing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.dialogue.core.queries import Query
from bot.library.impact import Impact
from bot.library.parsing.source import Fault, Path
from bot.library.schema.content import Content, Language
from bot.records.content import Attempt, ChangeOutcome, Entry, TextChange
from scoring.model import Topic

T_co = TypeVar("T_co", covariant=True)


class AdminQuery(Query[T_co]):
    """A query that only an administrator gets an answer to; others get None."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Administers(AdminQuery[bool]):
    """Whether this chat is an administrator's.

    It is asked again after each doing, as one may withdraw one's own access.
    """

    moment: int = 0


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
class ReadFiles(AdminQuery[Mapping[str, FileNow]]):
    """All files by path, at once: a page may be about many."""

    moment: int


@dataclass(frozen=True, slots=True)
class CardNow:
    """A card of the draft, or else of the live version."""

    id: str
    topic: Topic
    titles: tuple[tuple[str, str], ...]
    """By language, where it is written in it."""


@dataclass(frozen=True, slots=True)
class ReadCards(AdminQuery[tuple[CardNow, ...]]):
    moment: int


@dataclass(frozen=True, slots=True)
class Preview(AdminQuery[Content | None]):
    """The draft's content as shops would see it; None where there is no draft, or it has errors."""

    moment: int


@dataclass(frozen=True, slots=True)
class Found:
    """A text that a search found: its page, where in its file it stands, and what it says."""

    page: str
    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class FindTexts(AdminQuery[tuple[Found, ...]]):
    query: str
    language: Language
    moment: int


@dataclass(frozen=True, slots=True)
class TryText(AdminQuery[Attempt]):
    path: str
    name: str
    text: str
    moment: int


@dataclass(frozen=True, slots=True)
class SaveText(AdminQuery[ChangeOutcome]):
    """Put a text into the draft; `seen` names the text that it takes the place of."""

    path: str
    name: str
    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class CopyCard(AdminQuery[ChangeOutcome]):
    """Begin a card as a copy of another; "changed" where there is another of that id."""

    card: str
    new: str
    title: str


@dataclass(frozen=True, slots=True)
class DraftSeen:
    seen: str
    """Names the draft as it is."""
    changes: tuple[TextChange, ...]
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ReadDraft(AdminQuery[DraftSeen | None]):
    moment: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a publication means; without an impact, the errors say why."""

    impact: Impact | None
    errors: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Weigh(AdminQuery[Weighed]):
    """What publishing the draft means, or going back to a version."""

    version: int | None
    moment: int


@dataclass(frozen=True, slots=True)
class Publish(AdminQuery[ChangeOutcome]):
    seen: str
    why: str


@dataclass(frozen=True, slots=True)
class Discard(AdminQuery[ChangeOutcome]):
    seen: str


@dataclass(frozen=True, slots=True)
class GoBack(AdminQuery[ChangeOutcome]):
    """Make an earlier version live again; `live` is the one that it was weighed against."""

    version: int
    live: int
    why: str


@dataclass(frozen=True, slots=True)
class LogNow:
    live: int
    lines: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReadLog(AdminQuery[LogNow]):
    moment: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an archive: how many texts differ from before, and where others' changes stayed."""

    files: int = 0
    conflicts: int = 0
    refused: tuple[Fault, ...] = ()
    unreachable: bool = False
    """Telegram did not hand it over; it may be sent again."""


@dataclass(frozen=True, slots=True)
class TakeArchive(AdminQuery[Taken]):
    file_id: str
    size: int
