"""Being told to stop, on every system that Python runs on, and not being held up by what never answers."""

import asyncio
import signal
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(Exception):
    """The bot was told to stop before something was done."""


class Grace:
    """What a stop allows for finishing what was begun, from the moment that it begins."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._began: float | None = None

    def begin(self) -> None:
        """Count from now on, unless that has begun already."""
        self._began = time.monotonic() if self._began is None else self._began

    def seconds_left(self) -> float:
        """Give the seconds that are left."""
        self.begin()
        return max(0.0, self._seconds - (time.monotonic() - (self._began or 0)))


@contextmanager
def stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set an event on SIGINT and SIGTERM, instead of what they do otherwise; in the main thread only."""
    loop = asyncio.get_running_loop()

    def request_stop(_number: int, _frame: FrameType | None) -> None:
        # The loop sleeps until something comes to it from outside.
        loop.call_soon_threadsafe(stop.set)

    # Not the loop's own handlers, which Windows does not have.
    before = {number: signal.signal(number, request_stop) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def unless_stopped(work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T:
    """Do something, and give it up when told to stop. Raises Stopped."""
    doing, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            return doing.result()
        raise Stopped
    finally:
        stopping.cancel()
        doing.cancel()
        await asyncio.wait({doing})


async def in_thread_of_its_own(call: Callable[[], T]) -> T:
    """Make a call that waits for others in a thread that the end of the process does not wait for."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(outcome: "Future[T]") -> None:
        if done.cancelled():
            return
        if fault := outcome.exception():
            done.set_exception(fault)
        else:
            done.set_result(outcome.result())

    def work() -> None:
        outcome: Future[T] = Future()
        try:
            outcome.set_result(call())
        except BaseException as fault:
            outcome.set_exception(fault)
        # Where the loop has ended, nobody waits any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, outcome)

    threading.Thread(target=work, daemon=True).start()
    return await done


def start_giving_up(stop: asyncio.Event, after_s: float, give_up: Callable[[], None]) -> "asyncio.Task[None]":
    """Call something so long after the bot was told to stop, unless it has ended by then."""

    async def run() -> None:
        await stop.wait()
        await asyncio.sleep(after_s)
        give_up()

    return asyncio.create_task(run())
