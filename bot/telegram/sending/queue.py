"""What is to be sent to one chat, in the order in which it is sent."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from operator import itemgetter

from bot.dialogue.core.replies import Edit, Picture, Reply, Report


class Queue:
    """Replies to a chat, the oldest first; an edit need not wait for what is still being drawn before it.

    A drawing takes far longer than an edit, and an edit changes a message where it stands.
    """

    def __init__(self, draw: Callable[[Reply], Awaitable[None]]) -> None:
        """Take what draws a picture or report, so that it is there when it is sent."""
        self._draw = draw
        self._replies: deque[tuple[int, Reply]] = deque()
        self._drawing: tuple[int, asyncio.Task[None]] | None = None
        self._changed = asyncio.Event()

    def __bool__(self) -> bool:
        return bool(self._replies)

    def __iter__(self) -> Iterator[tuple[int, Reply]]:
        """Go through ids and replies."""
        return iter(self._replies)

    def add(self, reply_id: int, reply: Reply) -> None:
        """Put a reply in its place: one may be found later than what came after it."""
        self._replies.append((reply_id, reply))
        if len(self._replies) > 1 and self._replies[-2][0] > reply_id:
            self._replies = deque(sorted(self._replies, key=itemgetter(0)))
        self._changed.set()

    def clear(self) -> None:
        """Drop all of it."""
        self._replies.clear()
        self._changed.set()

    async def take(self) -> tuple[int, Reply] | None:
        """Take out what is to be sent next; None where all of it was dropped meanwhile."""
        while self._replies:
            reply_id, reply = self._replies[0]
            if not isinstance(reply, Picture | Report):
                return self._replies.popleft()
            drawing = self._start_drawing(reply_id, reply)
            if drawing.done():
                return self._replies.popleft()
            if len(self._replies) > 1 and isinstance(self._replies[1][1], Edit):
                taken = self._replies[1]
                del self._replies[1]
                return taken
            await self._until_more(drawing)
        return None

    def end(self) -> None:
        """Wait for no drawing any more."""
        if self._drawing:
            self._drawing[1].cancel()

    def _start_drawing(self, reply_id: int, reply: Reply) -> asyncio.Task[None]:
        if self._drawing is None or self._drawing[0] != reply_id:
            self.end()
            self._drawing = (reply_id, asyncio.create_task(_quietly(self._draw(reply))))
        return self._drawing[1]

    async def _until_more(self, drawing: asyncio.Task[None]) -> None:
        self._changed.clear()
        changed = asyncio.create_task(self._changed.wait())
        try:
            await asyncio.wait({drawing, changed}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            changed.cancel()


async def _quietly(drawing: Awaitable[None]) -> None:
    # What is wrong is met again by the sending, which comes now and tells it.
    with suppress(Exception):
        await drawing
