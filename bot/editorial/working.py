"""A draft as an admin sees it: the files, what was changed in them, and what is wrong."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from bot.editorial.errors import ExportTooOld
from bot.library.checks.translation import stale
from bot.library.files import Files
from bot.library.merge import FileChange, changes
from bot.library.parsing.problem import Problem
from bot.library.parsing.source import Fault
from bot.records.content import Draft, Edit, Version

MARK = ".winkelpeil"
"""The hidden file beside an export, which says what it was exported from."""

NO_FILE = "-"
"""The revision of a file that is not there."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What files were exported from: a version, or the draft of it with the edits up to one."""

    version: int
    edit: int = 0

    def __str__(self) -> str:
        return f"{self.version}+{self.edit}" if self.edit else f"{self.version}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read a mark as it was written; None for any other text."""
        found = re.fullmatch(r"(\d{1,9})(?:\+(\d{1,9}))?\s*", text)
        return cls(int(found[1]), int(found[2] or 0)) if found else None


def revision(text: str | None) -> str:
    """Name a file's text; a save names the text that it changes."""
    return NO_FILE if text is None else hashlib.sha256(text.encode()).hexdigest()[:12]


class Working:
    """A version with a draft on it. The draft may hold only conflicts, and no change."""

    def __init__(self, base: Version, draft: Draft) -> None:
        self.base = base
        self.draft = draft

    @cached_property
    def files(self) -> Files:
        return self._files(self.draft.edits)

    @cached_property
    def changes(self) -> tuple[FileChange, ...]:
        """What publishing it changes."""
        return changes(self.base.files, self.files)

    @property
    def mark(self) -> Mark:
        return Mark(self.base.number, max((edit.id or 0 for edit in self.draft.edits), default=0))

    @property
    def draft_revision(self) -> str:
        """Name the draft as it is, for a publication that means just this one."""
        return str(self.mark)

    def last_edit(self, path: str) -> Edit | None:
        return next((edit for edit in reversed(self.draft.edits) if edit.path == path), None)

    def text_at(self, path: str, named: str) -> tuple[bool, str | None]:
        """Find the text that a file's revision names, if this draft still knows it."""
        known = [self.base.files.get(path), *(edit.text for edit in self.draft.edits if edit.path == path)]
        return next(((True, text) for text in known if revision(text) == named), (False, None))

    def files_at(self, edit: int) -> Files:
        """Give the files as they were after an edit. Raises ExportTooOld."""
        if edit not in {one.id for one in self.draft.edits}:
            raise ExportTooOld
        return self._files(tuple(one for one in self.draft.edits if (one.id or 0) <= edit))

    def findings(self, checked: Iterable[Fault]) -> tuple[Fault, ...]:
        """List all that is wrong with it: what the check found, stale translations and open conflicts."""
        found = [*checked, *stale(self.base.files, self.files)]
        found += [
            Fault(conflict.path, conflict.line, _conflict_problem(conflict.theirs), "warning")
            for conflict in self.draft.conflicts
        ]
        return tuple(sorted(set(found)))

    def _files(self, edits: tuple[Edit, ...]) -> Files:
        texts = {**self.base.files, **{edit.path: edit.text for edit in edits}}
        return {path: text for path, text in sorted(texts.items()) if text is not None}


def _conflict_problem(theirs: str | None) -> Problem:
    if theirs is None:
        return Problem("conflict_removed")
    return Problem("conflict", theirs=repr(theirs))
