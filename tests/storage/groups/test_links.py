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


def test_an_invitation_makes_one_advisor() -> None:
    with empty_store() as store:
        town = Town(store)
        invited = town.invite(HART, "code-1", "Anja")
        assert town.invite(HART, "code-2", "Ben") == invited
        assert town.groups.link(BOT, "a-code-1", NOW) == Link("invitation", invited, True)
        town.does(ADVISOR, Join("code-1"))
        assert town.groups.advises(BOT, ADVISOR) == Organisation(invited.id, HART)
        assert town.groups.link(BOT, "a-code-1", NOW) is None
        with pytest.raises(VersionConflict):
            town.does(STRANGER, Join("code-1"))
        assert town.version(STRANGER) == 0
        assert town.groups.advises(BOT, STRANGER) is None
        (advisor,) = town.groups.advisors(BOT)
        assert (advisor.chat_id, advisor.label, advisor.since) == (ADVISOR, "Anja", NOW)
        assert town.groups.advisors(OTHER_BOT) == ()


def test_an_invitation_lasts_to_the_second() -> None:
    with empty_store() as store:
        town = Town(store)
        town.invite(HART, "code", "Anja")
        end = NOW + INVITATION_LASTS
        for moment, is_open in ((end - SECOND, True), (end, False)):
            link = town.groups.link(BOT, "a-code", moment)
            assert link
            assert link.open == is_open
        with pytest.raises(VersionConflict):
            town.does(ADVISOR, Join("code"), at=end)
        town.does(ADVISOR, Join("code"), at=end - SECOND)


@pytest.mark.sqlite_only
def test_of_two_that_race_with_one_invitation_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "test.db"

    with store_at(path) as store:
        other = Store.open(str(path))
        one, two = Town(store), Town(other)
        one.invite(HART, "code")
        for town in (one, two):
            assert town.groups.link(BOT, "a-code", NOW)
        one.does(ADVISOR, Join("code"))
        with pytest.raises(VersionConflict):
            two.does(STRANGER, Join("code"))
        assert two.groups.link(BOT, "a-code", NOW) is None
        other.close()


def test_two_cannot_join_by_one_invitation_in_one_commit() -> None:
    with empty_store() as store:
        town = Town(store)
        town.invite(HART, "code")
        changes = [
            Change(chat_id=chat, version=0, session="{}", writes=(Join("code"),))
            for chat in (ADVISOR, STRANGER)
        ]
        with pytest.raises(VersionConflict):
            store.commit(BOT, [1], changes, NOW)
        assert town.groups.advisors(BOT) == ()


def test_of_an_invitation_only_a_digest_is_kept() -> None:
    with empty_store() as store:
        Town(store).invite(HART, "geheime-code", "Anja")
        assert holding(store, "geheime-code") == []
        assert holding(store, "Anja") == ["invitations.label"]


def test_an_advisor_can_go_to_another_organisation_and_be_withdrawn() -> None:
    with empty_store() as store:
        town = Town(store)
        town.advisor()
        elders = town.advisor(organisation=ELDERS)
        assert town.groups.advises(BOT, ADVISOR) == Organisation(elders, ELDERS)
        town.withdraw(ADVISOR, OTHER_BOT)
        assert town.groups.advises(BOT, ADVISOR)
        for _ in range(2):
            town.withdraw(ADVISOR)
            assert town.groups.advises(BOT, ADVISOR) is None
        assert town.groups.advisors(BOT) == ()


@pytest.mark.parametrize(
    "code",
    ["", "c-", "markt", "x-markt", "c-elders", "C-markt", "c-markt ", "c-m;", "a-markt", "c-" + 63 * "m"],
)
def test_an_unknown_code_is_no_link(code: str) -> None:
    with empty_store() as store:
        town = Town(store)
        town.set_out()
        assert town.groups.link(BOT, code, NOW) is None
        assert town.groups.link(OTHER_BOT, "c-markt", NOW) is None


