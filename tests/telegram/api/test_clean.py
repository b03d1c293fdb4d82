"""Texts from outside, cleaned."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.api.raw import CODE_LIMIT, TEXT_LIMIT, clean_code, clean_text

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Bakkerij 'De Ooievaar'", "Bakkerij 'De Ooievaar'"),
        ("één\nregel", "één\nregel"),
        ("e\u0301e\u0301n", "één"),
        ("a\ud800b\udfffc", "abc"),
        ("a\x00\x07\x1b[31m\x7f\x85b", "a[31mb"),
        ("a\r\nb\rc", "a\nbc"),
        ("a\tb", "a b"),
        ("\u202egnp.exe\u2066\u200f\u061c", "gnp.exe"),
        ("👩‍🌾", "👩‍🌾"),
    ],
)
def test_unwanted_characters_go_and_others_stay(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_a_text_is_bounded() -> None:
    assert clean_text("x" * 10_000) == "x" * TEXT_LIMIT
    assert clean_text("\x00" * TEXT_LIMIT + "x" * 10) == "x" * 10


def test_callback_data_is_bounded_in_bytes_and_not_within_a_character() -> None:
    assert clean_code("é" * 100) == "é" * 32
    assert clean_code("x" + "é" * 100) == "x" + "é" * 31
    assert clean_code("a\ud800\x00b") == "ab"


@given(ANY_TEXT)
def test_a_cleaned_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned.encode().decode() == cleaned
    assert len(cleaned) <= TEXT_LIMIT
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs")} - {"\n"}
    assert clean_text(cleaned) == cleaned


@given(ANY_TEXT)
def test_cleaned_callback_data_fits(data: str) -> None:
    cleaned = clean_code(data)
    assert len(cleaned.encode()) <= CODE_LIMIT
    assert clean_code(cleaned) == cleaned
