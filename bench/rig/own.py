"""This bot as it ships, for the bench: on request with commits that a power cut may undo, or profiled."""

import cProfile
import os
import signal

from bot.cli import main
from bot.storage.sqlite import SQLiteStore

RELAXED = "BENCH_RELAXED"
PROFILE = "BENCH_PROFILE"
"""The file for the profile, which begins with SIGUSR1."""

_open = SQLiteStore.open


def _opened(path: str) -> SQLiteStore:
    store = _open(path)
    if os.environ.get(RELAXED):
        store.db.execute("PRAGMA synchronous = NORMAL")
    return store


def _profiled(path: str) -> None:
    profile = cProfile.Profile()
    signal.signal(signal.SIGUSR1, lambda *_: profile.enable())
    try:
        main()
    finally:
        profile.disable()
        profile.dump_stats(path)


if __name__ == "__main__":
    SQLiteStore.open = _opened  # type: ignore[method-assign]
    if os.environ.get(PROFILE):
        _profiled(os.environ[PROFILE])
    else:
        main()
