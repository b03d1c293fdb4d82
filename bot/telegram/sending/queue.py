"""What is to be sent to one chat, in the order in which it is sent."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from operator import itemgetter

from bot.dialogue.core.replies import Edit, Message, Picture, Reply, Report

PATIENCE_S = 3.0
"""So long a screen waits for the picture above it; a picture is mostly drawn in a tenth of that."""


class Queue:
    """Replies to a chat, the oldest first; what need not wait for a drawing before it goes ahead.

    A drawing takes far longer than an edit. An edit changes a message where it stands, and a picture that a
    message becomes has its place already. A screen that is to stand below a picture waits a while for it.
    """

    def __init__(self, draw: Callable[[Reply], Awaitable[None]]) -> None:
        """Take what draws a picture or report, so that it is there when it is sent."""
        self._draw = draw
        self._replies: deque[tuple[int, Reply]] = deque()
        self._drawing: tuple[int, asyncio.Task[None]] | None = None
        self._since = 0.0
        """When the drawing was begun."""
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
            patience = self._patience()
            if patience is not None and patience <= 0:
                taken = self._replies[1]
                del self._replies[1]
                return taken
            await self._until_more(drawing, patience)
        return None

    def end(self) -> None:
        """Wait for no drawing any more."""
        if self._drawing:
            self._drawing[1].cancel()

    def _start_drawing(self, reply_id: int, reply: Reply) -> asyncio.Task[None]:
        if self._drawing is None or self._drawing[0] != reply_id:
            self.end()
            self._drawing = (reply_id, asyncio.create_task(_quietly(self._draw(reply))))
            self._since = asyncio.get_running_loop().time()
        return self._drawing[1]

    def _patience(self) -> float | None:
        """Tell for how many seconds the reply after a drawing waits for it; None for one that always does."""
        if len(self._replies) < 2:
            return None
        drawn, after = self._replies[0][1], self._replies[1][1]
        becomes = drawn.message_id if isinstance(drawn, Picture) else None
        if isinstance(after, Edit):
            # A message that becomes a picture is no screen any more: a newer screen must not be replaced.
            return None if after.message_id == becomes else 0.0
        if becomes is not None:
            return 0.0
        if isinstance(after, Message) and after.screen:
            return self._since + PATIENCE_S - asyncio.get_running_loop().time()
        return None

    async def _until_more(self, drawing: asyncio.Task[None], seconds: float | None) -> None:
        self._changed.clear()
        changed = asyncio.create_task(self._changed.wait())
        try:
            await asyncio.wait({drawing, changed}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            changed.cancel()


async def _quietly(drawing: Awaitable[None]) -> None:
    # What is wrong is met again by the sending, which comes now and tells it.
    with suppress(Exception):
        await drawing
