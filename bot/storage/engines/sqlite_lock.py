"""One bot on an SQLite file: whoever works on it alone holds a lock, which ends with the process."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.lib.database_urls import is_postgres, sqlite_path
from bot.storage.engines.sqlite import MEMORY
from bot.storage.schema.version import CannotOpen


class InUse(CannotOpen):
    """A bot works on the file."""


@contextmanager
def alone_on(url: str) -> Iterator[None]:
    """Work alone on the SQLite file of a URL; any number may work on a server. Raises CannotOpen.

    Backups, the doctor and other commands need no lock: they work beside a bot.
    """
    if is_postgres(url) or sqlite_path(url) == MEMORY:
        yield
        return
    with alone_on_file(Path(sqlite_path(url))):
        yield


@contextmanager
def alone_on_file(database: Path) -> Iterator[None]:
    """Work alone on an SQLite file, which need not be there yet. Raises CannotOpen."""
    # Beside the file: to close another handle of the database itself would end SQLite's own locks on it. And
    # by the name that all names of it lead to.
    real = database.resolve()
    lock = real.with_name(f"{real.name}.lock")
    try:
        handle = _acquire_lock(lock)
    except _Taken as taken:
        raise InUse(f"A bot runs on {database} already{taken}: stop it first.") from None
    except OSError as fault:
        raise CannotOpen(f"The database {database} cannot be opened: {fault}") from fault
    try:
        yield
    finally:
        # While it is held: whoever has it open and gets it then finds that it is not this file any more.
        with suppress(OSError):
            lock.unlink()
        os.close(handle)


class _Taken(Exception):
    """Somebody has the lock; the text says who, as far as that is known."""


def _acquire_lock(lock: Path) -> int:
    """Open a lock file and take it. Raises _Taken, and OSError where it cannot be opened."""
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(handle)
        except OSError:
            who = _whose(handle)
            os.close(handle)
            raise _Taken(who) from None
        if _is(handle, lock):
            _sign(handle)
            return handle
        os.close(handle)


def _is(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except OSError:
        return False


def _sign(handle: int) -> None:
    # Whose it is; Windows lets nobody read a locked file.
    if sys.platform != "win32":
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)


def _whose(handle: int) -> str:
    if sys.platform != "win32":
        with suppress(OSError, ValueError):
            return f" (process {int(os.pread(handle, 20, 0))})"
    return ""


def _take(handle: int) -> None:
    """Take the lock, or raise OSError where somebody has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
