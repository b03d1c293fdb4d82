"""The editorial office as a chat uses it: text by text, and each thing once, however often it is asked."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime

from bot.editorial.checking import Checked, Checking, key_of
from bot.editorial.editorial import Editorial
from bot.editorial.errors import ContentRefused, DraftChanged, EditorialFault, NoDraft, UnknownVersion
from bot.editorial.limits import line
from bot.editorial.working import MARK, NO_FILE, Mark, Working
from bot.lib.memo import Worked
from bot.library.archive import ArchiveRefused, unpacked
from bot.library.files import Files
from bot.library.impact import Impact
from bot.library.parsing.fields import BODY, NotReplaceable, added, field, fields, replaced
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content
from bot.records.content import Attempt, ChangeOutcome, Entry, TextChange
from bot.storage.content.records import ContentStore, Draft

_LOG = 200
"""So far back is looked whether something was done already."""


class Desk:
    """Does what an admin asks. Each call raises StorageFault when the database fails."""

    def __init__(
        self,
        editorial: Editorial,
        store: ContentStore,
        named: Callable[[str], str],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        checking: Checking | None = None,
    ) -> None:
        self.editorial = editorial
        self._store = store
        self._named = named
        self._clock = clock
        self._checking = checking or editorial.checking
        self._pieces: Worked[tuple[TextChange, ...]] = Worked()

    async def working(self) -> Working:
        """Give the draft, or else an empty one on the live version."""
        draft = await self.editorial.draft()
        if draft:
            return draft
        live = await self.editorial.live()
        return Working(live, Draft(live.number))

    async def preview(self) -> Content | None:
        """Give the content of the draft; None where it has errors."""
        return (await self._checked((await self.working()).files)).content

    async def attempt(self, path: str, name: str, text: str) -> Attempt:
        """Check what a text would bring that is not there without it."""
        working = await self.working()
        try:
            made = await asyncio.to_thread(_with, working.files, path, name, text)
        except NotReplaceable:
            return Attempt((Fault(path, 1, at(name, Problem("unplaceable"))),), (), None)
        before, after = await self._checked(working.files), await self._checked(made)
        known = {(fault.file, fault.problem) for fault in before.findings}
        fresh = [fault for fault in after.findings if (fault.file, fault.problem) not in known]
        # An error that it brings to another file, such as the translation, is put right there; only then the
        # draft can be published.
        errors = tuple(fault for fault in fresh if fault.severity == "error" and fault.file == path)
        others = tuple(fault for fault in fresh if fault not in errors)
        return Attempt(errors, others, after.content)

    async def save(self, path: str, name: str, text: str, seen: str, who: str) -> ChangeOutcome:
        """Put one text into the draft; `seen` names the one that was looked at."""
        while True:
            file, revision = await self.editorial.file(path)
            if file is None:
                return ChangeOutcome("refused")
            found = await asyncio.to_thread(field, path, file, name)
            now = found.value if found else ""
            if now == text:
                return ChangeOutcome("done")
            if self._named(now) != seen:
                changed_by = await asyncio.to_thread(_changed_by, await self.working(), path, name)
                return ChangeOutcome("changed", who=changed_by, now=now)
            working = await self.working()
            try:
                files = {**working.files, path: file}
                made = (await asyncio.to_thread(_with, files, path, name, text))[path]
                await self.editorial.save(path, made, revision, who, name)
            except DraftChanged:
                continue  # Another text of this file, it may be.
            except (NotReplaceable, ContentRefused):
                return ChangeOutcome("refused")
            return ChangeOutcome("done")

    async def copy(self, card: str, new: str, title: str, who: str) -> ChangeOutcome:
        """Begin a card as a copy of another, in each language; "changed" where that id is taken."""
        files = (await self.working()).files
        try:
            made = await asyncio.to_thread(_copied, files, card, new, title)
            there = {path: text for path, text in files.items() if path.endswith(f"/{new}.md")}
            if not made or any(made.get(path) != text for path, text in there.items()):
                return ChangeOutcome("changed")
            for path in made.keys() - there.keys():
                await self.editorial.save(path, made[path], NO_FILE, who)
        except DraftChanged:
            return ChangeOutcome("changed")
        except (NotReplaceable, ContentRefused):
            return ChangeOutcome("refused")
        return ChangeOutcome("done")

    async def pieces(self) -> tuple[Working, tuple[TextChange, ...], tuple[Fault, ...]]:
        """List what the draft changes, text by text where that can be told, and what the check says."""
        working = await self.working()
        key = (key_of(working.base.files), key_of(working.files))
        pieces = await self._pieces.of(key, lambda: tuple(_pieces(working)))
        return working, pieces, await self._checking.findings(working, self._clock().date())

    async def weigh(self, version: int | None) -> Impact | None:
        """Tell what publishing the draft means, or going back. Raises EditorialFault."""
        if version is None:
            return await self.editorial.impact()
        return await self.editorial.impact_of(version)

    async def publish(self, who: str, why: str, seen: str) -> ChangeOutcome:
        mark = Mark.read(seen)
        return await self._once(
            self.editorial.publish(who, why, seen),
            lambda entry: (entry.action, entry.version) == ("published", mark.version + 1 if mark else 0),
            who,
            why,
        )

    async def discard(self, who: str, seen: str) -> ChangeOutcome:
        # The draft that is meant stands in the reason: two of the same admin are told apart by it.
        why = f"draft {seen}"
        return await self._once(
            self.editorial.discard(who, why, seen), lambda entry: entry.action == "discarded", who, why
        )

    async def go_back(self, who: str, version: int, live: int, why: str) -> ChangeOutcome:
        async def back() -> object:
            if await self._store.live_number() != live:
                raise DraftChanged
            return await self.editorial.rollback(version, who, why)

        def was(entry: Entry) -> bool:
            return (entry.action, entry.version) == ("rolled back", live + 1)

        return await self._once(back(), was, who, f"to version {version}: {line(why)}")

    async def take(self, data: bytes, who: str) -> tuple[int, int]:
        """Bring an archive into the draft; returns how many files it changes and conflicts it brings.

        Raises ArchiveRefused and EditorialFault.
        """
        files, mark = await asyncio.to_thread(unpacked, data, MARK)
        before = (await self.working()).files
        known = Mark.read(mark) if mark else None
        if mark and known is None:
            raise ArchiveRefused("archive_mark", name=MARK)
        conflicts = await self.editorial.take(files, who, "", known)
        after = (await self.working()).files
        differing = sum(before.get(path) != after.get(path) for path in {*before, *after})
        return differing, len(conflicts)

    async def _checked(self, files: Files) -> Checked:
        return await self._checking.of(files, self._clock().date())

    async def _once(
        self, doing: Awaitable[object], was: Callable[[Entry], bool], who: str, why: str
    ) -> ChangeOutcome:
        """Do something, or find that this admin did just this already."""
        try:
            await doing
        except ContentRefused as refused:
            return ChangeOutcome("refused", errors=refused.faults)
        except (NoDraft, DraftChanged, UnknownVersion) as fault:
            mine = (line(who), line(why))
            if not any(was(one) and (one.who, one.why) == mine for one in await self.editorial.log(_LOG)):
                return ChangeOutcome("nothing" if isinstance(fault, NoDraft) else "changed")
        except EditorialFault:
            return ChangeOutcome("refused")
        return ChangeOutcome("done", await self._store.live_number())


def _copied(files: Files, card: str, new: str, title: str) -> Files:
    return {
        f"{path.removesuffix(f'{card}.md')}{new}.md": replaced(path, text, "title", title)
        for path, text in files.items()
        if path.endswith(f"/{card}.md")
    }


def _with(files: Files, path: str, name: str, text: str) -> Files:
    if path not in files:
        raise NotReplaceable(path)
    if field(path, files[path], name):
        return {**files, path: replaced(path, files[path], name, text)}
    terms = f"{path.partition('/')[0]}/terms.yaml"
    copied = field(terms, files.get(terms, ""), "sections.copy")
    fenced = copied is not None and name == f"{BODY}.{copied.value}"
    return {**files, path: added(path, files[path], name, text, fenced=fenced)}


def _changed_by(working: Working, path: str, name: str) -> str:
    """Tell who changed a text last in the draft; the file may have been changed elsewhere since."""
    who, before = "", _value(path, working.base.files.get(path), name)
    for edit in working.draft.edits:
        if edit.path == path and (value := _value(path, edit.text, name)) != before:
            who, before = edit.who, value
    return who


def _value(path: str, text: str | None, name: str) -> str | None:
    found = field(path, text or "", name)
    return found.value if found else None


def _pieces(working: Working) -> Iterator[TextChange]:
    for change in working.changes:
        before = {one.name: one.value for one in fields(change.path, change.before or "")}
        after = {one.name: one.value for one in fields(change.path, change.after or "")}
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if change.kind != "changed" or not names:
            yield TextChange(change.path, "", change.before, change.after)
        for name in names if change.kind == "changed" else ():
            yield TextChange(change.path, name, before.get(name), after.get(name))
