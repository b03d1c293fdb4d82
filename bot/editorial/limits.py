"""What admins may hand in: lines about themselves, and files that can be kept and written out again."""

from collections.abc import Mapping

from bot.editorial.errors import ContentRefused
from bot.lib.text import one_line
from bot.library.archive import MAX_ENTRIES, MAX_FILE
from bot.library.files import is_content_path
from bot.library.parsing.problem import Problem
from bot.library.parsing.source import Fault

_LONGEST = 300


def line(text: str) -> str:
    """Make one line of what somebody wrote about a change."""
    return one_line(text)[:_LONGEST]


def check_storable(files: Mapping[str, str | None]) -> None:
    """Check that files can be kept: their names, sizes and number. Raises ContentRefused.

    What is wrong in them is not looked at here, but by the check of the content.
    """
    faults = [
        Fault(path[:_LONGEST], 1, said) for path, text in files.items() if (said := _unusable(path, text))
    ]
    if len(files) > MAX_ENTRIES:
        faults.append(Fault("", 1, Problem("files_many", most=MAX_ENTRIES)))
    if faults:
        raise ContentRefused(faults)


def _unusable(path: str, text: str | None) -> Problem | None:
    if not is_content_path(path):
        return Problem("file_name")
    try:
        size = len((text or "").encode())
    except UnicodeEncodeError:
        return Problem("not_utf8")
    return Problem("file_size", most=MAX_FILE) if size > MAX_FILE else None
