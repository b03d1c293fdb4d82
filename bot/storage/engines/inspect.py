"""What can be seen of a PostgreSQL database without changing anything in it."""

from dataclasses import dataclass

import psycopg

from bot.storage.engines.postgres import OPENING_S, cannot_open
from bot.storage.schema.version import Schema, stored_schema

_WRITES = (
    "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' "
    "AND has_schema_privilege(current_schema(), 'CREATE')"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A database, as it is."""

    release: int
    utf8: bool
    writes: bool
    """Whether this role may change it, tables included."""
    steps: frozenset[str] | None
    """The steps by which its tables were made; None without tables."""
    schema: Schema | None
    """What it says of itself; None of an older one."""


def look(url: str) -> Seen:
    """Look at a database. Raises CannotOpen."""
    try:
        with psycopg.connect(url, connect_timeout=OPENING_S, autocommit=True) as connection:
            (made,) = connection.execute("SELECT to_regclass('steps_taken')").fetchone() or (None,)
            (says,) = connection.execute("SELECT to_regclass('schema_state')").fetchone() or (None,)
            rows = connection.execute("SELECT name FROM steps_taken").fetchall() if made else None
            return Seen(
                release=connection.info.server_version // 10_000,
                utf8=connection.info.parameter_status("server_encoding") == "UTF8",
                writes=connection.execute(_WRITES).fetchone() == (True,),
                steps=None if rows is None else frozenset(name for (name,) in rows),
                schema=stored_schema(connection) if says else None,
            )
    except psycopg.Error as fault:
        raise cannot_open(fault) from fault
