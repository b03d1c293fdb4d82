"""Whatever a person does, the conversation goes on and stays within what Telegram takes."""

from datetime import timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.codes import LIMIT
from bot.dialogue.commands import COMMANDS
from bot.dialogue.events import Addressed, Command, Due, Event, Membership, Tap, Text, Unreadable, What
from bot.dialogue.facts import Facts
from bot.dialogue.interview import remaining
from bot.dialogue.replies import Edit, File, Keyboard, Message, Picture, Reply, Report, Toast
from bot.dialogue.session import Asking, Finished, Session, dump, load
from bot.dialogue.step import Outcome, apology, step
from bot.sandbox.formatting import parse_html
from content.schema import LANGUAGES
from scoring.path import path
from tests.dialogue.talk import CONTEXT, START, Talk

# fmt: off
WORDS = (
    "1", "2", "5", "11", "99", "1, 2 en 3", "ja", "nee", "klaar", "terug", "overslaan", "soms", "yes", "back",
    "weet ik niet", "resultaat", "advies", "bron", "stop", "begin opnieuw", "<b>&{name}", "a en b",
)
# fmt: on
TYPED = st.sampled_from(WORDS) | st.text(max_size=250)
NAMES = st.sampled_from([name for command in COMMANDS for name in command.names.values()] + ["onbekend"])
APPS = st.sampled_from([None, "nl", "en", "en-US", "de", ""])


def within_limits(reply: Reply) -> None:
    """Hold a reply against the documented limits, with the parser of the sandbox's Bot API."""
    if isinstance(reply, Toast):
        return
    caption = isinstance(reply, Picture | Report | File)
    text, _ = parse_html(reply.caption if isinstance(reply, Picture | Report | File) else reply.html)
    assert 1 <= len(text.encode("utf-16-le")) // 2 <= (1024 if caption else 4096)
    keyboard: Keyboard = reply.keyboard if isinstance(reply, Message | Edit | Picture) else ()
    buttons = [button for row in keyboard for button in row]
    assert len(buttons) <= 100
    for button in buttons:
        assert 1 <= len(button.label) <= 60
        assert (button.code is None) != (button.url is None)
        assert len((button.code or "x").encode()) <= LIMIT
    assert len({button.label for button in buttons}) == len(buttons)


class Anybody:
    """A person who does anything at all, with a chat that remembers every button it ever showed."""

    def __init__(self) -> None:
        self.stored = dump(Session())
        self.codes = [
            "nonsense",
            "answer:1:email:regular",
            "page:0:result",
            "begin:0",
            "tick:1:today:whatsapp:1",
        ]
        self.events = 0
        self.facts = Facts(found=("email_first_mail", "no_such_card"), peers={(4,) * 6: 40})

    def draw(self, data: st.DataObject) -> Event:
        self.events += 1
        now, app = START + timedelta(minutes=self.events), data.draw(APPS)
        kind = data.draw(st.sampled_from("tttttttttttwwwcumgadd"))
        if kind == "t":
            code = data.draw(st.sampled_from(self.codes[-40:]))
            return Tap(now=now, language_code=app, code=code, message_id=1, callback_id="1")
        if kind == "w":
            return Text(now=now, language_code=app, text=data.draw(TYPED))
        if kind == "c":
            return Command(now=now, language_code=app, name=data.draw(NAMES), argument=data.draw(TYPED))
        if kind == "u":
            return Unreadable(now=now, language_code=app, what=data.draw(st.sampled_from(get_args(What))))
        if kind == "m":
            return Membership(now=now, blocked=data.draw(st.booleans()))
        if kind == "d":
            self.events += data.draw(st.integers(1, 150_000))
            return Due(now=START + timedelta(minutes=self.events))
        if kind == "g":
            return Addressed(now=now, language_code=app)
        return Tap(now=now, code=data.draw(st.text(max_size=64)), message_id=1, callback_id="1")

    def happen(self, event: Event) -> None:
        before = load(self.stored)
        outcome = step(before, event, CONTEXT)
        assert step(before, event, CONTEXT) == outcome
        if outcome.wanted:
            assert outcome == Outcome(before, wanted=outcome.wanted)
            outcome = step(before, event, CONTEXT, self.facts)
            assert outcome.wanted is None
        for reply in outcome.replies:
            within_limits(reply)
            if isinstance(reply, Message | Edit):
                self.codes += [button.code or "" for row in reply.keyboard for button in row]
        self.stored = dump(outcome.session)
        assert load(self.stored) == outcome.session
        self.holds(load(self.stored))

    def holds(self, session: Session) -> None:
        questions = CONTEXT.content.questionnaire.questions
        on_path = {question.id for question in path(questions, session.answers)}
        assert set(session.given) <= on_path
        if isinstance(session.place, Asking):
            assert session.place.question in on_path
        if isinstance(session.finished, Finished) and session.finished.result.overall:
            assert 0 <= session.finished.result.overall.score <= 100


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_sequence_of_events_is_survived(data: st.DataObject) -> None:
    anybody = Anybody()
    anybody.happen(Command(now=START, name="start", language_code=data.draw(APPS)))
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
        assert remaining(talk.session, CONTEXT) < left
        left, asked = remaining(talk.session, CONTEXT), asked + 1
        question = CONTEXT.content.questionnaire.question(talk.session.place.question)
        assert question is not None
        if data.draw(st.booleans()):
            talk.tap("Overslaan")
        else:
            talk.type(str(data.draw(st.integers(1, len(question.options)))))
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
        anybody.happen(Text(now=START, text=str(min(number, len(question.options)))))
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
