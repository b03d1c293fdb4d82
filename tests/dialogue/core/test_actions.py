"""What an action sees to itself: who may do it, and that a double tap does it once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.core.actions import DOUBLE_TAP, Repeated, Stale, action
from bot.dialogue.core.callbacks import parse
from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Home, Overview, Session
from tests.support.dialogue.talk import CONTEXT, START


@action("send", once=True)
def send(turn: Turn, what: str) -> Session:
    return turn.session.at(Overview(), what)


def turn(code: str, session: Session, after: timedelta = timedelta(0)) -> Turn:
    return Turn(session, CONTEXT, START + after, parse(code))


def test_what_sends_a_message_is_done_once_for_a_double_tap() -> None:
    after = send.press(turn("send:0:a", Session()))
    assert (after.place, after.notes, after.asked) == (Overview(), ("a",), ("send:a", START))
    with pytest.raises(Repeated):
        send.press(turn("send:0:a", after, DOUBLE_TAP - timedelta(seconds=1)))
    assert send.press(turn("send:0:b", after)).notes == ("b",)
    assert send.press(turn("send:0:a", after, DOUBLE_TAP)).notes == ("a",)


def test_who_may_not_do_it_is_led_elsewhere_whatever_the_button_holds() -> None:
    barred = replace(send, gate=lambda turn: turn.session.at(Home(), "not for you"))
    for code in ("send:0", "send:0:a", "send:0:a:b"):
        assert barred.press(turn(code, Session())).notes == ("not for you",)
    allowed = replace(send, gate=lambda _: None)
    assert allowed.press(turn("send:0:a", Session())).notes == ("a",)
    with pytest.raises(Stale):
        allowed.press(turn("send:0", Session()))
