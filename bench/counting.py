"""What is worked out, in which thread, and how long it keeps the event loop from everybody else."""

import asyncio
import difflib
import threading
import time
from asyncio import events
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import jinja2
import yaml

from bot.library import impact as impacts
from bot.library import loader
from bot.library.checks import check as checks

TICK_S = 0.001


@dataclass
class Work:
    """What a turn came to."""

    done: Counter[str] = field(default_factory=Counter)
    """Parses of YAML, loads and checks of the whole content, weighings and steps."""
    in_loop: Counter[str] = field(default_factory=Counter)
    """Of these, what the loop's own thread did."""
    held_s: float = 0.0
    """The longest that the loop's thread computed without letting anybody else have a go."""
    waited_s: float = 0.0
    """The longest that something ready to run waited, by the clock; other threads count here."""
    took_s: float = 0.0


class Counting:
    """Counts what is worked out, and in which thread, between `begin` and the next `begin`."""

    def __init__(self) -> None:
        self.work = Work()
        self._loop = threading.get_ident()

    def begin(self) -> Work:
        """Count anew, for whoever called from the loop's thread."""
        self.work, self._loop = Work(), threading.get_ident()
        return self.work

    def count(self, what: str) -> None:
        self.work.done[what] += 1
        if threading.get_ident() == self._loop:
            self.work.in_loop[what] += 1

    def counted(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function that is counted."""

        def called(*args: Any, **named: Any) -> Any:
            self.count(what)
            return function(*args, **named)

        return called


@contextmanager
def counting() -> Iterator[Counting]:
    """Count what is worked out, until the block ends."""
    found = Counting()
    places: tuple[tuple[Any, str, str], ...] = (
        (yaml, "compose", "parses"),
        (loader, "_read_all", "loads"),
        (checks, "_hard_texts", "checks"),
        (impacts, "impact_on", "impacts"),
        (difflib, "unified_diff", "diffs"),
        (jinja2.Template, "render", "pages"),
    )
    before = [(module, name, getattr(module, name)) for module, name, _ in places]
    for module, name, what in places:
        setattr(module, name, found.counted(what, getattr(module, name)))
    try:
        yield found
    finally:
        for module, name, function in before:
            setattr(module, name, function)


@contextmanager
def timed_callbacks(note: Callable[[float], None]) -> Iterator[None]:
    """Tell how long each callback of event loops computes."""
    run = events.Handle._run

    def timed(self: events.Handle) -> None:
        started = time.thread_time()
        run(self)
        note(time.thread_time() - started)

    events.Handle._run = timed  # type: ignore[method-assign]
    try:
        yield
    finally:
        events.Handle._run = run  # type: ignore[method-assign]


@asynccontextmanager
async def ticking(note: Callable[[float], None]) -> AsyncIterator[None]:
    """Tell again and again how long something that is ready waits for the loop."""

    async def tick() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK_S)
            note(time.perf_counter() - before - TICK_S)

    task = asyncio.create_task(tick())
    try:
        yield
    finally:
        task.cancel()
