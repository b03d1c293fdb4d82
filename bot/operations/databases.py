"""The doctor's look at the database: whether it is whole, takes changes and is up to date."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.lib.database_urls import is_postgres, sqlite_path
from bot.operations.findings import Finding, todo
from bot.storage.database import CannotOpen
from bot.storage.engines.sqlite import MEMORY, said_by
from bot.storage.schema.steps import known_steps
from bot.storage.schema.version import Schema, unreadable

_FREE_BYTES = 500 * 2**20
_OLDEST_SERVER = 14


def database_findings(url: str) -> Iterator[Finding]:
    """Look at the database that a URL names, and change nothing in it."""
    return _server(url) if is_postgres(url) else _file(sqlite_path(url))


def is_current(url: str) -> bool:
    """Tell whether a database can be opened as it is: to bring it up to date is not for the doctor."""
    if is_postgres(url):
        from bot.storage.engines.inspect import look

        try:
            seen = look(url)
            return _is_current(seen.schema, seen.steps or frozenset())
        except CannotOpen:
            return False
    path = Path(sqlite_path(url))
    if str(path) == MEMORY or not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return _is_current(*said_by(db))
    except sqlite3.Error:
        return False


def _server(url: str) -> Iterator[Finding]:
    # Here, because most bots need no server.
    from bot.storage.engines.inspect import look

    try:
        seen = look(url)
    except CannotOpen as fault:
        yield todo("database", f"{fault} See DATABASE_URL, and whether the server runs")
        return
    if seen.release < _OLDEST_SERVER:
        yield todo("database", f"PostgreSQL {seen.release}: install {_OLDEST_SERVER} or later")
    elif not seen.utf8:
        yield todo("database", "its encoding is not UTF8: make one with CREATE DATABASE … ENCODING 'UTF8'")
    elif not seen.writes:
        yield todo("database", "takes no changes: see whether it is a standby, and what the role may do")
    else:
        yield Finding("database", f"PostgreSQL {seen.release} takes changes")
    if seen.steps is None:
        yield Finding("migrations", "there are no tables yet; the first start makes them")
    else:
        yield _migrations(seen.schema, seen.steps)


def _file(path: str) -> Iterator[Finding]:
    if path == MEMORY:
        yield todo("database", "in memory: everything is lost with the process; set DATABASE_URL to a file")
        return
    file = Path(path)
    yield _disk(file)
    if not file.exists():
        yield Finding("database", f"{file} does not exist yet; the first start makes it")
        return
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=2)) as db:
            db.execute("BEGIN IMMEDIATE")
            db.rollback()
            found = [str(row[0]) for row in db.execute("PRAGMA quick_check(3)")]
            if found == ["ok"]:
                yield Finding("database", f"{file} is whole, and takes changes")
            else:
                yield todo("database", f"{file} is damaged: restore a backup ({' '.join(found)[:200]!r})")
            yield _migrations(*said_by(db))
    except (OSError, sqlite3.Error) as fault:
        yield todo("database", f"{file}: {fault}; see who owns it, and whether the disk is full or read-only")


def _disk(file: Path) -> Finding:
    folder = file.resolve().parent
    if not folder.is_dir():
        return todo("disk", f"{folder} does not exist: make it, or correct DATABASE_URL")
    free = shutil.disk_usage(folder).free
    size = file.stat().st_size if file.exists() else 0
    # A backup needs the room of the database once, a restore twice.
    needed = max(_FREE_BYTES, 3 * size)
    told = f"{free // 2**20} MB free"
    return (
        Finding("disk", told) if free >= needed else todo("disk", f"{told}: make room, {needed // 2**20} MB")
    )


def _is_current(schema: Schema | None, taken: frozenset[str]) -> bool:
    return taken >= known_steps() and unreadable(schema, taken, known_steps()) is None


def _migrations(schema: Schema | None, taken: frozenset[str]) -> Finding:
    if why := unreadable(schema, taken, known_steps()):
        return todo("migrations", why)
    if missing := known_steps() - taken:
        told = (
            f"the next start brings the database up to date ({', '.join(sorted(missing))}): back it up first"
        )
        return todo("migrations", told)
    if taken > known_steps() and schema:
        return Finding("migrations", f"Winkelpeil {schema.release} added to it; this one can read it")
    return Finding("migrations", "the database is up to date")
