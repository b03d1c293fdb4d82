"""The shops that share with an advisor: no more is shown than their layers allow."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.core.queries import Advises, SharedShop, SharedShops
from bot.dialogue.core.replies import Spreadsheet
from bot.dialogue.core.session import Session
from bot.library.schema.content import LANGUAGES
from bot.records.groups import Layers
from bot.records.writes import Look
from tests.support.dialogue.group_chat import (
    SHOPS,
    advisor,
    shop_session,
)
from tests.support.dialogue.group_talk import STALE, told
from tests.support.dialogue.talk import CONTEXT


@pytest.mark.parametrize("share", ["43", "0", "", "x", "41/", "４１"])
def test_a_share_that_is_not_one_s_own_is_stale(share: str) -> None:
    talk = advisor()
    talk.tap_code(f"shop:0:{share}")
    assert STALE in talk.text
    assert talk.writes == []


def test_a_shop_is_for_advisors_alone() -> None:
    talk = advisor()
    talk.known[Advises()] = None
    talk.tap_code("shop:0:41")
    assert STALE in talk.text
    assert talk.writes == []


# What shops share.


def test_the_list_says_what_each_shop_shares() -> None:
    talk = advisor()
    talk.command("groep")
    talk.tap("Winkels die delen")
    assert "1. Jansen Mode (score)" in talk.text
    assert "2. Winkel zonder naam (score, antwoorden, contact)" in talk.text
    assert talk.writes == []


def test_every_showing_of_a_shop_is_noted_and_the_list_is_not() -> None:
    talk = advisor()
    talk.tap_code("shop:0:41")
    assert talk.writes == [Look((41,))]
    talk.command("help")
    assert talk.writes == [Look((41,)), Look((41,))]
    talk.tap_code("desk:0:shop/42")
    assert talk.writes[2:] == [Look((42,))]
    talk.tap_code("desk:0:shop/42/x")
    assert talk.writes[3:] == [Look((42,))]
    talk.command("groep")
    assert len(talk.writes) == 4


def test_a_share_that_ended_is_gone_from_its_page() -> None:
    talk = advisor()
    talk.tap_code("shop:0:42")
    assert "bel 06 na zes uur" in talk.text
    talk.known[SharedShops()] = SHOPS[:1]
    said = told(talk.command("help"))
    assert "bel 06" not in said
    assert "Winkel zonder naam" not in said
    assert talk.writes == [Look((42,))]


def test_a_shop_that_shares_nothing_is_not_there() -> None:
    talk = advisor()
    talk.known[SharedShops()] = (replace(SHOPS[0], layers=Layers()),)
    talk.tap_code("shop:0:41")
    assert STALE in talk.text
    assert "Jansen" not in told(talk.tap_code("desk:0:shops"))


LAYERS = st.builds(
    Layers,
    result=st.booleans(),
    answers=st.booleans(),
    contact=st.none() | st.just("bel na zessen"),
)


@settings(max_examples=60, deadline=None)
@given(layers=LAYERS, seed=st.integers(0, 10_000), language=st.sampled_from(LANGUAGES))
def test_only_what_the_layers_allow_appears(layers: Layers, seed: int, language: str) -> None:
    """On the page, in the list and in the file alike."""
    session = shop_session(seed % 300, name="Jansen", contact="oud@geheim.example")
    marked = session.model_copy(
        update={"history": (session.finished,), "given": {**session.given, "goal": None}}
    )
    talk = advisor(language)
    talk.known[SharedShops()] = (SharedShop(5, layers, marked),)
    said = told([*talk.tap_code("desk:0:shops"), *talk.tap_code("shop:0:5")])
    talk.tap_code("group_xlsx:0:all")
    (file,) = talk.sent
    assert isinstance(file, Spreadsheet)
    (row,) = file.tables[4].rows or ((),)
    if layers.nothing:
        assert row == ()
        assert "Jansen" not in said
        return
    texts = CONTEXT.content.texts[talk.session.language]
    assert session.finished is not None
    overall, steps = session.finished.result.overall, session.finished.result.next_steps
    assert overall is not None
    found = {
        "result": f"{overall.score} van de 100" in said or f"{overall.score} out of 100" in said,
        "date": texts.messages.picture.taken.fill(date="").strip() in said,
        "steps": texts.messages.group.shared.steps_heading.html in said,
        "answers": any(question.ask and f"{question.name}:" in said for question in _names(texts)),
        "contact": "bel na zessen" in said,
    }
    result = layers.result or layers.answers
    assert found == {
        "result": result,
        "date": result,
        "steps": layers.answers and bool(steps),
        "answers": layers.answers,
        "contact": layers.contact is not None,
    }
    assert "geheim" not in said + str(file.model_dump())
    assert [cell is not None for cell in row[2:6]] == [layers.contact is not None, result, result, result]
    assert any(cell is not None for cell in row[6:]) == layers.answers


def _names(texts: Any) -> list[Any]:
    return list(texts.questions.questions.values())


def test_a_shop_without_a_result_says_so() -> None:
    talk = advisor()
    talk.known[SharedShops()] = (SharedShop(5, Layers(result=True), Session()),)
    talk.tap_code("shop:0:5")
    assert "Er is nog geen resultaat." in talk.text


def test_answers_that_today_s_content_no_longer_has_are_left_out() -> None:
    session = shop_session(3)
    assert session.finished is not None
    old = session.finished.model_copy(update={"given": {"fax": "yes", "email": "gone", "goal": None}})
    talk = advisor()
    shop = SharedShop(5, Layers(answers=True), session.model_copy(update={"finished": old}))
    talk.known[SharedShops()] = (shop,)
    talk.tap_code("shop:0:5")
    assert "1. E-mail: \n2. Wens: overgeslagen" in talk.text
    talk.tap_code("group_xlsx:0:all")
