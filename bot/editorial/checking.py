"""Content checked, read and weighed in a thread, once for the same files."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from bot.editorial.errors import ContentRefused
from bot.editorial.working import Working
from bot.lib.memo import Worked
from bot.library.checks.check import faults_and_content
from bot.library.files import Files
from bot.library.impact import Impact, impact
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content


@dataclass(frozen=True, slots=True)
class Checked:
    findings: tuple[Fault, ...]
    read: Content | None
    """None where the loader finds an error."""

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.findings if fault.severity == "error")

    @property
    def content(self) -> Content | None:
        """What was read; None where the check finds any error."""
        return None if self.errors else self.read


class Checking:
    """Checks content, and remembers the results: the pages of admins ask for the same again and again.

    They are remembered by the texts of the files, so a change of the content never finds those of before.
    """

    def __init__(self, remembered: int = 4) -> None:
        self._checked: Worked[Checked] = Worked(remembered)
        self._found: Worked[tuple[Fault, ...]] = Worked(remembered)
        self._weighed: Worked[Impact | None] = Worked(remembered)

    async def of(self, files: Files, today: date) -> Checked:
        """Check files, and read them."""
        return await self._checked.of((today, key_of(files)), lambda: _check_result(files, today))

    async def findings(self, working: Working, today: date) -> tuple[Fault, ...]:
        """List all that is wrong with a draft."""
        found = (await self.of(working.files, today)).findings
        key = (found, key_of(working.base.files), key_of(working.files), working.draft.conflicts)
        return await self._found.of(key, lambda: working.findings(found))

    async def impact(self, before: Files, after: Files, today: date) -> Impact | None:
        """Tell what one content in another's place means. Raises ContentRefused.

        None where this release cannot use the one before: there is nothing to compare with.
        """
        coming = await self.of(after, today)
        content = coming.read
        if content is None:
            raise ContentRefused(coming.findings)
        was = (await self.of(before, today)).read
        if was is None:
            return None
        return await self._weighed.of((key_of(before), key_of(after)), lambda: impact(was, content))


def key_of(files: Files) -> Hashable:
    """Give a key that only equal files share; it is made and compared in microseconds."""
    return tuple(files.items())


def _check_result(files: Files, today: date) -> Checked:
    found, content = faults_and_content(files, today)
    return Checked(tuple(found), content)
