"""Buttons that the bot never made, links that nobody shared, and sessions as no release wrote them."""

import json
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.events import Command, Due, Event, Tap, Text
from bot.dialogue.core.session import UnreadableSession, load
from bot.dialogue.turn.screens import ACTIONS
from tests.support.dialogue.anybody import Anybody
from tests.support.dialogue.shop_talk import begun, finished
from tests.support.dialogue.talk import CONTEXT, START

IDS = (
    *(question.id for question in CONTEXT.content.questionnaire.questions),
    *(card.id for card in CONTEXT.content.cards[:5]),
    *("yes", "regular", "physical", "facebook", "result", "advice", "card/email_first_mail", "topic/email"),
    *("group/email", "links", "0", "1", "7", "12", "-1", "9" * 30, "week", "worked", "stuck", "answers", ""),
)
CODES = st.builds(
    code,
    st.sampled_from(sorted(ACTIONS)),
    st.integers(0, 3),
    *[st.sampled_from(IDS) | st.text(max_size=12)] * 2,
) | st.text(max_size=64)
LINKS = st.from_regex(r"[A-Za-z0-9_-]{0,64}", fullmatch=True) | st.text(max_size=64)


def with_plan() -> str:
    talk = finished()
    talk.tap_code("plan_add:1:email_first_mail")
    talk.tap_code("remind:1:1")
    return talk.stored


STORED = ("{}", begun().stored, begun("Winkel", "Kleding").stored, finished().stored, with_plan())


@settings(max_examples=80, deadline=None)
@given(st.data(), st.sampled_from(STORED))
def test_whatever_a_button_holds_is_survived(data: st.DataObject, stored: str) -> None:
    anybody = Anybody(data)
    anybody.stored = stored
    for minute, drawn in enumerate(data.draw(st.lists(CODES, min_size=1, max_size=12))):
        now = START + timedelta(minutes=minute)
        tap = Tap(now=now, language_code="nl", code=drawn, message_id=1, callback_id="1")
        anybody.happen(tap)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(STORED), LINKS)
def test_whatever_a_link_holds_is_survived(data: st.DataObject, stored: str, link: str) -> None:
    anybody = Anybody(data)
    anybody.stored = stored
    before = load(stored)
    anybody.happen(Command(now=START, name="start", language_code="nl", argument=link))
    assert load(anybody.stored).given == before.given


EVENTS: tuple[Event, ...] = (
    Command(now=START, language_code="nl", name="start"),
    Command(now=START, language_code="nl", name="plan"),
    Text(now=START, language_code="en", text="1"),
    Tap(now=START, language_code="nl", code="begin:0", message_id=1, callback_id="1"),
    Due(now=START + timedelta(days=30)),
)


@st.composite
def older(draw: st.DrawFn) -> str:
    """Draw a session in which fields are not there yet."""
    data = json.loads(draw(st.sampled_from(STORED[1:])))
    for name in draw(st.lists(st.sampled_from(sorted(data)), max_size=len(data))):
        data.pop(name, None)
    return json.dumps(data)


@settings(max_examples=60, deadline=None)
@given(st.data(), older(), st.sampled_from(EVENTS))
def test_a_session_without_what_later_releases_keep_goes_on(
    data: st.DataObject, stored: str, event: Event
) -> None:
    anybody = Anybody(data)
    anybody.stored = stored
    anybody.happen(event)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """Draw a session in which one thing, however deep, is another."""
    data: Any = json.loads(draw(st.sampled_from(STORED[1:])))
    part = data
    while True:
        name = draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        inner = part[name]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            part[name] = draw(JSON | st.sampled_from(IDS))
            return json.dumps(data)
        part = inner


@settings(max_examples=150, deadline=None)
@given(st.data(), mangled() | st.text(max_size=40), st.sampled_from(EVENTS))
def test_a_session_that_nobody_wrote_is_read_and_goes_on_or_is_refused(
    data: st.DataObject, stored: str, event: Event
) -> None:
    anybody = Anybody(data)
    anybody.stored = stored
    try:
        load(stored)
    except UnreadableSession:
        return
    anybody.happen(event)
