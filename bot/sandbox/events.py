"""What changed, in order, for the chat page that looks on; and every call that the bot made."""

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass

from bot.sandbox.wire import JsonObject

_KEPT_EVENTS = 2_000
_KEPT_CALLS = 10_000


class EventLog:
    """Number what happens and let a viewer wait for what comes next.

    The epoch tells a viewer that the server is another one than before, with other numbers.
    """

    def __init__(self) -> None:
        self.epoch = secrets.token_hex(8)
        self.last = 0
        self._events: deque[JsonObject] = deque(maxlen=_KEPT_EVENTS)
        self._changed = asyncio.Event()
        self._closed = False

    def add(self, kind: str, chat_id: int | None = None, **details: object) -> None:
        """Note that something happened."""
        self.last += 1
        self._events.append({"n": self.last, "kind": kind, "chat": chat_id} | details)
        self._wake()

    def close(self) -> None:
        """Let every viewer that waits go."""
        self._closed = True
        self._wake()

    async def after(self, number: int, timeout: float) -> JsonObject:
        """Give what happened after a number, waiting if nothing did.

        A viewer is told to start afresh whose number is not of this log or too old for it, or whose log ends.
        """
        if number == self.last and not self._closed:
            await self._wait(timeout)
        first = self._events[0]["n"] if self._events else self.last + 1
        fresh = self._closed or number > self.last or number + 1 < first
        return {
            "epoch": self.epoch,
            "last": self.last,
            "reset": fresh,
            "events": [] if fresh else [e for e in self._events if e["n"] > number],
        }

    async def _wait(self, timeout: float) -> None:
        try:
            async with asyncio.timeout(timeout):
                await self._changed.wait()
        except TimeoutError:
            return

    def _wake(self) -> None:
        # Who waits holds the old event; who comes later waits for the next one.
        self._changed.set()
        self._changed = asyncio.Event()


@dataclass(slots=True)
class Call:
    """Record one call of the bot and what became of it."""

    n: int
    method: str
    chat_id: int | None
    params: JsonObject
    outcome: str = "pending"
    applied: bool = False
    fault: str | None = None
    in_answer: bool = False
    """It came in the answer to a delivery of the webhook."""


class CallLog:
    """Keep the latest calls."""

    def __init__(self) -> None:
        self._count = 0
        self._calls: deque[Call] = deque(maxlen=_KEPT_CALLS)

    def add(self, method: str, chat_id: int | None, params: JsonObject) -> Call:
        """Record a call as it comes in."""
        self._count += 1
        call = Call(self._count, method, chat_id, params)
        self._calls.append(call)
        return call

    def all(self) -> list[Call]:
        """List the calls, oldest first."""
        return list(self._calls)
