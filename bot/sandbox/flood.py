"""Flood control: a bot that sends too many new messages is told to wait, as Telegram tells it.

Telegram documents about one message a second to a chat, where short bursts pass, twenty a minute to a group,
and thirty a second in all. It documents no limit for edits and answers to taps, so there is none here.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.wire import JsonObject, too_many_requests


@dataclass(frozen=True, slots=True)
class Window:
    """Allow so many messages in any so many seconds."""

    most: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Say how many messages are allowed: to a chat, to a group, and in all.

    A chat takes a burst, and then one message a second.
    """

    burst: int = 20
    group: Window = Window(20, 60.0)
    all: Window = Window(30, 1.0)


@dataclass(slots=True)
class _Sent:
    """Hold what went to one chat."""

    full_at: float = 0.0
    times: deque[float] = field(default_factory=deque)
    closed_until: float = 0.0


class FloodControl:
    """Let messages through as long as there are not too many.

    Who was told to wait and does not is told again, and that counts for nothing.
    """

    def __init__(self, limits: Limits | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.on = True
        self._limits = limits or Limits()
        self._clock = clock
        self._chats: dict[int, _Sent] = {}
        self._all: deque[float] = deque()

    def admit(self, chat: JsonObject) -> None:
        """Count a new message to a chat, or fail with Telegram's words."""
        if not self.on:
            return
        now = self._clock()
        sent = self._chats.setdefault(chat["id"], _Sent())
        if now >= sent.closed_until:
            wait = max(self._chat_wait(sent, now, group=chat["type"] != "private"), self._all_wait(now))
            sent.closed_until = now + math.ceil(wait)
        if now < sent.closed_until:
            raise too_many_requests(math.ceil(sent.closed_until - now))
        sent.full_at = max(sent.full_at, now) + 1
        sent.times.append(now)
        self._all.append(now)

    def _chat_wait(self, sent: _Sent, now: float, group: bool) -> float:
        burst_over = max(0.0, sent.full_at - (self._limits.burst - 1) - now)
        crowded = _wait(sent.times, self._limits.group, now)
        return max(burst_over, crowded if group else 0.0)

    def _all_wait(self, now: float) -> float:
        return _wait(self._all, self._limits.all, now)


def _wait(times: deque[float], window: Window, now: float) -> float:
    """Tell the seconds until another message fits, and forget those that count no more."""
    while times and times[0] <= now - window.seconds:
        times.popleft()
    return times[-window.most] + window.seconds - now if len(times) >= window.most else 0.0
