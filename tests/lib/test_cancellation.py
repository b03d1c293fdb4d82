"""Work that loses a cancellation, as pyreqwest's does where both come at one moment."""

import asyncio
import contextlib

import pytest

from bot.lib.cancellation import keep_cancellation


async def losing(ended: asyncio.Event, fault: Exception | None = None) -> str:
    """Wait until cancelled, and end as if nothing had been said."""
    with contextlib.suppress(asyncio.CancelledError):
        await ended.wait()
    if fault:
        raise fault
    return "sent"


@pytest.mark.parametrize("fault", [None, OSError("no answer")])
async def test_what_goes_on_and_on_is_stopped(fault: Exception | None) -> None:
    """Without it, the loop would never end."""
    done: list[str] = []

    async def forever() -> None:
        while True:
            with contextlib.suppress(OSError):
                done.append(await keep_cancellation(losing(asyncio.Event(), fault)))
            await asyncio.Event().wait()

    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task}, timeout=5)
    assert task.cancelled()
    assert done == ([] if fault else ["sent"]), "what was done is known to be done"


async def test_without_a_cancellation_all_is_as_it_was() -> None:
    ended = asyncio.Event()
    ended.set()
    assert await keep_cancellation(losing(ended)) == "sent"
    with pytest.raises(OSError, match="no answer"):
        await keep_cancellation(losing(ended, OSError("no answer")))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(keep_cancellation(asyncio.Event().wait()), 0.01)
    await asyncio.sleep(0)
