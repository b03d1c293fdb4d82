"""This bot as it ships, or with commits that a power cut may undo; for comparison only."""

import os

from bot.cli import main
from bot.storage.sqlite import SQLiteStore

RELAXED = "BENCH_RELAXED"
_open = SQLiteStore.open


def _opened(path: str) -> SQLiteStore:
    store = _open(path)
    if os.environ.get(RELAXED):
        store.db.execute("PRAGMA synchronous = NORMAL")
    return store


if __name__ == "__main__":
    SQLiteStore.open = _opened  # type: ignore[method-assign,assignment]
    main()
