"""The event loop, watched from a thread: whatever holds it up holds up everybody who talks with the bot."""

import asyncio
import sys
import threading
import time
from pathlib import Path
from types import FrameType

import structlog

from bot.lib import metrics

log = structlog.get_logger(__name__)

HELD_UP_S = 0.1
"""From here on it is logged, with what ran."""

_EVERY_S = 0.5
_DEEPEST = 6
_OWN = Path(__file__).parents[2]


class LoopWatch:
    """Asks the event loop twice a second for a sign of life, and tells how long it took.

    Made in the loop's own thread.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._watched = threading.get_ident()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="loop-watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(_EVERY_S):
            answered = threading.Event()
            asked = time.monotonic()
            try:
                self._loop.call_soon_threadsafe(answered.set)
            except RuntimeError:
                # The loop is closed.
                return
            ran: list[str] = []
            if not answered.wait(HELD_UP_S):
                # While it lasts: afterwards nobody can tell.
                ran = _running(sys._current_frames().get(self._watched))
                while not answered.wait(_EVERY_S) and not self._stopped.is_set():
                    pass
            lag = time.monotonic() - asked
            metrics.LOOP_LAG_SECONDS.observe(lag)
            if lag > HELD_UP_S:
                log.warning("loop_held_up", seconds=round(lag, 2), ran=ran)


def _running(frame: FrameType | None) -> list[str]:
    """Name the functions that are running, the innermost last: where they stand, and no values."""
    found: list[str] = []
    while frame is not None and len(found) < _DEEPEST:
        path = Path(frame.f_code.co_filename)
        where = path.relative_to(_OWN) if path.is_relative_to(_OWN) else Path(*path.parts[-2:])
        found.append(f"{where}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return found[::-1]
