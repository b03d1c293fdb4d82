"""The check of labels: what a phone would cut is named, with its place and by how much."""

import re

import pytest

from bot.library.checks.check import check
from bot.library.loader import load
from bot.library.parsing.problem import problem_text
from bot.library.schema.content import LANGUAGES, Language
from tests.support.content.changed import PACKAGED, changed, line_of

LONG = "Wij weten hier nog helemaal niets van om"
WIDE = [
    ("questions", "  unknown: {label: ", "ladder.unknown.label"),
    ("questions", "      trust: {label: ", "questions.data_reasons.options.trust.label"),
    ("questions", "  shop_type:\n    name: ", "questions.shop_type.name"),
    ("terms", "  online:\n    name: ", "topics.online.name"),
    ("terms", "  food: [", "trades.food.0"),
    ("messages", "    agree: {label: ", "desk.controls.agree.label"),
    ("messages", "    chapters:\n      controls: ", "admin.browsing.chapters.controls"),
]


@pytest.mark.parametrize(("file", "before", "place"), WIDE, ids=[row[-1] for row in WIDE])
def test_a_label_that_a_phone_cuts_is_named(file: str, before: str, place: str) -> None:
    path = f"nl/{file}.yaml"
    start = PACKAGED[path].index(before)
    label = re.compile(r'"[^"]*"|[^,\]}\n]+').match(PACKAGED[path], start + len(before))
    assert label
    files = changed((path, before + label[0], before + LONG))
    (found,) = check(files)
    assert (found.file, found.line) == (path, line_of(files[path], LONG))
    assert found.problem.startswith(f'{place}: "{LONG}" is about ')
    assert found.problem.endswith(" too wide for a button on a phone; make it shorter")
    assert problem_text(found.problem, "nl").endswith(" te breed voor een knop; maak de tekst korter")
    assert found.severity == "warning"


def test_a_label_beside_another_has_half_a_row() -> None:
    files = changed(("nl/messages.yaml", "label: Overslaan,", "label: Deze vraag overslaan,"))
    (found,) = check(files)
    assert found.problem == (
        'controls.skip.label: "Deze vraag overslaan" is about 1 letter too wide '
        "to stand beside another button on a phone; make it shorter"
    )


def test_a_title_is_held_against_a_row_with_a_number() -> None:
    path = "en/advice/email/email_monthly.md"
    title = load().texts["en"].cards["email_monthly"].title
    files = changed((path, f"title: {title}", "title: E-mail every month on the very same day, always"))
    (found,) = check(files)
    assert (found.file, found.line) == (path, 2)
    assert "letters too wide for a button" in found.problem


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_for_a_text_is_named_once(language: Language) -> None:
    wide = changed(("nl/messages.yaml", "label: Overslaan,", "label: Deze vraag overslaan,"))
    line = next(line for line in wide["en/messages.yaml"].split("\n") if line.startswith("  skip: {label: "))
    wide["en/messages.yaml"] = wide["en/messages.yaml"].replace(line + "\n", "")
    named = [one for one in check(wide) if "too wide" in one.problem and one.file.startswith(language)]
    assert len(named) == (1 if language == "nl" else 0)
