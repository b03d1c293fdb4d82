"""What more than sixty updates in a minute come to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.core.replies import Message, Reply, Toast
from bot.dialogue.core.session import Session, load
from bot.dialogue.turn.step import too_fast
from bot.engine import replies_json as bodies
from bot.engine.flood import PER_MINUTE, Limiter, Verdict
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Pending
from tests.support.storage.stored import storage_of
from tests.support.telegram.harness import BOT, NOW, context, counting, read_updates, reader, sorry

JOKE, SANDER = 5, 6
HANDLE, SAY_SO, IGNORE = Verdict.HANDLE, Verdict.SAY_SO, Verdict.IGNORE


def test_the_first_too_many_is_told_once_a_minute() -> None:
    limiter = Limiter(3)
    at = [NOW + timedelta(seconds=seconds) for seconds in (0, 1, 2, 50, 59, 60, 61, 62, 63, 119.5)]
    verdicts = [limiter.verdict(JOKE, moment) for moment in at]
    first = [HANDLE, HANDLE, HANDLE, SAY_SO, IGNORE]
    assert verdicts == [*first, HANDLE, HANDLE, HANDLE, IGNORE, SAY_SO]


def test_one_chat_s_haste_is_not_another_s_and_leaves_nothing_behind() -> None:
    limiter = Limiter(1)
    assert [limiter.verdict(chat, NOW) for chat in (JOKE, JOKE, SANDER)] == [HANDLE, SAY_SO, HANDLE]
    for number in range(1000):
        limiter.verdict(number, NOW + timedelta(seconds=number))
    assert len(limiter._handled) <= 60


@given(st.lists(st.floats(0, 200), max_size=300).map(sorted))
def test_no_minute_handles_more_nor_is_told_more_than_once(seconds: list[float]) -> None:
    limiter = Limiter(5)
    found = [(second, limiter.verdict(JOKE, NOW + timedelta(seconds=second))) for second in seconds]
    handled = [second for second, verdict in found if verdict is HANDLE]
    assert all(sum(start <= at < start + 59.9 for at in handled) <= 5 for start in handled)
    said = [second for second, verdict in found if verdict is SAY_SO]
    assert all(later - at >= 59.9 for at, later in pairwise(said))


class Desk:
    """A worker with a clock, and what it said."""

    def __init__(self, path: Path) -> None:
        self.store = Store.open(str(path / "test.db"))
        self.now = NOW
        self.said: list[tuple[int, Reply]] = []
        dialogue = Dialogue(counting, sorry, context, too_fast)
        conversations = Conversations(
            storage_of(self.store), BOT.id, dialogue, reader(storage_of(self.store)), self._clock
        )
        self.worker = Worker(conversations, self._take)
        self._ids = 0

    def _clock(self) -> datetime:
        return self.now

    def _take(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        assert not alone
        self.said += [(chat_id, bodies.load(reply.body)) for reply in replies]

    async def come(self, number: int, chat_id: int = JOKE, *, tap: bool = False) -> None:
        await self.worker.handle(read_updates([self._update(chat_id, tap=tap) for _ in range(number)]))

    def _update(self, chat_id: int, *, tap: bool) -> dict[str, Any]:
        self._ids += 1
        person = {"id": chat_id, "is_bot": False, "first_name": "X", "language_code": "nl"}
        message = {"message_id": self._ids, "date": 1, "chat": {"id": chat_id, "type": "private"}}
        if tap:
            query = {
                "id": f"q{self._ids}",
                "from": person,
                "message": message,
                "data": "more",
                "chat_instance": "1",
            }
            return {"update_id": self._ids, "callback_query": query}
        return {"update_id": self._ids, "message": message | {"from": person, "text": "x"}}

    def texts(self, chat_id: int = JOKE) -> list[str]:
        return [reply.html for chat, reply in self.said if chat == chat_id and isinstance(reply, Message)]

    def toasts(self) -> int:
        return sum(isinstance(reply, Toast) for _, reply in self.said)

    def count(self) -> int:
        return load(self.store.load(BOT.id, [JOKE], []).chats[JOKE].session).run


async def test_too_much_is_said_once_and_taps_are_answered(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (told,) = too_fast(Session(), context())
    assert isinstance(told, Message)
    await desk.come(PER_MINUTE - 10)
    await desk.come(20)
    assert desk.count() == PER_MINUTE
    assert desk.texts().count(told.html) == 1
    assert len(desk.texts()) == PER_MINUTE + 1
    await desk.come(30, tap=True)
    await desk.come(5, SANDER)
    assert desk.count() == PER_MINUTE
    assert (len(desk.texts()), desk.toasts(), len(desk.texts(SANDER))) == (PER_MINUTE + 1, 30, 5)
    assert len(desk.store.load(BOT.id, [], range(1, 200)).seen) == PER_MINUTE + 10 + 35
    desk.now += timedelta(minutes=1)
    await desk.come(1)
    assert desk.count() == PER_MINUTE + 1
    desk.store.close()
