"""Cancellation that arrives, also through what would lose it."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


async def keep_cancellation(work: Awaitable[T]) -> T:
    """Await work that may lose a cancellation which comes just as it ends; then it comes after the work.

    What pyreqwest does is such work. Its result is kept: a message was sent, and must be noted as such. A
    failure is not, for who tries again would never be stopped. Awaited inside a task, outside of timeouts.
    """
    task = asyncio.current_task()
    assert task  # noqa: S101 -- there is one wherever something is awaited
    before = task.cancelling()
    try:
        done = await work
    except Exception:
        if task.cancelling() > before:
            raise asyncio.CancelledError from None
        raise
    if task.cancelling() > before:
        asyncio.get_running_loop().call_soon(task.cancel)
    return done
