"""How changes from elsewhere come into a draft: of a release, of an import, or of another live version."""

from dataclasses import dataclass
from datetime import datetime

from bot.editorial.working import Working
from bot.library.files import Files
from bot.library.merge import Conflict, Merged, changes, merge
from bot.records.content import Draft, Edit


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was changed outside the editor: the files before and after it, by whom, and when it comes in."""

    before: Files
    after: Files
    who: str
    at: datetime


def rebased_draft(working: Working, files: Files, number: int, at: datetime) -> Draft | None:
    """Put a draft on another version, with the same changes; None where nothing is left of it."""
    merged = merge(working.base.files, working.files, files)
    edits = tuple(
        Edit(one.path, one.after, _editor(working, one.path), at) for one in changes(files, merged.files)
    )
    return _draft(number, edits, (*working.draft.conflicts, *merged.conflicts))


def extended_draft(working: Working, incoming: Incoming, *, settles: bool) -> Draft | None:
    """Add to a draft what was changed elsewhere; None where nothing comes of it.

    Where it `settles`, a file that it changes was looked at, and open conflicts in it are closed.
    """
    merged = merge(incoming.before, working.files, incoming.after)
    edits = tuple(
        Edit(one.path, one.after, incoming.who, incoming.at) for one in changes(working.files, merged.files)
    )
    if not edits and not merged.conflicts:
        return None
    closed = {edit.path for edit in edits} if settles else set()
    open_still = [conflict for conflict in working.draft.conflicts if conflict.path not in closed]
    return _draft(working.base.number, (*working.draft.edits, *edits), (*open_still, *merged.conflicts))


def leftover_draft(
    working: Working, published: Files, wanted: Merged, number: int, at: datetime
) -> Draft | None:
    """Keep in a draft what was wanted and could not be published with the rest; None if that is nothing."""
    edits = tuple(
        Edit(one.path, one.after, _editor(working, one.path), at) for one in changes(published, wanted.files)
    )
    return _draft(number, edits, (*working.draft.conflicts, *wanted.conflicts))


def _draft(base: int, edits: tuple[Edit, ...], conflicts: tuple[Conflict, ...]) -> Draft | None:
    return Draft(base, edits, tuple(dict.fromkeys(conflicts))) if edits or conflicts else None


def _editor(working: Working, path: str) -> str:
    edit = working.last_edit(path)
    return edit.who if edit else working.base.who
