"""Flood control: how many messages a bot may send, and what it is told when it sends more."""

from contextlib import suppress

import pytest

from bot.sandbox.flood import FloodControl, Limits, Window
from bot.sandbox.wire import ApiError
from tests.support.sandbox.world import JOKE, SANDER, World

PRIVATE = {"id": 1, "type": "private"}
GROUP = {"id": -1, "type": "group"}


class Tap:
    """Flood control with a clock that stands still until it is moved."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.now = 1000.0
        self.control = FloodControl(limits, lambda: self.now)

    def send(self, chat: dict[str, object], times: int = 1) -> list[int]:
        """Send so many messages; tells the seconds of each refusal."""
        refused = []
        for _ in range(times):
            with suppress(ApiError):
                self.control.admit(chat)
                continue
            refused.append(self.wait(chat))
        return refused

    def wait(self, chat: dict[str, object]) -> int:
        with pytest.raises(ApiError, match="Too Many Requests: retry after") as refusal:
            self.control.admit(chat)
        assert refusal.value.code == 429
        return refusal.value.retry_after or 0


def test_a_chat_takes_a_burst_and_then_one_a_second() -> None:
    tap = Tap()
    assert tap.send(PRIVATE, 21) == [1]
    tap.now += 1
    assert tap.send(PRIVATE, 2) == [1]
    tap.now += 20
    assert tap.send(PRIVATE, 20) == []


def test_who_does_not_wait_is_told_again_and_it_counts_for_nothing() -> None:
    tap = Tap(Limits(group=Window(2, 60)))
    assert tap.send(GROUP, 3) == [60]
    tap.now += 30.5
    assert tap.send(GROUP, 2) == [30, 30]
    tap.now += 29.5
    assert tap.send(GROUP, 3) == [60]


def test_a_group_takes_twenty_a_minute_and_a_person_more() -> None:
    tap = Tap(Limits(burst=100, all=Window(1000, 1)))
    assert tap.send(GROUP, 21) == [60]
    assert tap.send(PRIVATE, 21) == []


def test_all_chats_together_take_thirty_a_second() -> None:
    tap = Tap()
    assert [tap.send({"id": chat, "type": "private"}) for chat in range(32)] == [[]] * 30 + [[1]] * 2
    tap.now += 1
    assert tap.send({"id": 31, "type": "private"}) == []


def test_one_chat_that_is_told_to_wait_holds_no_other_up(started: World) -> None:
    started.control("start", user=SANDER)
    for _ in range(20):
        started.say()
    refused = started.reply("sendMessage", chat_id=JOKE, text="x")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "1"
    assert refused.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert started.call("sendMessage", chat_id=SANDER, text="x")["text"] == "x"


def test_an_edit_and_a_wrong_message_count_for_nothing(started: World) -> None:
    message_id = started.say()["message_id"]
    for number in range(40):
        started.error("sendMessage", chat_id=JOKE, text="<b>", parse_mode="HTML")
        started.call("editMessageText", chat_id=JOKE, message_id=message_id, text=str(number))
    for _ in range(19):
        started.say()
    assert started.error("sendMessage", chat_id=JOKE, text="x").startswith("429")


@pytest.mark.parametrize("on", [True, False])
def test_it_can_be_put_off(started: World, on: bool) -> None:
    started.control("settings", flood_control=on)
    answers = [started.reply("sendMessage", chat_id=JOKE, text="x").status_code for _ in range(25)]
    assert answers == [200] * 20 + [429 if on else 200] * 5
