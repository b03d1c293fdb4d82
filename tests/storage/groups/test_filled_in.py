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


async def filled_in(town: Town, code: str = CODE, run: int = 1) -> tuple[int, int]:
    hart, markt = await town.set_out()
    await town.does(ADVISOR, Contribute(markt, run, values(2), NOW, assisted=True, receipt=code))
    return hart, markt


async def test_the_code_shows_what_is_kept_and_only_its_digest_is_kept() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, _ = await filled_in(town)
        kept = await town.groups.contribution_of(BOT, CODE)
        assert kept
        assert (kept.organisation.id, kept.finished, kept.values) == (hart, NOW, values(2))
        assert await town.groups.contribution_of(BOT, OTHER) is None
        assert await town.groups.contribution_of(OTHER_BOT, CODE) is None
        assert holding(store, CODE) == []
        assert holding(store, digest(CODE)) == ["receipts.digest"]


async def test_changed_answers_keep_the_code() -> None:
    async with empty_store() as store:
        town = Town(store)
        _, markt = await filled_in(town)
        await town.does(ADVISOR, Contribute(markt, 1, values(3), NOW, assisted=True, receipt=CODE))
        kept = await town.groups.contribution_of(BOT, CODE)
        assert kept
        assert kept.values == values(3)
        assert len(rows(store, "SELECT * FROM receipts")) == 1


async def test_the_shop_erases_it_from_any_chat_and_it_never_comes_back() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await filled_in(town)
        await town.does(ADVISOR, Contribute(markt, 2, values(3), NOW, assisted=True, receipt=OTHER))
        await town.does(SHOPKEEPER, EraseReceipt(CODE))
        assert await town.groups.contribution_of(BOT, CODE) is None
        assert len(rows(store, "SELECT * FROM contributions")) == 1
        assert await town.groups.contribution_of(BOT, OTHER)
        # The advisor's chat may still hold the answers, and change one.
        await town.does(ADVISOR, Contribute(markt, 1, values(1), NOW, assisted=True, receipt=CODE))
        await town.does(SHOPKEEPER, EraseReceipt(CODE), EraseReceipt("ZZZZZZZZZZZZ"))
        assert await town.groups.contribution_of(BOT, CODE) is None
        assert len(rows(store, "SELECT * FROM contributions")) == 1
        assert await town.totals(hart)


async def test_erasing_takes_the_shop_out_of_the_totals() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        for number, given in enumerate(MIXED, 1):
            code = f"AAAAAAAAAAA{number}"
            await town.does(ADVISOR, Contribute(markt, number, given, NOW, assisted=True, receipt=code))
        before = (await town.totals(hart, LATER))[markt, 1]
        assert before.shops == 5
        await town.does(SHOPKEEPER, EraseReceipt("AAAAAAAAAAA2"))
        after = (await town.totals(hart, LATER))[markt, 1]
        assert (after.shops, dict(after.totals)) == (0, {})
        # The others of its batch left the totals with it; nothing of their answers is kept either.
        kept = await town.groups.contribution_of(BOT, "AAAAAAAAAAA1")
        assert kept
        assert kept.values == {}


async def test_the_code_lasts_as_long_as_the_answers() -> None:
    async with empty_store() as store:
        town, upkeep = Town(store), Upkeep(store.db)
        await filled_in(town)
        await town.forget(ADVISOR)
        assert await town.groups.contribution_of(BOT, CODE), "what was filled in outlives the advisor's chat"
        await upkeep.prune_contributions(NOW + DAY)
        assert await town.groups.contribution_of(BOT, CODE) is None
        assert rows(store, "SELECT * FROM receipts") == []


async def test_that_a_shop_erased_is_forgotten_in_time_too() -> None:
    async with empty_store() as store:
        town, upkeep = Town(store), Upkeep(store.db)
        await filled_in(town)
        await town.does(SHOPKEEPER, EraseReceipt(CODE))
        await upkeep.prune_contributions(NOW)
        assert len(rows(store, "SELECT * FROM receipts")) == 1
        await upkeep.prune_contributions(NOW + DAY)
        assert rows(store, "SELECT * FROM receipts") == []


async def test_who_leaves_a_group_counts_and_shares_there_no_longer() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.five(markt)
        assert (await town.totals(hart, LATER))[markt, 1].shops == 5
        await town.shares(3, hart, ANSWERS)
        await town.shares(4, hart, CONTACT)
        await town.does(3, Leave(hart))
        assert [one.layers for one in await town.groups.shared_sessions(BOT, hart, NOW)] == [
            Layers(contact=CONTACT.contact)
        ]
        wave = (await town.totals(hart, LATER))[markt, 1]
        assert (wave.shops, dict(wave.totals)) == (0, {})
        tables = ("participants", "contributions", "shares")
        assert [rows(store, f"SELECT 1 FROM {one} WHERE chat_id = 3") for one in tables] == [[], [], []]  # noqa: S608
        (campaign,) = await town.groups.campaigns(BOT, hart)
        assert (campaign.opened, campaign.started, campaign.finished) == (4, 4, 4)


async def test_leaving_one_group_leaves_the_others_alone() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.finishes(3, markt, values(1))
        await town.does(3, Leave(hart + 1))
        assert len(rows(store, "SELECT 1 FROM contributions WHERE chat_id = 3")) == 1
        # Nor does an advisor who leaves take along what was filled in for shops.
        await town.does(
            ADVISOR, Contribute(markt, 1, values(2), NOW, assisted=True, receipt=CODE), Leave(hart)
        )
        assert await town.groups.contribution_of(BOT, CODE)


async def test_who_objects_to_being_compared_is_taken_out() -> None:
    async with empty_store() as store:
        for chat in (1, 2):
            change = Change(chat_id=chat, version=0, session="{}", assessment=Assessment((chat,) * 7, NOW))
            await store.commit(BOT, [], [change], NOW)
        await Town(store).does(1, Uncount())
        assert rows(store, "SELECT chat_id FROM assessments") == [(2,)]
