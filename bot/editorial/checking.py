"""Content checked and read, with what was checked of late remembered."""

import asyncio
from dataclasses import dataclass
from datetime import date

from bot.library.checks.check import check
from bot.library.files import Files
from bot.library.loader import load, version
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content


@dataclass(frozen=True, slots=True)
class Checked:
    findings: tuple[Fault, ...]
    content: Content | None
    """None where there are errors."""


class Checking:
    """Checks content; the pages of one admin ask for the same again and again."""

    def __init__(self, remembered: int = 4) -> None:
        self._remembered = remembered
        self._known: dict[str, Checked] = {}

    async def of(self, files: Files, today: date) -> Checked:
        """Check files, and read them where they have no errors."""
        key = f"{today} {version(files)}"
        if key not in self._known:
            # It takes some tenths of a second of computing.
            checked = await asyncio.to_thread(_checked, files, today)
            kept = list(self._known.items())[1 - self._remembered :]
            self._known = {**dict(kept), key: checked}
        return self._known[key]


def _checked(files: Files, today: date) -> Checked:
    found = tuple(check(files, today))
    return Checked(found, None if any(fault.severity == "error" for fault in found) else load(files))
