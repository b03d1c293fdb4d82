"""Editing and deleting messages."""

from typing import Any

import pytest

from tests.support.sandbox.world import JOKE, MARIJKE, World, keyboard, png

BUTTON = keyboard([{"text": "Verder", "callback_data": "v"}])
NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def _photo(world: World, caption: str = "") -> int:
    files = {"photo": ("a.png", png(), "image/png")}
    data = {"chat_id": str(JOKE), "caption": caption}
    token = "1000000001:sandbox-token-not-secret_0123456789abc"  # noqa: S105
    answer = world.request("POST", f"/bot{token}/sendPhoto", data=data, files=files).json()
    message_id: int = answer["result"]["message_id"]
    return message_id


def _edit(world: World, method: str, message_id: int, **params: Any) -> Any:
    return world.call(method, chat_id=JOKE, message_id=message_id, **params)


def _edit_error(world: World, method: str, message_id: int, **params: Any) -> str:
    return world.error(method, chat_id=JOKE, message_id=message_id, **params)


def test_an_edit_replaces_text_and_marks_the_message(started: World) -> None:
    message_id = started.say("een")["message_id"]
    started.now += 60
    edited = _edit(started, "editMessageText", message_id, text="<i>twee</i>", parse_mode="HTML")
    assert (edited["text"], edited["edit_date"]) == ("twee", 1_800_000_060)
    view = started.messages()[-1]
    assert (view["text"], view["html"], view["edited"]) == ("twee", "<i>twee</i>", 1)


def test_an_edit_without_keyboard_takes_the_keyboard_away(started: World) -> None:
    message_id = started.say("een", reply_markup=BUTTON)["message_id"]
    assert "reply_markup" not in _edit(started, "editMessageText", message_id, text="twee")


@pytest.mark.parametrize("markup", [None, BUTTON])
def test_an_edit_that_changes_nothing_is_refused(started: World, markup: str | None) -> None:
    params = {"reply_markup": markup} if markup else {}
    message_id = started.say("<b>een</b>", parse_mode="HTML", **params)["message_id"]
    assert _edit_error(
        started, "editMessageText", message_id, text=" <b>een</b>", parse_mode="HTML", **params
    ) == (NOT_MODIFIED)
    assert _edit_error(started, "editMessageReplyMarkup", message_id, **params) == NOT_MODIFIED
    assert started.messages()[-1]["edited"] == 0


def test_a_keyboard_can_be_changed_by_itself(started: World) -> None:
    message_id = started.say("een", reply_markup=BUTTON)["message_id"]
    assert "reply_markup" not in _edit(started, "editMessageReplyMarkup", message_id)
    assert "reply_markup" in _edit(started, "editMessageReplyMarkup", message_id, reply_markup=BUTTON)


def test_how_a_link_is_shown_is_checked_in_an_edit_too(started: World) -> None:
    message_id = started.say("een")["message_id"]
    wanted = {"is_disabled": "ja"}
    assert (
        _edit_error(started, "editMessageText", message_id, text="twee", link_preview_options=wanted)
        == '400 Bad Request: field "is_disabled" must be of type Boolean'
    )


def test_only_the_bots_own_message_can_be_edited(started: World) -> None:
    theirs = started.messages()[0]["message_id"]
    assert (
        _edit_error(started, "editMessageText", theirs, text="x")
        == "400 Bad Request: message can't be edited"
    )


@pytest.mark.parametrize("method", ["editMessageText", "editMessageCaption", "editMessageReplyMarkup"])
def test_a_missing_message_cannot_be_edited(started: World, method: str) -> None:
    assert (
        _edit_error(started, method, 5, text="x", caption="x") == "400 Bad Request: message to edit not found"
    )


def test_an_edit_must_name_a_message(started: World) -> None:
    assert (
        started.error("editMessageText", text="x") == "400 Bad Request: message identifier is not specified"
    )
    assert started.error("editMessageText", text="x", message_id=1) == "400 Bad Request: chat_id is empty"
    assert started.error("editMessageText", text="x", inline_message_id="a") == (
        "400 Bad Request: MESSAGE_ID_INVALID"
    )
    assert started.error("editMessageText", text="x", chat_id=MARIJKE, message_id=1) == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )


def test_a_picture_has_no_text_and_a_text_no_caption(started: World) -> None:
    assert _edit_error(started, "editMessageText", _photo(started), text="x") == (
        "400 Bad Request: there is no text in the message to edit"
    )
    assert _edit_error(started, "editMessageCaption", started.say()["message_id"], caption="x") == (
        "400 Bad Request: there is no caption in the message to edit"
    )


def test_a_caption_can_be_edited_and_taken_away(started: World) -> None:
    message_id = _photo(started, "een")
    assert _edit(started, "editMessageCaption", message_id, caption="twee")["caption"] == "twee"
    assert "caption" not in _edit(started, "editMessageCaption", message_id)
    assert _edit_error(started, "editMessageCaption", message_id, caption="a" * 1025) == (
        "400 Bad Request: message caption is too long"
    )


def test_media_can_be_replaced(started: World) -> None:
    message_id = _photo(started, "een")
    other = started.messages()[-1]["photo"]["file_id"]
    target = _photo(started)
    media = {"type": "photo", "media": other, "caption": "<b>nieuw</b>", "parse_mode": "HTML"}
    edited = _edit(started, "editMessageMedia", target, media=media)
    assert edited["caption"] == "nieuw"
    assert edited["photo"][-1]["file_id"] == other
    assert started.messages()[-2]["message_id"] == message_id


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        ("", 'parameter "media" is required'),
        ("{", "can't parse input media JSON object"),
        ("[]", "can't parse InputMedia: expected an Object"),
        ('{"type": "photo"}', "can't parse InputMedia: media not found"),
        ('{"type": "photo", "media": "attach://x"}', "can't parse InputMedia: media not found"),
        ('{"type": "dance", "media": "x"}', 'can\'t parse InputMedia: type "dance" is unsupported'),
    ],
)
def test_wrong_media_is_refused(started: World, media: str, reason: str) -> None:
    assert _edit_error(started, "editMessageMedia", 1, media=media) == f"400 Bad Request: {reason}"


def test_a_message_can_be_deleted_once(started: World) -> None:
    message_id = started.say()["message_id"]
    assert _edit(started, "deleteMessage", message_id) is True
    assert _edit_error(started, "deleteMessage", message_id) == "400 Bad Request: message to delete not found"
    assert len(started.messages()) == 1


def test_a_delete_must_name_a_message_and_its_chat(started: World) -> None:
    reason = "identifier is not specified"
    assert started.error("deleteMessage", chat_id=JOKE) == f"400 Bad Request: message {reason}"
    assert started.error("deleteMessage", message_id=1) == f"400 Bad Request: chat {reason}"


def test_in_a_group_the_bot_deletes_only_its_own(started: World) -> None:
    group = started.control("group", user=JOKE, title="Winkeliers")["chat_id"]
    theirs = started.control("send", user=JOKE, chat=group, text="/start")["message_id"]
    assert started.error("deleteMessage", chat_id=group, message_id=theirs) == (
        "400 Bad Request: message can't be deleted"
    )
