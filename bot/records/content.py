"""What came of changing the content, and what is known of its draft and its log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.library.parsing.source import Fault
from bot.library.schema.admin import LogAction
from bot.library.schema.content import Content


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit trail."""

    at: datetime
    who: str
    action: LogAction
    """Of those about people, what is told of them stands under `why`."""
    version: int | None
    """The version that came of it, or that it was about."""
    paths: tuple[str, ...] = ()
    """The files that it changed."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that the draft has otherwise; a whole file has no name, and None is what is not there."""

    path: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the check says of a text that is not saved yet."""

    errors: tuple[Fault, ...]
    """What keeps it from being saved."""
    warnings: tuple[Fault, ...]
    """What else there is to know."""
    content: Content | None = None
    """The draft with it, where nothing at all is wrong."""


@dataclass(frozen=True, slots=True)
class ChangeOutcome:
    """What came of a change of the draft or of the live version."""

    outcome: Literal["done", "changed", "refused", "nothing"]
    version: int = 0
    """The live version after it."""
    who: str = ""
    """Who changed it meanwhile."""
    now: str = ""
    """What stands there now."""
    errors: tuple[Fault, ...] = ()
