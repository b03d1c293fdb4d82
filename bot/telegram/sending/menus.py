"""The newest menu of commands on its way to each chat: an older one is not sent any more."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager


class Menus:
    """Knows the newest reply that gives a chat its menu, while one is on its way.

    Telegram rations changes of menus, so one may wait for long, and a newer one arrive before it.
    """

    def __init__(self) -> None:
        self._newest: dict[int, int] = {}

    @contextmanager
    def sending(self, chat_id: int, reply_id: int) -> Iterator[Callable[[bool], Awaitable[bool]]]:
        """Send a menu; gives what tells whether it is still the newest."""
        self._newest[chat_id] = max(reply_id, self._newest.get(chat_id, 0))

        async def is_newest(_tried: bool) -> bool:
            return self._newest.get(chat_id) == reply_id

        try:
            yield is_newest
        finally:
            if self._newest.get(chat_id) == reply_id:
                del self._newest[chat_id]
