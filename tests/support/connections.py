"""Holds each test to closing the connections to SQLite that it opens.

Python warns of one that is let go of while it is open, from 3.13 on, and only when it comes to collect it: in
whichever test runs then. Here the test that opened it is told, on each Python.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from tests.support.paths import ROOT

_MOST_PLACES = 6

_opened: list[tuple[sqlite3.Connection, str]] = []


def _note(event: str, given: tuple[object, ...]) -> None:
    if event == "sqlite3.connect/handle" and isinstance(given[0], sqlite3.Connection):
        _opened.append((given[0], _places(sys._getframe(1))))


sys.addaudithook(_note)


def _places(frame: FrameType | None) -> str:
    """Name the lines of the project that led to a connection, the nearest first."""
    places: list[str] = []
    while frame and len(places) < _MOST_PLACES:
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(ROOT) and "site-packages" not in file.parts:
            places.append(f"{file.relative_to(ROOT)}:{frame.f_lineno} in {frame.f_code.co_name}")
        frame = frame.f_back
    return ", from ".join(places)


def forget() -> None:
    """Leave out what was opened until now."""
    _opened.clear()


@contextmanager
def for_more_tests() -> Iterator[None]:
    """Leave out what is opened here: a fixture of more than one test closes it."""
    of_this_test = list(_opened)
    yield
    _opened[:] = of_this_test


def left_open() -> list[str]:
    """Close what is open still, and say where each was opened."""
    left = [(connection, place) for connection, place in _opened if _is_open(connection)]
    for connection, _ in left:
        # That of another thread is closed there alone.
        with suppress(sqlite3.ProgrammingError):
            connection.close()
    _opened.clear()
    return [place for _, place in left]


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False
