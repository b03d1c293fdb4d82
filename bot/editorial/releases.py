"""What a release brings: live where admins changed nothing, and into a draft where they did."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.editorial.rebase import left_over, rebased_draft, taken_in
from bot.editorial.working import Working
from bot.library.files import Files
from bot.library.loader import load, version
from bot.library.merge import Merged, changes, merge
from bot.library.parsing.source import ContentFaults, Fault
from bot.records.content import ChangeContent, Draft, Edition, Entry, State
from bot.storage.chats.records import VersionConflict
from bot.storage.database import Storage
from bot.storage.schema.version import is_newer

WHO = "release"
_FIRST = "what this release ships with"
_NEW = "what this release ships with; nobody had changed the content"
_FORCED = "the live content does not fit this release, so this release's was merged with it"
_PARTED = "the live content does not fit this release; what could not be merged stands in the draft"
_OTHER = "this release ships with other content"
REASONS = (_FIRST, _NEW, _FORCED, _PARTED, _OTHER)
"""Why, as the log says it."""


class Releases:
    """Brings in the content that a release ships with."""

    def __init__(self, storage: Storage, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._storage = storage
        self._clock = clock

    async def begin(self, shipped: Files) -> None:
        """Make version 1, where there is no version. Raises StorageFault."""
        state = await self._storage.run(lambda unit: unit.content.state())
        if not state.live:
            await self._try_commit(self._publication(state, {}, shipped, shipped, _FIRST))

    async def arrive(self, shipped: Files) -> None:
        """Bring in what this release ships with, once; nothing after a newer one. Raises StorageFault.

        Where the live content is what the release before brought, it becomes the live version. Else it is
        merged into the draft, for an admin to publish. Only where this release cannot read the live content
        at all, as much of the two goes live merged as it can read, and the rest stands in the draft.
        """
        if is_newer(await self._storage.run(lambda unit: unit.content.shipped_by())):
            return
        while True:
            change = await self._arrival(shipped)
            if change is None or await self._try_commit(change):
                return

    async def _arrival(self, shipped: Files) -> ChangeContent | None:
        state, before = await self._storage.run(
            lambda unit: (unit.content.state(), unit.content.shipped_content())
        )
        live = await self._storage.version(state.live)
        if live is None or before is None:
            return self._publication(state, {}, shipped, shipped, _FIRST)
        if before == shipped:
            return None
        working = Working(live, state.draft or Draft(live.number))
        if live.files == before:
            change = self._publication(state, live.files, shipped, shipped, _NEW)
            return self._with_draft(change, rebased_draft(working, shipped, state.live + 1, self._clock()))
        merged = merge(before, live.files, shipped)
        if await _faults(live.files):
            files = await _that_fits(merged, shipped)
            why = _FORCED if files == merged.files else _PARTED
            change = self._publication(state, live.files, files, shipped, why)
            wanted = merge(before, working.files, shipped)
            carried = left_over(working, files, wanted, state.live + 1, self._clock())
            return self._with_draft(change, carried)
        draft = taken_in(working, before, shipped, WHO, self._clock(), settles=False)
        paths = tuple(edit.path for edit in draft.edits if edit.id is None) if draft else ()
        entry = Entry(self._clock(), WHO, "merged", state.live, paths, _OTHER)
        return ChangeContent(token=state.token, entry=entry, shipped=shipped, draft=draft)

    def _publication(
        self, state: State, live: Files, files: Files, shipped: Files, why: str
    ) -> ChangeContent:
        paths = tuple(one.path for one in changes(live, files)) if live else ()
        return ChangeContent(
            token=state.token,
            entry=Entry(self._clock(), WHO, "shipped", state.live + 1, paths, why),
            version=Edition(files, version(files), WHO, why),
            shipped=shipped,
        )

    @staticmethod
    def _with_draft(change: ChangeContent, draft: Draft | None) -> ChangeContent:
        return replace(change, ends_draft=True, draft=draft)

    async def _try_commit(self, change: ChangeContent) -> bool:
        try:
            await self._storage.run(lambda unit: unit.content.commit(change))
        except VersionConflict:
            return False
        return True


async def _that_fits(merged: Merged, shipped: Files) -> Files:
    """Give of what was merged as much as this release can use.

    Of the files at fault this release's are taken; where they are that already, of those in which both sides
    changed the same place; and else of all.
    """
    files = merged.files
    while faults := await _faults(files):
        differing = {path for path in {*files, *shipped} if files.get(path) != shipped.get(path)}
        at_fault = {fault.file for fault in faults if fault.severity == "error"}
        torn = {conflict.path for conflict in merged.conflicts}
        yielding = differing & at_fault or differing & torn or differing
        if not yielding:
            break
        kept = {path: text for path, text in files.items() if path not in yielding}
        files = {**kept, **{path: shipped[path] for path in yielding if path in shipped}}
    return files


async def _faults(files: Files) -> tuple[Fault, ...]:
    """List what keeps this release from using content; nothing where it can."""
    try:
        await asyncio.to_thread(load, files)
    except ContentFaults as found:
        return found.faults
    return ()
