"""The console's own words: the same in both languages, all there, and all said."""

from bot.web.console.visit import WORDS, saying
from tests.support import words
from tests.support.paths import ROOT

CONSOLE = ROOT / "bot" / "web" / "console"


def test_both_languages_say_the_same() -> None:
    assert len(WORDS.texts("nl")) > 200
    assert words.disagreements(WORDS) == []


def test_all_that_is_said_is_known_and_all_that_is_known_is_said() -> None:
    code, templates = sorted(CONSOLE.glob("*.py")), sorted(CONSOLE.glob("templates/*.html"))
    uses = [*words.in_python(code, frozenset({"say"})), *words.in_templates(templates, "t")]
    assert len(uses) > 200
    written = [*words.written_in_python(code), *words.written_in_templates(templates)]
    assert words.misuses(WORDS, uses, written) == []


def test_what_is_filled_in_is_escaped() -> None:
    assert "&lt;b&gt;" in saying("nl")("clash", path="<b>", who="x")


def test_one_is_said_otherwise_than_more() -> None:
    for count, dutch, english in (
        (1, "1 winkel begonnen", "1 shop started"),
        (2, "2 winkels begonnen", "2 shops started"),
    ):
        assert saying("nl")("link_started", count=count) == dutch
        assert saying("en")("link_started", count=count) == english
