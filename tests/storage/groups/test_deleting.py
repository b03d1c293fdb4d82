"""What goes of an organisation's tables: with a chat, with becoming an advisor, and in time."""

from datetime import timedelta

import pytest

from bot.records.groups import INVITATION_LASTS, RIPENS, SHARE_LASTS, Layers
from bot.records.notices import Relayed
from bot.records.writes import Answer, Ask, Contribute, EndThread, Join, Look, SetShare
from bot.storage.chats.records import Assessment, Change
from bot.storage.chats.upkeep import Upkeep
from tests.support.storage.grouped import ADVISOR, COLLEAGUE, DAY, MINUTE, Town, values
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, holding, rows

# Numbers that stand in no other number of these tests.
SHOP, NEIGHBOUR, GUIDE = 770_770_771, 770_770_772, 880_880_881
WHO, SAID, WROTE, CONTACT = (
    "Bloemen van Joke",
    "Mag ik iets vragen?",
    "Jazeker, zegt Anja",
    "joke@winkel.example",
)
SECOND = timedelta(seconds=1)
OF_A_SHOP = {
    "chats.chat_id",
    "chats.session",
    "assessments.chat_id",
    "participants.chat_id",
    "contributions.chat_id",
    "shares.chat_id",
    "threads.chat_id",
    "notices.chat_id",
    "notices.sender",
}


def lived_in(town: Town) -> tuple[int, int]:
    """Let a shop, its neighbour and an advisor do all that can be done; returns organisation and campaign."""
    hart, markt = town.set_out()
    town.advisor(GUIDE)
    assessment = Assessment((0,) * 7, NOW)
    for shop in (SHOP, NEIGHBOUR):
        town.finishes(shop, markt, values(1))
        layers = Layers(answers=True, contact=CONTACT if shop == SHOP else None)
        ask = Ask(hart, WHO if shop == SHOP else "Buren", Relayed(text=SAID if shop == SHOP else "Hallo"))
        change = Change(
            chat_id=shop,
            version=town.version(shop),
            session=f'{{"of":{shop}}}',
            assessment=assessment,
            writes=(SetShare(hart, layers, ask.who), ask),
        )
        town.store.commit(town.bot, [], [change], NOW)
        (thread,) = town.groups.threads(town.bot, shop)
        town.does(GUIDE, Answer(thread.id, Relayed(text=WROTE)), Answer(thread.id, Relayed(text="Dag")))
    town.does(GUIDE, Contribute(markt, 1, values(2), NOW, assisted=True))
    shared = town.groups.shared_sessions(town.bot, hart, NOW)
    town.does(ADVISOR, Look(tuple(one.id for one in shared)))
    return hart, markt


def test_of_a_forgotten_shop_nothing_remains() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, _ = lived_in(town)
        assert set(holding(store, SHOP)) == OF_A_SHOP
        for text in (WHO, SAID, CONTACT):
            assert holding(store, text)
        assert len(rows(store, "SELECT * FROM looks")) == 2
        town.forget(SHOP)
        for trace in (SHOP, WHO, SAID, CONTACT):
            assert holding(store, trace) == []
        assert len(rows(store, "SELECT * FROM looks")) == 1
        # Of the others all is there, and the shop can begin anew.
        assert set(holding(store, NEIGHBOUR)) == OF_A_SHOP
        assert len(town.groups.shared_sessions(BOT, hart, NOW)) == 1
        assert holding(store, GUIDE) == [
            "chats.chat_id",
            "chats.session",
            "advisors.chat_id",
            "contributions.chat_id",
            "notices.chat_id",
            "notices.sender",
        ]


def test_of_a_forgotten_advisor_only_the_shops_assessments_remain() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = lived_in(town)
        town.forget(GUIDE)
        assert holding(store, GUIDE) == holding(store, WROTE) == []
        assert [advisor.chat_id for advisor in town.groups.advisors(BOT)] == [ADVISOR]
        assert rows(store, "SELECT chat_id FROM contributions WHERE assisted = 1") == [(None,)]
        assert (town.totals(hart))[markt, 1].waiting == 3
        (thread,) = town.groups.threads(BOT, SHOP)
        assert not thread.ended


def test_forgetting_is_for_one_bot() -> None:
    with empty_store() as store:
        here, there = Town(store), Town(store, OTHER_BOT)
        lived_in(here)
        lived_in(there)
        before = holding(store, SHOP)
        here.forget(SHOP)
        here.forget(GUIDE)
        assert holding(store, SHOP) == before
        assert {bot for (bot,) in rows(store, "SELECT bot_id FROM shares WHERE chat_id = ?", SHOP)} == {8}
        assert len(there.groups.advisors(OTHER_BOT)) == 2


