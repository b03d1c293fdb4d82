"""How a call is addressed and how its parameters may be sent."""

import json
import re
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import structlog
import telegram

from bot.sandbox.state import TOKEN
from tests.support.sandbox.world import JOKE, World, png

_NO_METHOD = {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


def test_a_wrong_token_is_unauthorised(world: World) -> None:
    response = world.request("GET", "/bot123:wrong/getMe")
    assert response.status_code == 401
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


def test_the_token_may_be_percent_encoded(world: World) -> None:
    assert world.request("GET", f"/bot{quote(TOKEN, safe='')}/getMe").json()["ok"] is True


@pytest.mark.parametrize("path", ["/nowhere", f"/bot{TOKEN}", f"/bot{TOKEN}/getMe/x"])
def test_an_unknown_path_is_not_found(world: World, path: str) -> None:
    response = world.request("GET", path)
    assert response.status_code == 404
    assert response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


def _telegrams_methods() -> list[str]:
    """List what python-telegram-bot can call, by Telegram's names."""
    return sorted(name for name in vars(telegram.Bot) if re.fullmatch(r"[a-z]+([A-Z][a-z0-9]+)+", name))


def test_a_method_that_is_not_served_is_not_found_and_is_named_in_the_log(world: World) -> None:
    with structlog.testing.capture_logs() as logs:
        answers = {name: world.reply(name).json() for name in [*_telegrams_methods(), "sendNothing"]}
    lacking = [name for name, answer in answers.items() if answer == _NO_METHOD]
    assert {"sendPoll", "forwardMessage", "sendNothing"} <= set(lacking)
    assert [(log["event"], log["method"]) for log in logs] == [
        ("sandbox_lacks_method", name) for name in lacking
    ]
    served = len(answers) - len(lacking)
    assert served >= 20, answers


@pytest.mark.parametrize("name", ["getMe", "getme", "GETME"])
def test_a_method_is_named_in_any_case(world: World, name: str) -> None:
    assert world.call(name)["username"] == "WinkelpeilSandboxBot"


def test_only_get_and_post_call_a_method(world: World) -> None:
    assert world.request("PUT", f"/bot{TOKEN}/getMe").json()["error_code"] == 405


@pytest.mark.parametrize(
    "options",
    [
        {"method": "GET", "params": {"chat_id": JOKE, "text": "Goedemorgen, café"}},
        {"method": "POST", "params": {"chat_id": JOKE}, "data": {"text": "Goedemorgen, café"}},
        {"method": "POST", "json": {"chat_id": JOKE, "text": "Goedemorgen, café"}},
        {"method": "POST", "data": {"chat_id": str(JOKE), "text": "Goedemorgen, café"}},
        {"method": "POST", "files": {"chat_id": (None, str(JOKE)), "text": (None, "Goedemorgen, café")}},
    ],
    ids=["query", "query and form", "json", "form", "multipart"],
)
def test_parameters_come_in_every_encoding(started: World, options: dict[str, Any]) -> None:
    method = options.pop("method")
    assert started.request(method, f"/bot{TOKEN}/sendMessage", **options).json()["ok"] is True
    assert started.messages()[-1]["text"] == "Goedemorgen, café"


def test_the_query_string_wins_over_the_body(started: World) -> None:
    started.request("POST", f"/bot{TOKEN}/sendMessage?text=eerst", json={"chat_id": JOKE, "text": "tweede"})
    assert started.messages()[-1]["text"] == "eerst"


def test_json_may_hold_objects_where_forms_hold_text(started: World) -> None:
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
    as_object = started.say("een", reply_markup=markup)
    as_text = started.say("twee", reply_markup=json.dumps(markup))
    assert as_object["reply_markup"] == as_text["reply_markup"] == markup


def test_files_come_under_their_own_name_or_attached(started: World) -> None:
    for field, value in (("photo", None), ("foto", "attach://foto")):
        data = {"chat_id": str(JOKE)} | ({"photo": value} if value else {})
        files = {field: ("a.png", png(), "image/png")}
        assert started.request("POST", f"/bot{TOKEN}/sendPhoto", data=data, files=files).json()["ok"] is True
    assert [m["kind"] for m in started.messages()[1:]] == ["photo", "photo"]


def _broken(body: bytes, content_type: str) -> dict[str, Any]:
    return {"content": body, "headers": {"Content-Type": content_type}}


@pytest.mark.parametrize(
    "options",
    [
        _broken(b"{", "application/json"),
        _broken(b"[" * 100_000, "application/json"),
        _broken(b"[1]", "application/json"),
        _broken(b'{"text": NaN, "chat_id": 1e999}', "application/json"),
        _broken(b"\xff\xfe", "application/json"),
        _broken(b"x", "multipart/form-data"),
        _broken(b"--a\r\nnonsense", "multipart/form-data; boundary=a"),
        _broken(b"%ff%fe=%zz", "application/x-www-form-urlencoded"),
        _broken(b'{"chat_id": 100001, "text": "\\ud800"}', "application/json"),
        _broken(b"text=a", "text/strange; charset=none"),
    ],
)
def test_a_malformed_body_is_a_bad_request(started: World, options: dict[str, Any]) -> None:
    response = started.request("POST", f"/bot{TOKEN}/sendMessage", **options)
    assert response.status_code == 400
    assert response.json()["description"].startswith("Bad Request: ")


def test_text_that_is_not_unicode_is_named(started: World) -> None:
    options = _broken(b'{"x": "\\ud800"}', "application/json")
    answer = started.request("POST", f"/bot{TOKEN}/getMe", **options).json()
    assert answer["description"] == "Bad Request: strings must be encoded in UTF-8"


def test_a_body_that_is_too_large_is_refused(world: World) -> None:
    response: httpx.Response = world.request(
        "POST", f"/bot{TOKEN}/sendDocument", content=b"", headers={"Content-Length": str(60 * 1024 * 1024)}
    )
    assert response.status_code == 413
    assert response.json()["description"] == "Request Entity Too Large"


def test_every_call_is_recorded(started: World) -> None:
    started.say("Dag")
    started.error("sendMessage", chat_id=1, text="x")
    calls = started.request("GET", "/control/calls").json()["calls"]
    assert [(c["method"], c["chat_id"], c["outcome"], c["applied"]) for c in calls[-2:]] == [
        ("sendMessage", JOKE, "ok", True),
        ("sendMessage", 1, "400 Bad Request: chat not found", False),
    ]
    assert calls[-2]["params"] == {"chat_id": str(JOKE), "text": "Dag"}
