"""Faults on demand, felt from outside."""

import socket
import time
from typing import Any

import httpx
import pytest

from bot.sandbox.server import SandboxServer
from bot.sandbox.state import TOKEN
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import JOKE, MARIJKE, World


def _send(server: SandboxServer, text: str) -> httpx.Response:
    return httpx.post(f"{server.url}/bot{TOKEN}/sendMessage", json={"chat_id": JOKE, "text": text})


def _texts(client: SandboxClient) -> list[str]:
    return [message["text"] for message in client.messages(JOKE)]


def test_a_flood_error_says_how_long_to_wait(started: World) -> None:
    started.control("faults", kind="too_many_requests", method="sendMessage", retry_after=7)
    response = started.reply("sendMessage", chat_id=JOKE, text="x")
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"
    assert response.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert len(started.messages()) == 1
    assert started.say("nu wel")["text"] == "nu wel"


@pytest.mark.parametrize(
    ("details", "error"),
    [
        ({}, "500 Internal Server Error"),
        ({"code": 502}, "502 Bad Gateway"),
        ({"code": 400, "description": "Bad Request: iets"}, "400 Bad Request: iets"),
    ],
)
def test_any_error_can_be_planned(started: World, details: dict[str, Any], error: str) -> None:
    started.control("faults", kind="error", **details)
    assert started.error("sendMessage", chat_id=JOKE, text="x") == error
    assert len(started.messages()) == 1


def test_a_fault_strikes_as_often_as_planned(started: World) -> None:
    started.control("faults", kind="error", times=2)
    assert [started.reply("getMe").status_code for _ in range(3)] == [500, 500, 200]
    started.control("faults", kind="error", times=None)
    assert {started.reply("getMe").status_code for _ in range(5)} == {500}
    started.request("DELETE", "/control/faults")
    assert started.reply("getMe").status_code == 200


def test_a_fault_strikes_with_its_probability(started: World) -> None:
    started.control("faults", kind="error", times=None, probability=0.5)
    struck = [started.reply("getMe").status_code for _ in range(60)].count(500)
    assert 15 < struck < 45


def test_a_fault_strikes_its_method_and_chat_only(started: World) -> None:
    started.control("faults", kind="error", method="sendmessage", chat_id=MARIJKE)
    assert started.reply("getMe").status_code == 200
    assert started.say()["text"] == "Hallo"
    assert started.error("sendMessage", chat_id=MARIJKE, text="x") == "500 Internal Server Error"


def test_a_fault_finds_the_chat_of_a_callback(started: World) -> None:
    button = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
    message_id = started.say(reply_markup=button)["message_id"]
    callback_id = started.control("tap", user=JOKE, message_id=message_id, data="ja")["callback_id"]
    started.control("faults", kind="error", chat_id=JOKE)
    assert started.error("answerCallbackQuery", callback_query_id=callback_id) == "500 Internal Server Error"


def test_faults_wait_their_turn(started: World) -> None:
    started.control("faults", kind="error", code=500)
    started.control("faults", kind="error", code=502)
    planned = started.request("GET", "/control/faults").json()["faults"]
    assert [fault["code"] for fault in planned] == [500, 502]
    assert [started.reply("getMe").status_code for _ in range(3)] == [500, 502, 200]


@pytest.mark.parametrize(
    "fault", [{"kind": "fire"}, {"kind": "error", "times": 0}, {"kind": "error", "probability": 2}, {}]
)
def test_a_nonsensical_fault_is_refused(world: World, fault: dict[str, Any]) -> None:
    assert world.refusal("faults", **fault)[0] == 400


def test_a_delay_comes_before_the_call(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE)
    client.fault("delay", seconds=0.3)
    client.fault("error", method="sendMessage")
    begin = time.monotonic()
    assert _send(server, "traag").status_code == 500
    assert time.monotonic() - begin > 0.28


def test_a_reset_before_the_call_loses_the_call(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE)
    client.fault("reset_before", method="sendMessage")
    with pytest.raises(httpx.NetworkError):
        _send(server, "verloren")
    assert "verloren" not in _texts(client)
    call = client.calls("sendMessage")[-1]
    assert (call["fault"], call["applied"], call["outcome"]) == ("reset_before", False, "connection reset")
    assert _send(server, "daarna").status_code == 200


def test_a_reset_after_the_call_loses_the_reply_only(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE)
    client.fault("reset_after", method="sendMessage")
    with pytest.raises(httpx.NetworkError):
        _send(server, "aangekomen")
    assert _texts(client)[-1] == "aangekomen"
    call = client.calls("sendMessage")[-1]
    assert (call["fault"], call["applied"]) == ("reset_after", True)


def test_a_reset_cuts_a_kept_connection_too(server: SandboxServer, client: SandboxClient) -> None:
    with httpx.Client(base_url=f"{server.url}/bot{TOKEN}/") as session:
        assert session.get("getMe").status_code == 200
        client.fault("reset_before")
        with pytest.raises(httpx.NetworkError):
            session.get("getMe")
        assert session.get("getMe").status_code == 200


def test_cutting_the_connection_of_who_is_gone_already_goes_well(
    server: SandboxServer, client: SandboxClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.fault("delay", method="getMe", seconds=0.2)
    client.fault("reset_after", method="getMe")
    with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as killed:
        killed.sendall(f"GET /bot{TOKEN}/getMe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        while len(client.faults()) > 0:
            time.sleep(0.01)
    while not client.calls("getMe")[-1]["applied"]:
        time.sleep(0.01)
    assert httpx.get(f"{server.url}/bot{TOKEN}/getMe").status_code == 200
    assert not [record for record in caplog.records if record.name.startswith("uvicorn")]
