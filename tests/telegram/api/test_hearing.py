"""What time it is, as Telegram tells it: with each answer, and with each message."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.engine.metrics import dated_handle
from bot.lib.clock import TrustedClock
from bot.sandbox.server import running_sandbox
from bot.sandbox.state import TOKEN
from bot.telegram.api import request
from bot.telegram.api.connection import Connection
from bot.telegram.api.request import date_of
from tests.support.telegram.harness import read_updates

SENT = 1_796_000_000
LAST_MOMENT = 253_402_300_799


async def test_the_date_of_answers_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[datetime] = []

    with running_sandbox() as server:
        async with Connection(TOKEN, server.url, heard.append) as connection:
            await connection.introduce()
            await connection.introduce()
            assert len(heard) == 1, "often enough"
            monkeypatch.setattr(request, "_HEARD_EVERY_S", 0)
            await connection.introduce()
        async with Connection("1:wrong", server.url, heard.append) as refused:
            with pytest.raises(Exception, match="TELEGRAM_TOKEN"):
                await refused.introduce()
    assert len(heard) == 2, "and only where Telegram did what it was asked"
    assert all(abs(datetime.now(UTC) - moment) < timedelta(seconds=10) for moment in heard)


@pytest.mark.parametrize("header", [None, "", "yesterday", "Sat, 99 Nov 2026 12:53:42 GMT"])
def test_a_date_that_is_none_is_left(header: str | None) -> None:
    assert date_of(header) is None


def test_a_date_is_read() -> None:
    expected = datetime(2026, 11, 28, 12, 53, 42, tzinfo=UTC)
    assert date_of("Sat, 28 Nov 2026 12:53:42 GMT") == expected
    assert date_of("Sat, 28 Nov 2026 12:53:42 -0000") == expected


@pytest.mark.parametrize("date", [LAST_MOMENT - 1, LAST_MOMENT, LAST_MOMENT + 1, 2**70])
async def test_a_moment_that_no_clock_can_go_by_refuses_nothing(date: int) -> None:
    handled: list[object] = []

    async def handle(updates: object) -> None:
        handled.append(updates)

    batch = read_updates([{"update_id": 1, "message": {"date": date}}])
    await dated_handle(handle, TrustedClock().hear_update)(batch)
    assert handled == [batch]


async def test_the_newest_message_of_a_batch_tells_when_it_was_sent() -> None:
    heard: list[datetime] = []
    handled: list[object] = []

    async def handle(updates: object) -> None:
        handled.append(updates)

    batches: list[list[object]] = [
        [{"message": {"date": SENT - 5}}, {"message": {"date": SENT}}, {"callback_query": {}}],
        [{"callback_query": {"message": {"date": SENT}}}],
        [
            None,
            {"message": {"date": "x"}},
            {"message": {"date": 2**70}},
            {"message": {"date": True}},
            {"message": {"date": 0}},
            {"message": 3},
        ],
    ]

    for batch in batches:
        await dated_handle(handle, heard.append)(read_updates(batch))
    assert heard == [datetime.fromtimestamp(SENT, UTC)]
    assert handled == [read_updates(batch) for batch in batches]
