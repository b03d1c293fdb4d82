"""What the storage asks of a database engine: SQL that both SQLite and PostgreSQL understand.

A statement has `?` where a value goes. Flags are numbers, compared as such (`known = 1`); `ON CONFLICT` names
its columns; where a statement updates, the row that is there is named by its table.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

from sqlite_utils import Database

Value: TypeAlias = int | str | bytes | None


class Rows(Protocol):
    """What came of a statement."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Changed(Protocol):
    """How many rows a statement changed, over all rows of values."""

    @property
    def rowcount(self) -> int: ...


class Many(Protocol):
    def executemany(self, sql: str, rows: Iterable[Sequence[Value]], /) -> Changed:
        """Run a statement for each row of values; at once, where that takes a way to a server."""
        ...


class Server(Protocol):
    """A database that other machines may use as well."""

    @property
    def conn(self) -> Many: ...

    def execute(self, sql: str, parameters: Sequence[Value] = (), /) -> Rows:
        """Run a statement: inside the transaction of this thread, or by itself. Raises StorageFault."""
        ...

    def transaction(self, *, alone: bool) -> AbstractContextManager[None]:
        """Make changes, all or nothing; see `sqlite_file.transaction`. Raises StorageFault."""
        ...

    def one_moment(self) -> AbstractContextManager[None]:
        """Let several reads see the same state of the database."""
        ...

    def tidy(self) -> None: ...
    def close(self) -> None: ...


Sql: TypeAlias = Database | Server
"""A database that is open."""
