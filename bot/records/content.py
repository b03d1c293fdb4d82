"""The content in versions, the draft of the next one, the log, and what changing it comes to."""

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from bot.library.files import Files
from bot.library.merge import Conflict
from bot.library.parsing.source import Fault
from bot.library.schema.admin import LogAction
from bot.library.schema.content import Content
from bot.records.people import Appointment


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


@dataclass(frozen=True)
class Edition:
    """A version to be made: its files, their name by `bot.library.loader.version`, who says why."""

    files: Files
    digest: str
    who: str
    why: str

    @cached_property
    def stored_bytes(self) -> bytes:
        """The files as they are stored; worked out at the first call, which takes some 20 ms."""
        return encode_files(self.files)


@dataclass(frozen=True)
class Version(Edition):
    """A version of the content, which never changes; the one with the highest number is live."""

    number: int
    created: datetime
    release: str = ""
    """The release that stored it; empty of one that did not say so."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file of the draft as somebody left it; None took it out. Of one file the last edit counts."""

    path: str
    text: str | None
    who: str
    at: datetime
    id: int | None = None
    """None until it is stored; a later edit has a higher one, and none is ever used again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next version is made from."""

    base: int
    """The version that it changes, which is always the live one."""
    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """Where something else came in beside an edit, and nobody has looked at it yet."""


@dataclass(frozen=True, slots=True)
class State:
    """Where things stand."""

    token: int
    """Names this state; any change makes another."""
    live: int
    """0 while there is no version."""
    draft: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChangeContent:
    """Change the content, whole and only in the state that the change was worked out for.

    A write like those of `bot.records.writes`. Each is another one, however alike they are: what is read
    after it is asked for by the change itself.
    """

    token: int
    entry: Entry
    """Names the version that is live after it."""
    appointment: Appointment | None = None
    """By which its author is an administrator, where it must still stand when the change is made."""
    version: Edition | None = None
    """Becomes the live version."""
    shipped: Files | None = None
    """What this release brought, for the next one to be held against."""
    ends_draft: bool = False
    draft: Draft | None = None
    """The draft as it is from now on; of its edits, those without an id are added to those there are."""


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
    """What comes of a change of the draft or of the live version."""

    outcome: Literal["done", "changed", "refused", "nothing"]
    version: int = 0
    """The live version after it."""
    who: str = ""
    """Who changed it meanwhile."""
    now: str = ""
    """What stands there now."""
    errors: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an order comes to, and the change to be written for it; nothing was changed yet."""

    outcome: ChangeOutcome
    change: ChangeContent | None = None
    """None where nothing is to be changed: the outcome says why."""


def encode_files(files: Files) -> bytes:
    """Give files as they are stored."""
    return zlib.compress(json.dumps(dict(files)).encode())


def decode_files(stored: bytes) -> Files:
    """Read files as they are stored."""
    files: Files = json.loads(zlib.decompress(stored))
    return files
