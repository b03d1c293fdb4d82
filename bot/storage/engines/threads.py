"""Storage calls made in threads, so that the event loop goes on while a server is waited for."""

import asyncio
import functools
import inspect
import random
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from bot.storage.engines.postgres import CONNECTIONS, Contended, Postgres

T = TypeVar("T")

_TIMES = 5
_PAUSE_S = 0.02


class Threads:
    """As many threads as there are connections."""

    def __init__(self, db: Postgres) -> None:
        self._db = db
        self._executor = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="storage")

    def calling(self, store: T) -> T:
        """Give a store, of those that wait for nothing but the database, with its calls made in a thread."""
        return cast("T", _Calling(store, self))

    async def run(self, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
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


class _Calling:
    def __init__(self, store: object, threads: Threads) -> None:
        self._store = store
        self._threads = threads

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if not inspect.iscoroutinefunction(found):
            return found

        async def call_in_thread(*args: Any, **named: Any) -> Any:
            return await self._threads.run(functools.partial(found, *args, **named))

        # Looked up once.
        setattr(self, name, call_in_thread)
        return call_in_thread

    async def close(self) -> None:
        await self._threads.close()


def _persistent(call: Callable[[], Coroutine[Any, Any, T]]) -> T:
    for left in reversed(range(_TIMES)):
        try:
            return _run_synchronously(call())
        except Contended:
            if not left:
                raise
            time.sleep(_PAUSE_S * random.random())  # noqa: S311 -- so that the two do not meet again
    raise AssertionError


def _run_synchronously(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never has to wait for the event loop."""
    try:
        coroutine.send(None)
    except StopIteration as stopped:
        result: T = stopped.value
        return result
    coroutine.close()
    raise RuntimeError("a storage call waits for something else than the database")
