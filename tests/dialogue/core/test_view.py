"""How choices become buttons: on a phone each is one line, and nothing of it is cut off."""

import pytest

from bot.dialogue.core.view import Choice, View, rows
from bot.library.parsing.markup import Html


def labels(view: View) -> list[list[str]]:
    return [[button.label for button in row] for row in view.keyboard]


def choices(*texts: str, picked: bool | None = None) -> list[Choice]:
    return [Choice(text, str(number), picked=picked) for number, text in enumerate(texts)]


def test_the_tick_stands_first() -> None:
    ticked = Choice("Instagram", "x", number=2, picked=True)
    assert ticked.button.label == "✓ 2. Instagram"
    assert ticked.name == "2. Instagram"


def test_two_stand_beside_each_other_only_where_both_are_shown_whole() -> None:
    laid = rows(choices("Kleding", "Wonen", "Verzorging, brillen, sieraden", "Klussen", "Anders"), 2)
    assert [[one.label for one in row] for row in laid] == [
        ["Kleding", "Wonen"],
        ["Verzorging, brillen, sieraden"],
        ["Klussen", "Anders"],
    ]


def test_where_most_would_stand_alone_all_do() -> None:
    most = ("Klanten appen met ons", "WhatsApp-groep of lijst", "Een profiel op Google")
    assert [len(row) for row in rows(choices(*most, "Ja", "Nee", "Anders", "Niets"), 2)] == [1, 1, 1, 2, 2]
    assert [len(row) for row in rows(choices(*most, "Ja", "Nee"), 2)] == [1, 1, 1, 1, 1]


def test_a_tick_moves_no_button() -> None:
    texts = ("Facebook", "Instagram", "Profiel op Google", "Ja", "Pinterest", "Anders")
    before = [len(row) for row in rows(choices(*texts, picked=False), 2)]
    assert [len(row) for row in rows(choices(*texts, picked=True), 2)] == before


def test_a_row_that_does_not_fit_becomes_more_rows() -> None:
    view = View(Html("x"), (tuple(choices("Naar mijn resultaat", "Wat betekent dit voor winkels?")),))
    assert labels(view) == [["Naar mijn resultaat"], ["Wat betekent dit voor winkels?"]]


def test_a_name_that_does_not_fit_is_cut_at_a_word_and_known_whole() -> None:
    name = "Bakkerij Jansen, de lekkerste van heel de stad"
    choice = Choice(name, "x", number=1)
    assert labels(View(Html("x"), ((choice,),))) == [["1. Bakkerij Jansen, de lekkerste van heel…"]]
    assert choice.label == name


@pytest.mark.parametrize("width", [1, 2, 3])
def test_rows_are_no_wider_than_wished(width: int) -> None:
    assert max(len(row) for row in rows(choices("a", "b", "c", "d", "e"), width)) == width
