"""What a shop has that an advisor filled in for: a code that shows what is kept, and erases it."""

from bot.records.groups import RIPENS, Layers
from bot.records.writes import Contribute, EraseReceipt, Leave, Uncount
from bot.storage.access.codes import digest
from bot.storage.chats.records import Assessment, Change
from bot.storage.chats.upkeep import Upkeep
from tests.support.storage.grouped import ADVISOR, ANSWERS, CONTACT, DAY, MIXED, Town, values
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, holding, rows

CODE, OTHER = "ABCDEFGHJKLM", "22222222AAAA"
SHOPKEEPER = 770_770_771
LATER = NOW + RIPENS * 2


def filled_in(town: Town, code: str = CODE, run: int = 1) -> tuple[int, int]:
    hart, markt = town.set_out()
    town.does(ADVISOR, Contribute(markt, run, values(2), NOW, assisted=True, receipt=code))
    return hart, markt


def test_the_code_shows_what_is_kept_and_only_its_digest_is_kept() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, _ = filled_in(town)
        kept = town.groups.contribution_of(BOT, CODE)
        assert kept
        assert (kept.organisation.id, kept.finished, kept.values) == (hart, NOW, values(2))
        assert town.groups.contribution_of(BOT, OTHER) is None
        assert town.groups.contribution_of(OTHER_BOT, CODE) is None
        assert holding(store, CODE) == []
        assert holding(store, digest(CODE)) == ["receipts.digest"]


def test_changed_answers_keep_the_code() -> None:
    with empty_store() as store:
        town = Town(store)
        _, markt = filled_in(town)
        town.does(ADVISOR, Contribute(markt, 1, values(3), NOW, assisted=True, receipt=CODE))
        kept = town.groups.contribution_of(BOT, CODE)
        assert kept
        assert kept.values == values(3)
        assert len(rows(store, "SELECT * FROM receipts")) == 1


def test_the_shop_erases_it_from_any_chat_and_it_never_comes_back() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = filled_in(town)
        town.does(ADVISOR, Contribute(markt, 2, values(3), NOW, assisted=True, receipt=OTHER))
        town.does(SHOPKEEPER, EraseReceipt(CODE))
        assert town.groups.contribution_of(BOT, CODE) is None
        assert len(rows(store, "SELECT * FROM contributions")) == 1
        assert town.groups.contribution_of(BOT, OTHER)
        # The advisor's chat may still hold the answers, and change one.
        town.does(ADVISOR, Contribute(markt, 1, values(1), NOW, assisted=True, receipt=CODE))
        town.does(SHOPKEEPER, EraseReceipt(CODE), EraseReceipt("ZZZZZZZZZZZZ"))
        assert town.groups.contribution_of(BOT, CODE) is None
        assert len(rows(store, "SELECT * FROM contributions")) == 1
        assert town.totals(hart)


def test_erasing_takes_the_shop_out_of_the_totals() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        for number, given in enumerate(MIXED, 1):
            code = f"AAAAAAAAAAA{number}"
            town.does(ADVISOR, Contribute(markt, number, given, NOW, assisted=True, receipt=code))
        before = (town.totals(hart, LATER))[markt, 1]
        assert before.shops == 5
        town.does(SHOPKEEPER, EraseReceipt("AAAAAAAAAAA2"))
        after = (town.totals(hart, LATER))[markt, 1]
        assert (after.shops, dict(after.totals)) == (0, {})
        # The others of its batch left the totals with it; nothing of their answers is kept either.
        kept = town.groups.contribution_of(BOT, "AAAAAAAAAAA1")
        assert kept
        assert kept.values == {}


def test_the_code_lasts_as_long_as_the_answers() -> None:
    with empty_store() as store:
        town, upkeep = Town(store), Upkeep(store.db)
        filled_in(town)
        town.forget(ADVISOR)
        assert town.groups.contribution_of(BOT, CODE), "what was filled in outlives the advisor's chat"
        upkeep.prune_contributions(NOW + DAY)
        assert town.groups.contribution_of(BOT, CODE) is None
        assert rows(store, "SELECT * FROM receipts") == []


def test_that_a_shop_erased_is_forgotten_in_time_too() -> None:
    with empty_store() as store:
        town, upkeep = Town(store), Upkeep(store.db)
        filled_in(town)
        town.does(SHOPKEEPER, EraseReceipt(CODE))
        upkeep.prune_contributions(NOW)
        assert len(rows(store, "SELECT * FROM receipts")) == 1
        upkeep.prune_contributions(NOW + DAY)
        assert rows(store, "SELECT * FROM receipts") == []


def test_who_leaves_a_group_counts_and_shares_there_no_longer() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.five(markt)
        assert (town.totals(hart, LATER))[markt, 1].shops == 5
        town.shares(3, hart, ANSWERS)
        town.shares(4, hart, CONTACT)
        town.does(3, Leave(hart))
        assert [one.layers for one in town.groups.shared_sessions(BOT, hart, NOW)] == [
            Layers(contact=CONTACT.contact)
        ]
        wave = (town.totals(hart, LATER))[markt, 1]
        assert (wave.shops, dict(wave.totals)) == (0, {})
        tables = ("participants", "contributions", "shares")
        assert [rows(store, f"SELECT 1 FROM {one} WHERE chat_id = 3") for one in tables] == [[], [], []]  # noqa: S608
        (campaign,) = town.groups.campaigns(BOT, hart)
        assert (campaign.opened, campaign.started, campaign.finished) == (4, 4, 4)


def test_leaving_one_group_leaves_the_others_alone() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.finishes(3, markt, values(1))
        town.does(3, Leave(hart + 1))
        assert len(rows(store, "SELECT 1 FROM contributions WHERE chat_id = 3")) == 1
        # Nor does an advisor who leaves take along what was filled in for shops.
        town.does(ADVISOR, Contribute(markt, 1, values(2), NOW, assisted=True, receipt=CODE), Leave(hart))
        assert town.groups.contribution_of(BOT, CODE)


def test_who_objects_to_being_compared_is_taken_out() -> None:
    with empty_store() as store:
        for chat in (1, 2):
            change = Change(chat_id=chat, version=0, session="{}", assessment=Assessment((chat,) * 7, NOW))
            store.commit(BOT, [], [change], NOW)
        Town(store).does(1, Uncount())
        assert rows(store, "SELECT chat_id FROM assessments") == [(2,)]
