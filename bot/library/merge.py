"""What differs between two sets of content files, and how two changes of one set come together."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.library.files import Files

_MODELINE = re.compile(r"(?:# yaml-language-server:[^\n]*\n)?")
"""What names a file's schema, where its first line does."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\n\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that two sets do not have the same; None is the text of a file that is not there."""

    path: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        return difference(self.path, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both sides changed, each in its own way; what is there is ours."""

    path: str
    line: int
    """In our file, as it came out of the merge."""
    base: str | None
    """None where there is no such file."""
    ours: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    files: Files
    conflicts: tuple[Conflict, ...]


def changes(before: Files, after: Files) -> tuple[FileChange, ...]:
    """List the files that differ, by path."""
    paths = sorted({*before, *after})
    pairs = ((path, before.get(path), after.get(path)) for path in paths)
    return tuple(FileChange(path, one, other) for path, one, other in pairs if one != other)


def difference(path: str, before: str | None, after: str | None) -> str:
    """Write what differs between two texts of a file as a unified diff."""
    lines = difflib.unified_diff(
        _lines(before or ""),
        _lines(after or ""),
        "/dev/null" if before is None else f"a/{path}",
        "/dev/null" if after is None else f"b/{path}",
    )
    return "".join(line if line.endswith("\n") else f"{line}{_NO_END}" for line in lines)


def merge(base: Files, ours: Files, theirs: Files) -> Merged:
    """Bring the changes that two sides made to the same files together; where they conflict, ours stay."""
    files: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for path in sorted({*base, *ours, *theirs}):
        text = _merged_file(path, base.get(path), ours.get(path), theirs.get(path), conflicts)
        if text is not None:
            files[path] = text
    return Merged(files, tuple(conflicts))


def _merged_file(
    path: str, base: str | None, ours: str | None, theirs: str | None, conflicts: list[Conflict]
) -> str | None:
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    if base is None or ours is None or theirs is None:
        conflicts.append(Conflict(path, 1, base, ours, theirs))
        return ours
    # By itself: that a release names a schema is no conflict with a change of the next line.
    (had, base), (have, ours), (bring, theirs) = map(_modeline_and_rest, (base, ours, theirs))
    named = bring if have == had else have
    lines: list[str] = []
    for old, mine, other in _chunks(_lines(base), _lines(ours), _lines(theirs)):
        if mine == old:
            lines += other
            continue
        if other not in (old, mine):
            texts = ("".join(part) for part in (old, mine, other))
            conflicts.append(Conflict(path, bool(named) + len(lines) + 1, *texts))
        lines += mine
    return "".join((named, *lines))


def _modeline_and_rest(text: str) -> tuple[str, str]:
    """Part a text into the line that names its schema, or nothing, and the rest."""
    found = _MODELINE.match(text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def _chunks(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Cut three texts, alternately, into what stands between lines that all have, and such a line."""
    # The library merge3 cuts just so, but is under the GPL, and this is under the MIT licence.
    in_ours, in_theirs = _places(base, ours), _places(base, theirs)
    kept = [(line, in_ours[line], in_theirs[line]) for line in sorted(in_ours.keys() & in_theirs.keys())]
    old = mine = other = 0
    for line, our_line, their_line in (*kept, (len(base), len(ours), len(theirs))):
        yield base[old:line], ours[mine:our_line], theirs[other:their_line]
        old, mine, other = line + 1, our_line + 1, their_line + 1
        yield base[line:old], base[line:old], base[line:old]


def _places(base: Sequence[str], side: Sequence[str]) -> dict[int, int]:
    """Tell where lines of the base stand on a side that kept them."""
    matches = difflib.SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks()
    return {match.a + offset: match.b + offset for match in matches for offset in range(match.size)}


def _lines(text: str) -> list[str]:
    """Cut a text after each line feed alone, so that its parts make up just the same text."""
    return _LINE.findall(text)
