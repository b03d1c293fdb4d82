"""The assessments that others are compared with, and the totals that make reading them flat."""

import random
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.sql_store import SqlStore
from bot.storage.sql_upkeep import SqlUpkeep
from bot.storage.store import PEERS_COUNT_FOR, Assessment, Change
from scoring.peers import Steps
from tests.storage.stored import BOT, NOW, OTHER_BOT, new, on_store, plan, rows, version

DAY = timedelta(days=1)
SINCE = NOW - PEERS_COUNT_FOR
LOW: Steps = (0, 0, 0, 0, 0, 0)
MIXED: Steps = (0, 1, 2, 3, 4, 0)
HIGH: Steps = (4, 4, 4, 4, 4, 4)


def finished(chat_id: int, steps: Steps, at: datetime = NOW) -> Change:
    return new(chat_id, finished=True, assessment=Assessment(steps, at))


async def again(store: SqlStore, chat_id: int, steps: Steps, at: datetime = NOW) -> None:
    change = Change(
        chat_id=chat_id,
        version=await version(store, chat_id),
        session="{}",
        assessment=Assessment(steps, at),
    )
    await store.commit(BOT, [], [change], NOW)


def test_others_are_counted_by_their_steps_without_oneself() -> None:
    async def test(store: SqlStore) -> None:
        changes = [finished(1, MIXED), finished(2, MIXED), finished(3, HIGH), new(4)]
        await store.commit(BOT, [1], changes, NOW)
        assert await store.peer_steps(BOT, 1, SINCE) == {MIXED: 1, HIGH: 1}
        assert await store.peer_steps(BOT, 3, SINCE) == {MIXED: 2}
        assert await store.peer_steps(BOT, 4, SINCE) == {MIXED: 2, HIGH: 1}
        assert await store.peer_steps(OTHER_BOT, 4, SINCE) == {}

    on_store(test)


def test_of_each_chat_the_latest_counts() -> None:
    async def test(store: SqlStore) -> None:
        await store.commit(BOT, [1], [finished(1, LOW)], NOW)
        await again(store, 1, HIGH)
        await again(store, 1, HIGH)
        assert await store.peer_steps(BOT, 9, SINCE) == {HIGH: 1}

    on_store(test)


def test_it_counts_for_730_days_to_the_second() -> None:
    async def test(store: SqlStore) -> None:
        second = timedelta(seconds=1)
        await store.commit(BOT, [1], [finished(1, LOW, SINCE - second), finished(2, HIGH, SINCE)], NOW)
        assert await store.peer_steps(BOT, 9, SINCE) == {HIGH: 1}
        assert await store.peer_steps(BOT, 1, SINCE) == {HIGH: 1}
        assert await store.peer_steps(BOT, 2, SINCE) == {}
        assert await SqlUpkeep(store.db).prune_assessments(SINCE) == 1
        assert rows(store, "SELECT chat_id FROM assessments") == [(2,)]
        assert await store.peer_steps(BOT, 9, SINCE) == {HIGH: 1}

    on_store(test)


def test_a_deleted_chat_counts_no_longer() -> None:
    async def test(store: SqlStore) -> None:
        await store.commit(BOT, [1], [finished(1, HIGH), finished(2, LOW)], NOW)
        forget = Change(chat_id=1, version=await version(store, 1), session=None, forget=True)
        await store.commit(BOT, [2], [forget], NOW)
        assert await store.peer_steps(BOT, 9, SINCE) == {LOW: 1}
        assert rows(store, "SELECT shops FROM assessment_totals") == [(1,)]

    on_store(test)


Deed = tuple[str, int, Steps, int]


@settings(max_examples=60, deadline=None)
@given(
    deeds=st.lists(
        st.tuples(
            st.sampled_from(["finish", "finish", "forget", "prune"]),
            st.integers(1, 6),
            st.sampled_from([LOW, MIXED, HIGH]),
            st.integers(700, 760),
        ),
        max_size=40,
    )
)
def test_the_totals_agree_with_a_count(deeds: list[Deed]) -> None:
    async def test(store: SqlStore) -> None:
        kept: dict[int, tuple[Steps, datetime]] = {}
        for deed, chat_id, steps, days in deeds:
            at = NOW - days * DAY
            chats = (await store.load(BOT, [chat_id], [])).chats
            present = chats[chat_id].version if chat_id in chats else 0
            if deed == "finish":
                assessment = Assessment(steps, at)
                change = Change(chat_id=chat_id, version=present, session="{}", assessment=assessment)
                await store.commit(BOT, [], [change], NOW)
                kept[chat_id] = (steps, at)
            elif deed == "forget":
                change = Change(chat_id=chat_id, version=present, session=None, forget=True)
                await store.commit(BOT, [], [change], NOW)
                kept.pop(chat_id, None)
            else:
                await SqlUpkeep(store.db).prune_assessments(at)
                kept = {chat: one for chat, one in kept.items() if one[1] >= at}
        for chat_id in (1, 6):
            others = Counter(steps for chat, (steps, at) in kept.items() if chat != chat_id and at >= SINCE)
            assert await store.peer_steps(BOT, chat_id, SINCE) == others
        totals = dict(rows(store, "SELECT steps, shops FROM assessment_totals"))
        assert totals == Counter("".join(map(str, steps)) for steps, _ in kept.values())

    on_store(test)


@pytest.mark.sqlite_only
def test_reading_looks_at_no_assessment_that_counts() -> None:
    async def test(store: SqlStore) -> None:
        asked: list[str] = []
        store.db.conn.set_trace_callback(asked.append)
        await store.peer_steps(BOT, 1, SINCE)
        store.db.conn.set_trace_callback(None)
        totals, uncounted = asked
        assert "assessment_totals USING PRIMARY KEY (bot_id=?)" in plan(store, totals)
        too_old, own = [step for step in plan(store, uncounted).splitlines() if "assessments" in step]
        assert "USING COVERING INDEX assessments_finished (bot_id=? AND finished_at<?)" in too_old
        assert "USING PRIMARY KEY (bot_id=? AND chat_id=?)" in own

    on_store(test)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("shops", [1_000, 20_000])
def test_it_takes_no_longer_with_more_shops(shops: int) -> None:
    async def test(store: SqlStore) -> None:
        dice = random.Random(1)  # noqa: S311 -- a test that can be repeated
        kinds = [tuple(dice.randrange(5) for _ in range(6)) for _ in range(200)]
        changes = [finished(chat_id, dice.choice(kinds)) for chat_id in range(shops)]
        await store.commit(BOT, [1], changes, NOW)
        before = time.perf_counter()
        others = await store.peer_steps(BOT, 0, SINCE)
        assert time.perf_counter() - before < 0.02
        assert sum(others.values()) == shops - 1

    on_store(test)
