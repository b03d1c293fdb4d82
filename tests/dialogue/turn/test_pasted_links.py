"""A link that is typed or pasted opens what it stands for, as a tapped one does."""

import pytest

from bot.dialogue.core.events import Text
from bot.dialogue.core.session import Asking, Naming, Writing
from bot.lib.links import PRIVACY, RECEIPT, bot_link, start_link
from bot.records.writes import Ask, Join, Open
from tests.support.dialogue.link_talk import arrived
from tests.support.dialogue.sharing_chat import CLOSED, DEMO, INVITATION, OPEN, with_links, written
from tests.support.dialogue.shop_talk import finished
from tests.support.dialogue.talk import Talk

JOINED = "U doet mee via Gemeente Noord"
BOT = "WinkelpeilBot"
LINK = bot_link(BOT)


def started() -> Talk:
    talk = with_links(Talk())
    talk.command("start")
    return talk


@pytest.mark.parametrize(
    "text",
    [
        start_link(LINK, OPEN),
        f"t.me/{BOT.lower()}?start={OPEN}",
        OPEN,
        f" start {OPEN} ",
        f"Beste winkelier, doe mee: {start_link(LINK, OPEN)}",
        f"{start_link(LINK, OPEN)} " + "Groet. " * 300,
    ],
)
def test_a_pasted_campaign_link_joins_in_a_chat_that_was_started(text: str) -> None:
    talk = started()
    talk.type(text)
    assert JOINED in talk.text
    assert written(talk, Open) == [Open(3)]


def test_it_joins_in_the_middle_of_the_questions_and_on_the_result() -> None:
    talk = started()
    talk.taps("Begin", "Winkel", "Kleding")
    question = talk.session.place
    talk.type(start_link(LINK, OPEN))
    assert JOINED in talk.text
    assert talk.session.place == question
    assert isinstance(question, Asking)
    done = with_links(finished())
    done.type(OPEN)
    assert written(done, Open) == [Open(3)]


def test_it_is_no_name_of_a_shop() -> None:
    talk = with_links(finished())
    talk.stored = talk.session.at(Naming(page="result")).model_dump_json()
    talk.type(start_link(LINK, OPEN))
    assert talk.session.shop_name is None
    assert written(talk, Open) == [Open(3)]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (CLOSED, "Deze link is gesloten"),
        ("c-" + "q" * 22, "Deze link werkt niet"),
        ("c-" + "q" * 21, "Deze link werkt niet"),
        (DEMO, "Met deze link kunt u de test proberen"),
        (RECEIPT + "23456789ABCD", "code"),
        (PRIVACY, "Stichting Winkelhart"),
    ],
)
def test_what_does_not_join_says_why(code: str, said: str) -> None:
    for text in (start_link(LINK, code), *([code] if code != PRIVACY else [])):
        talk = started()
        before = talk.text
        talk.type(text)
        assert said in talk.text
        assert talk.text != before
        assert written(talk, Open) == []


def test_an_invitation_works_as_well() -> None:
    talk = started()
    talk.type(start_link(LINK, INVITATION))
    assert len(written(talk, Join)) == 1


def test_a_link_behind_words_counts() -> None:
    talk = started()
    marked = f"Doe [mee]({start_link(LINK, OPEN)})"
    talk.happen(Text(now=talk.now, text="Doe mee", marked=marked))
    assert JOINED in talk.text


def test_what_is_meant_for_another_person_is_passed_on() -> None:
    talk = arrived()
    talk.command("vraag")
    assert isinstance(talk.session.place, Writing)
    talk.type(start_link(LINK, CLOSED))
    assert written(talk, Ask)[0].said.text == start_link(LINK, CLOSED)


@pytest.mark.parametrize("text", ["a-merkkleding", "c-stand", f"t.me/{BOT}", start_link("OtherBot", OPEN)])
def test_other_texts_are_what_they_were(text: str) -> None:
    talk = started()
    talk.type(text)
    assert written(talk, Open) == []
    assert "link werkt niet" not in talk.text
