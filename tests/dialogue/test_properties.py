"""Whatever a person does, the conversation goes on and stays within what Telegram takes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.core.events import (
    Command,
    Tap,
    Text,
)
from bot.dialogue.core.session import Asking, Session, load
from bot.dialogue.shop.interview.answers import number_left
from bot.dialogue.turn.step import apology
from bot.library.schema.content import LANGUAGES
from scoring.path import options_for
from tests.support.dialogue.anybody import APPS, CODES, Anybody
from tests.support.dialogue.limits import within_limits
from tests.support.dialogue.talk import CONTEXT, START, Talk


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_sequence_of_events_is_survived(data: st.DataObject) -> None:
    anybody = Anybody(data)
    anybody.happen(Command(now=START, name="start", language_code=data.draw(APPS), argument=data.draw(CODES)))
    for _ in range(data.draw(st.integers(5, 40))):
        anybody.happen(anybody.draw(data))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_progress_never_goes_backwards_while_answering(data: st.DataObject) -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("Begin")
    left, asked = 16, 0
    while isinstance(talk.session.place, Asking):
        assert number_left(talk.session, CONTEXT) < left
        left, asked = number_left(talk.session, CONTEXT), asked + 1
        question = CONTEXT.content.questionnaire.question(talk.session.place.question)
        assert question is not None
        if data.draw(st.booleans()):
            talk.tap("Overslaan")
        else:
            talk.type(str(data.draw(st.integers(1, len(options_for(question, talk.session.answers))))))
            if question.several:
                talk.type("klaar")
    assert 11 <= asked <= 15


def test_every_page_of_a_result_is_within_limits_in_both_languages() -> None:
    seen = 0
    for language in LANGUAGES:
        for number in (1, 2, 3, 4, 5):
            anybody = Anybody()
            _answer_all(anybody, number, language)
            pages = {code for code in anybody.codes if code.startswith("page:")}
            while pages:
                code = pages.pop()
                known = len(anybody.codes)
                anybody.happen(Tap(now=START, code=code, message_id=1, callback_id="1"))
                new = {code for code in anybody.codes[known:] if code.startswith("page:")}
                pages |= new - set(anybody.codes[:known])
                seen += 1
    assert seen > 300


def _answer_all(anybody: Anybody, number: int, language: str) -> None:
    """Give the same option of every question: a front-runner, a beginner, and those between."""
    anybody.happen(Command(now=START, name="start", language_code=language))
    anybody.happen(Tap(now=START, code="begin:0", message_id=1, callback_id="1"))
    while isinstance(place := load(anybody.stored).place, Asking):
        question = CONTEXT.content.questionnaire.question(place.question)
        assert question is not None
        offered = options_for(question, load(anybody.stored).answers)
        anybody.happen(Text(now=START, text=str(min(number, len(offered)))))
        if question.several:
            anybody.happen(Text(now=START, text="klaar" if language == "nl" else "done"))
    anybody.happen(Command(now=START, name="result"))
    assert load(anybody.stored).finished is not None


def test_an_apology_is_within_limits() -> None:
    for language in LANGUAGES:
        replies = apology(Session(language=language), CONTEXT)
        assert replies
        for reply in replies:
            within_limits(reply)
