"""What fits on a button of a phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.button_labels import fits, letters_over, room, whole_words


@pytest.mark.parametrize(("columns", "android", "iphone"), [(1, 333, 316), (2, 159, 153), (3, 101, 98.7)])
def test_the_narrowest_phone_says_what_fits(columns: int, android: float, iphone: float) -> None:
    assert room(columns) == pytest.approx(min(android / 15, iphone / 16.4), abs=0.02)


def test_a_label_that_fits_in_half_a_row_may_not_fit_in_a_third() -> None:
    assert fits("Mijn antwoorden", 2)
    assert not fits("Mijn antwoorden", 3)
    assert fits("Wat betekent dit voor winkels?")
    assert not fits("Wat betekent dit voor winkels?", 2)


def test_it_is_told_by_how_much_a_label_is_too_wide() -> None:
    assert letters_over("Begin", 2) == 0
    assert letters_over("Toon nu mijn resultaat", 2) == 2
    assert letters_over("n" * 60) > 20


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Begin", "Begin"),
        (
            "1. Dit soort berichten kunnen wij niet lezen. Typ uw antwoord.",
            "1. Dit soort berichten kunnen wij niet…",
        ),
        ("Bakkerij Jansen, de lekkerste van heel de stad", "Bakkerij Jansen, de lekkerste van heel de…"),
        ("W" * 50, "W" * 21 + "…"),
    ],
)
def test_what_does_not_fit_is_cut_at_a_word(label: str, shown: str) -> None:
    assert whole_words(label) == shown


@given(st.text(min_size=1, max_size=90))
def test_whatever_a_label_is_it_fits_then(label: str) -> None:
    shown = whole_words(label)
    assert fits(shown)
    assert 1 <= len(shown) <= 60
    assert shown == label or shown.endswith("…")
