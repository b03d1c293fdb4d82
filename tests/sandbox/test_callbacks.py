"""Pressing buttons and answering the presses."""

from typing import Any

import pytest

from tests.support.sandbox.world import JOKE, World, keyboard

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def asked(started: World) -> tuple[World, int]:
    buttons = [{"text": "Ja", "callback_data": "ja"}, {"text": "Open", "url": "https://winkel.nl"}]
    return started, started.say("Akkoord?", reply_markup=keyboard(buttons))["message_id"]


def _tap(world: World, message_id: int, **how: Any) -> str:
    callback_id: str = world.control("tap", user=JOKE, message_id=message_id, **how)["callback_id"]
    return callback_id


@pytest.mark.parametrize("how", [{"data": "ja"}, {"text": "Ja"}])
def test_a_tap_reaches_the_bot(asked: tuple[World, int], how: dict[str, str]) -> None:
    world, message_id = asked
    callback_id = _tap(world, message_id, **how)
    query = world.updates()[0]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (callback_id, "ja", JOKE)
    assert query["message"]["message_id"] == message_id
    assert query["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Ja"
    assert int(query["chat_instance"])


def test_a_button_that_is_not_there_can_only_be_tapped_as_stale(asked: tuple[World, int]) -> None:
    world, message_id = asked
    status, reason = world.refusal("tap", user=JOKE, message_id=message_id, data="nee")
    assert status == 404
    assert "['Ja', 'Open']" in reason
    _tap(world, message_id, data="nee", stale=True)
    assert world.updates()[0]["callback_query"]["data"] == "nee"


@pytest.mark.parametrize("how", [{}, {"text": "Open"}, {"data": "ja", "text": "Ja"}, {"stale": True}])
def test_a_tap_must_press_one_button_that_calls_the_bot(
    asked: tuple[World, int], how: dict[str, Any]
) -> None:
    world, message_id = asked
    assert world.refusal("tap", user=JOKE, message_id=message_id, **how)[0] == 400


def test_an_answer_is_shown_once(asked: tuple[World, int]) -> None:
    world, message_id = asked
    callback_id = _tap(world, message_id, data="ja")
    answer = {"callback_query_id": callback_id, "text": "Genoteerd", "show_alert": True}
    assert world.call("answerCallbackQuery", **answer) is True
    assert world.error("answerCallbackQuery", **answer) == TOO_OLD
    toasts = world.request("GET", f"/control/transcript/{JOKE}").json()["toasts"]
    assert [(t["text"], t["show_alert"], t["message_id"]) for t in toasts] == [
        ("Genoteerd", True, message_id)
    ]


def test_an_answer_can_come_too_late(asked: tuple[World, int]) -> None:
    world, message_id = asked
    in_time, late = _tap(world, message_id, data="ja"), _tap(world, message_id, data="ja")
    world.now += 15 * 60
    assert world.call("answerCallbackQuery", callback_query_id=in_time) is True
    world.now += 1
    assert world.error("answerCallbackQuery", callback_query_id=late) == TOO_OLD


def test_how_late_can_be_set(asked: tuple[World, int]) -> None:
    world, message_id = asked
    world.control("settings", callback_max_age=0)
    callback_id = _tap(world, message_id, data="ja")
    world.now += 0.1
    assert world.error("answerCallbackQuery", callback_query_id=callback_id) == TOO_OLD


@pytest.mark.parametrize("callback_id", ["", "1", "x"])
def test_an_unknown_query_cannot_be_answered(world: World, callback_id: str) -> None:
    assert world.error("answerCallbackQuery", callback_query_id=callback_id) == TOO_OLD


def test_an_answer_opens_this_bot_alone(asked: tuple[World, int]) -> None:
    world, message_id = asked
    answer = {"callback_query_id": _tap(world, message_id, data="ja")}
    for url in ("https://winkel.nl", "https://t.me/WinkelpeilSandboxBot", "https://t.me/AnotherBot?start=x"):
        assert world.error("answerCallbackQuery", **answer, url=url) == "400 Bad Request: URL_INVALID"
    opened = "https://t.me/WinkelpeilSandboxBot?start=x"
    assert world.call("answerCallbackQuery", **answer, url=opened) is True


def test_an_answer_has_at_most_200_characters(asked: tuple[World, int]) -> None:
    world, message_id = asked
    callback_id = _tap(world, message_id, data="ja")
    assert world.error("answerCallbackQuery", callback_query_id=callback_id, text="a" * 201) == (
        "400 Bad Request: MESSAGE_TOO_LONG"
    )
    assert world.call("answerCallbackQuery", callback_query_id=callback_id, text="a" * 200) is True
