"""Runs pure code that asks queries: a greenlet pauses it at each, until the answer has been read."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from greenlet import getcurrent, greenlet

from bot.dialogue.core.queries import Facts, Query

T = TypeVar("T")
Read = Callable[[Query[Any]], Awaitable[object]]


async def answer(
    work: Callable[[Facts], T], read: Read, computed: Callable[[float], object] = lambda _: None
) -> T:
    """Run plain code that asks facts; gives what it returns, and raises what it or `read` raises.

    A query that it asks is read while others use the event loop, once however often it is asked. `computed`
    is told the seconds in which it ran itself, without the waiting.
    """
    outside = getcurrent()
    working = greenlet(lambda: work(Facts(outside.switch)))
    spent = 0.0
    try:
        given: tuple[object, ...] = ()
        while True:
            begun = time.perf_counter()
            came = working.switch(*given)
            spent += time.perf_counter() - begun
            if working.dead:
                done: T = came
                return done
            given = (await read(came),)
    finally:
        computed(spent)
        if not working.dead:
            working.throw()
