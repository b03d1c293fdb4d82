"""Changes of the content, worked out and checked beforehand: a commit only compares and adds."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.editorial.errors import ContentRefused, DraftChanged, NoDraft, UnknownVersion
from bot.editorial.limits import check_storable, line
from bot.editorial.reading import Reading
from bot.editorial.rebase import Incoming, extended_draft, rebased_draft
from bot.editorial.working import Mark, Working, revision
from bot.library.files import Files
from bot.library.loader import version
from bot.library.merge import Conflict, changes, difference
from bot.library.schema.admin import LogAction
from bot.records.content import ChangeContent, Draft, Edit, Edition, Entry, State

_HEART = "questionnaire.yaml"


@dataclass(frozen=True, slots=True)
class Intake:
    """What files that were changed elsewhere bring into a draft."""

    change: ChangeContent | None
    """None where they bring nothing."""
    conflicts: tuple[Conflict, ...] = ()
    """Where ours stayed instead."""


class Preparing(Reading):
    """Prepares changes for the present state of the content; in another state none of them can be made."""

    async def prepare_save(
        self, path: str, text: str | None, named: str, who: str, why: str = ""
    ) -> ChangeContent:
        """Put a file into the draft, or with None take it out.

        `named` is the revision that was looked at. Raises DraftChanged where the file has another one by
        now, and ContentRefused for what can be no file of the content.
        """
        check_storable({path: text})
        state, working = await self.standing()
        if revision(working.files.get(path)) != named:
            raise await asyncio.to_thread(_draft_changed_error, working, path, named)
        return self.saving(state, working, {path: text}, who, why)

    def saving(
        self, state: State, working: Working, files: Mapping[str, str | None], who: str, why: str
    ) -> ChangeContent:
        """Put files into the draft of a state, or with None take them out. Raises ContentRefused."""
        check_storable(files)
        now, who = self._clock(), line(who)
        edits = (*working.draft.edits, *(Edit(path, text, who, now) for path, text in files.items()))
        settled = tuple(one for one in working.draft.conflicts if one.path not in files)
        draft = Draft(working.base.number, edits, settled)
        entry = self._entry(who, "saved", state.live, list(files), line(why))
        return ChangeContent(token=state.token, entry=entry, draft=draft)

    async def prepare_take(self, files: Files, who: str, why: str = "", mark: Mark | None = None) -> Intake:
        """Bring files that were changed elsewhere into the draft.

        `mark` says what they were exported from; without one they are held against the live version. Files
        without the questionnaire are a part of the content: what is not among them stays. Raises
        ContentRefused, UnknownVersion and ExportTooOld.
        """
        check_storable(files)
        who, why = line(who), line(why)
        state, working = await self.standing()
        before = await self._exported_files(working, mark or Mark(state.live))
        theirs = files if _HEART in files else {**before, **files}
        incoming = Incoming(before, theirs, who, self._clock())
        draft = await asyncio.to_thread(extended_draft, working, incoming, settles=True)
        if draft is None:
            return Intake(None)
        paths = [edit.path for edit in draft.edits if edit.id is None]
        entry = self._entry(who, "imported", state.live, paths, why)
        known = set(working.draft.conflicts)
        return Intake(
            ChangeContent(token=state.token, entry=entry, draft=draft),
            tuple(one for one in draft.conflicts if one not in known),
        )

    async def prepare_discard(self, who: str, why: str = "", seen: str | None = None) -> ChangeContent:
        """Throw the draft away; `seen` names the one that is meant. Raises NoDraft and DraftChanged."""
        state, working = await self._draft_as_seen(seen)
        paths = [one.path for one in working.changes]
        entry = self._entry(line(who), "discarded", state.live, paths, line(why))
        return ChangeContent(token=state.token, entry=entry, ends_draft=True)

    async def prepare_publish(self, who: str, why: str, seen: str | None = None) -> ChangeContent:
        """Make the draft the live version, at once and whole; `seen` names the one that is meant.

        Raises NoDraft, ContentRefused while the check finds an error, and DraftChanged.
        """
        state, working = await self._draft_as_seen(seen)
        if not working.changes:
            raise NoDraft
        await self._approve(working)
        digest = await asyncio.to_thread(version, working.files)
        edition = await _ready(Edition(working.files, digest, line(who), line(why)))
        paths = [one.path for one in working.changes]
        entry = self._entry(edition.who, "published", state.live + 1, paths, edition.why)
        return ChangeContent(token=state.token, entry=entry, version=edition, ends_draft=True)

    async def prepare_rollback(
        self, number: int, who: str, why: str, seen: int | None = None
    ) -> ChangeContent:
        """Make an earlier version live again, under a new number; the draft goes on from there.

        `seen` is the version that is live, as it was looked at. Raises UnknownVersion, DraftChanged, and
        ContentRefused where this release finds an error in it.
        """
        state, working = await self.standing()
        if seen not in (None, state.live):
            raise DraftChanged
        old = await self._version(number)
        if old is None or number == state.live:
            raise UnknownVersion(number, state.live)
        await self._approve(Working(old, Draft(number)))
        edition = await _ready(Edition(old.files, old.digest, line(who), line(why)))
        move = partial(rebased_draft, working, old.files, state.live + 1, self._clock())
        draft = await asyncio.to_thread(move) if state.draft else None
        paths = [one.path for one in changes(working.base.files, old.files)]
        told = f"to version {number}: {edition.why}"
        entry = self._entry(edition.who, "rolled back", state.live + 1, paths, told)
        return ChangeContent(token=state.token, entry=entry, version=edition, ends_draft=True, draft=draft)

    async def _draft_as_seen(self, seen: str | None) -> tuple[State, Working]:
        state, working = await self.standing()
        if state.draft is None:
            raise NoDraft
        if seen not in (None, working.draft_revision):
            last = working.draft.edits[-1] if working.draft.edits else None
            raise DraftChanged("", last.who if last else None, last.at if last else None)
        return state, working

    async def _exported_files(self, working: Working, mark: Mark) -> Files:
        if not mark.edit:
            return (await self.version(mark.version)).files
        return working.files_at(mark.edit)

    async def _approve(self, working: Working) -> None:
        found = await self._findings(working)
        errors = [fault for fault in found if fault.severity == "error"]
        if errors:
            raise ContentRefused(errors)

    def _entry(self, who: str, action: LogAction, number: int, paths: Sequence[str], why: str) -> Entry:
        return Entry(self._clock(), who, action, number, tuple(dict.fromkeys(paths)), why)


async def _ready(edition: Edition) -> Edition:
    """Pack a version, in a thread: a commit does not wait for it."""
    await asyncio.to_thread(lambda: edition.stored_bytes)
    return edition


def _draft_changed_error(working: Working, path: str, named: str) -> DraftChanged:
    edit, now = working.last_edit(path), working.files.get(path)
    known, looked_at = working.text_at(path, named)
    told = difference(path, looked_at, now) if known else ""
    return DraftChanged(
        path, edit.who if edit else working.base.who, edit.at if edit else working.base.created, told
    )
