"""All that admins do with the content, whatever they do it through."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from bot.editorial.checking import Checking
from bot.editorial.errors import ContentRefused, DraftChanged, NoDraft, UnknownVersion
from bot.editorial.limits import line, storable
from bot.editorial.rebase import moved, taken_in
from bot.editorial.working import Mark, Working, revision
from bot.library.files import Files
from bot.library.impact import Impact
from bot.library.loader import version
from bot.library.merge import Conflict, changes, difference
from bot.library.parsing.source import Fault
from bot.library.schema.admin import LogAction
from bot.records.content import Entry
from bot.storage.chats.records import VersionConflict
from bot.storage.content.records import (
    ContentChange,
    ContentStore,
    Draft,
    Edit,
    Edition,
    State,
    Version,
)

_VERSIONS = 4
_HEART = "questionnaire.yaml"


class Editorial:
    """Makes drafts from the live version, and versions from drafts.

    Each call is made whole or not at all; two at a time are made one after the other, by whoever they are.
    Each raises StorageFault when the database fails. There must be a version: see `releases`.
    """

    def __init__(
        self,
        store: ContentStore,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        checking: Checking | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self.checking = checking or Checking()
        self._versions: dict[int, Version] = {}
        """The last few that were asked for; none ever changes."""

    async def live(self) -> Version:
        """Give the version that shops are asked and told by."""
        return await self.version((await self._store.state()).live)

    async def version(self, number: int) -> Version:
        """Give any version. Raises UnknownVersion."""
        found = await self._version(number)
        if found is None:
            raise UnknownVersion(number, await self._store.live_number())
        return found

    async def _version(self, number: int) -> Version | None:
        found = self._versions.pop(number, None) or await self._store.version(number)
        if found:
            self._versions[number] = found
            while len(self._versions) > _VERSIONS:
                del self._versions[next(iter(self._versions))]
        return found

    async def draft(self) -> Working | None:
        """Give the draft; None where there is none."""
        state = await self._store.state()
        return await self._working(state) if state.draft else None

    async def file(self, path: str) -> tuple[str | None, str]:
        """Give a file of the draft, or else of the live version, and the revision that a save must name."""
        text = (await self._working(await self._store.state())).files.get(path)
        return text, revision(text)

    async def save(self, path: str, text: str | None, named: str, who: str, why: str = "") -> str:
        """Put a file into the draft, or with None take it out; returns the file's new revision.

        `named` is the revision that was looked at. Raises DraftChanged where the file has another one by
        now, and ContentRefused for what can be no file of the content.
        """
        storable({path: text})
        who, why = line(who), line(why)
        while True:
            state = await self._store.state()
            working = await self._working(state)
            if revision(working.files.get(path)) != named:
                raise await asyncio.to_thread(_changed, working, path, named)
            edits = (*working.draft.edits, Edit(path, text, who, self._clock()))
            settled = tuple(one for one in working.draft.conflicts if one.path != path)
            draft = Draft(working.base.number, edits, settled)
            entry = self._entry(who, "saved", state.live, [path], why)
            if await self._made(ContentChange(token=state.token, entry=entry, draft=draft)):
                return revision(text)

    async def take(
        self, files: Files, who: str, why: str = "", mark: Mark | None = None
    ) -> tuple[Conflict, ...]:
        """Bring files that were changed elsewhere into the draft; returns where ours stayed instead.

        `mark` says what they were exported from; without one they are held against the live version. Files
        without the questionnaire are a part of the content: what is not among them stays. Raises
        ContentRefused, UnknownVersion and ExportTooOld.
        """
        storable(files)
        who, why = line(who), line(why)
        while True:
            state = await self._store.state()
            working = await self._working(state)
            before = await self._exported(working, mark or Mark(state.live))
            theirs = files if _HEART in files else {**before, **files}
            taken = partial(taken_in, working, before, theirs, who, self._clock(), settles=True)
            draft = await asyncio.to_thread(taken)
            if draft is None:
                return ()
            paths = [edit.path for edit in draft.edits if edit.id is None]
            entry = self._entry(who, "imported", state.live, paths, why)
            if await self._made(ContentChange(token=state.token, entry=entry, draft=draft)):
                known = set(working.draft.conflicts)
                return tuple(one for one in draft.conflicts if one not in known)

    async def discard(self, who: str, why: str = "", seen: str | None = None) -> None:
        """Throw the draft away; `seen` names the one that is meant. Raises NoDraft and DraftChanged."""
        state, working = await self._named(seen)
        entry = self._entry(
            line(who), "discarded", state.live, [one.path for one in working.changes], line(why)
        )
        await self._made_or_changed(ContentChange(token=state.token, entry=entry, ends_draft=True))

    async def check(self) -> tuple[Fault, ...]:
        """List all that is wrong with the draft, or else with the live version."""
        return await self._findings(await self._working(await self._store.state()))

    async def impact(self) -> Impact | None:
        """Tell what publishing the draft changes for shops. Raises ContentRefused.

        None where this release cannot use the live content: there is nothing to compare with.
        """
        working = await self._working(await self._store.state())
        return await self._weighed(working.base.files, working.files)

    async def impact_of(self, number: int) -> Impact | None:
        """Tell the same of going back to a version. Raises UnknownVersion and ContentRefused."""
        return await self._weighed((await self.live()).files, (await self.version(number)).files)

    async def publish(self, who: str, why: str, seen: str | None = None) -> Version:
        """Make the draft the live version, at once and whole; `seen` names the one that is meant.

        Raises NoDraft, ContentRefused while the check finds an error, and DraftChanged.
        """
        state, working = await self._named(seen)
        if not working.changes:
            raise NoDraft
        await self._approve(working)
        digest = await asyncio.to_thread(version, working.files)
        edition = Edition(working.files, digest, line(who), line(why))
        paths = [one.path for one in working.changes]
        entry = self._entry(edition.who, "published", state.live + 1, paths, edition.why)
        return await self.version(
            await self._made_or_changed(
                ContentChange(token=state.token, entry=entry, version=edition, ends_draft=True)
            )
        )

    async def rollback(self, number: int, who: str, why: str) -> Version:
        """Make an earlier version live again, under a new number; the draft goes on from there.

        Raises UnknownVersion, and ContentRefused where this release finds an error in it.
        """
        while True:
            state = await self._store.state()
            working, old = await self._working(state), await self._version(number)
            if old is None or number == state.live:
                raise UnknownVersion(number, state.live)
            await self._approve(Working(old, Draft(number)))
            edition = Edition(old.files, old.digest, line(who), line(why))
            move = partial(moved, working, old.files, state.live + 1, self._clock())
            draft = await asyncio.to_thread(move) if state.draft else None
            paths = [one.path for one in changes(working.base.files, old.files)]
            told = f"to version {number}: {edition.why}"
            entry = self._entry(edition.who, "rolled back", state.live + 1, paths, told)
            change = ContentChange(
                token=state.token, entry=entry, version=edition, ends_draft=True, draft=draft
            )
            made = await self._made(change)
            if made:
                return await self.version(made)

    async def log(self, limit: int = 100) -> tuple[Entry, ...]:
        """List who did what, the newest first."""
        return await self._store.log(limit)

    async def _working(self, state: State) -> Working:
        """Give the draft; where there is none, an empty one on the live version."""
        number = state.draft.base if state.draft else state.live
        return Working(await self.version(number), state.draft or Draft(number))

    async def _named(self, seen: str | None) -> tuple[State, Working]:
        state = await self._store.state()
        if state.draft is None:
            raise NoDraft
        working = await self._working(state)
        if seen not in (None, working.seen):
            last = working.draft.edits[-1] if working.draft.edits else None
            raise DraftChanged("", last.who if last else None, last.at if last else None)
        return state, working

    async def _exported(self, working: Working, mark: Mark) -> Files:
        if not mark.edit:
            return (await self.version(mark.version)).files
        return working.files_at(mark.edit)

    async def _approve(self, working: Working) -> None:
        found = await self._findings(working)
        errors = [fault for fault in found if fault.severity == "error"]
        if errors:
            raise ContentRefused(errors)

    async def _findings(self, working: Working) -> tuple[Fault, ...]:
        return await self.checking.findings(working, self._clock().date())

    async def _weighed(self, before: Files, after: Files) -> Impact | None:
        return await self.checking.impact(before, after, self._clock().date())

    async def _made(self, change: ContentChange) -> int:
        """Make a change; 0 where somebody else was first."""
        try:
            return await self._store.commit(change)
        except VersionConflict:
            return 0

    async def _made_or_changed(self, change: ContentChange) -> int:
        made = await self._made(change)
        if not made:
            raise DraftChanged
        return made

    def _entry(self, who: str, action: LogAction, number: int, paths: Sequence[str], why: str) -> Entry:
        return Entry(self._clock(), who, action, number, tuple(dict.fromkeys(paths)), why)


def _changed(working: Working, path: str, named: str) -> DraftChanged:
    edit, now = working.last_edit(path), working.files.get(path)
    known, looked_at = working.text_at(path, named)
    told = difference(path, looked_at, now) if known else ""
    return DraftChanged(
        path, edit.who if edit else working.base.who, edit.at if edit else working.base.created, told
    )
