"""The write-ahead log of an SQLite file, written back in a thread: when it is long, and after an erasing.

SQLite overwrites what is deleted in the file itself (`secure_delete`). But its log still holds the pages as
they were, until it is written back and cut off. SQLite writes it back in a commit, which here holds up the
event loop; so that is left to be done only where the thread cannot keep up.
"""

import asyncio
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database

ERASED_FROM = (
    "chats",
    "assessments",
    "contributions",
    "shares",
    "participants",
    "threads",
    "advisors",
    "admins",
)
"""The tables in which a deleted row is about somebody who wanted it gone, or was withdrawn."""

_EVERY_S = 3600.0
"""Texts that were changed, and messages that were delivered, leave the log within this time."""
_LOOK_S = 1.0
"""How often it is looked at how long the log is."""
LONG = 16_000_000
"""Bytes of a log that is written back and cut off."""
_IN_COMMIT, _BY_DEFAULT = 10_000, 1_000
"""Pages of 4 KiB from which on a commit writes the log back: with a thread for it, and without."""
_PATIENCE_S = 0.02
"""Long enough for a writer to end; who waits here for readers keeps writers out meanwhile."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.05, 5.0


class Wiping:
    """Cuts the log off when it is long or somebody erased something, beside the event loop."""

    def __init__(self, db: Database) -> None:
        """Watch a database that is open."""
        self._db = db
        self._path = next(file for _, name, file in db.execute("PRAGMA database_list") if name == "main")
        self._erased = asyncio.Event()
        db.register_function(self._note, name="note_erased", replace=True)
        for table in ERASED_FROM:
            _call_after(db, table, "DELETE")
        # Layers that are shared no longer take a name or a phone number with them.
        _call_after(db, "shares", "UPDATE")

    async def run(self) -> None:
        """Cut the log off when it is long, whenever something was erased, and each hour, until cancelled."""
        try:
            if self._path:
                self._write_back_after(_IN_COMMIT)
            while self._path:
                await self._due()
                await self._cut_off()
            await asyncio.Event().wait()
        finally:
            with suppress(sqlite3.Error):
                self._write_back_after(_BY_DEFAULT)

    async def _due(self) -> None:
        """Wait until the log is to be cut off."""
        hour = time.monotonic() + _EVERY_S
        while not self._erased.is_set() and self._length() < LONG and time.monotonic() < hour:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._erased.wait(), _LOOK_S)

    def _length(self) -> int:
        try:
            return Path(f"{self._path}-wal").stat().st_size
        except OSError:
            return 0

    def _write_back_after(self, pages: int) -> None:
        self._db.execute(f"PRAGMA wal_autocheckpoint = {pages}")

    def finish(self) -> None:
        """Cut the log off where something was erased since; another process may keep the file open."""
        if self._path and self._erased.is_set():
            cut_off(self._path)

    async def _cut_off(self) -> None:
        self._erased.clear()
        pause = _FIRST_PAUSE_S
        while not await asyncio.to_thread(cut_off, self._path):
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    def _note(self) -> None:
        self._erased.set()


def cut_off(path: str) -> bool:
    """Write the log back and cut it off; tells whether that could be done, beside who reads and writes."""
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE_S)) as connection:
            # First what holds nobody up, which is nearly all of the work.
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            ((busy, _, _),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return not busy
    except sqlite3.OperationalError:
        # Locked; a file that cannot be written is told of by whoever commits.
        return False


def _call_after(db: Database, table: str, change: str) -> None:
    # Temporary: it belongs to this connection, and is no part of what is stored.
    db.execute(
        f"CREATE TEMP TRIGGER erased_by_{change.lower()}_{table} AFTER {change} ON main.{table} "
        "BEGIN SELECT note_erased(); END"
    )
