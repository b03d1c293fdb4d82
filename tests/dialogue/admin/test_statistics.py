"""How many began and finished is counted by week, where people stop is released, and all is told in fives."""

from datetime import timedelta

import pytest

from bot.records.statistics import Stopped
from bot.storage.chats.statistics import STOPPED, STOPPED_AFTER, Statistics
from tests.support.dialogue.admin_pages import opened
from tests.support.town.admins import Hall, admin
from tests.support.town.town import BOT_ID, Neighbour

pytestmark = pytest.mark.both_engines

WEEK = timedelta(days=7)
LATER = STOPPED_AFTER + timedelta(hours=1)


def begun(hall: Hall, language: str = "nl") -> Neighbour:
    person = hall.person(language)
    person.command("start")
    person.tap("Begin")
    return person


def counted(hall: Hall) -> list[tuple[str, int, int]]:
    """Give what is counted, before it is made fit to be told."""
    rows = hall.store.db.execute("SELECT language, started, finished FROM weekly_counts ORDER BY language")
    return [tuple(row) for row in rows.fetchall()]


def finish(person: Neighbour) -> None:
    person.tap("Winkel")
    while "Overslaan" in person.last.labels:
        person.tap("Overslaan")
    person.command("result")


def stopped(hall: Hall) -> tuple[Stopped, ...]:
    return tuple(Statistics(hall.store.db).stopping_points(BOT_ID))


def released(hall: Hall, after: timedelta = LATER) -> bool:
    """Let time go by, and look whether to release where people stopped."""
    hall.now += after
    return Statistics(hall.store.db).renew_stopped(BOT_ID, hall.now)


def test_beginning_and_finishing_count_once_each() -> None:
    hall = Hall()
    piet = admin(hall)
    people = [begun(hall) for _ in range(6)]
    english = begun(hall, "en")
    assert counted(hall) == [("en", 1, 0), ("nl", 6, 0)]
    finish(people[0])
    people[0].command("start")
    assert counted(hall) == [("en", 1, 0), ("nl", 6, 1)]
    piet.command("start")
    piet.tap("Begin")
    assert counted(hall) == [("en", 1, 0), ("nl", 6, 1)], "admins count nowhere"
    english.command("forget")
    english.tap("Yes, erase everything")
    assert counted(hall) == [("en", 1, 0), ("nl", 6, 1)], "the counts tell of nobody"


def test_a_week_is_told_once_it_has_ended_and_in_fives() -> None:
    hall = Hall()
    piet = admin(hall)
    for _ in range(6):
        begun(hall)
    begun(hall, "en")
    opened(piet, "stats")
    assert "Er is nog geen week die wij kunnen noemen." in piet.text
    hall.now += WEEK
    opened(piet, "stats")
    assert "nl: 5 begonnen, minder dan 5 klaar" in piet.text
    assert ", en:" not in piet.text, "that there was one is told by no line"
    (week,) = Statistics(hall.store.db).weeks(BOT_ID, 10, hall.now)
    assert (week.monday.weekday(), week.language, week.started, week.finished) == (0, "nl", 5, None)


def test_where_people_stopped_is_released_by_question_and_language() -> None:
    hall = Hall()
    piet = admin(hall)
    for _ in range(7):
        begun(hall).tap("Winkel")
    for _ in range(8):
        begun(hall)
    assert stopped(hall) == ()
    assert not released(hall, timedelta(0)), "who was there just now has not stopped"
    assert released(hall)
    assert stopped(hall) == (Stopped("shop_type", "nl", 10), Stopped("branch", "nl", 5))
    opened(piet, "stats")
    assert "Soort winkel (nl): 10" in piet.text
    assert "als er weer 15 mensen gestopt zijn" in piet.text


def test_nobody_is_in_two_releases_and_few_make_none() -> None:
    hall = Hall(admin_ids=())
    for _ in range(15):
        begun(hall)
    assert released(hall)
    before = stopped(hall)
    for _ in range(14):
        begun(hall).tap("Winkel")
    assert not released(hall)
    assert stopped(hall) == before
    begun(hall).tap("Winkel")
    assert not released(hall, timedelta(hours=1)), "once a week"
    assert released(hall, LATER)
    assert stopped(hall) == (Stopped("branch", "nl", 15),)


def test_who_has_a_role_and_who_only_tries_it_out_are_left_out() -> None:
    hall = Hall()
    piet = admin(hall)
    piet.command("start")
    piet.tap("Begin")
    advisor = hall.advisor()
    advisor.command("start")
    advisor.tap("Begin")
    for _ in range(13):
        begun(hall)
    assert not released(hall)
    begun(hall), begun(hall)
    hall.now += LATER
    assert released(hall)
    assert stopped(hall) == (Stopped("shop_type", "nl", 15),)


@pytest.mark.sqlite_only
def test_where_people_stopped_is_found_by_their_last_visit() -> None:
    hall = Hall()
    plan = hall.store.db.execute(f"EXPLAIN QUERY PLAN {STOPPED}", (BOT_ID, 0, 1, BOT_ID, BOT_ID)).fetchall()
    assert "chats_stopped" in str(plan)
