"""Who is an advisor, the links of an organisation, and the shops that came through them."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.records.groups import INVITATION_LASTS, MOST_CAMPAIGNS, Campaign, Link, Organisation
from bot.records.writes import CloseCampaign, Contribute, Join, MakeCampaign, Open, RenameCampaign, Start
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Assessment, Change, VersionConflict
from tests.support.storage.grouped import ADVISOR, COLLEAGUE, ELDERS, HART, STRANGER, Town, values
from tests.support.storage.stored import BOT, NOW, OTHER_BOT, empty_store, holding, new, rows, store_at

SECOND = timedelta(seconds=1)
SHOP = 501


async def test_an_invitation_makes_one_advisor() -> None:
    async with empty_store() as store:
        town = Town(store)
        invited = await town.invite(HART, "code-1", "Anja")
        assert await town.invite(HART, "code-2", "Ben") == invited
        assert await town.groups.link(BOT, "a-code-1", NOW) == Link("invitation", invited, True)
        await town.does(ADVISOR, Join("code-1"))
        assert await town.groups.advises(BOT, ADVISOR) == Organisation(invited.id, HART)
        assert await town.groups.link(BOT, "a-code-1", NOW) is None
        with pytest.raises(VersionConflict):
            await town.does(STRANGER, Join("code-1"))
        assert await town.version(STRANGER) == 0
        assert await town.groups.advises(BOT, STRANGER) is None
        (advisor,) = await town.groups.advisors(BOT)
        assert (advisor.chat_id, advisor.label, advisor.since) == (ADVISOR, "Anja", NOW)
        assert await town.groups.advisors(OTHER_BOT) == ()


async def test_an_invitation_lasts_to_the_second() -> None:
    async with empty_store() as store:
        town = Town(store)
        await town.invite(HART, "code", "Anja")
        end = NOW + INVITATION_LASTS
        for moment, is_open in ((end - SECOND, True), (end, False)):
            link = await town.groups.link(BOT, "a-code", moment)
            assert link
            assert link.open == is_open
        with pytest.raises(VersionConflict):
            await town.does(ADVISOR, Join("code"), at=end)
        await town.does(ADVISOR, Join("code"), at=end - SECOND)


@pytest.mark.sqlite_only
async def test_of_two_that_race_with_one_invitation_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "test.db"

    async with store_at(path) as store:
        other = Store.open(str(path))
        one, two = Town(store), Town(other)
        await one.invite(HART, "code")
        for town in (one, two):
            assert await town.groups.link(BOT, "a-code", NOW)
        await one.does(ADVISOR, Join("code"))
        with pytest.raises(VersionConflict):
            await two.does(STRANGER, Join("code"))
        assert await two.groups.link(BOT, "a-code", NOW) is None
        await other.close()


async def test_two_cannot_join_by_one_invitation_in_one_commit() -> None:
    async with empty_store() as store:
        town = Town(store)
        await town.invite(HART, "code")
        changes = [
            Change(chat_id=chat, version=0, session="{}", writes=(Join("code"),))
            for chat in (ADVISOR, STRANGER)
        ]
        with pytest.raises(VersionConflict):
            await store.commit(BOT, [1], changes, NOW)
        assert await town.groups.advisors(BOT) == ()


async def test_of_an_invitation_only_a_digest_is_kept() -> None:
    async with empty_store() as store:
        await Town(store).invite(HART, "geheime-code", "Anja")
        assert holding(store, "geheime-code") == []
        assert holding(store, "Anja") == ["invitations.label"]


async def test_an_advisor_can_go_to_another_organisation_and_be_withdrawn() -> None:
    async with empty_store() as store:
        town = Town(store)
        await town.advisor()
        elders = await town.advisor(organisation=ELDERS)
        assert await town.groups.advises(BOT, ADVISOR) == Organisation(elders, ELDERS)
        await town.withdraw(ADVISOR, OTHER_BOT)
        assert await town.groups.advises(BOT, ADVISOR)
        for _ in range(2):
            await town.withdraw(ADVISOR)
            assert await town.groups.advises(BOT, ADVISOR) is None
        assert await town.groups.advisors(BOT) == ()


@pytest.mark.parametrize(
    "code",
    ["", "c-", "markt", "x-markt", "c-elders", "C-markt", "c-markt ", "c-m;", "a-markt", "c-" + 63 * "m"],
)
async def test_an_unknown_code_is_no_link(code: str) -> None:
    async with empty_store() as store:
        town = Town(store)
        await town.set_out()
        assert await town.groups.link(BOT, code, NOW) is None
        assert await town.groups.link(OTHER_BOT, "c-markt", NOW) is None


async def test_campaigns_are_made_named_and_closed_by_their_advisors() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.advisor(COLLEAGUE)
        await town.does(COLLEAGUE, MakeCampaign(hart, "avond", "Avond"), RenameCampaign(markt, "Markt"))
        await town.does(ADVISOR, CloseCampaign(markt, True))
        avond, first = await town.groups.campaigns(BOT, hart)
        assert first == Campaign(markt, "markt", "Markt", NOW, True, 0, 0, 0)
        assert (avond.code, avond.name, avond.closed) == ("avond", "Avond", False)
        link = Link("campaign", Organisation(hart, HART), False, markt, "Markt")
        assert await town.groups.link(BOT, "c-markt", NOW) == link
        await town.does(ADVISOR, CloseCampaign(markt, False))
        demo = Link("demo", Organisation(hart, HART), True, markt, "Markt")
        assert await town.groups.link(BOT, "d-markt", NOW) == demo


async def test_others_change_no_campaigns() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.advisor(STRANGER, ELDERS)
        before = await town.groups.campaigns(BOT, hart)
        for chat in (STRANGER, SHOP):
            await town.does(
                chat, MakeCampaign(hart, "x", "X"), RenameCampaign(markt, "X"), CloseCampaign(markt, True)
            )
        await town.does(ADVISOR, MakeCampaign(hart, "markt", "Nog eens"))
        assert await town.groups.campaigns(BOT, hart) == before
        assert rows(store, "SELECT count(*) FROM campaigns") == [(1,)]


async def test_there_is_a_most_of_campaigns() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart = await town.advisor()
        many = [MakeCampaign(hart, f"code-{number}", "Link") for number in range(MOST_CAMPAIGNS + 1)]
        await town.does(ADVISOR, *many)
        campaigns = await town.groups.campaigns(BOT, hart)
        assert (len(campaigns), campaigns[0].code) == (MOST_CAMPAIGNS, f"code-{MOST_CAMPAIGNS - 1}")


async def test_the_funnel_counts_each_shop_once() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        contribute = Contribute(markt, 1, values(1), NOW)
        await town.does(1, Open(markt), Open(markt))
        await town.does(2, Open(markt), Start(markt), Start(markt))
        await town.does(3, Open(markt), Start(markt), contribute, contribute)
        await town.does(4, Start(markt + 99), Open(markt + 99))

        async def funnel() -> tuple[int, int, int]:
            (campaign,) = await town.groups.campaigns(BOT, hart)
            return campaign.opened, campaign.started, campaign.finished

        assert await funnel() == (3, 2, 1)
        await town.does(1, Start(markt), Contribute(markt, 1, values(2), NOW))
        assert await funnel() == (3, 3, 2)
        await town.forget(3)
        assert await funnel() == (2, 2, 1)
        await town.forget(2)
        await town.forget(1)
        assert await funnel() == (0, 0, 0)


async def test_advisors_never_count() -> None:
    async with empty_store() as store:
        town = Town(store)
        hart, markt = await town.set_out()
        await town.does(ADVISOR, Open(markt), Start(markt), Contribute(markt, 1, values(1), NOW))
        change = Change(
            chat_id=ADVISOR,
            version=await town.version(ADVISOR),
            session="{}",
            assessment=Assessment((0,) * 7, NOW),
        )
        await store.commit(BOT, [], [change], NOW)
        for table in ("participants", "contributions", "assessments"):
            assert rows(store, f"SELECT * FROM {table}") == []  # noqa: S608
        (campaign,) = await town.groups.campaigns(BOT, hart)
        assert (campaign.opened, campaign.started, campaign.finished) == (0, 0, 0)


async def test_writes_of_a_chat_that_gets_no_row_change_nothing() -> None:
    async with empty_store() as store:
        town = Town(store)
        _, markt = await town.set_out()
        await store.commit(BOT, [1], [new(SHOP)], NOW)
        forgotten = Change(
            chat_id=SHOP,
            version=await town.version(SHOP),
            session=None,
            forget=True,
            writes=(Open(markt),),
            assessment=Assessment((0,) * 7, NOW),
        )
        unseen = Change(chat_id=SHOP + 1, version=0, session=None, writes=(Open(markt),))
        await store.commit(BOT, [2], [forgotten, unseen], NOW)
        assert holding(store, SHOP) == []
        assert rows(store, "SELECT * FROM participants") == []
        rowed = Change(chat_id=ADVISOR, version=await town.version(ADVISOR), session=None)
        await store.commit(BOT, [3], [rowed], NOW)
