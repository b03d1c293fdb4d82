"""A command's word typed at a question: it is told how, and what is told is true."""

import pytest

from bot.dialogue.core.session import Asking, Joined
from bot.dialogue.turn.commands import COMMANDS, Command
from bot.library.schema.content import LANGUAGES, Language
from tests.support.dialogue.corpus import at
from tests.support.dialogue.talk import CONTEXT, Talk

ENOUGH = {
    "shop_type": "physical",
    "branch": "food",
    "today": ("none",),
    "social": "known",
    "email": "known",
} | dict.fromkeys(("sms", "blog", "twitter"), "known")
ON_THE_WAY = {"nl": "verdergaan", "en": "carry on"}


def _at_the_end(language: Language) -> Talk:
    """Put a shop that takes part by a link at a question where its result may be shown."""
    talk = at("data_asks", language)
    joined = Joined(campaign=1, organisation=7, name="Stad")
    talk.stored = talk.session.model_copy(update={"given": ENOUGH, "campaign": joined}).model_dump_json()
    return talk


def _named(text: str, language: Language) -> list[Command]:
    return [one for one in COMMANDS if f"/{one.names[language]}" in text.replace(".", " ").split()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=[one.names["en"] for one in COMMANDS])
@pytest.mark.parametrize("far", [False, True], ids=["begun", "far"])
def test_what_is_told_of_a_command_is_true(command: Command, language: Language, far: bool) -> None:
    talk = _at_the_end(language) if far else at("email", language)
    before = talk.session.given
    talk.type(command.names[language])
    if not isinstance(talk.session.place, Asking):
        return  # Its button is on screen, and was pressed.
    named = _named(talk.text, language)
    if far and command.is_listed and command.names["en"] != "help":
        assert named == [command], "all that the menu offers can be found"
    if not named:
        return
    said = talk.text
    talk.command(command.names[language])
    if command.names["en"] == "forget":
        assert ON_THE_WAY[language] not in said
        talk.tap(talk.last.labels[0])
        assert talk.forgotten, "it does erase all"
        return
    early = not far and command.names["en"] in ("result", "advice")
    refused = CONTEXT.texts(talk.session).messages.interview.too_early.fill()
    assert (refused in talk.last.html) == early, "what is told to be possible is not refused"
    assert (ON_THE_WAY[language] in said) != early
    assert talk.session.given == before
    if early:
        return
    talk.command("start")
    talk.tap(CONTEXT.texts(talk.session).messages.controls.go_on.label)
    assert isinstance(talk.session.place, Asking)
    assert talk.session.given == before


@pytest.mark.parametrize("word", ["plan", "mijn plan"])
def test_a_command_goes_before_an_answer_that_only_comes_near(word: str) -> None:
    talk = at("email", "nl")
    talk.type(word)
    assert "/plan" in talk.text
    assert "email" not in talk.session.given


def test_a_result_that_is_not_there_yet_is_told_to_be_so() -> None:
    talk = at("email", "nl")
    talk.type("resultaat")
    assert "Vanaf vraag 8" in talk.text
    assert isinstance(talk.session.place, Asking)
    assert talk.session.place.question == "email"
