"""The rig that compares bots: people go through our bot to the end."""

from bench.rig.lineup import POLLED
from bench.rig.measure import Load, run
from bench.rig.player import LAST, next_tap


def test_two_people_go_through_our_bot() -> None:
    result = run(POLLED, Load(at_once=2, users=2), script="")
    assert result.finished == 2
    # The start; the first question; eleven answers, and two ticked ones with "done"; and what is read then.
    taps = 1 + 11 + 2 * 2 + LAST
    assert result.updates == 2 * (1 + taps)
    assert result.calls["sendMessage"] == 2
    assert result.calls["answerCallbackQuery"] == result.calls["editMessageText"] == 2 * taps
    assert result.calls["sendPhoto"] == 2
    assert result.cpu_ms > 0
    assert 0 < result.p50_ms <= result.p99_ms


def test_a_person_ticks_one_option_and_goes_on() -> None:
    assert next_tap(1, 0, ["tick:1:today:a:1", "tick:1:today:b:1", "skip:1:today"]) == ("tick:1:today:b:1", 0)
    assert next_tap(1, 0, ["tick:1:today:a:1", "tick:1:today:b:0", "done:1:today"]) == ("done:1:today", 0)
    assert next_tap(4, 0, ["answer:1:social:a", "answer:1:social:b", "answer:1:social:c", "result:1"]) == (
        "answer:1:social:b",
        0,
    )
    assert next_tap(0, LAST, ["page:1:result"]) == (None, LAST)
