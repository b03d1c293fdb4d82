"""A clock that can be set on, and a bot's clock that goes by it."""

from datetime import UTC, datetime, timedelta

from bot.lib.clock import AGREES, utc_now
from bot.lib.movable_clock import MovableClock

WEEK = timedelta(days=7)


def test_it_tells_this_machines_time_until_it_is_set_on_and_again_when_set_right() -> None:
    clock = MovableClock()
    assert abs(clock.now() - utc_now()) < AGREES
    clock.set_on(utc_now() + WEEK)
    assert WEEK - AGREES < clock.now() - utc_now() <= WEEK
    assert abs(clock.seconds() - clock.now().timestamp()) < 1
    clock.set_right()
    assert abs(clock.now() - utc_now()) < AGREES


def test_it_is_never_set_back() -> None:
    clock, heard = MovableClock(), list[str]()
    clock.when_set(lambda: heard.append("set"))
    clock.set_on(datetime(2020, 1, 1, tzinfo=UTC))
    assert clock.ahead == timedelta()
    assert heard == []


def test_who_listens_is_told_until_it_is_set_right() -> None:
    clock, heard = MovableClock(), list[str]()
    clock.when_set(lambda: heard.append("set"))
    clock.set_on(clock.now() + WEEK)
    assert heard == ["set"]
    clock.set_right()
    clock.set_on(clock.now() + WEEK)
    assert heard == ["set"]


async def test_a_bot_that_goes_by_it_believes_it_although_telegram_told_the_time_before() -> None:
    clock = MovableClock()
    trusted = clock.as_trusted_clock()
    trusted.hear(clock.now())
    clock.set_on(clock.now() + WEEK)
    assert abs(trusted() - clock.now()) < AGREES
    assert await trusted.sure() is None, "what Telegram told is a week old by now"
    trusted.hear(clock.now())
    sure = await trusted.sure()
    assert sure is not None
    assert abs(sure - clock.now()) < AGREES
