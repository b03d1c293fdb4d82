"""This bot as it ships, for the bench: on request with commits that a power cut may undo, or profiled."""

import cProfile
import os
import signal

from sqlite_utils import Database

from bot.cli.main import main
from bot.storage.engines import sqlite as sqlite_file

RELAXED = "BENCH_RELAXED"
PROFILE = "BENCH_PROFILE"
"""The file for the profile, which begins with SIGUSR1."""

_open = sqlite_file.open_database


def _opened(path: str) -> Database:
    db = _open(path)
    if os.environ.get(RELAXED):
        db.execute("PRAGMA synchronous = NORMAL")
    return db


def _profiled(path: str) -> None:
    profile = cProfile.Profile()
    signal.signal(signal.SIGUSR1, lambda *_: profile.enable())
    try:
        main()
    finally:
        profile.disable()
        profile.dump_stats(path)


if __name__ == "__main__":
    sqlite_file.open_database = _opened
    if os.environ.get(PROFILE):
        _profiled(os.environ[PROFILE])
    else:
        main()
