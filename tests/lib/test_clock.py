"""The clock by which things are stored and deleted, when this machine's own is wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.lib.clock import FRESH_S, TrustedClock

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class World:
    """A true time, and a machine whose clock is off by so much."""

    def __init__(self, off: timedelta, server_off: timedelta | None = None) -> None:
        self.seconds = 0.0
        self.off = off
        self.server_off = server_off or timedelta()
        server = self._server if server_off is not None else None
        self.clock = TrustedClock(server, lambda: self.true + self.off, lambda: self.seconds)

    @property
    def true(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    async def sure(self) -> datetime | None:
        return await self.clock.sure()

    async def _server(self) -> datetime:
        return self.true + self.server_off


@pytest.mark.parametrize("days", [740, -740, 0.01])
async def test_a_clock_that_is_off_deletes_nothing_and_stores_what_telegram_says(days: float) -> None:
    world = World(timedelta(days=days))
    world.clock.hear(world.true)
    world.seconds += 60
    assert world.clock() == world.true
    assert await world.sure() is None
    assert world.clock.doubt == f"the clock of this machine is {days * 86_400:+.0f} s off Telegram's"


@pytest.mark.parametrize("seconds", [-299, 0, 299])
async def test_a_clock_within_five_minutes_is_the_time(seconds: int) -> None:
    world = World(timedelta(seconds=seconds))
    world.clock.hear(world.true)
    assert await world.sure() == world.clock() == world.true + world.off
    assert world.clock.doubt == ""


async def test_what_telegram_said_counts_for_an_hour() -> None:
    world = World(timedelta())
    assert await world.sure() is None
    world.clock.hear(world.true)
    world.seconds += FRESH_S
    assert await world.sure() == world.true
    world.seconds += 1
    assert await world.sure() is None
    assert world.clock.doubt == "Telegram has not told the time in the last hour"


async def test_a_database_server_tells_the_time_unless_telegram_tells_another() -> None:
    world = World(timedelta(days=740), server_off=timedelta())
    assert await world.sure() == world.true
    assert world.clock() == world.true, "and it is stored by the server's clock"
    world.server_off = timedelta(days=740)
    world.clock.hear(world.true)
    assert await world.sure() is None
    assert "the database server" in world.clock.doubt


@pytest.mark.parametrize("days", [740, -740])
async def test_without_a_date_of_telegram_the_moment_of_a_message_bounds_the_time(days: int) -> None:
    world = World(timedelta(days=days))
    world.clock.hear_update(world.true)
    world.seconds += 5
    assert world.clock() == world.true
    assert await world.sure() is None


def test_a_message_that_waited_a_day_does_not_hold_the_time_back() -> None:
    world = World(timedelta())
    world.clock.hear_update(world.true - 24 * HOUR)
    assert world.clock() == world.true
    world.clock.hear(world.true)
    world.clock.hear_update(world.true - 800 * HOUR)
    assert world.clock() == world.true


async def test_a_clock_that_was_set_right_is_believed_again() -> None:
    world = World(timedelta(days=740))
    world.clock.hear(world.true)
    assert await world.sure() is None
    world.off = timedelta()
    assert await world.sure() == world.true
