"""What an administrator's chat asks of the editorial office."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import structlog

from bot.dialogue.admin import queries as facts
from bot.dialogue.admin.fields import Text, all_texts, cards_in
from bot.editorial.checking import key_of
from bot.editorial.desk import Desk
from bot.editorial.errors import EditorialFault
from bot.editorial.working import Working
from bot.engine.incoming import Fetch, FileUnreachable
from bot.lib.memo import Worked
from bot.library.archive import MAX_BYTES, ArchiveRefused
from bot.library.parsing.problem import Problem
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content
from bot.records.content import ChangeContent
from bot.records.people import Author

log = structlog.get_logger(__name__)

_FOUND = 10
_LINES = 100


class AdminOffice:
    """Answers what concerns the content."""

    def __init__(self, desk: Desk, content: Callable[[], Content], fetch: Fetch) -> None:
        self._desk = desk
        self._editorial = desk.editorial
        self._content = content
        self._fetch = fetch
        self._listings: Worked[_Listed] = Worked()

    async def answer(self, query: facts.AdminQuery[object], author: Author) -> object:
        """Answer a query of an administrator, who is the author of what is prepared. Raises StorageFault."""
        match query:
            case facts.Prepare():
                return await self._desk.prepare(query.order, author)
            case facts.ReadArchive():
                return await self._archive(query, author)
            case facts.ReadFiles():
                return (await self._draft_listing(query.after)).files
            case facts.ReadCards():
                return (await self._draft_listing(query.after)).cards
            case facts.FindTexts():
                return await self._search_results(query)
        return await self._of_draft(query)

    async def _of_draft(self, query: facts.AdminQuery[object]) -> object:
        match query:
            case facts.Preview():
                return await self._desk.preview(query.after)
            case facts.TryText():
                return await self._desk.attempt(query.path, query.name, query.text, query.after)
            case facts.ReadDraft():
                return await self._draft(query.after)
            case facts.Weigh():
                return await self._impact(query)
            case facts.ReadLog():
                live = (await self._editorial.working(query.after)).base.number
                return facts.LogNow(live, await self._editorial.log(_LINES, query.after))
        raise TypeError(f"no such query: {type(query).__name__}")

    async def _search_results(self, query: facts.FindTexts) -> tuple[facts.Found, ...]:
        """Find texts that hold all words of a query; of one language first."""
        texts, words = (await self._draft_listing(query.after)).texts, query.query.casefold().split()
        return await asyncio.to_thread(_matching_texts, texts, words, f"text/{query.language}/")

    async def _draft_listing(self, after: ChangeContent | None) -> "_Listed":
        """List the draft's files and all that stands in them."""
        content, working = self._content(), await self._editorial.working(after)
        who = tuple((edit.path, edit.who) for edit in working.draft.edits)
        # By the files themselves: what was listed before a change was made holds after it.
        key = (content.version, who, key_of(working.base.files), key_of(working.files))
        return await self._listings.of(key, lambda: _listing(content, working))

    async def _draft(self, after: ChangeContent | None) -> facts.DraftSeen | None:
        working, changes, findings = await self._desk.pieces(after)
        if not working.draft.edits and not working.draft.conflicts:
            return None
        errors = [fault for fault in findings if fault.severity == "error"]
        warnings = [fault for fault in findings if fault.severity != "error"]
        return facts.DraftSeen(working.draft_revision, changes, tuple(errors), tuple(warnings))

    async def _impact(self, query: facts.Weigh) -> facts.Weighed:
        try:
            return facts.Weighed(await self._desk.weigh(query.version, query.after))
        except EditorialFault as fault:
            return facts.Weighed(None, fault.faults)

    async def _archive(self, query: facts.ReadArchive, author: Author) -> facts.ArchiveRead:
        if query.size > MAX_BYTES:
            return facts.ArchiveRead(refused=(Fault("", 1, Problem("archive_size", most=MAX_BYTES)),))
        try:
            data = await self._fetch(query.file_id)
        except FileUnreachable as fault:
            log.warning("archive_not_fetched", error=str(fault))
            return facts.ArchiveRead(unreachable=True)
        try:
            intake = await self._desk.prepare_archive(data, author)
        except ArchiveRefused as fault:
            return facts.ArchiveRead(refused=(Fault("", 1, fault.problem),))
        except EditorialFault as fault:
            return facts.ArchiveRead(refused=fault.faults)
        return facts.ArchiveRead(intake.change, intake.files, intake.conflicts)


@dataclass(frozen=True, slots=True)
class _Listed:
    """What stands in a draft; nobody changes it."""

    files: Mapping[str, facts.FileNow]
    cards: tuple[facts.CardNow, ...]
    texts: tuple[tuple[str, Text], ...]
    """Each with its page."""


def _listing(content: Content, working: Working) -> _Listed:
    """List what stands in a draft, which parses each file that is not known yet."""
    live, files = working.base.files, working.files
    who = {edit.path: edit.who for edit in working.draft.edits}
    now = {
        path: facts.FileNow(files.get(path), live.get(path), who.get(path, "")) for path in {**live, **files}
    }
    texts = all_texts(content, files)
    # Pages show live texts beside changed ones; read here, they are not parsed where everybody waits.
    all_texts(content, {one.path: one.before for one in working.changes if one.before is not None})
    return _Listed(MappingProxyType(now), tuple(cards_in(files, texts)), texts)


def _matching_texts(
    texts: Iterable[tuple[str, Text]], words: Sequence[str], first: str
) -> tuple[facts.Found, ...]:
    hits = [
        (not page.startswith(first), facts.Found(page, text.field.path, text.value))
        for page, text in texts
        if all(word in f"{text.value} {text.field.name}".casefold() for word in words)
    ]
    return tuple(found for _, found in sorted(hits, key=lambda hit: hit[0])[:_FOUND])
