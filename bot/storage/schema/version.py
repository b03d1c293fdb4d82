"""Whether this release can read what is stored, or a newer one wrote it so that it cannot."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

NUMBER = 19
"""Of the schema as this release makes it. A release that changes what is stored adds one: tables, sessions,
replies or content."""

READ_FROM = 19
"""The lowest number whose release can work with what this one stores. It stays where a step only adds what
older ones need not know, so that in a rolling upgrade they go on; it becomes NUMBER where they must not."""

READ_FROM_RELEASE = "0.1.0"
"""The release that first had that number."""


class CannotOpen(Exception):
    """The database cannot be opened or made; the text says why."""


class NewerDatabase(CannotOpen):
    """A newer release wrote the database, and this one cannot read it."""


class _Asked(Protocol):
    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database says of itself."""

    number: int
    read_from: int
    release: str
    read_from_release: str


@cache
def this_release() -> str:
    """Name the release that runs."""
    return version("winkelpeil")


def is_newer(release: str) -> bool:
    """Tell whether a release is later than the one that runs; one without a name is not."""
    return _numbers(release) > _numbers(this_release())


def stored_schema(db: _Asked) -> Schema | None:
    """Read what the database says of itself; None where it says nothing. It has the table."""
    row = db.execute("SELECT number, read_from, release, read_from_release FROM schema_state").fetchone()
    return Schema(*row) if row else None


def unreadable(schema: Schema | None, taken: Collection[str], known: Collection[str]) -> str | None:
    """Say in a line why this release cannot work with a database, and what to do; None where it can.

    `taken` are the steps by which its tables were made, `known` those of this release.
    """
    unknown = set(taken) - set(known)
    if schema is not None and schema.number > NUMBER:
        if schema.read_from <= NUMBER:
            return None
        return _line(schema.read_from_release or schema.release, schema.number)
    if unknown:
        numbers = [int(found[0]) for name in unknown if (found := re.match(r"\d+", name))]
        return _line("", max(numbers, default=NUMBER))
    return None


def state(db: _Asked) -> None:
    """Have a database say what this release made of it, in a transaction that is open."""
    db.execute(
        "INSERT INTO schema_state (id, number, read_from, release, read_from_release) VALUES (1, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET number = excluded.number, read_from = excluded.read_from, "
        "release = excluded.release, read_from_release = excluded.read_from_release "
        "WHERE schema_state.number < excluded.number",
        (NUMBER, READ_FROM, this_release(), READ_FROM_RELEASE),
    )


def _line(release: str, number: int) -> str:
    writer = f"Winkelpeil {release} or later" if release else "a newer release of Winkelpeil"
    return (
        f"This database was written by {writer} (schema {number}); this is {this_release()} "
        f"(reads up to {NUMBER}): install {release or 'that release'} or later, or restore a backup."
    )


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", release))
