"""The bot, under all kinds of trouble: nothing is lost, and nothing is done twice without a reason."""

import os
import secrets
from dataclasses import replace

import pytest

from bench.crash.drill import Plan, drill

CHATS = 6


@pytest.mark.parametrize("hooked", [False, True], ids=["polling", "webhook"])
async def test_nothing_is_lost(hooked: bool) -> None:
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbelow(1 << 32))
    print(f"CRASH_SEED={seed}")  # noqa: T201 -- pytest shows it when the test fails
    quick = Plan(chats=CHATS, at_once=CHATS, pauses=(0.3, 0.7), lasting=(0.1, 0.4), patience=30, seed=seed)
    held = await drill(replace(quick, hooked=hooked))
    assert held.verdict.wrong == []
    assert held.verdict.clean
    assert held.trouble["killed"]
    assert held.verdict.sent["reminder"] == held.verdict.chats


async def test_replies_that_are_lost_cost_no_answer_and_bring_no_older_screen() -> None:
    cuts = Plan(engine="postgres", hooked=True, bots=3, cuts=True, chats=CHATS, at_once=CHATS, seed=15)
    held = await drill(cuts)
    assert held.verdict.wrong == []
    assert held.verdict.clean
    assert held.verdict.older == 0
    assert held.struck["reset_after"] > 2 * CHATS
