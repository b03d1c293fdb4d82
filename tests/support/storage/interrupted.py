"""A storage in which something happens between what a process reads and what it writes."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.storage.chats.chats import Store
from bot.storage.database import Storage
from bot.storage.unit import Unit

T = TypeVar("T")


class Interrupted(Storage):
    """A storage that lets something happen before each call of one function, as "chats.commit"."""

    def __init__(self, store: Store, function: str, before: Callable[[], Awaitable[object]]) -> None:
        super().__init__(store)
        self._function = function
        self._before = before

    async def run(self, call: Callable[[Unit], T]) -> T:
        if calls(call, self._function):
            await self._before()
        return await super().run(call)


def calls(call: Callable[[Unit], object], function: str) -> bool:
    """Tell whether a call of the storage is one of that function."""
    return set(function.split(".")) <= set(call.__code__.co_names)
