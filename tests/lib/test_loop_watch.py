"""What holds the event loop up is told, with what ran."""

import asyncio
import re
import time

import pytest
from structlog.testing import capture_logs

from bot.lib.loop_watch import HELD_UP_S, LoopWatch
from bot.lib.metrics import REGISTRY


def observed() -> float:
    return REGISTRY.get_sample_value("winkelpeil_loop_lag_seconds_count") or 0.0


def hold_up(seconds: float) -> None:
    time.sleep(seconds)


@pytest.mark.parametrize("held", [True, False])
async def test_what_holds_the_loop_up_is_named(held: bool) -> None:
    with capture_logs() as logged:
        watch = LoopWatch()
        watch.start()
        before = observed()
        async with asyncio.timeout(20):
            while observed() < before + 3:
                if held:
                    hold_up(6 * HELD_UP_S)
                await asyncio.sleep(0.01)
        watch.stop()
    ran = [one["ran"][-1] for one in logged if one["event"] == "loop_held_up" and one["ran"]]
    # A machine at work may hold anything up, but this only where it runs.
    assert held == any(re.fullmatch(r"tests/lib/test_loop_watch\.py:\d+ hold_up", last) for last in ran)


def test_a_loop_that_is_closed_ends_it() -> None:
    async def run() -> LoopWatch:
        watch = LoopWatch()
        watch.start()
        return watch

    watch = asyncio.run(run())
    watch._thread.join(5)
    assert not watch._thread.is_alive()
