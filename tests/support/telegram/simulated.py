"""An event loop whose clock moves only while everybody waits, and a Bot API that notes when it was called."""

import asyncio
import selectors
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from telegram.error import TelegramError


class _Selector(selectors.BaseSelector):
    """Instead of waiting for a socket, moves the clock on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everybody waits, and nobody for a moment"
        self.now += max(timeout, 0)
        return []

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return selectors.SelectorKey(fileobj, 0, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return selectors.SelectorKey(fileobj, 0, 0, None)

    def get_map(self) -> dict[Any, selectors.SelectorKey]:
        return {}

    def get_key(self, fileobj: Any) -> selectors.SelectorKey:
        raise KeyError(fileobj)


class SimulatedLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


def now() -> float:
    return asyncio.get_running_loop().time()


@dataclass
class Call:
    method: str
    chat_id: int
    text: str
    at: float


Strike = Callable[[Call], TelegramError | None]


@dataclass
class FakeBot:
    """Takes each call `lasts` seconds, then notes it or fails as `strike` says."""

    lasts: float = 0.05
    strike: Strike = lambda _: None
    done: list[Call] = field(default_factory=list)
    tried: list[Call] = field(default_factory=list)

    async def _called(self, method: str, chat_id: int, text: str) -> SimpleNamespace:
        call = Call(method, chat_id, text, now())
        self.tried.append(call)
        await asyncio.sleep(self.lasts)
        if fault := self.strike(call):
            raise fault
        self.done.append(call)
        return SimpleNamespace(message_id=len(self.done), photo=())

    async def send_message(self, chat_id: int, text: str, **_: Any) -> SimpleNamespace:
        return await self._called("sendMessage", chat_id, text)

    async def edit_message_text(self, text: str, *, chat_id: int, **_: Any) -> None:
        await self._called("editMessageText", chat_id, text)

    async def answer_callback_query(self, callback_id: str, **_: Any) -> None:
        await self._called("answerCallbackQuery", 0, callback_id)

    def times(self, method: str = "sendMessage") -> list[float]:
        """List when the calls of a method were made."""
        return [call.at for call in self.done if call.method == method]

    def when(self, text: str) -> float:
        """Tell when this was sent."""
        return next(call.at for call in self.done if call.text == text)