def test_who_becomes_an_advisor_was_never_a_shop() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = lived_in(town)
        town.invite("Ondernemend Elders", "code", "Joke")
        town.does(SHOP, Join("code"))
        assert set(holding(store, SHOP)) == {"chats.chat_id", "chats.session", "advisors.chat_id"}
        for trace in (WHO, SAID, CONTACT):
            assert holding(store, trace) == []
        (campaign,) = town.groups.campaigns(BOT, hart)
        assert (campaign.opened, campaign.finished) == (1, 1)
        assert (town.totals(hart))[markt, 1].waiting == 2
        assert rows(store, "SELECT chat_id FROM assessments") == [(NEIGHBOUR,)]


def test_who_becomes_an_advisor_takes_the_batch_along() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        assert (town.totals(hart))[markt, 1].shops == 5
        town.advisor(3)
        assert (town.totals(hart))[markt, 1].shops == 0


def test_an_ended_thread_goes_with_the_shop_too() -> None:
    with empty_store() as store:
        town = Town(store)
        lived_in(town)
        (thread,) = town.groups.threads(BOT, SHOP)
        town.does(SHOP, EndThread(thread.id))
        town.forget(SHOP)
        for trace in (SHOP, WHO):
            assert holding(store, trace) == []


@pytest.mark.parametrize(("days", "kept"), [(89, True), (91, True), (729, True), (731, False)])
def test_an_advisor_needs_no_result_to_be_kept_and_stays_an_advisor(days: int, kept: bool) -> None:
    with empty_store() as store:
        town = Town(store)
        town.invite("Winkelhart", "code")
        change = Change(chat_id=GUIDE, version=0, session="{}", writes=(Join("code"),))
        shop = Change(chat_id=SHOP, version=0, session="{}")
        store.commit(BOT, [1], [change, shop], NOW)
        now = NOW + days * DAY
        deleted = Upkeep(store.db).purge(now - 90 * DAY, now - 730 * DAY, 10)
        assert deleted == (days > 90) + (not kept)
        assert [advisor.chat_id for advisor in town.groups.advisors(BOT)] == [GUIDE]


def test_what_is_over_goes_to_the_second() -> None:
    with empty_store() as store:
        town = Town(store)
        lived_in(town)
        town.invite("Winkelhart", "code")
        upkeep = Upkeep(store.db)
        for prune, end, count in (
            (upkeep.prune_invitations, NOW + INVITATION_LASTS, 1),
            (upkeep.prune_shares, NOW + SHARE_LASTS, 2),
            (upkeep.prune_contributions, NOW, 3),
            (upkeep.prune_notices, NOW, 12),
        ):
            assert prune(end) == 0
            assert prune(end + SECOND) == count
        for table in ("invitations", "shares", "looks", "contributions", "notices"):
            assert rows(store, f"SELECT * FROM {table}") == []  # noqa: S608


def test_what_is_too_old_leaves_the_totals() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.five(markt, 6, NOW + DAY)
        now = NOW + DAY + RIPENS
        assert (town.totals(hart, now))[markt, 1].shops == 10
        Upkeep(store.db).prune_contributions(NOW + 2 * SECOND)
        wave = (town.totals(hart, now + MINUTE))[markt, 1]
        assert (wave.shops, wave.waiting) == (5, 0)


def test_a_prune_of_a_share_lets_it_ask_no_more() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        town.totals(hart)
        town.shares(1, hart)
        Upkeep(store.db).prune_shares(NOW + SHARE_LASTS + SECOND)
        assert rows(store, "SELECT * FROM contributions WHERE asked IS NOT NULL") == []
        town.advisor(COLLEAGUE)


def test_who_erases_everything_has_no_role_any_more_with_a_chat_or_without() -> None:
    with empty_store() as store:
        town = Town(store)
        for chat_id, code in ((GUIDE, "one"), (SHOP, "two")):
            town.invite("Winkelhart", code)
            change = Change(chat_id=chat_id, version=0, session="{}", writes=(Join(code),))
            store.commit(BOT, [chat_id], [change], NOW)
            insert = "INSERT INTO admins (bot_id, chat_id, label, since) VALUES (?, ?, '', 0)"
            store.db.execute(insert, (BOT, chat_id))
            getattr(store.db.conn, "commit", lambda: None)()
        now = NOW + 900 * DAY
        assert Upkeep(store.db).purge(now - 90 * DAY, now - 730 * DAY, 10) == 2
        for role in ("advisors", "admins"):
            assert len(rows(store, f"SELECT 1 FROM {role}")) == 2, "a role never expires"  # noqa: S608
        store.commit(BOT, [3], [Change(chat_id=GUIDE, version=0, session=None, forget=True)], now)
        for role in ("advisors", "admins"):
            assert rows(store, f"SELECT chat_id FROM {role}") == [(SHOP,)]  # noqa: S608
