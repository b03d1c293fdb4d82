"""What an administrator's chat asks of the editorial office."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Literal

import structlog
from telegram.error import TelegramError

from bot.dialogue.admin import queries as facts
from bot.dialogue.admin.fields import Text, all_texts, cards_in
from bot.editorial.desk import Came, Desk
from bot.editorial.editorial import Editorial
from bot.editorial.errors import EditorialFault
from bot.library.archive import MAX_BYTES, ArchiveRefused
from bot.library.files import Files
from bot.library.loader import version
from bot.library.parsing.problem import Problem
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content, Language

log = structlog.get_logger(__name__)

Fetch = Callable[[str], Awaitable[bytes]]
"""Gets a file from Telegram by its id; raises telegram.error.TelegramError."""
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
        self._listed: tuple[str, list[tuple[str, Text]]] = ("", [])

    async def answer(self, query: facts.AdminQuery[object], who: str) -> object:
        """Answer a query, or do what it says. Raises StorageFault."""
        match query:
            case facts.ReadFile():
                working = await self._desk.working()
                edit = working.last_edit(query.path)
                live = working.base.files.get(query.path)
                return facts.FileNow(working.files.get(query.path), live, edit.who if edit else "")
            case facts.ReadCards():
                return tuple(await self._cards())
            case facts.CopyCard():
                came = await self._desk.copy(query.card, query.new, query.title, who)
                return facts.Saved(_SAVED.get(came.outcome, "refused"))
            case facts.Preview():
                return await self._desk.preview()
            case facts.FindTexts():
                return await self._found(query.query, query.language)
            case facts.TryText():
                tried = await self._desk.attempt(query.path, query.name, query.text)
                return facts.Tried(tried.errors, tried.warnings, tried.content)
            case facts.SaveText():
                came = await self._desk.save(query.path, query.name, query.text, query.seen, who)
                return facts.Saved(_SAVED.get(came.outcome, "refused"), came.who, came.now)
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
                return _done(await self._desk.publish(who, query.why, query.seen))
            case facts.Discard():
                return _done(await self._desk.discard(who, query.seen))
            case facts.GoBack():
                return _done(await self._desk.go_back(who, query.version, query.live, query.why))
            case facts.ReadLog():
                lines = [
                    facts.Line(one.at, one.who, one.action, one.version, one.why, _one(one.paths))
                    for one in await self._editorial.log(_LINES)
                ]
                return facts.LogNow((await self._editorial.live()).number, tuple(lines))
        raise TypeError(f"no such query: {type(query).__name__}")

    async def _found(self, query: str, language: Language) -> tuple[facts.Found, ...]:
        """Find texts that hold all words of a query; of one language first."""
        working = await self._desk.working()
        wanted = query.casefold().split()
        hits = [
            (not page.startswith(f"text/{language}/"), facts.Found(page, text.field.path, text.value))
            for page, text in await self._texts(working.files)
            if all(word in f"{text.value} {text.field.name}".casefold() for word in wanted)
        ]
        return tuple(found for _, found in sorted(hits, key=lambda hit: hit[0])[:_FOUND])

    async def _cards(self) -> Iterator[facts.CardNow]:
        files = (await self._desk.working()).files
        return cards_in(files, await self._texts(files))

    async def _texts(self, files: Files) -> list[tuple[str, Text]]:
        """List all texts; those that were listed last are remembered."""
        content, name = self._content(), version(files)
        if self._listed[0] != name:
            # It takes some tenths of a second of computing.
            listed = await asyncio.to_thread(lambda: list(all_texts(content, files)))
            self._listed = (name, listed)
        return self._listed[1]

    async def _draft(self) -> facts.DraftSeen | None:
        working, pieces, findings = await self._desk.pieces()
        if not working.draft.edits and not working.draft.conflicts:
            return None
        changes = tuple(facts.TextChange(one.path, one.name, one.before, one.after) for one in pieces)
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
        except TelegramError as fault:
            log.warning("archive_not_fetched", error=type(fault).__name__)
            return facts.Taken(unreachable=True)
        try:
            files, conflicts = await self._desk.take(data, who)
        except ArchiveRefused as fault:
            return facts.Taken(refused=(Fault("", 1, fault.problem),))
        except EditorialFault as fault:
            return facts.Taken(refused=fault.faults)
        return facts.Taken(files, conflicts)


_SAVED: Mapping[str, Literal["saved", "changed"]] = {"done": "saved", "changed": "changed"}


def _done(came: Came) -> facts.Done:
    return facts.Done(came.outcome, came.version, came.errors)


def _one(paths: Sequence[str]) -> str:
    return paths[0] if len(paths) == 1 else ""
