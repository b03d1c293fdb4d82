"""A name that cannot be drawn is said to be so in the chat, before it vanishes from a picture."""

import pytest

from bot.dialogue.core.drawable import not_drawn_notes
from bot.dialogue.core.replies import Report
from bot.dialogue.core.session import Naming
from bot.library.parsing.markup import plain
from tests.support.dialogue.desk_chat import advisor
from tests.support.dialogue.shop_talk import finished
from tests.support.dialogue.talk import CONTEXT

ARABIC = "مخبز النور"
LEFT_OUT = "Op plaatjes en op papier laten wij weg:"


def test_nothing_is_said_of_names_that_can_be_drawn() -> None:
    for texts in CONTEXT.content.texts.values():
        assert not_drawn_notes(texts.messages, "Café ’t Hoekje", "", "Łódź 🌷") == ()


def test_what_is_lost_is_quoted_once() -> None:
    (note,) = not_drawn_notes(CONTEXT.content.texts["en"].messages, f"Noor {ARABIC}", "<店> 店 東 方 ")
    assert "we leave out: ‘مخبز’, ‘النور’ and ‘店’." in plain(note)


def test_a_shop_reads_it_when_it_types_its_name() -> None:
    talk = finished()
    for name, said in ((ARABIC, True), ("Bakkerij Noor", False)):
        talk.stored = talk.session.at(Naming(page="result")).model_dump_json()
        talk.type(name)
        assert talk.session.shop_name == name
        assert (LEFT_OUT in talk.text) == said


def test_an_advisor_reads_it_with_the_name_and_with_the_poster() -> None:
    talk = advisor()
    talk.command("link", "東方 straat")
    assert f"{LEFT_OUT} ‘東方’" in talk.chat[talk.screen].text
    talk.tap("Poster Nederlands", talk.screen)
    assert isinstance(talk.sent[-1], Report)
    assert LEFT_OUT in talk.chat[talk.screen].text


@pytest.mark.parametrize("name", ["Winkelstraat Noord", "Łódź 🌷"])
def test_an_advisor_reads_nothing_of_other_names(name: str) -> None:
    talk = advisor()
    talk.command("link", name)
    talk.tap("Poster Nederlands", talk.screen)
    assert LEFT_OUT not in talk.chat[talk.screen].text
