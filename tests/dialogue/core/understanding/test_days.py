"""Days as people type them: taken where they are sure, both where it may be either, else none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.core.understanding.days import days_named
from bot.library.schema.content import LANGUAGES, Language

WEDNESDAY = date(2026, 11, 25)
DUTCH = {
    "vandaag": ["11-25"],
    "vanmiddag": ["11-25"],
    "Morgen": ["11-26"],
    "morgenochtend": ["11-26"],
    "morgen graag": ["11-26"],
    "overmorgen": ["11-27"],
    "gisteren": ["11-24"],
    "maandag": ["11-30"],
    "maandagochtend": ["11-30"],
    "op maandag": ["11-30"],
    "ik doe het maandag": ["11-30"],
    "a.s. vrijdag": ["11-27"],
    "komende vrijdag": ["11-27"],
    "vr": ["11-27"],
    "volgende vrijdag": ["11-27", "12-04"],
    "volgende week woensdag": ["12-02"],
    "woensdag volgende week": ["12-02"],
    "woensdag": ["11-25", "12-02"],
    "komende woensdag": ["12-02"],
    "3 december": ["12-03"],
    "op 3 dec": ["12-03"],
    "de 3e december": ["12-03"],
    "donderdag 3 december": ["12-03"],
    "vrijdag 3 december": [],
    "3-12": ["12-03"],
    "3/12/2026": ["12-03"],
    "2026-12-03": ["12-03"],
    "over een week": ["12-02"],
    "over 3 dagen": ["11-28"],
    "31 november": [],
    "99-99": [],
    "30": [],
    "morgen meer klanten": [],
    "meer klanten": [],
    "ma en di": [],
    "volgende": [],
    "": [],
}
ENGLISH = {
    "today": ["11-25"],
    "tonight": ["11-25"],
    "tomorrow morning": ["11-26"],
    "the day after tomorrow": ["11-27"],
    "Wednesday": ["11-25", "12-02"],
    "this Friday": ["11-27"],
    "next Friday": ["11-27", "12-04"],
    "next week Monday": ["11-30"],
    "on 3 December": ["12-03"],
    "December 3rd": ["12-03"],
    "3rd of December": ["12-03"],
    "in a week": ["12-02"],
    "in two days": ["11-27"],
    "more customers": [],
}


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [("nl", *row) for row in DUTCH.items()] + [("en", *row) for row in ENGLISH.items()],
)
def test_what_is_typed_is_that_day(language: Language, text: str, days: list[str]) -> None:
    found = days_named(text, WEDNESDAY, language)
    assert [day.isoformat() for day in found] == [f"2026-{day}" for day in days]


def test_a_date_without_a_year_is_the_first_that_is_not_past() -> None:
    assert days_named("1 januari", WEDNESDAY, "nl") == (date(2027, 1, 1),)
    assert days_named("25 november", WEDNESDAY, "nl") == (WEDNESDAY,)
    assert days_named("24 november 2026", WEDNESDAY, "nl") == (date(2026, 11, 24),)
    assert days_named("29 februari", WEDNESDAY, "nl") == ()


@given(st.text(max_size=40), st.dates(), st.sampled_from(LANGUAGES))
def test_whatever_is_typed_gives_at_most_two_days(text: str, today: date, language: Language) -> None:
    assert len(days_named(text, today, language)) <= 2


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 6), st.sampled_from(LANGUAGES))
def test_the_name_of_a_day_is_one_of_the_next_eight(today: date, number: int, language: Language) -> None:
    names = {
        "nl": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
        "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    }
    found = days_named(names[language][number], today, language)
    assert found
    assert all(day.weekday() == number and 0 <= (day - today).days <= 7 for day in found)
