"""A year of reminders, with restarts and outages: what is said, and when, follows from the pure functions."""

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.dialogue.core.events import Due
from bot.dialogue.core.session import Session, load
from bot.dialogue.core.speaking_hours import may_speak
from bot.dialogue.shop.plan.due import due
from bot.dialogue.turn.step import step
from bot.storage.chats.chats import Store
from tests.support.storage.stored import store_at
from tests.support.telegram.alarm import DAY, START, Clock, Heard, made, put, shopkeepers
from tests.support.telegram.harness import BOT, context

LOOK = timedelta(minutes=20)
LOOKS = [START + count * LOOK for count in range(365 * 72)]
FORTNIGHT = 14 * DAY


@dataclass(frozen=True)
class Year:
    """What happens in it."""

    people: Mapping[int, Session]
    restarts: frozenset[datetime]
    outages: Sequence[datetime]

    def away(self, now: datetime) -> bool:
        return any(begin <= now < begin + 2 * DAY for begin in self.outages)

    def comes_by(self, chat_id: int, now: datetime) -> bool:
        """Three of four come by once a fortnight, so that their reminders go on."""
        return chat_id % 4 != 0 and (now - START) % FORTNIGHT == timedelta(0)


def a_year() -> Year:
    dice = random.Random(7)  # noqa: S311 -- a test that can be repeated
    return Year(
        people=shopkeepers(12, dice),
        restarts=frozenset(now for now in LOOKS if dice.random() < 0.005),
        outages=[START + timedelta(days=dice.randrange(365)) for _ in range(12)],
    )


def present(session: Session) -> Session:
    """Note that the person is there: the reminders so far count as answered."""
    if session.reminders is None:
        return session
    return session.model_copy(update={"reminders": session.reminders.model_copy(update={"unanswered": 0})})


def expected(chat_id: int, year: Year) -> list[datetime]:
    """Take one person through the year by the pure functions alone."""
    session, said = year.people[chat_id], []
    for now in LOOKS:
        if year.comes_by(chat_id, now):
            session = present(session)
        at = due(session)
        if at and at <= now and not year.away(now):
            outcome = step(session, Due(now=now), context())
            said += [now] * len(outcome.replies)
            session = outcome.session
    return said


async def until_restart(path: Path, year: Year, looking: Iterator[datetime], heard: Heard) -> bool:
    """Live through the year until a restart or its end; tells whether there was a restart."""
    store = Store.open(str(path / "test.db"))
    alarm = made(store, heard.clock, heard)
    try:
        for now in looking:
            heard.clock.now = now
            come_by(store, year, now)
            if not year.away(now):
                await alarm.ring()
            if now in year.restarts:
                return True
        return False
    finally:
        store.close()


def come_by(store: Store, year: Year, now: datetime) -> None:
    for chat_id in year.people:
        if year.comes_by(chat_id, now):
            stored = store.load(BOT.id, [chat_id], []).chats[chat_id]
            put(store, chat_id, present(load(stored.session)), stored.version)


async def test_as_often_and_at_the_moments_that_the_pure_functions_tell(tmp_path: Path) -> None:
    year = a_year()
    heard = Heard(Clock())

    with store_at(tmp_path / "test.db") as store:
        for chat_id, session in year.people.items():
            put(store, chat_id, session)
    looking = iter(LOOKS)
    restarts = 0
    while await until_restart(tmp_path, year, looking, heard):
        restarts += 1
    assert restarts > 50
    assert {chat_id: heard.said[chat_id] for chat_id in year.people} == {
        chat_id: expected(chat_id, year) for chat_id in year.people
    }
    counts = [len(times) for times in heard.said.values()]
    assert min(counts) >= 1
    assert max(counts) > 40


def test_nobody_is_spoken_to_at_night_or_twice_a_week() -> None:
    year = a_year()
    for chat_id in year.people:
        times = expected(chat_id, year)
        assert times
        assert all(may_speak(at) for at in times)
        assert all(later - earlier > 6 * DAY for earlier, later in itertools.pairwise(times))
