"""Taps on screens of before: what somebody tapped counts, wherever the conversation is by then."""

import hypothesis
from hypothesis import strategies as st

from bot.dialogue.core.callbacks import parse
from bot.dialogue.core.session import Asking, Overview
from tests.support.dialogue.shop_chat import A_WHOLE_SHOP
from tests.support.dialogue.talk import Talk


def begun(*labels: str) -> Talk:
    talk = Talk()
    talk.command("start")
    talk.taps("Begin", *labels)
    return talk


def finished() -> Talk:
    return begun(*A_WHOLE_SHOP)


def codes(talk: Talk) -> list[str]:
    return [button.code for row in talk.last.keyboard for button in row if button.code]


def test_an_answer_tapped_on_a_screen_of_before_counts_and_the_question_on_screen_stays() -> None:
    talk = begun("Winkel", "Kleding")
    talk.tap_code("answer:1:shop_type:both")
    assert talk.session.given == {"shop_type": "both", "branch": "clothing"}
    assert "Die knop" not in talk.text
    assert "Wat gebruikt u nu voor uw winkel?" in talk.text
    talk.tap_code("skip:1:branch")
    assert talk.session.given == {"shop_type": "both", "branch": None}
    talk.tap_code("skip:1:branch")
    assert talk.session.given["branch"] is None
    assert isinstance(talk.session.place, Asking)
    assert talk.session.place.question == "today"


def test_a_tick_on_a_screen_of_before_opens_its_question_again() -> None:
    talk = begun("Winkel", "Kleding", "Eigen website", "Klaar met kiezen")
    asked = talk.session.place
    talk.tap_code("tick:1:today:marketplace:1")
    assert isinstance(talk.session.place, Asking)
    assert set(talk.session.place.picked) == {"website", "marketplace"}
    talk.tap("Klaar met kiezen")
    assert set(talk.session.given["today"] or ()) == {"website", "marketplace"}
    talk.tap_code("done:1:today")
    assert talk.session.place == asked or not isinstance(talk.session.place, Asking)


def test_who_left_a_question_with_ticks_is_asked_again_by_its_last_button() -> None:
    talk = begun("Winkel", "Kleding", "Eigen website", "Terug")
    talk.tap_code("done:1:today")
    assert talk.session.place == Asking(question="today")


def test_an_answer_on_a_screen_of_before_counts_after_the_result_too() -> None:
    talk = finished()
    talk.tap_code("answer:1:sms:regular")
    assert talk.session.given["sms"] == "regular"
    assert isinstance(talk.session.place, Overview)


@hypothesis.given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8), st.booleans()), max_size=60))
def test_the_last_tap_on_any_screen_of_a_run_is_the_answer(taps: list[tuple[int, int, bool]]) -> None:
    talk = begun()
    screens: list[list[str]] = []
    last: dict[str, str | None] = {}
    for screen, button, late in taps:
        screens.append([code for code in codes(talk) if code.startswith(("answer", "skip"))])
        shown = screens[screen % len(screens)] if late else screens[-1]
        if not shown:
            on = ("tick", "result", "overview", "fill", "page:1:more")
            talk.tap_code(next(code for code in codes(talk) if code.startswith(on)))
            continue
        code = shown[button % len(shown)]
        talk.tap_code(code)
        action = parse(code)
        last[action.question] = action.args[1] if action.verb == "answer" else None
        # What no longer holds for the shop that it is now is dropped, and that is told.
        last = {name: answer for name, answer in last.items() if name in talk.session.given}
        assert {name: talk.session.given[name] for name in last} == last
