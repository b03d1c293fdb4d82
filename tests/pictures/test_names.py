"""A shop's name before it is drawn."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.pictures.glyphs import emoji_characters, text_characters
from bot.pictures.names import LONGEST_NAME, MOST_ACCENTS, clean, undrawable

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
INVISIBLE = {0x200D, 0xFE0F, 0x20E3, *range(0xE0020, 0xE0080)}
ASCII_AND_DUTCH = "Café ’t Hoekje & Zn. €5 Ĳssalon Citroën, Curaçao, één!"


@pytest.mark.parametrize(
    "name",
    [
        ASCII_AND_DUTCH,
        '#read("/etc/passwd")',
        "</text>",
        "{{x}}",
        "\\u0000 ${x} %s",
        "Кафе Αθήνα Łódź",
        "🌷 👍🏽 🇳🇱 1️⃣ ❤️",
        FAMILY,
        ENGLAND,
        "🧑\u200d❤️\u200d🧑",
        "🏴\u200d☠️",
    ],
)
def test_a_name_that_can_be_drawn_stays_as_it_is(name: str) -> None:
    assert clean(name) == name


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("a\u202ebc\u2066d", "abcd"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("\ud800Winkel\udfff", "Winkel"),
        ("  De\tgroene\r\nwinkel\u2028 ", "De groene winkel"),
        ("Cafe\u0301", "Café"),
        ("x\u0301\u0302\u0303\u0304y", "x\u0301\u0302y"),
        ("\u0301\u0302Winkel", "Winkel"),
        ("𝐖𝐢𝐧𝐤𝐞𝐥 Ｗ", "Winkel W"),
        ("東方 Bakkerij", "Bakkerij"),
        ("مرحبا", ""),
        ("", ""),
        ("a\u200db", "ab"),
        ("👨\u200d", "👨"),
        ("x\U000e0041y", "xy"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("👩🏽\u200d🍳", "👩\u200d🍳"),
        ("👩🏻\u200d🤝\u200d👨🏿", "👩\u200d🤝\u200d👨"),
        ("W" * 61, "W" * 60),
        ("a" * 59 + " bc", "a" * 59),
    ],
)
def test_what_cannot_be_drawn_goes_or_is_written_plainly(name: str, cleaned: str) -> None:
    assert clean(name) == cleaned


def has_glyph(character: str) -> bool:
    code = ord(character)
    return code == ord(" ") or code in text_characters() | emoji_characters() or code in INVISIBLE


names = st.text(st.characters(), max_size=100) | st.text(
    st.sampled_from("aé \u0301\u0302\u0327\u200d\ufe0f\u20e3❤👩🏽🍳🏴\U000e0067\U000e007fḍ\u0307\ud800"),
    max_size=80,
)


@given(names)
def test_whatever_comes_in_can_be_drawn(text: str) -> None:
    name = clean(text)
    assert len(name) <= LONGEST_NAME
    assert name == name.strip()
    assert name.isprintable() or any(ord(character) in INVISIBLE for character in name)
    height = 0
    for character in name:
        parts = unicodedata.normalize("NFD", character)
        assert has_glyph(character) or all(map(has_glyph, parts)), hex(ord(character))
        height = height + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        assert height <= MOST_ACCENTS


@example("\U0001f3fb\U000e0062\u200d\U0001f3f3")
@given(names)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_the_fonts_hold_what_dutch_names_need() -> None:
    assert {ord(character) for character in ASCII_AND_DUTCH} <= text_characters()
    assert {ord("🌷"), ord("🍦"), 0x1F1F3} <= emoji_characters()
    assert not {ord("1"), ord("#")} & emoji_characters()


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("مخبز النور", ("مخبز", "النور")),
        ("東方 Bakkerij 東方 (店)", ("東方", "店")),
        ("מאפייה", ("מאפייה",)),
        ("ร้านค้า", ("ร้านค้า",)),
        ("Bakkerij ٣", ("٣",)),
        (ASCII_AND_DUTCH, ()),
        ("Кафе Αθήνα Łódź 🌷 １Ｗ", ()),
        ("x\u202e\u200b\x00 \ud800", ()),
        ("", ()),
    ],
)
def test_what_cannot_be_drawn_is_told(name: str, lost: tuple[str, ...]) -> None:
    assert undrawable(name) == lost


@given(names)
def test_of_a_name_nothing_vanishes_without_being_told(text: str) -> None:
    if not undrawable(text):
        read = unicodedata.normalize("NFKD", text[:LONGEST_NAME])
        letters = [one for one in read if unicodedata.category(one)[0] in "LN"]
        kept = unicodedata.normalize("NFKD", clean(text[:LONGEST_NAME]))
        assert all(letter in kept for letter in letters[: LONGEST_NAME // 2])
