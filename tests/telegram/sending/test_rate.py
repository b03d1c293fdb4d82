"""Telegram's limits, kept: who is sent to when, on a simulated clock."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from bot.dialogue.core.replies import Edit, Message, Reply, Toast
from bot.engine import replies_json as bodies
from bot.engine.lease import Lease, Sending
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change, Pending
from bot.telegram.sending.drawing import Studio
from bot.telegram.sending.rate import A_SECOND, CHAT_BURST, FIRST_CONCURRENCY, Bucket, Pace
from bot.telegram.sending.sender import Sender
from tests.support.storage.stored import storage_of
from tests.support.telegram.harness import BOT, NOW
from tests.support.telegram.simulated import Call, FakeBot, SimulatedLoop, now

JOKE, SANDER = 100001, 100002
CROWD = range(1, 501)
PACE = Pace.of(A_SECOND)
RATE, BURST, RESERVE = PACE.rate, PACE.burst, PACE.reserve


@pytest.fixture(scope="module")
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """Run tests on a clock of their own, without any waiting."""
    return "asyncio", {"loop_factory": SimulatedLoop}


class Post:
    """A sender on a made-up Bot API and a database in memory."""

    def __init__(self, bot: FakeBot, a_second: int = A_SECOND) -> None:
        self.bot = bot
        self.store = Store.open(":memory:")
        self.sender = self.start(a_second)

    def start(self, a_second: int = A_SECOND) -> Sender:
        return Sender(cast("Bot", self.bot), BOT.id, storage_of(self.store), Studio(), a_second)

    def stored(self, chat_ids: Iterable[int], *replies: Reply) -> dict[int, Sequence[Pending]]:
        written = tuple(bodies.dump(reply) for reply in replies)
        loaded = self.store.load(BOT.id, list(chat_ids), [])
        changes = [
            Change(
                chat_id=chat_id,
                version=loaded.chats[chat_id].version if chat_id in loaded.chats else 0,
                session=None if chat_id in loaded.chats else "{}",
                replies=written,
            )
            for chat_id in chat_ids
        ]
        return dict(self.store.commit(BOT.id, [], changes, NOW))

    def answer(self, chat_id: int, *replies: Reply) -> None:
        self.sender.hand(chat_id, (self.stored([chat_id], *replies))[chat_id])

    def speak_first(self, chat_ids: Iterable[int], *replies: Reply) -> None:
        for chat_id, pending in (self.stored(chat_ids, *replies)).items():
            self.sender.hand_first(chat_id, pending)

    async def idle(self) -> None:
        while self.sender.busy:
            await asyncio.sleep(0.25)


@asynccontextmanager
async def post(bot: FakeBot, a_second: int = A_SECOND) -> AsyncIterator[Post]:
    made = Post(bot, a_second)
    try:
        yield made
    finally:
        await made.sender.close(0)
        made.store.close()


def message(html: str) -> Message:
    return Message(html=html)


def busiest(times: Sequence[float], within: float = 1.0) -> int:
    """Count the most that fell into any stretch of this length."""
    return max(sum(start <= at < start + within for at in times) for start in times)


@given(
    rate=st.floats(0.5, 50),
    burst=st.integers(1, 20),
    pauses=st.lists(st.floats(0, 3), min_size=1, max_size=60),
)
def test_no_stretch_of_time_holds_more_than_the_burst_and_the_rate(
    rate: float, burst: int, pauses: list[float]
) -> None:
    bucket, at, taken = Bucket(rate, burst), 5.0, []
    for pause in pauses:
        at += pause
        at += bucket.wait(at)
        bucket.take(at)
        taken.append(at)
    for first, start in enumerate(taken):
        for last in range(first, len(taken)):
            assert last - first + 1 <= burst + (taken[last] - start) * rate + 0.001


@pytest.mark.parametrize("a_second", [2, 10, A_SECOND, 200])
async def test_in_all_no_second_holds_more_than_allowed(a_second: int) -> None:
    async with post(FakeBot(), a_second) as made:
        for chat_id in CROWD:
            made.answer(chat_id, message("a"))
        await made.idle()
        assert len(made.bot.done) == 500
        assert busiest(made.bot.times()) <= a_second
        assert now() - made.bot.times()[0] < 500 / Pace.of(a_second).rate + 2


async def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    async with post(FakeBot(lasts=0.01)) as made:
        made.answer(JOKE, *(message(str(number)) for number in range(CHAT_BURST + 3)))
        await made.idle()
        times = made.bot.times()
        assert times[CHAT_BURST - 1] - times[0] < 0.1 + (CHAT_BURST - BURST) / RATE
        assert all(0.9 < later - at < 1.1 for at, later in pairwise(times[CHAT_BURST:]))
        assert [call.text for call in made.bot.done] == [str(n) for n in range(CHAT_BURST + 3)]
        await asyncio.sleep(CHAT_BURST)
        made.answer(JOKE, *(message("again") for _ in range(CHAT_BURST)))
        await made.idle()
        assert made.bot.times()[-1] - made.bot.times()[-CHAT_BURST] < 0.1 + (CHAT_BURST - BURST) / RATE


async def test_edits_and_answers_to_taps_wait_for_nothing() -> None:
    async with post(FakeBot(lasts=0.01)) as made:
        made.speak_first(CROWD, message("digest"))
        at = now()
        for number in range(20):
            made.answer(JOKE, Toast(callback_id=f"t{number}"), Edit(message_id=1, html=str(number)))
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.1)
        edits = made.bot.times("editMessageText") + made.bot.times("answerCallbackQuery")
        assert len(edits) == 40
        assert max(edits) - at < 0.5


async def test_a_digest_to_500_chats_delays_an_answer_by_no_more_than_its_own_call() -> None:
    async with post(FakeBot(lasts=0.2)) as made:
        made.speak_first(CROWD, message("digest"))
        waited = []
        for number in range(10):
            await asyncio.sleep(1.7)
            at = now()
            made.answer(JOKE + number, message(f"answer {number}"))
            await asyncio.sleep(0.3)
            waited.append(made.bot.when(f"answer {number}") - at)
        assert max(waited) < 0.01
        await made.idle()
        digests = [call for call in made.bot.done if call.text == "digest"]
        assert Counter(call.chat_id for call in digests) == dict.fromkeys(CROWD, 1)
        assert digests[-1].at - digests[0].at < 500 / RATE + 2


async def test_many_answers_go_before_what_the_bot_says_first() -> None:
    async with post(FakeBot()) as made:
        made.speak_first(CROWD, message("digest"))
        await asyncio.sleep(1)
        at = now()
        people = range(1001, 1101)
        for chat_id in people:
            made.answer(chat_id, message("answer"))
        await made.idle()
        answers = [call.at for call in made.bot.done if call.text == "answer"]
        assert max(answers) - at < (len(people) - RESERVE) / RATE + 0.1
        digests = [call.at for call in made.bot.done if call.text == "digest"]
        assert not [digest for digest in digests if at < digest < max(answers)]


async def test_who_answers_a_reminder_that_waits_is_answered_soon() -> None:
    async with post(FakeBot()) as made:
        made.speak_first((*CROWD, JOKE), message("digest"))
        await asyncio.sleep(1)
        at = now()
        made.answer(JOKE, message("answer"))
        await asyncio.sleep(1)
        assert [call.text for call in made.bot.done if call.chat_id == JOKE] == ["digest", "answer"]
        assert made.bot.when("answer") - at < 0.2


async def test_slow_calls_of_reminders_leave_slots_for_answers() -> None:
    async with post(FakeBot(lasts=20)) as made:
        made.speak_first(CROWD, message("digest"))
        await asyncio.sleep(15)
        assert FIRST_CONCURRENCY <= len(made.bot.tried) <= FIRST_CONCURRENCY + BURST
        at = now()
        made.answer(JOKE, message("answer"))
        await asyncio.sleep(0.1)
        assert made.bot.tried[-1].text == "answer"
        assert made.bot.tried[-1].at - at < 0.01


def flooded(chat_id: int, until: float) -> FakeBot:
    def strike(call: Call) -> TelegramError | None:
        wait = until - call.at
        return RetryAfter(timedelta(seconds=wait)) if call.chat_id == chat_id and wait > 0 else None

    return FakeBot(lasts=0.01, strike=strike)


async def test_one_chat_s_429_holds_no_other() -> None:
    async with post(flooded(JOKE, now() + 30)) as made:
        at = now()
        made.answer(JOKE, message("a"), message("b"))
        made.answer(SANDER, message("c"))
        made.speak_first(CROWD, message("digest"))
        await made.idle()
        assert made.bot.when("c") - at < 0.1
        assert max(call.at for call in made.bot.done if call.text == "digest") - at < 28
        assert 30 <= made.bot.when("a") - at < 30.1 < made.bot.when("b") - at + 1
        assert sum(call.chat_id == JOKE for call in made.bot.tried) == 3


async def test_of_edits_that_wait_in_a_chat_only_the_last_is_sent() -> None:
    async with post(flooded(JOKE, now() + 10)) as made:
        for number in range(6):
            made.answer(JOKE, Edit(message_id=7, html=f"seven {number}"))
            await asyncio.sleep(0.1)
        made.answer(JOKE, Edit(message_id=8, html="eight"), message("new"))
        made.answer(JOKE, Edit(message_id=8, html="eight again"))
        await made.idle()
        await asyncio.sleep(1)
        assert [call.text for call in made.bot.done] == ["seven 5", "new", "eight again"]
        assert made.store.waiting(BOT.id) == ()
        assert made.sender.oldest() == 0


async def test_an_hour_without_a_network_is_outlasted() -> None:
    back = now() + 3600
    bot = FakeBot(strike=lambda call: NetworkError("No answer") if call.at < back else None)
    async with post(bot) as made:
        made.speak_first(range(1, 201), message("digest"))
        made.answer(JOKE, message("a"), Edit(message_id=1, html="b"), message("c"))
        await asyncio.sleep(3600)
        made.answer(SANDER, message("fresh"))
        await made.idle()
        assert [call.text for call in made.bot.done if call.chat_id == JOKE] == ["a", "b", "c"]
        assert Counter(call.text for call in made.bot.done)["digest"] == 200
        assert made.bot.when("fresh") - back < 0.1
        assert made.bot.when("c") - back < 35
        assert busiest([call.at for call in made.bot.tried if call.at >= back]) <= 33
        # Nobody may hammer at a network that is down: a chat tries twice a minute, and more at first.
        assert sum(call.chat_id == JOKE for call in made.bot.tried) < 180


async def test_after_a_restart_who_writes_now_goes_before_what_was_left() -> None:
    async with post(FakeBot(strike=lambda _: NetworkError("No answer"))) as made:
        made.speak_first(CROWD, message("left"))
        made.answer(JOKE, Toast(callback_id="tap"), Edit(message_id=1, html="left too"))
        await asyncio.sleep(1)
        await made.sender.close(0)
        made.bot.strike = lambda _: None
        made.sender = made.start()
        at = now()
        await Lease(storage_of(made.store), BOT.id, Sending(made.sender.hand_first)).begin()
        await asyncio.sleep(1)
        made.answer(SANDER, message("fresh"))
        await made.idle()
        assert made.bot.when("fresh") - at < 1.1
        # An edit waits for nobody, whatever it is that is resumed.
        assert made.bot.when("left too") - at < 0.1
        assert Counter(call.text for call in made.bot.done)["left"] == 500


async def test_a_chat_that_blocks_the_bot_leaves_nothing_behind() -> None:
    blocked = Forbidden("Forbidden: bot was blocked by the user")
    gone = FakeBot(strike=lambda call: blocked if call.chat_id < 100 else None)
    async with post(gone) as made:
        made.speak_first(CROWD, message("digest"), message("more"))
        await made.idle()
        assert len(made.bot.done) == 2 * (500 - 99)
        assert made.sender._budget._held_back == set()
        await asyncio.sleep(CHAT_BURST + 1)
        made.answer(SANDER, message("a"))
        await made.idle()
        assert list(made.sender._budget._chats) == [SANDER]
