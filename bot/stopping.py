"""Being told to stop, on every system that Python runs on."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set an event on SIGINT and SIGTERM, instead of what they do otherwise; in the main thread only."""
    loop = asyncio.get_running_loop()

    def told(_number: int, _frame: FrameType | None) -> None:
        # The loop sleeps until something comes to it from outside.
        loop.call_soon_threadsafe(stop.set)

    # Not the loop's own handlers, which Windows does not have.
    before = {number: signal.signal(number, told) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
