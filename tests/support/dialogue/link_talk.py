"""A shop that comes by a link."""

from bot.dialogue.core.session import Asking
from tests.support.dialogue.sharing_chat import (
    OPEN,
    with_links,
)
from tests.support.dialogue.talk import CONTEXT, Talk


def arrived(code: str = OPEN, app: str = "nl") -> Talk:
    talk = with_links(Talk(language_code=app))
    talk.command("start", code)
    return talk


def answer_all(talk: Talk) -> None:
    """Give the first option of each question that comes, and look at the result."""
    while isinstance(place := talk.session.place, Asking):
        question = CONTEXT.content.questionnaire.question(place.question)
        talk.type("1")
        if question and question.several:
            talk.type("klaar" if talk.session.language == "nl" else "done")
    talk.command("resultaat")


def taken() -> Talk:
    """Let a shop come by a link and finish."""
    talk = arrived()
    talk.tap("Begin")
    answer_all(talk)
    return talk
