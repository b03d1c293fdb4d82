"""How many began and finished is counted by week and language, and small numbers are not told."""

import asyncio

import pytest

from bot.storage.sql_statistics import STANDING, SqlStatistics
from bot.storage.statistics import Standing, Week
from tests.admin.hall import Hall, admin
from tests.admin.test_texts import opened
from tests.groups.town import BOT_ID, Neighbour

pytestmark = pytest.mark.both_engines


def begun(hall: Hall, language: str = "nl") -> Neighbour:
    person = hall.person(language)
    person.command("start")
    person.tap("Begin")
    return person


def weeks(hall: Hall) -> list[tuple[str, int, int]]:
    found: tuple[Week, ...] = asyncio.run(SqlStatistics(hall.store.db).weeks(BOT_ID, 10))
    assert all(week.monday.weekday() == 0 for week in found)
    return [(week.language, week.started, week.finished) for week in found]


def finish(person: Neighbour) -> None:
    person.tap("Winkel")
    while "Overslaan" in person.last.labels:
        person.tap("Overslaan")
    person.command("result")


def test_beginning_and_finishing_count_once_each() -> None:
    hall = Hall()
    piet = admin(hall)
    people = [begun(hall) for _ in range(6)]
    english = begun(hall, "en")
    assert weeks(hall) == [("en", 1, 0), ("nl", 6, 0)]
    finish(people[0])
    people[0].command("start")
    assert weeks(hall) == [("en", 1, 0), ("nl", 6, 1)]
    piet.command("start")
    piet.tap("Begin")
    assert weeks(hall) == [("en", 1, 0), ("nl", 6, 1)], "admins count nowhere"
    standing = asyncio.run(SqlStatistics(hall.store.db).standing(BOT_ID))
    assert standing[0].question == "shop_type"
    opened(piet, "stats")
    assert "nl: 6 begonnen, minder dan 5 klaar" in piet.text
    assert "en: minder dan 5 begonnen, minder dan 5 klaar" in piet.text
    assert "Soort winkel (nl): " in piet.text
    english.command("forget")
    english.tap("Yes, erase everything")
    assert [one for one in weeks(hall) if one[0] == "en"] == [("en", 1, 0)], "the counts tell of nobody"


def test_where_people_stand_is_told_by_question_and_language() -> None:
    hall = Hall(admin_ids=())
    for _ in range(2):
        begun(hall).tap("Winkel")
    begun(hall)
    statistics = SqlStatistics(hall.store.db)
    assert asyncio.run(statistics.standing(BOT_ID)) == (
        Standing("branch", "nl", 2),
        Standing("shop_type", "nl", 1),
    )


def test_where_admins_stand_is_left_out() -> None:
    hall = Hall()
    piet = admin(hall)
    begun(hall)
    piet.command("start")
    piet.tap("Begin")
    statistics = SqlStatistics(hall.store.db)
    assert asyncio.run(statistics.standing(BOT_ID)) == (Standing("shop_type", "nl", 1),)
    piet.tap("Winkel")
    assert asyncio.run(statistics.standing(BOT_ID)) == (Standing("shop_type", "nl", 1),)


@pytest.mark.sqlite_only
def test_where_people_stand_is_told_without_reading_all_chats() -> None:
    hall = Hall()
    plan = hall.store.db.execute(f"EXPLAIN QUERY PLAN {STANDING}", (BOT_ID,)).fetchall()
    assert "chats_asked" in str(plan)
