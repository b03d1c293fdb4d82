"""A bell: it wakes at once, is heard later too, and is not waited for in vain."""

import asyncio

from bot.lib.bell import Bell


async def test_it_wakes_who_waits() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.wait(60))
    await asyncio.sleep(0)
    assert not waiting.done()
    bell.ring()
    await asyncio.wait_for(waiting, 5)


async def test_what_was_rung_before_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    await asyncio.wait_for(bell.wait(60), 5)
    again = asyncio.create_task(bell.wait(60))
    await asyncio.sleep(0.01)
    assert not again.done()
    again.cancel()


async def test_it_is_not_waited_for_longer_than_told() -> None:
    await asyncio.wait_for(Bell().wait(0.01), 5)
