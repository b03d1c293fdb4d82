"""Storage calls made in threads, so that the event loop goes on while a server is waited for."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.storage.engines.postgres import CONNECTIONS, Contended, Postgres

T = TypeVar("T")

_TIMES = 5
_PAUSE_S = 0.02


class Threads:
    """As many threads as there are connections."""

    def __init__(self, db: Postgres) -> None:
        self._db = db
        self._executor = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="storage")

    async def run(self, call: Callable[[], T]) -> T:
        """Make a call in a thread, and again where it had to yield to others."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, _persistent, call)

    async def close(self) -> None:
        """Wait for the calls under way, and close the database."""
        await asyncio.to_thread(self._close)

    def cut(self) -> None:
        """Wait for no call any more: those under way and those to come fail."""
        self._db.cut()

    def _close(self) -> None:
        self._executor.shutdown()
        self._db.close()


def _persistent(call: Callable[[], T]) -> T:
    for left in reversed(range(_TIMES)):
        try:
            return call()
        except Contended:
            if not left:
                raise
            time.sleep(_PAUSE_S * random.random())  # noqa: S311 -- so that the two do not meet again
    raise AssertionError
