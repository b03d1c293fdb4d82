"""How fast messages may go out, and who goes first.

Telegram documents limits for new messages: about thirty a second in all, and one a second to a chat, where a
short burst passes. It documents none for edits and answers to taps, so these take nothing from the budget;
where it says 429 all the same, the chat waits as long as told.

Nothing is refused here, as `bot.lib.limits` does: what is too fast waits, owes its turn, or gives it back.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

A_SECOND = 30
"""What Telegram documents for a bot: new messages a second, in all."""
CHAT_RATE, CHAT_BURST = 1.0, 20
"""To a chat: who types fast through all questions is answered at once."""

CONCURRENCY = 64
"""Calls at a time; more would only wait at Telegram."""
FIRST_CONCURRENCY = CONCURRENCY // 2


class Bucket:
    """Holds up to `burst` tokens, and gains `rate` a second; each call says what time it is."""

    __slots__ = ("_burst", "_full_at", "_rate")

    def __init__(self, rate: float, burst: int) -> None:
        self._rate = rate
        self._burst = burst
        self._full_at = 0.0

    def wait(self, now: float, spare: int = 0) -> float:
        """Tell the seconds until a token can be taken so that `spare` are left."""
        # Rounded, because a wait too short for the clock to move would be waited again and again.
        return max(0.0, round(self._full_at - (self._burst - 1 - spare) / self._rate - now, 6))

    def take(self, now: float) -> None:
        """Take a token; one that is not there yet is owed."""
        self._full_at = max(self._full_at, now) + 1 / self._rate

    def give_back(self) -> None:
        """Put a token back."""
        self._full_at -= 1 / self._rate

    def full(self, now: float) -> bool:
        """Tell whether it can hold no more."""
        return self._full_at <= now


@dataclass(frozen=True, slots=True)
class Pace:
    """A number of messages a second, divided: no second holds more than rate and burst together."""

    rate: float
    burst: int
    reserve: int
    """So much of the burst is kept for answers: what the bot says first may not use it."""

    @classmethod
    def of(cls, a_second: int) -> "Pace":
        """Divide a number of messages a second, two or more: a third may go at once, the rest is spread."""
        burst = max(1, a_second // 3)
        return cls(rate=float(a_second - burst), burst=burst, reserve=burst // 2)


class Budget:
    """Delays calls so that they keep to Telegram's limits, for each chat and in all; answers go first.

    Made inside a running event loop.
    """

    def __init__(self, a_second: int = A_SECOND) -> None:
        """Take how many new messages any second may hold."""
        self._loop = asyncio.get_running_loop()
        self._pace = Pace.of(a_second)
        self._all = Bucket(self._pace.rate, self._pace.burst)
        # The one used last comes last; a full one is the same as none.
        self._chats: OrderedDict[int, Bucket] = OrderedDict()
        self._held_back: set[int] = set()
        self._answers: deque[asyncio.Future[None]] = deque()
        self._firsts: OrderedDict[int, asyncio.Future[None]] = OrderedDict()
        self._under_way = 0
        self._timer: asyncio.TimerHandle | None = None
        self._slots = asyncio.Semaphore(CONCURRENCY)

    def hold_back(self, chat_id: int) -> None:
        """Let messages to this chat wait for answers to others, until told to hurry: the bot speaks first."""
        self._held_back.add(chat_id)

    def hurry(self, chat_id: int) -> None:
        """Hold nothing back from this chat: somebody waits for an answer, or for what is queued before it."""
        self._held_back.discard(chat_id)
        waiting = self._firsts.pop(chat_id, None)
        if waiting:
            self._answers.append(waiting)
            self._let_through()

    @asynccontextmanager
    async def call(self) -> AsyncIterator[None]:
        """Make a call that takes nothing from the budget."""
        async with self._slots:
            yield

    @asynccontextmanager
    async def message(self, chat_id: int) -> AsyncIterator[None]:
        """Send a new message, when it is its turn."""
        await self._chat_turn(chat_id)
        await self._turn(chat_id)
        first = chat_id in self._held_back
        self._under_way += first
        try:
            async with self._slots:
                yield
        finally:
            self._under_way -= first
            self._let_through()

    def not_sent(self, chat_id: int) -> None:
        """Take back that a message went to this chat."""
        if chat_id in self._chats:
            self._chats[chat_id].give_back()

    async def _chat_turn(self, chat_id: int) -> None:
        while (wait := self._chat(chat_id).wait(self._loop.time())) > 0:
            await asyncio.sleep(wait)
        self._chat(chat_id).take(self._loop.time())

    def _chat(self, chat_id: int) -> Bucket:
        now = self._loop.time()
        while self._chats and next(iter(self._chats.values())).full(now):
            self._chats.popitem(last=False)
        found = self._chats.setdefault(chat_id, Bucket(CHAT_RATE, CHAT_BURST))
        self._chats.move_to_end(chat_id)
        return found

    async def _turn(self, chat_id: int) -> None:
        waiting: asyncio.Future[None] = self._loop.create_future()
        if chat_id in self._held_back:
            self._firsts[chat_id] = waiting
        else:
            self._answers.append(waiting)
        self._let_through()
        await waiting

    def _let_through(self) -> None:
        """Let through whoever may go now, and come back when the next one may."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        while self._some_wait():
            wait = self._all.wait(self._loop.time(), spare=0 if self._answers else self._pace.reserve)
            if wait > 0:
                self._timer = self._loop.call_later(wait, self._let_through)
                return
            self._all.take(self._loop.time())
            waiting = self._answers.popleft() if self._answers else self._firsts.popitem(last=False)[1]
            waiting.set_result(None)

    def _some_wait(self) -> bool:
        """Tell whether anybody waits who may go, and leave out who does not wait any more."""
        while self._answers and self._answers[0].done():
            self._answers.popleft()
        while self._firsts and next(iter(self._firsts.values())).done():
            self._firsts.popitem(last=False)
        # Where Telegram answers slowly, what the bot says first must not take all the slots.
        return bool(self._answers) or (bool(self._firsts) and self._under_way < FIRST_CONCURRENCY)
