"""The console's own words: the same in both languages, and all there."""

import re

from bot.web.console.wording import catalogue, saying
from tests.support.paths import ROOT

CONSOLE = ROOT / "bot" / "web" / "console"
BLANK = re.compile(r"\{[a-z]+\}")
BUILT = (
    *(
        "note_",
        "impact_",
        "change_",
        "action_",
        "edition_field_",
        "part_",
        "in_",
        "nav_",
        "severity_",
        "file_",
        "field_",
    ),
    *(),
)
"""Keys that are put together, by what they begin with."""


def test_both_languages_say_the_same() -> None:
    dutch, english = catalogue("nl"), catalogue("en")
    assert list(dutch) == list(english)
    for key, text in dutch.items():
        assert sorted(BLANK.findall(text)) == sorted(BLANK.findall(english[key])), key


def test_all_that_is_said_is_known_and_all_that_is_known_is_said() -> None:
    sources = [path.read_text() for path in (*CONSOLE.glob("*.py"), *CONSOLE.glob("templates/*.html"))]
    said = {key for text in sources for key in re.findall(r'\bt\("([a-z_]+)"', text)}
    assert {key for key in said if not key.endswith("_")} <= set(catalogue("nl"))
    everywhere = "\n".join(sources)
    unused = [
        key
        for key in catalogue("nl")
        if not key.startswith(BUILT) and f'"{key}"' not in everywhere and not key.endswith("_why")
    ]
    assert unused == []


def test_what_is_filled_in_is_escaped() -> None:
    assert "&lt;b&gt;" in saying("nl")("clash", path="<b>", who="x")
