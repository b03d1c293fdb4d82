"""Texts to copy as a person sees them: with what the shop is, as far as the answers say it."""

import pytest

from bot.dialogue.session import dump
from content.blanks import BLANKS
from tests.dialogue.talk import CONTEXT, Talk
from tests.dialogue.test_turns import begun, finished

CARDS = [card.id for card in CONTEXT.content.cards]
(BRANCH,) = [question for question in CONTEXT.content.questionnaire.questions if question.id == "branch"]
TRADES = CONTEXT.content.texts["nl"].terms.trades


def shown(talk: Talk, card: str) -> str:
    talk.tap_code(f"page:{talk.session.run}:card/{card}")
    return talk.text


@pytest.mark.parametrize("branch", [option.id for option in BRANCH.options])
def test_every_text_to_copy_says_what_kind_of_shop_it_is(branch: str) -> None:
    talk = finished()
    given = {**talk.session.given, "branch": branch}
    talk.stored = dump(talk.session.model_copy(update={"given": given}))
    texts = [shown(talk, card) for card in CARDS]
    assert not any(BLANKS["nl"]["trade"] in text for text in texts)
    assert f"Deze week nieuw in onze {TRADES[branch]}: [nieuwtje]." in shown(talk, "email_first_mail")


def test_a_shop_that_skipped_its_branch_is_a_shop() -> None:
    talk = begun("Winkel", *["Overslaan"] * 10)
    talk.tap("Toon mijn resultaat")
    texts = [shown(talk, card) for card in CARDS]
    assert not any(BLANKS["nl"]["trade"] in text for text in texts)
    assert "Deze week nieuw in onze winkel: [nieuwtje]." in shown(talk, "email_first_mail")


def test_a_name_is_asked_where_a_text_has_room_for_it_alone() -> None:
    talk = finished()
    shown(talk, "social_photo_stock")
    assert "een kijkje in onze kledingwinkel: [wie of wat]" in talk.text
    assert "Zet mijn winkelnaam erin" not in talk.last.labels
    shown(talk, "social_choose_one")
    assert "Welkom bij [naam winkel], uw kledingwinkel in [plaats]." in talk.text
    assert "Zet mijn winkelnaam erin" in talk.last.labels


def test_a_name_that_looks_like_a_blank_is_shown_as_it_was_typed() -> None:
    talk = finished()
    shown(talk, "social_choose_one")
    talk.tap("Zet mijn winkelnaam erin")
    talk.type("[soort winkel]")
    assert "Welkom bij [soort winkel], uw kledingwinkel in [plaats]." in talk.text
