"""Deliveries, without a network."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.engine.batching import Deliveries, NotTaken
from bot.engine.incoming import Update
from tests.support.telegram.harness import until


def read(delivered: object) -> Update:
    return Update(None, kind=str(delivered))


class Desk:
    """Handles what is delivered, when it is let."""

    def __init__(self) -> None:
        self.handled: list[list[str]] = []
        self.open = asyncio.Event()
        self.stop = asyncio.Event()

    async def handle(self, updates: Sequence[Update]) -> None:
        await self.open.wait()
        self.handled.append([update.kind for update in updates])


async def test_who_waited_too_long_is_not_handled_unless_in_hand() -> None:
    desk, deliveries = Desk(), Deliveries(patience=0.1)
    running = asyncio.create_task(deliveries.run(read, desk.handle, desk.stop))
    first = asyncio.create_task(deliveries.take("in hand"))
    await asyncio.sleep(0.02)
    rest = [asyncio.create_task(deliveries.take(number)) for number in range(3)]
    await asyncio.sleep(0.02)
    assert 0.03 < deliveries.longest_wait() < 1
    for taking in (first, *rest):
        with pytest.raises(NotTaken):
            await taking
    desk.open.set()
    await until(lambda: bool(desk.handled))
    await deliveries.take("later")
    assert desk.handled == [["in hand"], ["later"]]
    assert deliveries.longest_wait() == 0
    desk.stop.set()
    await running
    with pytest.raises(NotTaken):
        await deliveries.take("too late")


async def test_what_comes_before_anybody_handles_waits() -> None:
    desk, deliveries = Desk(), Deliveries()
    desk.open.set()
    taking = [asyncio.create_task(deliveries.take(number)) for number in range(250)]
    await asyncio.sleep(0.02)
    running = asyncio.create_task(deliveries.run(read, desk.handle, desk.stop))
    await asyncio.gather(*taking)
    assert [len(batch) for batch in desk.handled] == [100, 100, 50]
    assert [one for batch in desk.handled for one in batch] == [str(number) for number in range(250)]
    desk.stop.set()
    await running
