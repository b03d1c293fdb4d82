"""What an action sees to: what its button carries, who may do it, and that a double tap does it once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.core.actions import DOUBLE_TAP, Belongs, Repeated, Stale, action
from bot.dialogue.core.callbacks import parse
from bot.dialogue.core.context import Also, Turn
from bot.dialogue.core.replies import Message
from bot.dialogue.core.session import Home, MyData, Overview, Session
from tests.support.dialogue.shop_talk import planned
from tests.support.dialogue.talk import CONTEXT, START


@action("send", once=True)
def send(turn: Turn, what: str) -> Session:
    if turn.session.place == MyData():
        raise Stale
    turn.say(Message(html=what))
    return turn.session.at(Overview(), what)


def turn(code: str, session: Session, after: timedelta = timedelta(0)) -> Turn:
    return Turn(session, replace(CONTEXT, also=Also()), START + after, parse(code))


def test_what_sends_a_message_is_done_once_for_a_double_tap() -> None:
    after = send.press(turn("send:0:a", Session()))
    assert (after.place, after.notes, after.asked) == (Overview(), ("a",), ("send:a", START))
    with pytest.raises(Repeated):
        send.press(turn("send:0:a", after, DOUBLE_TAP - timedelta(seconds=1)))
    assert send.press(turn("send:0:b", after)).notes == ("b",)
    assert send.press(turn("send:0:a", after, DOUBLE_TAP)).notes == ("a",)


def test_a_double_tap_says_nothing_again_and_leaves_what_was_said_before_it() -> None:
    after = send.press(turn("send:0:a", Session()))
    again = turn("send:0:a", after)
    again.say(Message(html="before"))
    with pytest.raises(Repeated):
        send.press(again)
    assert again.context.also.replies == [Message(html="before")]


def test_what_is_stale_by_now_is_stale_though_it_was_pressed_just_before() -> None:
    after = send.press(turn("send:0:a", Session()))
    with pytest.raises(Stale):
        send.press(turn("send:0:a", after.at(MyData())))


def test_who_may_not_do_it_is_led_elsewhere_whatever_the_button_holds() -> None:
    barred = replace(send, gate=lambda turn: turn.session.at(Home(), "not for you"))
    for code in ("send:0", "send:0:a", "send:0:a:b"):
        assert barred.press(turn(code, Session())).notes == ("not for you",)
    allowed = replace(send, gate=lambda _: None)
    assert allowed.press(turn("send:0:a", Session())).notes == ("a",)
    with pytest.raises(Stale):
        allowed.press(turn("send:0", Session()))


@action("example", Belongs.ASSESSMENT)
def mark(at: Turn, card: str, times: int, on: bool = True) -> Session:
    return at.session.model_copy(update={"shop_name": f"{card} {times} {on}"})


def test_a_button_carries_its_values() -> None:
    session = planned().session
    code = mark.code(session, "list", 3, False)
    assert code == f"example:{session.run}:list:3:0"
    assert mark.press(turn(code, session)).shop_name == "list 3 False"
    assert mark.press(turn(f"example:{session.run}:list:3", session)).shop_name == "list 3 True"


@pytest.mark.parametrize(
    "values", ["", ":list", ":list:x", ":list:-1", ":list:3:2", ":list:3:1:1", f":list:{'9' * 19}", ":list:٣"]
)
def test_what_no_button_carries_is_stale(values: str) -> None:
    session = planned().session
    with pytest.raises(Stale):
        mark.press(turn(f"example:{session.run}{values}", session))


@pytest.mark.parametrize("run", [0, 99])
def test_a_button_of_another_assessment_is_stale(run: int) -> None:
    with pytest.raises(Stale):
        mark.press(turn(f"example:{run}:list:3", planned().session))
