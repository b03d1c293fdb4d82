"""Copies of the database: made while the bot runs, looked through, and put back."""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.storage.engines.sqlite import said_by
from bot.storage.schema.steps import known_steps, migrations
from bot.storage.schema.version import unreadable

_COUNTED = {
    "chats": "SELECT count(*) FROM chats",
    "finished": "SELECT count(*) FROM chats WHERE finished = 1",
    "unsent replies": "SELECT count(*) FROM replies",
    "organisations": "SELECT count(*) FROM organisations",
    "content versions": "SELECT count(*) FROM content_versions",
}
_NAMED = re.compile(r"winkelpeil-\d{8}T\d{6}Z\.db")
_LOCK_WAIT_S = 2.0


class BackupFault(Exception):
    """A backup that cannot be made, trusted or put back; the text says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds, by number."""

    counts: dict[str, int]

    def __str__(self) -> str:
        return ", ".join(f"{name}: {count}" for name, count in self.counts.items())


def name_at(moment: datetime) -> str:
    """Name a backup by its moment, so that the names sort by age."""
    return f"winkelpeil-{moment:%Y%m%dT%H%M%SZ}.db"


def back_up(database: Path, target: Path) -> Contents:
    """Copy a database, in use or not, into one new file, and look it through. Raises BackupFault."""
    if target.exists():
        raise BackupFault(f"{target} exists; a backup goes into a new file")
    part = target.with_name(f"{target.name}.part")
    try:
        with _removed_on_failure(part):
            _copy(database, part)
            contents = verify(part)
            part.rename(target)
        _sync_folder(target.parent)
    except (OSError, sqlite3.Error) as fault:
        raise BackupFault(f"{database} cannot be backed up: {fault}") from fault
    return contents


def keep_newest(folder: Path, number: int, made: Path) -> Sequence[Path]:
    """Delete the oldest of the backups that are named by their moment; returns those deleted.

    The one that was just `made` stays, whatever moment it was named by.
    """
    named = sorted(path for path in folder.iterdir() if _NAMED.fullmatch(path.name) and path != made)
    old = named[: max(0, len(named) + 1 - number)]
    for path in old:
        path.unlink()
    return old


def verify(file: Path) -> Contents:
    """Look a database through, and count what it holds. Raises BackupFault."""
    try:
        with closing(_connect(file)) as db:
            found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(3)")]
            if found != ["ok"]:
                raise BackupFault(f"{file} is damaged: {' '.join(' '.join(found).split())[:200]}")
            _refuse_foreign(file, db)
            return Contents(_counts(db))
    except sqlite3.Error as fault:
        raise BackupFault(f"{file} is no database that can be read: {fault}") from fault


def existing_contents(database: Path) -> Contents | None:
    """Count what a database holds; None where there is none, or nothing of people. Raises BackupFault."""
    if not database.exists() or not database.stat().st_size:
        return None
    try:
        with closing(_connect(database)) as db:
            counts = _counts(db)
    except sqlite3.Error as fault:
        raise BackupFault(f"{database} cannot be read: {fault}") from fault
    return Contents(counts) if counts.get("chats") else None


def restore(backup: Path, database: Path, now: datetime) -> Path | None:
    """Put a backup in the database's place; returns where the database of before is kept, if there was one.

    Raises BackupFault, also while another process has the database open; then nothing is changed.
    """
    verify(backup)
    new = database.with_name(f"{database.name}.restoring")
    new.unlink(missing_ok=True)
    try:
        with _removed_on_failure(new):
            _copy(backup, new)
            verify(new)
            before = _put_aside(database, now)
            new.rename(database)
        _sync_folder(database.parent)
    except (OSError, sqlite3.Error) as fault:
        raise BackupFault(f"{backup} cannot be put back: {fault}") from fault
    return before


def _put_aside(database: Path, now: datetime) -> Path | None:
    if not database.exists():
        return None
    with closing(_connect(database)) as db:
        try:
            # Leaving the write-ahead log needs the file to itself: so it fails while the bot runs, and what
            # stands in the log is in the file afterwards.
            db.execute("PRAGMA journal_mode = DELETE").fetchall()
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise BackupFault(f"{database} is in use: stop the bot first") from None
        aside = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%SZ}")
        if aside.exists():
            raise BackupFault(f"{aside} exists")
        # While it is locked, so that a bot that starts just now does not begin to work in it.
        database.rename(aside)
    return aside


def _copy(source: Path, target: Path) -> None:
    with closing(_connect(source)) as reading:
        # Before SQLite makes it with the umask's permissions: it is for its owner alone.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(_connect(target)) as writing:
            reading.backup(writing)
            # One file, which can be copied and opened where nothing can be written.
            writing.execute("PRAGMA journal_mode = DELETE").fetchall()
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _refuse_foreign(file: Path, db: sqlite3.Connection) -> None:
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"chats", migrations.migrations_table} <= tables:
        raise BackupFault(f"{file} is no database of Winkelpeil")
    if why := unreadable(*said_by(db), known_steps()):
        raise BackupFault(f"{file}: {why}")


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # A database of an older release lacks the newer tables.
    asked = {name: sql for name, sql in _COUNTED.items() if sql.split(" FROM ")[1].split()[0] in tables}
    return {name: int(db.execute(sql).fetchone()[0]) for name, sql in asked.items()}


def _connect(path: Path) -> sqlite3.Connection:
    # With this mode SQLite makes no file that is not there; and unlike "ro", it leaves no other files behind.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=_LOCK_WAIT_S)


@contextmanager
def _removed_on_failure(file: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for left in (file, *(file.with_name(f"{file.name}{end}") for end in ("-journal", "-wal", "-shm"))):
            left.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    # A new name in a folder survives a power cut only when the folder is on the disk as well.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
