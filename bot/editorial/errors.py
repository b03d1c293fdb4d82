"""What an admin is told when a change of the content is not made; nothing was changed then."""

from collections.abc import Sequence
from datetime import datetime

from bot.library.parsing.problem import Problem
from bot.library.parsing.source import Fault


class EditorialFault(Exception):
    """A change of the content that is not made; the text says what to do."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong, as the check says it; nothing where the text alone says it."""
        return tuple(Fault("", 1, problem) for problem in self.args if isinstance(problem, Problem))


class DraftChanged(EditorialFault):
    """Somebody else changed the draft after it was looked at.

    With a `path` it is about that file: `who` left it so `at` that moment, and `difference` shows what
    changed. Both are None where another version was published meanwhile.
    """

    def __init__(
        self, path: str = "", who: str | None = None, at: datetime | None = None, difference: str = ""
    ) -> None:
        what = path or "the draft"
        by = f" by {who}" if who else ""
        moment = f" on {at:%Y-%m-%d at %H:%M} UTC" if at else ""
        said = f"{what} was changed meanwhile{by}{moment}; look at it again, and then once more"
        super().__init__(f"{said}:\n{difference}" if difference else f"{said}.")
        self.path = path
        self.who = who
        self.at = at
        self.difference = difference


class ContentRefused(EditorialFault):
    """The content has errors; `faults` names them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        lines = "\n".join(map(str, faults))
        super().__init__(f"This cannot be used yet; correct it first:\n{lines}")
        self._faults = tuple(faults)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self._faults


class NoDraft(EditorialFault):
    """There is no draft, or nothing in it."""

    def __init__(self) -> None:
        super().__init__(Problem("no_draft"))


class UnknownVersion(EditorialFault):
    """There is no such version to go back to."""

    def __init__(self, number: int, live: int) -> None:
        code = "version_live" if number == live else "version_unknown"
        if live > 1:
            super().__init__(Problem(code, number=number, last=live - 1))
        else:
            super().__init__(Problem(f"{code}_only", number=number))


class ExportTooOld(EditorialFault):
    """Files were exported from a draft that is gone, so nobody can tell what was changed in them."""

    def __init__(self) -> None:
        super().__init__(Problem("export_old"))
