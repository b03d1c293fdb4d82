"""What an administrator's chat asks of the editorial office."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import structlog

from bot.dialogue.admin import queries as facts
from bot.dialogue.admin.fields import Text, all_texts, cards_in
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.editorial.errors import EditorialFault
from bot.editorial.working import Working
from bot.engine.incoming import Fetch, FileUnreachable
from bot.lib.memo import Worked
from bot.library.archive import MAX_BYTES, ArchiveRefused
from bot.library.parsing.problem import Problem
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content, Language

log = structlog.get_logger(__name__)

_FOUND = 10
_LINES = 100


class AdminOffice:
    """Answers what concerns the content; in a log it goes by `who`."""

    def __init__(
        self, desk: Desk, editorial: Editorial, content: Callable[[], Content], fetch: Fetch
    ) -> None:
        self._desk = desk
        self._editorial = editorial
        self._content = content
        self._fetch = fetch
        self._listings: Worked[_Listed] = Worked()

    async def answer(self, query: facts.AdminQuery[object], who: str) -> object:
        """Answer a query, or do what it says. Raises StorageFault."""
        match query:
            case facts.ReadFiles():
                return (await self._listed()).files
            case facts.ReadCards():
                return (await self._listed()).cards
            case facts.CopyCard():
                return await self._desk.copy(query.card, query.new, query.title, who)
            case facts.Preview():
                return await self._desk.preview()
            case facts.FindTexts():
                return await self._found(query.query, query.language)
            case facts.TryText():
                return await self._desk.attempt(query.path, query.name, query.text)
            case facts.SaveText():
                return await self._desk.save(query.path, query.name, query.text, query.seen, who)
            case facts.TakeArchive():
                return await self._taken(query, who)
        return await self._of_versions(query, who)

    async def _of_versions(self, query: facts.AdminQuery[object], who: str) -> object:
        match query:
            case facts.ReadDraft():
                return await self._draft()
            case facts.Weigh():
                return await self._weighed(query.version)
            case facts.Publish():
                return await self._desk.publish(who, query.why, query.seen)
            case facts.Discard():
                return await self._desk.discard(who, query.seen)
            case facts.GoBack():
                return await self._desk.go_back(who, query.version, query.live, query.why)
            case facts.ReadLog():
                lines = await self._editorial.log(_LINES)
                return facts.LogNow((await self._editorial.live()).number, lines)
        raise TypeError(f"no such query: {type(query).__name__}")

    async def _found(self, query: str, language: Language) -> tuple[facts.Found, ...]:
        """Find texts that hold all words of a query; of one language first."""
        texts = (await self._listed()).texts
        return await asyncio.to_thread(_found, texts, query.casefold().split(), f"text/{language}/")

    async def _listed(self) -> "_Listed":
        """List the draft's files and all that stands in them."""
        content, working = self._content(), await self._desk.working()
        # No edit has the number of another, and no two versions have the same.
        return await self._listings.of((content.version, working.seen), lambda: _listing(content, working))

    async def _draft(self) -> facts.DraftSeen | None:
        working, changes, findings = await self._desk.pieces()
        if not working.draft.edits and not working.draft.conflicts:
            return None
        errors = [fault for fault in findings if fault.severity == "error"]
        warnings = [fault for fault in findings if fault.severity != "error"]
        return facts.DraftSeen(working.seen, changes, tuple(errors), tuple(warnings))

    async def _weighed(self, version: int | None) -> facts.Weighed:
        try:
            return facts.Weighed(await self._desk.weigh(version))
        except EditorialFault as fault:
            return facts.Weighed(None, fault.faults)

    async def _taken(self, query: facts.TakeArchive, who: str) -> facts.Taken:
        if query.size > MAX_BYTES:
            return facts.Taken(refused=(Fault("", 1, Problem("archive_size", most=MAX_BYTES)),))
        try:
            data = await self._fetch(query.file_id)
        except FileUnreachable as fault:
            log.warning("archive_not_fetched", error=str(fault))
            return facts.Taken(unreachable=True)
        try:
            files, conflicts = await self._desk.take(data, who)
        except ArchiveRefused as fault:
            return facts.Taken(refused=(Fault("", 1, fault.problem),))
        except EditorialFault as fault:
            return facts.Taken(refused=fault.faults)
        return facts.Taken(files, conflicts)


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
    texts = tuple(all_texts(content, files))
    # Pages show live texts beside changed ones; read here, they are not parsed where everybody waits.
    for _ in all_texts(content, {one.path: one.before for one in working.changes if one.before is not None}):
        pass
    return _Listed(MappingProxyType(now), tuple(cards_in(files, texts)), texts)


def _found(texts: Iterable[tuple[str, Text]], words: Sequence[str], first: str) -> tuple[facts.Found, ...]:
    hits = [
        (not page.startswith(first), facts.Found(page, text.field.path, text.value))
        for page, text in texts
        if all(word in f"{text.value} {text.field.name}".casefold() for word in words)
    ]
    return tuple(found for _, found in sorted(hits, key=lambda hit: hit[0])[:_FOUND])
