"""The assessments that participants are compared by, and the table that is published of them."""

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.chats.chats import Store
from bot.storage.chats.peers import PeerStore
from bot.storage.chats.records import PEERS_COUNT_FOR, Assessment, Change
from bot.storage.chats.upkeep import Upkeep
from scoring.overall import yardstick
from scoring.peers import Steps, peer_table
from tests.support.builders import questionnaire
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, new, rows, version

SINCE = NOW - PEERS_COUNT_FOR
LOW: Steps = (0, 0, 0, 0, 0, 0, 0)
HIGH: Steps = (4, 4, 4, 4, 4, 4, 4)
OF_SIX_TOPICS: Steps = (4, 4, 4, 4, 4, 4)


def finished(chat_id: int, steps: Steps, at: datetime = NOW) -> Change:
    return new(chat_id, finished=True, assessment=Assessment(steps, at))


def again(store: Store, chat_id: int, steps: Steps, at: datetime = NOW) -> None:
    change = Change(
        chat_id=chat_id,
        version=version(store, chat_id),
        session="{}",
        assessment=Assessment(steps, at),
    )
    store.commit(BOT, [], [change], NOW)


def forget(store: Store, chat_id: int) -> None:
    change = Change(chat_id=chat_id, version=version(store, chat_id), session=None, forget=True)
    store.commit(BOT, [], [change], NOW)


WEEKS = count()


def renewed(store: Store) -> bool:
    """Look in a week of its own; what counts stays the same."""
    week = NOW + timedelta(weeks=next(WEEKS))
    return PeerStore(store.db).renew_peer_table(BOT, questionnaire(), SINCE, week)


def lower_than(store: Store, score: int) -> int | None:
    published = PeerStore(store.db).peer_table(BOT)
    return None if published is None else published.table.place(score)


def test_the_first_table_is_made_at_fifty_shops_with_the_live_weights() -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [finished(chat, LOW) for chat in range(1, 50)], NOW)
        assert not renewed(store)
        assert PeerStore(store.db).peer_table(BOT) is None
        store.commit(BOT, [2], [finished(50, HIGH)], NOW)
        assert renewed(store)
        published = PeerStore(store.db).peer_table(BOT)
        assert published is not None
        assert published.table == peer_table(questionnaire(), [LOW] * 49 + [HIGH])
        assert published.yardstick == yardstick(questionnaire())
        assert PeerStore(store.db).peer_table(OTHER_BOT) is None


def test_the_table_stays_until_a_quarter_and_fifteen_shops_changed() -> None:
    with empty_store() as store:
        store.commit(BOT, [1], [finished(chat, LOW) for chat in range(1, 61)], NOW)
        assert renewed(store)
        assert lower_than(store, 100) == 100
        for chat in range(1, 6):
            again(store, chat, HIGH)
        again(store, 6, HIGH)
        again(store, 6, LOW)
        for chat in range(7, 16):
            forget(store, chat)
        store.commit(BOT, [2], [finished(chat, HIGH) for chat in range(61, 70)], NOW)
        # Five stand elsewhere; nine went, and nine came that may be the same. The sixth is where it was.
        assert not renewed(store)
        assert lower_than(store, 100) == 100
        store.commit(BOT, [3], [finished(70, HIGH)], NOW)
        assert renewed(store)
        assert lower_than(store, 100) == 75  # 46 of 61
        assert not renewed(store)


def test_who_erases_everything_and_comes_back_counts_once() -> None:
    """Else eight accounts have a table made before and after one shop."""

    with empty_store() as store:
        store.commit(BOT, [1], [finished(chat, LOW) for chat in range(1, 61)], NOW)
        assert renewed(store)
        for chat in range(1, 15):
            forget(store, chat)
            store.commit(BOT, [], [finished(chat, HIGH)], NOW)
        assert not renewed(store)
        again(store, 60, HIGH)
        assert renewed(store)


def test_it_is_looked_at_once_a_week() -> None:
    """Else who has three accounts has it made just before and just after one shop."""

    with empty_store() as store:
        peers, monday = PeerStore(store.db), datetime(2026, 11, 30, tzinfo=UTC)

        def at(moment: datetime) -> bool:
            return peers.renew_peer_table(BOT, questionnaire(), SINCE, moment)

        assert not at(NOW)
        store.commit(BOT, [1], [finished(chat, LOW) for chat in range(1, 61)], NOW)
        assert not at(NOW)
        assert not at(monday - timedelta(seconds=1))
        assert at(monday)
        for chat in range(1, 31):
            forget(store, chat)
        store.commit(BOT, [2], [finished(chat, HIGH) for chat in range(101, 131)], NOW)
        assert not at(monday + timedelta(days=6, hours=23))
        assert lower_than(store, 100) == 100
        assert at(monday + timedelta(days=7))
        assert lower_than(store, 100) == 50


def test_only_assessments_of_all_topics_of_the_last_730_days_count() -> None:
    with empty_store() as store:
        old = [finished(chat, HIGH, SINCE - timedelta(seconds=1)) for chat in range(100, 140)]
        before = [finished(chat, OF_SIX_TOPICS) for chat in range(200, 240)]
        store.commit(BOT, [1], [finished(chat, LOW, SINCE) for chat in range(1, 50)], NOW)
        store.commit(BOT, [2], [*old, *before], NOW)
        assert not renewed(store)
        store.commit(BOT, [3], [finished(50, LOW)], NOW)
        assert renewed(store)
        assert rows(store, "SELECT shops FROM peer_tables") == [(50,)]
        assert Upkeep(store.db).prune_assessments(SINCE) == 40


@settings(max_examples=25, deadline=None)
@given(
    deeds=st.lists(
        st.tuples(
            st.sampled_from(["finish", "forget", "look"]), st.integers(1, 70), st.sampled_from([LOW, HIGH])
        ),
        max_size=60,
    )
)
def test_two_tables_never_differ_by_few_shops(deeds: list[tuple[str, int, Steps]]) -> None:
    """Whatever happens between two looks, a table that changed rests on at least 15 other shops."""

    with empty_store() as store:
        kept = dict.fromkeys(range(1, 61), LOW)
        store.commit(BOT, [1], [finished(chat, LOW) for chat in kept], NOW)
        assert renewed(store)
        tabled = dict(kept)
        for deed, chat, steps in deeds:
            if deed == "look":
                # Who erased everything and came back is one shop here, though the bot cannot know.
                if renewed(store):
                    differing = sum(kept.get(one) != tabled.get(one) for one in {*kept, *tabled})
                    assert differing >= 15
                    tabled = dict(kept)
                continue
            if deed == "finish" and chat in kept:
                again(store, chat, steps)
            elif deed == "finish":
                store.commit(BOT, [], [finished(chat, steps)], NOW)
            elif chat in kept:
                forget(store, chat)
            if deed == "finish":
                kept[chat] = steps
            else:
                kept.pop(chat, None)
