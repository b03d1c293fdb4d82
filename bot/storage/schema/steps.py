"""The tables, as numbered steps. A released step never changes: the next one does.

Each step is written down twice, side by side in `sql/`: for SQLite, with the reasons, and for PostgreSQL.
There numbers are BIGINT, since chat and message ids outgrow 32 bits, and texts have the collation "C": they
are compared by their bytes, as in SQLite, wherever the server stands.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlite_utils import Database, Migrations

_SQL = Path(__file__).with_name("sql")


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the tables, by the name under which a database notes that it has had it."""

    name: str

    def script(self, engine: Literal["sqlite", "postgres"]) -> str:
        """Give its statements, as they are written down for an engine."""
        return (_SQL / f"{self.name}.{engine}.sql").read_text(encoding="utf-8")


STEPS = tuple(Step(path.name.removesuffix(".sqlite.sql")) for path in sorted(_SQL.glob("*.sqlite.sql")))
"""In the order in which they are taken."""

migrations = Migrations("winkelpeil")
"""The steps, for an SQLite file."""


def known_steps() -> frozenset[str]:
    """Name the steps by which this release brings a database up to date."""
    return frozenset(step.name for step in STEPS)


def statements(script: str) -> Iterator[str]:
    """Give the statements of a script for SQLite one by one.

    To run a script at once, Python would first commit the transaction in which the steps are taken.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _taken_in_sqlite(step: Step) -> Callable[[Database], None]:
    def take(db: Database) -> None:
        for statement in statements(step.script("sqlite")):
            db.execute(statement)

    return take


for _step in STEPS:
    migrations(name=_step.name)(_taken_in_sqlite(_step))
