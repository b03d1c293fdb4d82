from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.core.matching import close, exact, normal
from bot.dialogue.core.view import Choice
from bot.dialogue.turn.screen import view
from tests.support.dialogue.talk import CONTEXT, Talk

LADDER = (
    Choice("Ja, regelmatig", "4", ("regelmatig", "elke week", "vaak"), 1),
    Choice("Ja, soms", "3", ("soms", "af en toe"), 2),
    Choice("Nog niet, wel van plan", "2", ("van plan", "nog niet"), 3),
    Choice("Nee, ken ik wel, geen plannen", "1", ("geen plannen", "nee", "gestopt"), 4),
    Choice("Nee, ik ken de mogelijkheden niet", "0", ("weet ik niet", "geen idee"), 5),
    Choice("Overslaan", "skip", ("weet ik niet", "volgende")),
    Choice("Terug", "back", ("vorige",)),
)


def match(text: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Find a choice as it is done where no question is asked: very words first."""
    return exact(text, choices) or close(text, choices)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("1", "4"),
        (" 2. ", "3"),
        ("nummer 5", "0"),
        ("antwoord 4", "1"),
        ("6", ""),
        ("0", ""),
        ("Ja, regelmatig", "4"),
        ("JA REGELMATIG!!", "4"),
        ("regelmatig", "4"),
        ("elke week", "4"),
        ("wij doen dat elke week", "4"),
        ("niet elke week", ""),
        ("af en toe wel", "3"),
        ("regelmatg", "4"),
        ("gestpt", "1"),
        ("nee", "1"),
        ("weet ik niet", "0"),
        ("Weet ik níet", "0"),
        ("volgende", "skip"),
        ("trug", "back"),
        ("ja", "43"),
        ("plan", "2"),
        ("hallo daar", ""),
        ("😀", ""),
        ("", ""),
    ],
)
def test_what_typed_words_mean(typed: str, codes: str) -> None:
    assert sorted(choice.code for choice in match(typed, LADDER)) == (
        sorted(codes) if codes not in ("skip", "back") else [codes]
    )


def test_two_that_fit_equally_are_both_given_and_nothing_is_guessed() -> None:
    choices = (Choice("Boeken", "a", (), 1), Choice("Hoeken", "b", (), 2))
    assert {choice.code for choice in match("hoeken", choices)} == {"b"}
    assert {choice.code for choice in match("koeken", choices)} == {"a", "b"}


@given(st.text(max_size=200))
def test_any_text_is_compared_without_a_fault(text: str) -> None:
    assert set(match(text, LADDER)) <= set(LADDER)
    assert normal(normal(text)) == normal(text)


def test_every_button_ever_shown_can_be_typed() -> None:
    """A person who cannot tap gets everywhere: each label, typed, means its own button and no other."""
    talk, screens = Talk(), 0
    talk.command("start")
    talk.tap("Begin")
    while "Toon mijn resultaat" not in talk.last.labels:
        screens += _all_typeable(talk)
        talk.tap(talk.last.labels[0])
        if "Klaar met kiezen" in talk.last.labels:
            screens += _all_typeable(talk)
            talk.tap("Klaar met kiezen")
    screens += _all_typeable(talk)
    talk.tap("Toon mijn resultaat")
    for page in ("Mijn stappen", "Advies per kanaal", "Per onderwerp", "Bron", "Mijn antwoorden"):
        screens += _all_typeable(talk)
        if page not in talk.last.labels:
            talk.tap("Meer")
            screens += _all_typeable(talk)
        talk.tap(page)
        screens += _all_typeable(talk)
        talk.command("resultaat")
    assert screens > 20


def _all_typeable(talk: Talk) -> int:
    choices = list(view(talk.session, CONTEXT).choices)
    assert choices
    for choice in choices:
        assert match(choice.button_text, choices) == (choice,) or match(choice.label, choices) == (choice,), (
            choice
        )
    return 1
