"""The Dutch pages for those who use the bot say what the English ones say, in the words on screen."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue.turn.commands import command_by_name
from bot.library.schema.content import LANGUAGES, Language
from bot.web.console.office import ROOT as CONSOLE
from bot.web.console.pages import PAGES
from bot.web.console.visit import WORDS
from tests.support.markdown import CODE, FENCE
from tests.support.paths import ROOT

DOCS = ROOT / "docs"
OTHER: dict[Language, Language] = {"nl": "en", "en": "nl"}
PAIRS = {"advisors": "adviseurs", "admins": "beheerders", "console": "console", "questions": "vragen"}

LABEL = re.compile(r"‘(.+?)’(?!\w)", re.DOTALL)
"""What is quoted: a button's label, or the name of a page of the console. Other words are put in italics."""
SLASHED = re.compile(r"(?<![\w./:)\]-])/[a-z]+(?:/[a-z]+)*")
LISTED = re.compile(r"^(?:- |\d+\. |\|)", re.MULTILINE)
LINK = re.compile(r"\]\((?P<to>[^)]+)\)")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading, or above the first."""

    heading: str
    text: str
    """Without the blocks of code."""
    blocks: tuple[str, ...]

    @property
    def labels(self) -> list[str]:
        return [" ".join(label.split()) for label in LABEL.findall(self.text)]

    @property
    def slashed(self) -> list[str]:
        """List the commands and addresses, as they are written."""
        return SLASHED.findall(self.text)

    @property
    def code(self) -> list[str]:
        """List what stands between backticks; commands in the chat, named by language, are left out."""
        return [" ".join(code.split()) for code in CODE.findall(self.text) if not code.startswith("/")]


def parts(path: Path) -> list[Part]:
    """Take a page apart at its headings of the second level."""
    text = path.read_text(encoding="utf-8")
    # A line in a block of code may begin like a heading.
    safe = FENCE.sub(lambda block: block[0].replace("\n#", "\n\\#"), text)
    return [
        Part(
            one.partition("\n")[0], FENCE.sub("", one), tuple(block["text"] for block in FENCE.finditer(one))
        )
        for one in re.split(r"^## ", safe, flags=re.MULTILINE)
    ]


def page(language: Language, english: str) -> Path:
    return DOCS / "nl" / f"{PAIRS[english]}.md" if language == "nl" else DOCS / f"{english}.md"


def both(english: str) -> list[tuple[Part, Part]]:
    """Give the parts of the Dutch page, each with its English one."""
    return list(zip(parts(page("nl", english)), parts(page("en", english)), strict=True))


def everywhere(language: Language) -> list[Part]:
    return [part for english in PAIRS for part in parts(page(language, english))]


@cache
def labels(language: Language) -> dict[str, frozenset[str]]:
    """Give what can be on a button or over a page, each with the places where it stands in the texts."""
    found: dict[str, set[str]] = {}

    def gather(under: Any, place: str) -> None:
        if not isinstance(under, dict):
            return
        if isinstance(label := under.get("label"), str):
            found.setdefault(label, set()).add(place)
        for key, value in under.items():
            gather(value, f"{place}.{key}")

    for sheet in ("messages", "questions"):
        gather(loaded(ROOT / "content" / language / f"{sheet}.yaml"), sheet)
    for key, text in WORDS.texts(language).items():
        # What has forms for a number is on no button.
        if isinstance(text, str):
            found.setdefault(text, set()).add(f"console/{key}")
    return {label: frozenset(places) for label, places in found.items()}


def loaded(path: Path) -> dict[str, Any]:
    # The loader in C takes a label such as `What is this?` as it stands, as the bot does.
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return read


def commands(part: Part) -> Counter[str]:
    """Count commands by their English name, and addresses as they are."""
    found = [(command_by_name(one[1:]), one) for one in part.slashed]
    return Counter(f"/{command.names['en']}" if command else one for command, one in found)


def test_every_dutch_page_has_an_english_one() -> None:
    assert {path.stem for path in (DOCS / "nl").glob("*.md")} == set(PAIRS.values())


@pytest.mark.parametrize("english", PAIRS)
def test_both_have_the_same_parts_in_the_same_order(english: str) -> None:
    dutch, other = parts(page("nl", english)), parts(page("en", english))
    assert len(dutch) == len(other) > 3
    for one, its in zip(dutch, other, strict=True):
        assert len(LISTED.findall(one.text)) == len(LISTED.findall(its.text)), one.heading
        assert one.blocks == its.blocks, one.heading
        assert Counter(one.code) == Counter(its.code), one.heading
        assert commands(one) == commands(its), one.heading


@pytest.mark.parametrize("english", PAIRS)
def test_both_name_the_same_buttons(english: str) -> None:
    seen = 0
    for one, its in both(english):
        left = its.labels
        for label in one.labels:
            places = labels("nl")[label]
            match = next((other for other in left if places & labels("en")[other]), None)
            assert match is not None, f"{one.heading}: ‘{label}’ is not among {left}"
            left.remove(match)
            seen += 1
        assert left == [], one.heading
    assert seen > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_label_is_on_screen(language: Language) -> None:
    quoted = [label for part in everywhere(language) for label in part.labels]
    assert len(quoted) > 50
    assert [label for label in quoted if label not in labels(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_is_called_by_its_name_in_that_language(language: Language) -> None:
    found = [one for part in everywhere(language) for one in part.slashed]
    called = [(command, one) for one in found if (command := command_by_name(one[1:]))]
    assert len({one for _, one in called}) > 10
    assert [one for command, one in called if one != f"/{command.names[language]}"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_address_of_the_console_is_there(language: Language) -> None:
    addresses = {f"{CONSOLE}{one.path}".rstrip("/") for one in PAGES}
    found = [one for part in everywhere(language) for one in part.slashed if not command_by_name(one[1:])]
    assert len(found) > 5
    assert [one for one in found if one not in addresses] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_pages_stand_beside_their_addresses(language: Language) -> None:
    shown = WORDS.texts(language)
    base = (ROOT / "bot" / "web" / "console" / "templates" / "base.html").read_text(encoding="utf-8")
    menu = {f"{CONSOLE}{path}": shown[key] for path, key in re.findall(r'\("(/[a-z]+)", "(nav_\w+)"', base)}
    rows = re.findall(
        r"^\| ‘(.+?)’ \| `(/console/[a-z]+)` \|", page(language, "console").read_text("utf-8"), re.MULTILINE
    )
    assert {address: name for name, address in rows} == {
        address: name for address, name in menu.items() if not address.endswith("/account")
    }
    assert rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_levels_are_called_by_their_names(language: Language) -> None:
    terms = loaded(ROOT / "content" / language / "terms.yaml")
    names = [level["name"] for level in terms["levels"].values()]
    last = {"nl": "of", "en": "or"}[language]
    told = " ".join(page(language, "questions").read_text(encoding="utf-8").split())
    assert f"{', '.join(names[:-1])} {last} {names[-1]}." in told


def prose(path: Path) -> Iterator[tuple[int, str]]:
    text = FENCE.sub(lambda block: "\n" * block[0].count("\n"), path.read_text(encoding="utf-8"))
    yield from enumerate(CODE.sub("", text).splitlines(), 1)


@pytest.mark.parametrize("english", PAIRS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_are_curly(language: Language, english: str) -> None:
    path = page(language, english)
    lines = list(prose(path))
    assert len(lines) > 20
    assert [f"{path.name}:{number}: {line}" for number, line in lines if "'" in line] == []


@pytest.mark.parametrize("english", PAIRS)
def test_each_leads_to_the_other(english: str) -> None:
    first = {language: page(language, english).read_text("utf-8").splitlines()[2] for language in LANGUAGES}
    for language, other in OTHER.items():
        assert first[language].startswith({"nl": "English: ", "en": "Nederlands: "}[language])
        (link,) = LINK.findall(first[language])
        assert (page(language, english).parent / link).resolve() == page(other, english)
