"""Keyboards under messages."""

import json
from typing import Any

import pytest

from tests.support.sandbox.world import JOKE, World, keyboard

URL = "inline keyboard button URL '{}' is invalid: Wrong HTTP URL"
PARSE = "can't parse inline keyboard button: "


def _error(world: World, markup: Any) -> str:
    return world.error("sendMessage", chat_id=JOKE, text="x", reply_markup=markup)


def test_buttons_call_open_or_copy(started: World) -> None:
    rows = [
        [{"text": "Verder", "callback_data": "v"}],
        [{"text": "Open", "url": "https://winkel.nl"}, {"text": "Kopieer", "copy_text": {"text": "abc"}}],
    ]
    message = started.say(reply_markup={"inline_keyboard": rows})
    assert message["reply_markup"]["inline_keyboard"][0] == rows[0]
    assert started.messages()[-1]["buttons"] == [
        [{"text": "Verder", "data": "v"}],
        [{"text": "Open", "url": "https://winkel.nl/"}, {"text": "Kopieer", "copy": "abc"}],
    ]


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, PARSE + "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x"}, PARSE + "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "a"}, PARSE + 'Can\'t find field "text"'),
        ({"text": ["x"], "callback_data": "a"}, PARSE + 'Field "text" must be of type String'),
        ("x", PARSE + "InlineKeyboardButton must be an Object"),
        ({"text": "x", "url": "geen url"}, URL.format("geen url")),
        ({"text": "x", "url": "javascript://a.nl"}, URL.format("javascript://a.nl")),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": "a" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": "a"}, PARSE + 'Field "copy_text" must be of type Object'),
        ({"text": "x", "pay": True}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "callback_data": "a", "style": "red"}, PARSE + "invalid button style specified"),
        ({"text": "x", "style": "red"}, PARSE + "invalid button style specified"),
        ({"text": "x", "callback_data": "a", "style": []}, PARSE + 'Field "style" must be of type String'),
    ],
)
def test_a_wrong_button_is_refused(started: World, button: Any, reason: str) -> None:
    assert _error(started, {"inline_keyboard": [[button]]}) == f"400 Bad Request: {reason}"


@pytest.mark.parametrize(
    ("style", "shown"),
    [("primary", "primary"), ("Danger", "danger"), ("success", "success"), ("", None), ("default", None)],
)
def test_a_button_has_one_of_three_styles(started: World, style: str, shown: str | None) -> None:
    button = {"text": "x", "callback_data": "a", "style": style}
    message = started.say(reply_markup=keyboard([button]))
    assert message["reply_markup"]["inline_keyboard"][0][0].get("style") == shown
    assert started.messages()[-1]["buttons"][0][0].get("style") == shown
    wrong = {"keyboard": [[{"text": "x", "style": "red"}]]}
    assert _error(started, wrong) == (
        "400 Bad Request: can't parse keyboard button: invalid button style specified"
    )


def test_the_longest_data_has_64_bytes(started: World) -> None:
    data = "é" * 32
    message = started.say(reply_markup=keyboard([{"text": "x", "callback_data": data}]))
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == data


def test_a_keyboard_has_at_most_100_buttons(started: World) -> None:
    button = {"text": "x", "callback_data": "a"}
    started.say(reply_markup={"inline_keyboard": [[button] * 10] * 10})
    assert (
        _error(started, {"inline_keyboard": [[button] * 101]}) == "400 Bad Request: reply markup is too long"
    )


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ("null", "object expected as reply markup"),
        ('{"inline_keyboard": 1}', 'field "inline_keyboard" must be of type Array'),
        (
            '{"inline_keyboard": [1]}',
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ('{"keyboard": [[1]]}', "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ('{"keyboard": [[" "]]}', "keyboard button text must be non-empty"),
    ],
)
def test_a_wrong_markup_is_refused(started: World, markup: str, reason: str) -> None:
    assert _error(started, markup) == f"400 Bad Request: {reason}"


def test_an_empty_keyboard_is_none(started: World) -> None:
    assert "reply_markup" not in started.say(reply_markup=json.dumps({"inline_keyboard": []}))


def test_an_edit_takes_inline_keyboards_only(started: World) -> None:
    message = started.say()
    assert started.error(
        "editMessageReplyMarkup",
        chat_id=JOKE,
        message_id=message["message_id"],
        reply_markup={"remove_keyboard": True},
    ) == ("400 Bad Request: inline keyboard expected")
