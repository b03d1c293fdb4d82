"""The weekly overview: only after a yes, on Monday by day, beside the screen, and no reminder."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.advisor.digest import next_monday
from bot.dialogue.core.events import Tap
from bot.dialogue.core.queries import Advises, Campaigns, SharedShops
from bot.dialogue.core.replies import Message
from bot.dialogue.core.session import Asking, Invited, Reminded, dump
from bot.dialogue.core.speaking_hours import ZONE, may_speak
from bot.dialogue.shop.plan.due import due
from bot.library.schema.content import LANGUAGES
from bot.records.groups import MOST_CAMPAIGNS, Organisation
from tests.support.dialogue.group_chat import ORGANISATION, SHOPS, SPRING, advisor, campaign, group
from tests.support.dialogue.limits import within_limits
from tests.support.dialogue.shop_talk import begun, reminded
from tests.support.dialogue.talk import Talk

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZONE)
STALE = "Die knop hoort bij een eerder bericht."


def wanted(talk: Talk | None = None) -> Talk:
    """Say yes to the overview."""
    talk = group(talk) if talk else advisor()
    talk.tap_code(f"digest:{talk.session.run}:1")
    return talk


def on(talk: Talk, moment: datetime) -> list[Message]:
    """Let a moment come at which something is due."""
    talk.now = moment.astimezone(UTC)
    return [reply for reply in talk.due() if isinstance(reply, Message)]


def test_nothing_is_said_without_a_yes() -> None:
    talk = advisor()
    talk.command("groep")
    assert due(talk.session) is None
    assert on(talk, MONDAY) == []


def test_after_a_yes_it_comes_next_monday_at_nine_and_then_every_week() -> None:
    talk = wanted()
    assert "elke maandag om 9 uur" in talk.text
    assert due(talk.session) == MONDAY
    assert on(talk, MONDAY - timedelta(minutes=1)) == []
    for week in range(4):
        moment = MONDAY + timedelta(weeks=week)
        assert due(talk.session) == moment
        (said,) = on(talk, moment)
        assert "Uw overzicht van maandag" in said.html
        assert f"• {SPRING.name}: 22 geopend, 19 begonnen, 17 klaar" in said.html
        assert "Typ /groep" in said.html
        assert on(talk, moment + timedelta(minutes=1)) == []


def test_shops_that_share_since_last_week_are_counted() -> None:
    talk = wanted()
    talk.known[SharedShops()] = (replace(SHOPS[0], since=MONDAY - timedelta(days=6)), SHOPS[1])
    (said,) = on(talk, MONDAY)
    assert "In de laatste 7 dagen begon 1 winkel met delen" in said.html
    talk.known[SharedShops()] = SHOPS[1:]
    (said,) = on(talk, MONDAY + timedelta(weeks=1))
    assert "laatste 7 dagen" not in said.html


def test_it_stops_with_one_tap_and_a_second_yes_keeps_the_moment() -> None:
    talk = wanted()
    talk.later(days=1)
    talk.tap_code("digest:0:1")
    assert due(talk.session) == MONDAY
    talk.tap_code("digest:0:0")
    assert due(talk.session) is None
    assert "Goed. U krijgt geen overzicht meer." in talk.text


@pytest.mark.parametrize("value", ["", "2", "x", "1:2"])
def test_nonsense_changes_nothing(value: str) -> None:
    talk = wanted()
    before = talk.session.digest
    talk.tap_code(f"digest:0:{value}")
    assert talk.session.digest == before
    assert STALE in talk.text


def test_only_an_advisor_can_begin_it_and_anyone_can_stop_it() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap_code("digest:0:1")
    assert STALE in talk.text
    assert talk.session.digest is None
    other = wanted()
    other.known[Advises()] = None
    other.tap_code("digest:0:0")
    assert other.session.digest is None


def test_who_is_no_advisor_any_more_gets_nothing_and_it_stops() -> None:
    talk = wanted()
    talk.known[Advises()] = None
    assert on(talk, MONDAY) == []
    assert talk.session.digest is None
    assert due(talk.session) is None


def test_who_blocks_the_bot_gets_nothing() -> None:
    talk = wanted()
    talk.stored = dump(talk.session.model_copy(update={"blocked": True}))
    assert due(talk.session) is None
    assert on(talk, MONDAY) == []


def test_it_leaves_the_screen_as_it_is() -> None:
    """Its buttons go on working: a question in hand is answered as if nothing was said."""
    talk = wanted(begun("Winkel"))
    place, screen, shown = talk.session.place, talk.screen, talk.chat[talk.screen]
    assert isinstance(place, Asking)
    (said,) = on(talk, MONDAY)
    assert not said.screen
    assert said.keyboard == ()
    assert talk.session.place == place
    assert (talk.screen, talk.chat[talk.screen]) == (screen, shown)
    talk.happen(Tap(now=talk.now, code=shown.code("Kleding"), message_id=talk.screen, callback_id="1"))
    assert talk.session.given["branch"] == "clothing"


def test_it_is_no_reminder_and_moves_none() -> None:
    talk = wanted(reminded())
    before = talk.session.reminders
    assert before is not None
    (said,) = on(talk, MONDAY)
    assert "Uw overzicht" in said.html
    assert talk.session.reminders == before


def test_a_reminder_that_is_due_with_it_is_said_too_each_by_itself() -> None:
    talk = wanted(reminded())
    tuesday = MONDAY + timedelta(days=8)
    first = on(talk, tuesday)
    second = on(talk, tuesday)
    assert "Uw overzicht" in first[0].html
    assert "U wilde dit doen" in second[0].html
    assert isinstance(talk.session.place, Reminded)
    assert on(talk, tuesday) == []


def test_an_invitation_does_not_come_early_because_of_it() -> None:
    talk = reminded()
    talk.tap_code(f"remind:{talk.session.run}:0")
    talk.tap_code(f"again_later:{talk.session.run}")
    assert talk.session.again is not None
    talk = wanted(talk)
    (said,) = on(talk, MONDAY)
    assert "Uw overzicht" in said.html
    assert on(talk, MONDAY + timedelta(hours=1)) == []
    assert talk.session.place != Invited()


@pytest.mark.parametrize("hours", [12, 6 * 24, 6 * 24 + 20])
def test_a_bot_that_wakes_at_night_or_on_sunday_waits(hours: int) -> None:
    talk = wanted()
    late = MONDAY + timedelta(hours=hours)
    assert not may_speak(late)
    assert on(talk, late) == []
    later = due(talk.session)
    assert later is not None
    assert later > late
    assert may_speak(later)
    assert len(on(talk, later)) == 1
    following = due(talk.session)
    assert following is not None
    assert following.astimezone(ZONE).weekday() == 0


@pytest.mark.parametrize("seed", range(10))
def test_over_a_year_it_keeps_its_promises(seed: int) -> None:
    """At most one a week (or sooner only after a late one), by day, never on Sunday; and reminders theirs."""
    chance = random.Random(seed)  # noqa: S311
    talk = wanted(reminded())
    said: list[datetime] = []
    reminders: list[datetime] = []
    end = talk.now + timedelta(days=365)
    while talk.now < end:
        at = due(talk.session)
        assert at is not None
        late = timedelta(minutes=chance.choice([0, 0, 0, 30, 700, 4320]))
        for message in on(talk, max(talk.now, at) + late):
            (said if "Uw overzicht" in message.html else reminders).append(talk.now)
    assert len(said) > 40
    assert 0 < len(reminders) <= 3
    assert all(may_speak(moment) for moment in (*said, *reminders))
    weeks = [moment.astimezone(ZONE).isocalendar()[:2] for moment in said]
    assert len(set(weeks)) == len(weeks)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_next_monday_is_a_monday_at_nine_within_a_week(now: datetime) -> None:
    monday = next_monday(now)
    local = monday.astimezone(ZONE)
    assert (local.weekday(), local.hour, local.minute) == (0, 9, 0)
    # The clock's change makes a week an hour longer.
    assert timedelta() < monday - now <= timedelta(days=7, hours=1)


@pytest.mark.parametrize("app", LANGUAGES)
def test_two_hundred_campaigns_with_long_names_fit(app: str) -> None:
    talk = advisor(app)
    talk.tap_code("digest:0:1")
    name = "<&“{x}" * 10
    talk.known |= {
        Advises(): Organisation(3, "&" * 80),
        Campaigns(): tuple(campaign(one, name, closed=one < 190) for one in range(MOST_CAMPAIGNS)),
    }
    (said,) = on(talk, MONDAY)
    within_limits(said)
    assert "180" in said.html
    closed = " (gesloten)" if talk.session.language == "nl" else " (closed)"
    assert said.html.count(closed) == 10


def test_it_comes_in_the_language_of_the_session() -> None:
    talk = advisor("en")
    talk.tap_code("digest:0:1")
    (said,) = on(talk, MONDAY)
    assert "Your Monday overview" in said.html
    assert ORGANISATION.name in said.html
    assert "Type /group" in said.html
