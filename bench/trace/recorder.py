"""What a turn runs through: the files of the project, in the order in which execution comes to them."""

import gc
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

# Comprehensions, which Python 3.12 and later no longer call, and the code of a module as it is imported.
_NO_FUNCTIONS = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>", "<module>"})


@dataclass(frozen=True, slots=True)
class Trace:
    """The files that one turn ran through."""

    visits: tuple[str, ...]
    """A file each time that execution came to it, by a call or by a return, from another file or thread."""
    called: tuple[str, ...]
    """The same by calls alone: where a loop calls into another file a hundred times, that is one of them."""
    functions: frozenset[tuple[str, str]]
    """The functions that were called, by file and qualified name; each counts once, however often called."""

    @property
    def files(self) -> frozenset[str]:
        return frozenset(self.visits)

    @property
    def moves(self) -> int:
        """How many times execution went from one file to another."""
        return max(len(self.visits) - 1, 0)

    @property
    def moves_by_call(self) -> int:
        return max(len(self.called) - 1, 0)

    @property
    def back(self) -> int:
        """How many of the moves went to a file that had been left before."""
        return len(self.visits) - len(self.files)


class _Course:
    """The files in the order in which they were come to, each thread on its own."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self._at: dict[int, str] = {}

    def come_to(self, file: str) -> None:
        thread = threading.get_ident()
        if self._at.get(thread) != file:
            self._at[thread] = file
            self.files.append(file)


class Recorder:
    """Records the Python code of some folders that runs, in every thread that begins while it is installed.

    What else runs, such as the standard library, is passed over: where it calls back into these folders, that
    is a move only if it is into another file than the one that was in before. A thread is followed on its
    own; the file in which it begins its part of a turn counts as come to.
    """

    def __init__(self, root: Path, folders: Sequence[str]) -> None:
        self._root = f"{root}/"
        self._folders = tuple(f"{root}/{folder}/" for folder in folders)
        self._paths: dict[str, str | None] = {}
        self._on = False
        self._visits, self._called = _Course(), _Course()
        self._functions: set[tuple[str, str]] = set()

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Listen to this thread and to those that begin in the block."""
        before, before_threads = sys.getprofile(), threading.getprofile()
        threading.setprofile(self._happened)
        sys.setprofile(self._happened)
        try:
            yield
        finally:
            sys.setprofile(before)
            threading.setprofile(before_threads)

    def begin(self) -> None:
        """Record from now on, from nothing."""
        self._visits, self._called, self._functions = _Course(), _Course(), set()
        # What is collected is none of the turn's doing, and comes at any moment.
        gc.disable()
        self._on = True

    def end(self) -> Trace:
        """Record no more; returns what was recorded."""
        self._on = False
        gc.enable()
        return Trace(tuple(self._visits.files), tuple(self._called.files), frozenset(self._functions))

    def _happened(self, frame: FrameType, what: str, _: object) -> None:
        if not self._on:
            return
        if what == "call":
            path = self._path(frame)
            if path is not None:
                self._visits.come_to(path)
                self._called.come_to(path)
                code = frame.f_code
                if code.co_name not in _NO_FUNCTIONS:
                    self._functions.add((path, code.co_qualname))
        elif what == "return" and frame.f_back is not None:
            path = self._path(frame.f_back)
            if path is not None:
                self._visits.come_to(path)

    def _path(self, frame: FrameType) -> str | None:
        """Give the file of a frame, from the root; None where it is in none of the folders."""
        name = frame.f_code.co_filename
        if name not in self._paths:
            inside = name.startswith(self._folders)
            self._paths[name] = name.removeprefix(self._root) if inside else None
        return self._paths[name]
