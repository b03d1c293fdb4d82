"""Drawing beside the event loop, and keeping what was drawn."""

import asyncio
import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.lib import metrics
from bot.pictures.drawing import Drawing
from bot.pictures.render import key, render

DEFAULT_CACHE_BYTES = 16 * 1024 * 1024
"""About a hundred cards or reports."""
WORKERS = 2
_NICE = 5
"""How far drawing stands back where the processor is full: it gets a third of what answering gets."""


class Renderer:
    """Draws for many at once: each drawing once, in a few threads, or from memory while it is there."""

    def __init__(
        self,
        cache_bytes: int = DEFAULT_CACHE_BYTES,
        make: Callable[[Drawing], bytes] = render,
    ) -> None:
        self._kept = _Kept(cache_bytes)
        self._make = make
        self._running: dict[str, asyncio.Task[bytes]] = {}
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="pictures", initializer=_stand_back)

    async def draw(self, drawing: Drawing, whose: int = 0) -> bytes:
        """Give the bytes of a picture or report; raises CannotDraw.

        Who asks for what is being drawn already waits for that one. Who stops waiting does not stop it.
        What is a chat's own is found again for that chat alone: how fast it comes would tell of another's.
        """
        name = f"{key(drawing)} {whose}"
        kept = self._kept.get(name)
        if kept is not None:
            metrics.RENDER_CACHE_HITS.inc()
            return kept
        task = self._running.get(name)
        if task is None:
            task = self._running[name] = asyncio.create_task(self._draw_and_cache(name, drawing))
            task.add_done_callback(lambda done: self._drop_task(name, done))
        return await asyncio.shield(task)

    def close(self) -> None:
        """Let the threads end; what they are drawing is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _draw_and_cache(self, name: str, drawing: Drawing) -> bytes:
        made = await asyncio.get_running_loop().run_in_executor(self._threads, self._make, drawing)
        self._kept.add(name, made)
        metrics.RENDERS.inc()
        return made

    def _drop_task(self, name: str, task: asyncio.Task[bytes]) -> None:
        del self._running[name]
        if not task.cancelled():
            # Looked at, so that asyncio does not warn of a failure whose waiters have all gone.
            task.exception()


def _stand_back() -> None:
    """Let whoever waits for an answer go before those who wait for a picture."""
    # Elsewhere a thread has no priority of its own.
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


class _Kept:
    """What was used last, in at most so many bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._found: OrderedDict[str, bytes] = OrderedDict()

    def get(self, name: str) -> bytes | None:
        found = self._found.get(name)
        if found is not None:
            self._found.move_to_end(name)
        return found

    def add(self, name: str, made: bytes) -> None:
        self._found[name] = made
        self._size += len(made)
        while self._size > self._limit:
            _, dropped = self._found.popitem(last=False)
            self._size -= len(dropped)
