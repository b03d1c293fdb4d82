"""The bot speaks first: as often, and at the moments, that the pure functions tell."""

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog.testing

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event
from bot.dialogue.core.queries import Facts
from bot.dialogue.core.replies import Message
from bot.dialogue.core.session import Session
from bot.dialogue.core.speaking_hours import may_speak, moment
from bot.dialogue.turn.step import Outcome
from bot.engine import due as alarm
from bot.engine.step_runner import Step
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change
from tests.support.storage.interrupted import Interrupted
from tests.support.storage.stored import store_at
from tests.support.telegram.alarm import (
    DAY,
    START,
    WITH_RESULT,
    Clock,
    Heard,
    made,
    put,
    sessions,
    shopkeepers,
)
from tests.support.telegram.harness import BOT, until


async def test_two_processes_on_one_database_say_it_once(tmp_path: Path) -> None:
    dice = random.Random(3)  # noqa: S311 -- a test that can be repeated
    people = shopkeepers(30, dice)
    clock = Clock(START + 200 * DAY)
    first, second = Heard(clock), Heard(clock)

    async def let_the_other_in() -> None:
        await asyncio.sleep(0.001)

    with store_at(tmp_path / "test.db") as store:
        for chat_id, session in people.items():
            put(store, chat_id, session)
        path = str(tmp_path / "test.db")
        stores = [Store.open(path), Store.open(path)]
        alarms = [
            made(Interrupted(one, "chats.commit", let_the_other_in), clock, heard)
            for one, heard in zip(stores, (first, second), strict=True)
        ]
        await asyncio.gather(*(one.ring() for one in alarms))
        assert store.due(BOT.id, clock.now, 100) == ()
        said = [chat_id for heard in (first, second) for chat_id in heard.said if heard.said[chat_id]]
        assert sorted(said) == sorted(people)
        assert len(store.waiting(BOT.id)) == len(people)
        for one in stores:
            one.close()


async def test_many_are_rung_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_at(tmp_path / "test.db") as store:
        monkeypatch.setattr(alarm, "_BATCH", 4)
        clock = Clock(START + 200 * DAY)
        heard = Heard(clock)
        for chat_id, session in shopkeepers(10, random.Random(1)).items():  # noqa: S311
            put(store, chat_id, session)
        ringing = made(store, clock, heard)
        assert [await ringing.ring() for _ in range(4)] == [4, 4, 2, 0]
        assert sorted(heard.said) == list(range(1, 11))


def again(at: datetime) -> Session:
    return WITH_RESULT.model_copy(update={"again": at})


def stuck(session: Session, event: Event, _context: Context, _facts: Facts) -> Outcome:
    """Say something, and leave it due."""
    return Outcome(session, (Message(html="hi"),))


def failing(session: Session, event: Event, _context: Context, _facts: Facts) -> Outcome:
    raise ZeroDivisionError


@pytest.mark.parametrize(("faulty", "logs", "said"), [(stuck, "still_due", 1), (failing, "step_failed", 0)])
async def test_a_fault_in_a_step_cannot_spin(tmp_path: Path, faulty: Step, logs: str, said: int) -> None:
    with store_at(tmp_path / "test.db") as store:
        clock = Clock()
        heard = Heard(clock)
        put(store, 1, again(START))
        ringing = made(store, clock, heard, faulty)
        with structlog.testing.capture_logs() as logged:
            assert [await ringing.ring() for _ in range(3)] == [1, 0, 0]
        assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == [logs]
        assert len(heard.said[1]) == said
        clock.now += DAY
        assert await ringing.ring() == 1
        assert (sessions(store, 1))[1] == again(START)


async def test_a_session_that_cannot_be_read_is_left_alone_and_harms_nobody(tmp_path: Path) -> None:
    with store_at(tmp_path / "test.db") as store:
        clock = Clock()
        heard = Heard(clock)
        unreadable = Change(chat_id=1, version=0, session='{"v":0}', due=START)
        store.commit(BOT.id, [], [unreadable], START)
        put(store, 2, again(START))
        ringing = made(store, clock, heard)
        assert [await ringing.ring() for _ in range(2)] == [2, 0]
        assert (len(heard.said[1]), len(heard.said[2])) == (0, 1)
        assert store.load(BOT.id, [1], []).chats[1].session == '{"v":0}'


async def test_at_a_bad_time_nothing_is_said_and_it_is_due_later(tmp_path: Path) -> None:
    with store_at(tmp_path / "test.db") as store:
        clock = Clock(datetime(2026, 1, 11, 11, tzinfo=UTC))
        assert not may_speak(clock.now)
        heard = Heard(clock)
        put(store, 1, again(START))
        ringing = made(store, clock, heard)
        assert [await ringing.ring() for _ in range(2)] == [1, 0]
        assert not heard.said[1]
        clock.now = moment(clock.now, 0)
        assert await ringing.ring() == 1
        assert heard.said[1] == [clock.now]


async def test_speaking_first_is_no_visit(tmp_path: Path) -> None:
    with store_at(tmp_path / "test.db") as store:
        clock = Clock(START + 10 * DAY)
        put(store, 1, again(START))
        await made(store, clock, Heard(clock)).ring()
        ((visited,),) = store.db.execute("SELECT visited_at FROM chats").fetchall()
        assert visited == START.timestamp()


async def test_it_looks_at_the_start_and_again_and_outlasts_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store_at(tmp_path / "test.db") as store:
        monkeypatch.setattr(alarm, "_EVERY_S", 0.01)
        clock = Clock()
        heard = Heard(clock)
        ringing = made(store, clock, heard)
        times: list[int] = []
        ring = ringing.ring

        async def unreliable() -> int:
            times.append(len(times))
            if len(times) == 1:
                raise ZeroDivisionError
            return await ring()

        monkeypatch.setattr(ringing, "ring", unreliable)
        put(store, 1, again(START))
        running = asyncio.create_task(ringing.run())
        await until(lambda: bool(heard.said[1]))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert len(times) >= 2
