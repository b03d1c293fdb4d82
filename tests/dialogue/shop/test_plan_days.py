"""A step planned for a day: the reminder that morning, the question after it, at most one message a week."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.dialogue.core.replies import Message, Report
from bot.dialogue.core.session import PlanItem, Planning, Reminded, dump
from bot.dialogue.core.speaking_hours import ZONE, may_speak, midnight
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.plan.due import due
from bot.pictures.drawing import ReportDrawing
from tests.support.dialogue.shop_talk import finished, planned, reminded
from tests.support.dialogue.talk import CONTEXT, Talk

FRIDAY = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZONE)
CARDS = [card.id for card in CONTEXT.content.cards]
MONTHS = CONTEXT.content.texts["nl"].messages.picture.months


def at(talk: Talk, now: datetime) -> Talk:
    talk.now = now
    return talk


def on_friday() -> Talk:
    """Hold a conversation up to a step of the plan, on a Friday, with reminders."""
    talk = at(reminded(), FRIDAY)
    talk.type("1")
    return talk


def rings(talk: Talk, until: datetime) -> list[tuple[datetime, Reminded]]:
    """Let time go by, with the alarm at each moment that is due; each message is answered."""
    said: list[tuple[datetime, Reminded]] = []
    while True:
        moment = due(talk.session)
        if moment is None or moment > until:
            return said
        assert moment >= talk.now
        talk.now = moment
        if any(isinstance(reply, Message) for reply in talk.due()):
            assert isinstance(talk.session.place, Reminded)
            said.append((talk.now, talk.session.place))
            talk.command("plan")


def test_planned_on_friday_for_monday_it_is_reminded_on_monday_morning_and_asked_after() -> None:
    talk = on_friday()
    talk.taps("Kies een dag", "Ma 30 nov")
    assert "Op maandag 30 november krijgt u een herinnering, rond 9 uur." in talk.text
    assert due(talk.session) == MONDAY
    at(talk, MONDAY).due()
    assert "In uw plan staat voor maandag 30 november" in talk.text
    assert talk.last.labels[:3] == ["Gelukt", "Andere dag", "Het lukt niet"]
    talk.command("plan")
    assert due(talk.session) == MONDAY + timedelta(days=7)
    at(talk, MONDAY + timedelta(days=7)).due()
    assert "U wilde dit doen op maandag 30 november" in talk.text
    assert "Is het gelukt?" in talk.text
    talk.tap("Gelukt")
    assert due(talk.session) is None


def test_a_step_for_today_is_not_reminded_of_but_asked_after_on_the_next_day_that_is_no_sunday() -> None:
    talk = at(on_friday(), FRIDAY + timedelta(days=1))
    talk.tap("Vandaag")
    assert "Op maandag 30 november vragen wij of het gelukt is." in talk.text
    assert due(talk.session) == MONDAY
    at(talk, MONDAY).due()
    assert "U wilde dit doen op zaterdag 28 november" in talk.text


def test_before_a_sunday_the_reminder_comes_on_saturday() -> None:
    talk = on_friday()
    talk.type("zondag")
    assert "Op zaterdag 28 november krijgt u een herinnering, rond 9 uur." in talk.text
    at(talk, MONDAY - timedelta(days=2)).due()
    assert "In uw plan staat voor zondag 29 november" in talk.text


def test_a_second_day_in_the_week_stands_in_the_first_reminder_and_is_told_so_before() -> None:
    talk = on_friday()
    talk.type("maandag")
    talk.tap_code(f"plan_add:1:{CARDS[0]}")
    talk.type("woensdag")
    assert "staat deze stap ook in het bericht van maandag 30 november" in talk.text
    said = rings(talk, MONDAY + timedelta(days=6))
    assert [(moment, place.ahead, place.beside) for moment, place in said] == [(MONDAY, True, (CARDS[0],))]
    first, second = (item.card for item in talk.session.plan)
    asked = rings(talk, MONDAY + timedelta(days=7))
    assert [(place.card, place.ahead) for _, place in asked] == [(first, False)]
    talk.tap_code(f"reminded:1:{first}:worked")
    assert [place.card for _, place in rings(talk, MONDAY + timedelta(days=14))] == [second]


def test_an_earlier_day_planned_later_takes_the_other_along() -> None:
    talk = on_friday()
    talk.type("woensdag")
    other = talk.session.plan[0].card
    talk.tap_code(f"plan_add:1:{CARDS[0]}")
    talk.type("maandag")
    talk.tap_code(f"plan_item:1:{other}")
    assert "staat deze stap ook in het bericht van maandag 30 november" in talk.text
    assert [place.beside for _, place in rings(talk, MONDAY + timedelta(days=6))] == [(other,)]


def test_a_reminder_that_the_week_forbids_is_told_before() -> None:
    talk = reminded()
    moment = due(talk.session)
    assert moment is not None
    at(talk, moment).due()
    talk.tap("Nog niet")
    talk.type("overmorgen")
    assert "Daarom kunnen wij u die dag niet herinneren." in talk.text
    told = re.search(r"Op (\w+ \d+ \w+) vragen wij", talk.text)
    assert told is not None
    assert rings(talk, moment + timedelta(days=6)) == []
    ((said, place),) = rings(talk, moment + timedelta(days=8))
    assert not place.ahead
    assert told[1].split()[1] == str(said.astimezone(ZONE).day)


def test_what_has_no_day_waits_where_a_day_comes_within_the_week() -> None:
    talk = reminded()
    weekly = due(talk.session)
    assert weekly is not None
    talk.tap_code(f"plan_add:1:{CARDS[0]}")
    day = weekly.astimezone(ZONE).date() + timedelta(days=2)
    talk.type(day.isoformat())
    first, *_ = rings(talk, weekly + timedelta(days=8))
    assert (first[0].astimezone(ZONE).date(), first[1].card, first[1].ahead) == (day, CARDS[0], True)


def test_the_invitation_to_a_new_round_waits_as_well() -> None:
    talk = on_friday()
    talk.type("dinsdag")
    talk.stored = dump(talk.session.model_copy(update={"again": MONDAY}))
    said = rings(talk, MONDAY + timedelta(days=2))
    assert [moment for moment, _ in said] == [MONDAY + timedelta(days=1)]
    assert talk.session.again is not None
    assert talk.session.again >= MONDAY + timedelta(days=8)


def test_a_day_that_was_slept_through_is_asked_after() -> None:
    talk = on_friday()
    talk.type("maandag")
    at(talk, MONDAY + timedelta(days=1, hours=2)).due()
    assert "U wilde dit doen op maandag 30 november" in talk.text


def test_a_late_alarm_speaks_of_the_day_before_what_has_none() -> None:
    talk = on_friday()
    wednesday = MONDAY + timedelta(days=9)
    talk.tap_code(f"plan_add:1:{CARDS[0]}")
    talk.type(wednesday.date().isoformat())
    late = MONDAY + timedelta(days=7, hours=1)
    assert talk.session.reminders is not None
    at(talk, late)
    assert talk.due() == []
    assert due(talk.session) == wednesday


@pytest.mark.parametrize("text", ["gisteren", "1 januari 2020", "1 oktober", "over 20 weken"])
def test_no_day_in_the_past_or_far_ahead(text: str) -> None:
    talk = on_friday()
    talk.type(text)
    assert "Die dag kan niet. Kies een dag vanaf vandaag, en uiterlijk vrijdag 26 februari." in talk.text
    assert talk.session.plan[0].on is None
    assert talk.session.place == Planning(card=talk.session.plan[0].card, choosing=True)


def test_an_old_button_plans_no_day_in_the_past() -> None:
    talk = on_friday()
    talk.tap("Kies een dag")
    code = talk.last.code("Ma 30 nov")
    at(talk, MONDAY + timedelta(days=1))
    talk.tap_code(code)
    assert "Die dag kan niet." in talk.text
    assert talk.session.plan[0].on is None
    talk.tap_code(code.replace("2026-11-30", "later"))
    assert talk.session.plan[0].on is None


def test_the_name_of_today_is_asked_back() -> None:
    talk = on_friday()
    talk.type("vrijdag")
    assert "Bedoelt u vrijdag 27 november of vrijdag 4 december?" in talk.text
    assert talk.session.plan[0].on is None
    talk.tap("Vr 4 dec")
    assert talk.session.plan[0].on == midnight(date(2026, 12, 4))


def test_days_may_be_typed_at_a_step_and_nowhere_else() -> None:
    talk = on_friday()
    talk.type("3 december")
    assert "(donderdag 3 december)" in talk.text
    talk.type("Naar mijn plan")
    before = talk.session.plan
    talk.type("woensdag")
    assert talk.session.plan == before
    talk.type("1")
    talk.type("klanten vinden")
    assert talk.session.plan == before


def test_in_english_too() -> None:
    talk = on_friday()
    talk.stored = dump(talk.session.model_copy(update={"language": "en"}))
    talk.language_code = "en"
    talk.type("Wednesday")
    assert "(Wednesday 2 December)" in talk.text
    assert "On Wednesday 2 December you get a reminder, at about 9:00." in talk.text


def test_without_reminders_a_day_is_offered_one_and_the_yes_tells_when() -> None:
    talk = at(planned(), FRIDAY)
    talk.tap("Morgen")
    assert "Wilt u op die ochtend een herinnering?" in talk.text
    assert due(talk.session) is None
    talk.tap("Ja, herinner mij")
    assert "Op zaterdag 28 november krijgt u een herinnering" in talk.text
    assert due(talk.session) == MONDAY - timedelta(days=2)


def test_a_yes_after_the_morning_brings_no_reminder_of_that_day() -> None:
    talk = at(planned(), FRIDAY)
    talk.tap("Morgen")
    at(talk, FRIDAY + timedelta(days=1)).tap("Ja, herinner mij")
    assert due(talk.session) == MONDAY
    at(talk, MONDAY).due()
    assert "U wilde dit doen op zaterdag 28 november" in talk.text


def test_after_its_day_a_step_asks_how_it_went_wherever_the_plan_is_opened() -> None:
    talk = on_friday()
    talk.type("maandag")
    at(talk, MONDAY + timedelta(days=1)).command("plan")
    talk.type("1")
    assert "U wilde dit doen op maandag 30 november. Is het gelukt?" in talk.text


def test_the_plan_says_when_the_next_message_comes() -> None:
    talk = on_friday()
    talk.type("maandag")
    talk.tap("Naar mijn plan")
    assert "Het volgende bericht krijgt u op maandag 30 november, rond 9 uur." in talk.text


def test_from_the_reminder_another_day_can_be_chosen() -> None:
    talk = on_friday()
    talk.type("maandag")
    at(talk, MONDAY).due()
    talk.tap("Andere dag")
    talk.type("woensdag")
    assert talk.session.plan[0].on == midnight(date(2026, 12, 2))
    assert "Daarom kunnen wij u die dag niet herinneren." in talk.text


def test_reminders_of_an_earlier_release_keep_their_week() -> None:
    talk = reminded()
    old = talk.session.model_copy(update={"quiet_until": None})
    talk.stored = dump(old)
    assert old.reminders is not None
    at(talk, FRIDAY).type("1")
    talk.type("morgen")
    assert "Daarom kunnen wij u die dag niet herinneren." in talk.text
    assert due(talk.session) == old.reminders.next


def test_a_week_that_was_planned_before_there_were_days_is_still_reminded_of() -> None:
    talk = reminded()
    moment = due(talk.session)
    item = talk.session.plan[0].model_copy(update={"when": "week", "on": midnight(date(2026, 11, 23))})
    talk.stored = dump(talk.session.model_copy(update={"plan": (item,), "quiet_until": None}))
    assert due(talk.session) == moment


def test_a_reminder_names_no_step_that_was_taken_out_since() -> None:
    talk = on_friday()
    talk.type("maandag")
    talk.tap_code(f"plan_add:1:{CARDS[0]}")
    talk.type("woensdag")
    at(talk, MONDAY).due()
    title = CONTEXT.content.texts["nl"].cards[CARDS[0]].title
    assert f"Ook in uw plan: ‘{title}’, op woensdag 2 december." in talk.text
    place = talk.session.place
    talk.tap_code(f"plan_remove:1:{CARDS[0]}")
    talk.stored = dump(talk.session.at(place))
    talk.command("help")
    assert title not in talk.text


def test_the_report_has_the_day() -> None:
    talk = finished()
    result = talk.session.finished
    assert result is not None
    item = PlanItem(
        card=result.result.next_steps[0].id, added=talk.now, when="day", on=midnight(date(2026, 12, 2))
    )
    talk.stored = dump(talk.session.model_copy(update={"plan": (item,)}))
    talk.command("resultaat")
    talk.type("rapport")
    drawing = next(one for one in talk.sent if isinstance(one, Report)).drawing
    assert isinstance(drawing, ReportDrawing)
    assert drawing.checklist is not None
    assert "op woensdag 2 december" in (drawing.checklist.tasks[0].moment or "")


TOLD = re.compile(
    r"Op \w+ (\d+) (\w+) (krijgt u een herinnering|vragen wij)|in het bericht van \w+ (\d+) (\w+)"
)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_promised_is_what_comes(seed: int) -> None:
    """Some steps are planned for some days; what each is told then, holds as long as nothing is changed."""
    chance = random.Random(seed)  # noqa: S311
    talk = at(reminded(), FRIDAY + timedelta(hours=chance.randrange(90)))
    if chance.random() < 0.5:
        rings(talk, talk.now + timedelta(days=20))
    steps = [talk.session.plan[0].card, *chance.sample(CARDS, chance.randrange(1, 5))]
    for card in steps:
        talk.tap_code(f"plan_add:1:{card}")
        if chance.random() < 0.8:
            day = talk.now.astimezone(ZONE).date() + timedelta(days=chance.randrange(25))
            talk.type(day.isoformat())
    promised = dict(filter(None, (promise(talk, item) for item in talk.session.plan)))
    assert promised or all(item.when is None for item in talk.session.plan)
    said = rings(talk, talk.now + timedelta(days=140))
    for card, (kind, number, month) in promised.items():
        first, place = next((at, place) for at, place in said if card in (place.card, *place.beside))
        local = first.astimezone(ZONE)
        assert (local.day, MONTHS[local.month - 1]) == (number, month)
        assert kind == ("ahead" if place.ahead else "asked" if place.card == card else "beside") or (
            kind == "beside" and card in place.beside
        )
    assert all(may_speak(moment) for moment, _ in said)
    assert all(later - earlier >= timedelta(days=7) for (earlier, _), (later, _) in pairwise(said))


def promise(talk: Talk, item: PlanItem) -> tuple[str, tuple[str, int, str]] | None:
    talk.tap_code(f"plan_item:1:{item.card}")
    told = TOLD.search(talk.text)
    if told is None:
        return None
    if told[4]:
        return item.card, ("beside", int(told[4]), told[5])
    return item.card, ("asked" if told[3] == "vragen wij" else "ahead", int(told[1]), told[2])


@pytest.mark.parametrize("seed", range(20))
def test_over_a_year_with_days_reminders_keep_their_promises(seed: int) -> None:
    """At most one a week, by day, not on Sunday, never too late to stop; however late the bot wakes."""
    chance = random.Random(seed)  # noqa: S311
    talk, said, unanswered = reminded(), [], 0
    end = talk.now + timedelta(days=365)
    while talk.now < end and (moment := due(talk.session)):
        talk.now = max(talk.now, moment) + timedelta(minutes=chance.choice([0, 0, 0, 30, 700, 4320]))
        if any(isinstance(reply, Message) for reply in talk.due()):
            said.append(talk.now)
            unanswered += 1
            assert unanswered <= 3
        if chance.random() < 0.5:
            unanswered = 0
            talk.tap_code(f"plan_add:1:{chance.choice(CARDS)}")
            talk.type((talk.now + timedelta(days=chance.randrange(15))).astimezone(ZONE).date().isoformat())
        after = due(talk.session)
        assert after is None or after > talk.now - timedelta(days=4)
    assert said
    assert all(may_speak(moment) for moment in said)
    assert all(later - earlier >= timedelta(days=7, hours=-1) for earlier, later in pairwise(said))


@pytest.mark.parametrize("hours", range(0, 24 * 9, 5))
def test_nothing_that_is_due_is_left_due(hours: int) -> None:
    """Whenever it rings, it says something, or is due later: else the alarm would ring for it without end."""
    talk = on_friday()
    talk.type("woensdag")
    talk.tap_code(f"plan_add:1:{CARDS[0]}")
    talk.type("over 9 dagen")
    talk.stored = dump(talk.session.model_copy(update={"again": MONDAY}))
    at(talk, MONDAY + timedelta(hours=hours)).due()
    moment = due(talk.session)
    assert moment is not None
    assert moment > talk.now


def test_a_plan_is_for_the_coming_months() -> None:
    assert plan.can_be_planned(date(2026, 11, 27), FRIDAY)
    assert not plan.can_be_planned(date(2026, 11, 26), FRIDAY)
    assert not plan.can_be_planned(date(2027, 2, 27), FRIDAY)


def test_a_step_whose_card_is_gone_is_not_spoken_of_nor_in_the_way() -> None:
    talk = on_friday()
    talk.type("woensdag")
    gone = PlanItem(card="gone", added=FRIDAY, when="day", on=midnight(date(2026, 11, 30)))
    talk.stored = dump(talk.session.model_copy(update={"plan": (gone, *talk.session.plan)}))
    talk.command("plan")
    assert "Het volgende bericht krijgt u op woensdag 2 december" in talk.text
    talk.type("1")
    assert "Op woensdag 2 december krijgt u een herinnering" in talk.text
    at(talk, MONDAY).due()
    assert due(talk.session) == MONDAY + timedelta(days=2)
    talk.stored = dump(talk.session.model_copy(update={"plan": (gone,)}))
    assert talk.due() == []
    assert due(talk.session) is None
