"""What an admin is told when a change of the content is not made; nothing was changed then."""

from collections.abc import Sequence
from datetime import datetime

from content.source import Fault


class EditorialFault(Exception):
    """A change of the content that is not made; the text says what to do."""


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
        self.faults = tuple(faults)


class NoDraft(EditorialFault):
    """There is no draft, or nothing in it."""

    def __init__(self) -> None:
        super().__init__("There is no draft, or nothing in it: change something first.")


class UnknownVersion(EditorialFault):
    """There is no such version to go back to."""

    def __init__(self, number: int, live: int) -> None:
        say = f"{number} is the live one" if number == live else f"there is no version {number}"
        super().__init__(f"{say}; choose one from 1 to {live - 1}." if live > 1 else f"{say}, and no other.")


class ExportTooOld(EditorialFault):
    """Files were exported from a draft that is gone, so nobody can tell what was changed in them."""

    def __init__(self) -> None:
        super().__init__(
            "These files are of a draft that was published or begun anew since; export again, and make the "
            "change in that."
        )
