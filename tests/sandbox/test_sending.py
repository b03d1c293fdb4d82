"""Sending text, and what Telegram says when it cannot be sent."""

from typing import Any

import pytest

from tests.support.sandbox.world import JOKE, SANDER, World


def test_a_message_comes_back_as_the_bot_api_gives_it(started: World) -> None:
    message = started.say("<b>Dag</b> Joke", parse_mode="HTML")
    assert message["chat"] == {"id": JOKE, "first_name": "Joke", "type": "private"}
    assert message["from"]["is_bot"] is True
    assert message["date"] == 1_800_000_000
    assert message["text"] == "Dag Joke"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


def test_message_ids_follow_each_other_from_a_high_base(started: World) -> None:
    first, second = started.say("een")["message_id"], started.say("twee")["message_id"]
    assert 100_000_000 < first == second - 1 < 2**31


def test_another_sandbox_numbers_differently() -> None:
    bases = set()
    for _ in range(5):
        world = World()
        update = world.control("start", user=JOKE)
        bases |= {update["update_id"], update["message_id"]}
    assert len(bases) == 10


def test_the_longest_text_has_4096_characters_after_parsing(started: World) -> None:
    long = "😀" * 4096
    assert started.say(f"<b>{long}</b>", parse_mode="HTML")["text"] == long
    assert (
        started.error("sendMessage", chat_id=JOKE, text="a" * 4097) == "400 Bad Request: message is too long"
    )


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"chat_id": JOKE}, "400 Bad Request: message text is empty"),
        ({"chat_id": JOKE, "text": ""}, "400 Bad Request: message text is empty"),
        ({"chat_id": JOKE, "text": " \n "}, "400 Bad Request: text must be non-empty"),
        (
            {"chat_id": JOKE, "text": "<b> </b>", "parse_mode": "html"},
            "400 Bad Request: text must be non-empty",
        ),
        ({"chat_id": JOKE, "text": "a" * 40_000}, "400 Bad Request: text is too long"),
        ({"text": "x"}, "400 Bad Request: chat_id is empty"),
        ({"chat_id": 42, "text": "x"}, "400 Bad Request: chat not found"),
        ({"chat_id": -42, "text": "x"}, "400 Bad Request: chat not found"),
        ({"chat_id": "@winkel", "text": "x"}, "400 Bad Request: chat not found"),
        ({"chat_id": "9" * 50, "text": "x"}, "400 Bad Request: chat not found"),
        ({"chat_id": SANDER, "text": "x"}, "403 Forbidden: bot can't initiate conversation with a user"),
        (
            {"chat_id": JOKE, "text": "x", "reply_parameters": {"message_id": 1}},
            "400 Bad Request: message to be replied not found",
        ),
        (
            {"chat_id": JOKE, "text": "x", "reply_parameters": "{"},
            "400 Bad Request: can't parse reply parameters JSON object",
        ),
        (
            {"chat_id": JOKE, "text": "x", "link_preview_options": "[]"},
            "400 Bad Request: object expected as link preview options",
        ),
        (
            {"chat_id": JOKE, "text": "x", "link_preview_options": {"is_disabled": "true"}},
            '400 Bad Request: field "is_disabled" must be of type Boolean',
        ),
        (
            {"chat_id": JOKE, "text": "x", "reply_parameters": {"allow_sending_without_reply": True}},
            '400 Bad Request: can\'t find field "message_id"',
        ),
        (
            {"chat_id": JOKE, "text": "x", "reply_parameters": {"message_id": []}},
            '400 Bad Request: field "message_id" must be a Number',
        ),
        (
            {"chat_id": JOKE, "text": "x", "reply_parameters": {"message_id": "1"}},
            "400 Bad Request: message to be replied not found",
        ),
        (
            {
                "chat_id": JOKE,
                "text": "x",
                "reply_parameters": {"message_id": 1, "allow_sending_without_reply": 1},
            },
            '400 Bad Request: field "allow_sending_without_reply" must be of type Boolean',
        ),
    ],
)
def test_what_cannot_be_sent_is_refused_in_telegrams_words(
    started: World, params: dict[str, Any], error: str
) -> None:
    assert started.error("sendMessage", **params) == error
    assert len(started.messages()) == 1


def test_a_reply_to_nothing_is_no_reply(started: World) -> None:
    for number in (0, -5):
        assert "reply_to_message" not in started.say("los", reply_parameters={"message_id": number})


def test_somebody_who_blocked_the_bot_gets_nothing(started: World) -> None:
    started.control("block", user=JOKE)
    for method, params in (
        ("sendMessage", {"text": "x"}),
        ("sendChatAction", {"action": "typing"}),
        ("editMessageText", {"text": "x", "message_id": 1}),
    ):
        assert started.error(method, chat_id=JOKE, **params) == "403 Forbidden: bot was blocked by the user"


def test_a_reply_names_what_it_replies_to(started: World) -> None:
    first = started.say("vraag")
    reply = started.say("antwoord", reply_parameters={"message_id": first["message_id"]})
    assert reply["reply_to_message"]["text"] == "vraag"
    anyway = {"message_id": 1, "allow_sending_without_reply": True}
    assert "reply_to_message" not in started.say("los", reply_parameters=anyway)


def test_a_chat_action_must_be_a_known_one(started: World) -> None:
    assert started.call("sendChatAction", chat_id=JOKE, action="typing") is True
    assert started.error("sendChatAction", chat_id=JOKE, action="sleeping") == (
        "400 Bad Request: wrong parameter action in request"
    )
