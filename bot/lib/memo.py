"""What was worked out of late, kept so that it is not worked out again."""

import asyncio
import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Worked(Generic[T]):
    """Values worked out in a thread, once for a key; whoever asks meanwhile waits for the same one.

    Nobody may change a value that is given. What a work raises is raised to all who wait, and not kept.
    """

    def __init__(self, most: int = 4) -> None:
        """Keep the values of that many keys, those that were asked for last."""
        self._most = most
        self._known: dict[Hashable, T] = {}
        self._under_way: dict[Hashable, asyncio.Task[T]] = {}

    async def of(self, key: Hashable, work: Callable[[], T]) -> T:
        """Give the value of a key, worked out if it is not known."""
        if key in self._known:
            self._known[key] = value = self._known.pop(key)
            return value
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._work_out(key, work))
        # Shielded: one who gives up takes it from nobody else.
        return await asyncio.shield(task)

    async def _work_out(self, key: Hashable, work: Callable[[], T]) -> T:
        try:
            value = await asyncio.to_thread(work)
        finally:
            del self._under_way[key]
        self._known[key] = value
        while len(self._known) > self._most:
            del self._known[next(iter(self._known))]
        return value


class Recent(Generic[T]):
    """The values of the last few states of each thing that has a name; used from any thread."""

    def __init__(self, states: int = 4, names: int = 2_000) -> None:
        """Keep so many states of a name, and of no more names than that."""
        self._states, self._names = states, names
        self._known: dict[str, dict[Hashable, T]] = {}
        self._lock = threading.Lock()

    def of(self, name: str, state: Hashable, work: Callable[[], T]) -> T:
        """Give the value of a state, worked out if it is not known."""
        with self._lock:
            known = self._known.get(name, {})
            if state in known:
                known[state] = value = known.pop(state)
                return value
        value = work()
        with self._lock:
            known = self._known.setdefault(name, {})
            known[state] = value
            while len(known) > self._states:
                del known[next(iter(known))]
            while len(self._known) > self._names:
                del self._known[next(iter(self._known))]
        return value