def test_campaigns_are_made_named_and_closed_by_their_advisors() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.advisor(COLLEAGUE)
        town.does(COLLEAGUE, MakeCampaign(hart, "avond", "Avond"), RenameCampaign(markt, "Markt"))
        town.does(ADVISOR, CloseCampaign(markt, True))
        avond, first = town.groups.campaigns(BOT, hart)
        assert first == Campaign(markt, "markt", "Markt", NOW, True, 0, 0, 0)
        assert (avond.code, avond.name, avond.closed) == ("avond", "Avond", False)
        link = Link("campaign", Organisation(hart, HART), False, markt, "Markt")
        assert town.groups.link(BOT, "c-markt", NOW) == link
        town.does(ADVISOR, CloseCampaign(markt, False))
        demo = Link("demo", Organisation(hart, HART), True, markt, "Markt")
        assert town.groups.link(BOT, "d-markt", NOW) == demo


def test_others_change_no_campaigns() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.advisor(STRANGER, ELDERS)
        before = town.groups.campaigns(BOT, hart)
        for chat in (STRANGER, SHOP):
            town.does(
                chat, MakeCampaign(hart, "x", "X"), RenameCampaign(markt, "X"), CloseCampaign(markt, True)
            )
        town.does(ADVISOR, MakeCampaign(hart, "markt", "Nog eens"))
        assert town.groups.campaigns(BOT, hart) == before
        assert rows(store, "SELECT count(*) FROM campaigns") == [(1,)]


def test_there_is_a_most_of_campaigns() -> None:
    with empty_store() as store:
        town = Town(store)
        hart = town.advisor()
        many = [MakeCampaign(hart, f"code-{number}", "Link") for number in range(MOST_CAMPAIGNS + 1)]
        town.does(ADVISOR, *many)
        campaigns = town.groups.campaigns(BOT, hart)
        assert (len(campaigns), campaigns[0].code) == (MOST_CAMPAIGNS, f"code-{MOST_CAMPAIGNS - 1}")


def test_the_funnel_counts_each_shop_once() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        contribute = Contribute(markt, 1, values(1), NOW)
        town.does(1, Open(markt), Open(markt))
        town.does(2, Open(markt), Start(markt), Start(markt))
        town.does(3, Open(markt), Start(markt), contribute, contribute)
        town.does(4, Start(markt + 99), Open(markt + 99))

        def funnel() -> tuple[int, int, int]:
            (campaign,) = town.groups.campaigns(BOT, hart)
            return campaign.opened, campaign.started, campaign.finished

        assert funnel() == (3, 2, 1)
        town.does(1, Start(markt), Contribute(markt, 1, values(2), NOW))
        assert funnel() == (3, 3, 2)
        town.forget(3)
        assert funnel() == (2, 2, 1)
        town.forget(2)
        town.forget(1)
        assert funnel() == (0, 0, 0)


def test_advisors_never_count() -> None:
    with empty_store() as store:
        town = Town(store)
        hart, markt = town.set_out()
        town.does(ADVISOR, Open(markt), Start(markt), Contribute(markt, 1, values(1), NOW))
        change = Change(
            chat_id=ADVISOR,
            version=town.version(ADVISOR),
            session="{}",
            assessment=Assessment((0,) * 7, NOW),
        )
        store.commit(BOT, [], [change], NOW)
        for table in ("participants", "contributions", "assessments"):
            assert rows(store, f"SELECT * FROM {table}") == []  # noqa: S608
        (campaign,) = town.groups.campaigns(BOT, hart)
        assert (campaign.opened, campaign.started, campaign.finished) == (0, 0, 0)


def test_writes_of_a_chat_that_gets_no_row_change_nothing() -> None:
    with empty_store() as store:
        town = Town(store)
        _, markt = town.set_out()
        store.commit(BOT, [1], [new(SHOP)], NOW)
        forgotten = Change(
            chat_id=SHOP,
            version=town.version(SHOP),
            session=None,
            forget=True,
            writes=(Open(markt),),
            assessment=Assessment((0,) * 7, NOW),
        )
        unseen = Change(chat_id=SHOP + 1, version=0, session=None, writes=(Open(markt),))
        store.commit(BOT, [2], [forgotten, unseen], NOW)
        assert holding(store, SHOP) == []
        assert rows(store, "SELECT * FROM participants") == []
        rowed = Change(chat_id=ADVISOR, version=town.version(ADVISOR), session=None)
        store.commit(BOT, [3], [rowed], NOW)
