"""The webhook: setting it as strictly as Telegram does, and delivering to it."""

import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.sandbox.server import SandboxServer, running_sandbox
from bot.sandbox.state import TOKEN
from tests.support.certificates import own_certificate
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.webhook import OK, Answer, JsonObject, Receiver, receiving
from tests.support.sandbox.world import JOKE, SANDER, World, keyboard

URL = "http://127.0.0.1:9/hook"
SET = f"/bot{TOKEN}/setWebhook"
NO_CERTIFICATE = "bad webhook: Can't create an SSL context: Failed to set custom certificate file"
ACTIVE = (
    "409 Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


def test_a_webhook_is_set_told_and_deleted(started: World) -> None:
    started.control("send", user=JOKE, text="x")
    assert started.call("setWebhook", url=URL, allowed_updates=["message"]) is True
    assert started.call("getWebhookInfo") == {
        "url": URL,
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "max_connections": 40,
        "ip_address": "127.0.0.1",
        "allowed_updates": ["message"],
    }
    assert started.error("getUpdates") == ACTIVE
    assert started.call("deleteWebhook") is True
    assert started.call("getWebhookInfo")["url"] == ""
    assert [update["message"]["text"] for update in started.updates()] == ["x"]


def test_an_empty_url_deletes_it_and_what_waits_can_be_dropped(started: World) -> None:
    started.control("send", user=JOKE, text="x")
    assert started.call("setWebhook", url=URL, drop_pending_updates=True) is True
    assert started.call("setWebhook", url="") is True
    assert started.updates() == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://winkel.nl/hook", "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "https://winkel.nl:8080/hook",
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ("https://winkel.nl/hook", "bad webhook: the sandbox delivers on its own machine only"),
        ("winkel.nl/hook", "bad webhook: the sandbox delivers on its own machine only"),
        ("ftp://127.0.0.1/", "invalid webhook URL specified"),
        ("http://127.0.0.1:99999/", "invalid webhook URL specified"),
        ("https://", "invalid webhook URL specified"),
        ("http://[::1", "invalid webhook URL specified"),
    ],
)
def test_a_url_is_checked(world: World, url: str, reason: str) -> None:
    assert world.error("setWebhook", url=url) == f"400 Bad Request: {reason}"
    assert world.call("getWebhookInfo")["url"] == ""


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        ("a" * 257, "secret token is too long"),
        ("a b", "secret token contains unallowed characters"),
        ("a+b/c=", "secret token contains unallowed characters"),
        ("geheim\n", "secret token contains unallowed characters"),
    ],
)
def test_a_secret_is_checked(world: World, secret: str, reason: str) -> None:
    assert world.error("setWebhook", url=URL, secret_token=secret) == f"400 Bad Request: {reason}"
    assert world.call("setWebhook", url=URL, secret_token="aZ09_-" + "x" * 250) is True


def test_a_certificate_of_ones_own_is_uploaded_and_forgotten_with_the_next_setting(
    world: World, tmp_path: Path
) -> None:
    pem = own_certificate(tmp_path).certificate.read_bytes()
    given = world.request("POST", SET, data={"url": URL}, files={"certificate": ("own.pem", pem)})
    assert given.json()["ok"]
    assert world.call("getWebhookInfo")["has_custom_certificate"] is True
    # A path or a text is no file: it is as if it were not there.
    world.call("setWebhook", url=URL, certificate=pem.decode())
    assert world.call("getWebhookInfo")["has_custom_certificate"] is False
    attached = {"url": URL, "certificate": "attach://x"}
    assert world.request("POST", SET, data=attached, files={"x": ("own.pem", pem)}).json()["ok"]
    assert world.call("getWebhookInfo")["has_custom_certificate"] is True


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"no certificate", NO_CERTIFICATE),
        (b"", NO_CERTIFICATE),
        (b"\xff\x00", NO_CERTIFICATE),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", NO_CERTIFICATE),
        (b"x" * (3 * 2**20 + 1), "certificate size is too big (3145729 bytes)"),
    ],
)
def test_a_file_that_is_no_certificate_is_refused(world: World, raw: bytes, reason: str) -> None:
    given = world.request("POST", SET, data={"url": URL}, files={"certificate": ("own.pem", raw)})
    assert given.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}
    assert world.call("getWebhookInfo")["url"] == ""


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (7, 7), (100, 100), (1000, 100), ("x", 1)])
def test_connections_stay_between_1_and_100(world: World, asked: object, given: int) -> None:
    world.call("setWebhook", url=URL, max_connections=asked)
    assert world.call("getWebhookInfo")["max_connections"] == given


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def hooked() -> Iterator[SandboxServer]:
    """A sandbox of its own, in which a failed delivery comes again at once."""
    with running_sandbox() as server:
        SandboxClient(server.url).settings(webhook_pace=0.01)
        yield server


def call(server: SandboxServer, method: str, **params: Any) -> Any:
    answer = httpx.post(f"{server.url}/bot{server.token}/{method}", json=params).json()
    assert answer["ok"], answer
    return answer["result"]


def test_what_waits_and_what_comes_is_delivered_with_the_secret(
    hooked: SandboxServer, receiver: Receiver
) -> None:
    client = SandboxClient(hooked.url)
    client.start(JOKE)
    call(hooked, "setWebhook", url=receiver.url, secret_token="s-1")  # noqa: S106 -- made up
    client.send(JOKE, "later")
    receiver.until(lambda: receiver.texts == ["/start", "later"])
    headers = receiver.delivered[0].headers
    assert headers["x-telegram-bot-api-secret-token"] == "s-1"
    assert headers["content-type"] == "application/json"
    receiver.until(lambda: hooked.sandbox.updates.pending == 0)


def test_a_poll_that_waits_ends_with_a_conflict(hooked: SandboxServer, receiver: Receiver) -> None:
    url = f"{hooked.url}/bot{hooked.token}/getUpdates?timeout=20"
    answers: list[JsonObject] = []
    polling = threading.Thread(target=lambda: answers.append(httpx.get(url, timeout=30).json()))
    polling.start()
    receiver.until(lambda: hooked.sandbox.updates._poller is not None)
    call(hooked, "setWebhook", url=receiver.url)
    polling.join()
    assert answers[0]["description"] == "Conflict: terminated by setWebhook request"


def test_a_chat_s_messages_come_in_order_and_chats_beside_each_other(
    hooked: SandboxServer, receiver: Receiver
) -> None:
    def slowly(_: JsonObject) -> Answer:
        time.sleep(0.05)
        return OK

    receiver.answer = slowly
    client = SandboxClient(hooked.url)
    call(hooked, "setWebhook", url=receiver.url)
    for number in range(5):
        client.send(JOKE, f"joke {number}")
        client.send(SANDER, f"sander {number}")
    receiver.until(lambda: hooked.sandbox.updates.pending == 0)
    for name in ("joke", "sander"):
        own = [text for text in receiver.texts if text.startswith(name)]
        assert own == [f"{name} {number}" for number in range(5)]
    assert receiver.most_together == 2


def test_no_more_come_at_once_than_was_asked_for(hooked: SandboxServer, receiver: Receiver) -> None:
    def slowly(_: JsonObject) -> Answer:
        time.sleep(0.03)
        return OK

    receiver.answer = slowly
    client = SandboxClient(hooked.url)
    client.settings(webhook_shuffled=True)
    for number in range(8):
        client.send(JOKE, str(number))
    call(hooked, "setWebhook", url=receiver.url, max_connections=3)
    receiver.until(lambda: hooked.sandbox.updates.pending == 0)
    assert receiver.most_together == 3


def test_shuffled_they_come_in_any_order(hooked: SandboxServer, receiver: Receiver) -> None:
    client = SandboxClient(hooked.url)
    client.settings(webhook_shuffled=True)
    sent = [str(number) for number in range(20)]
    for text in sent:
        client.send(JOKE, text)
    call(hooked, "setWebhook", url=receiver.url)
    receiver.until(lambda: len(receiver.texts) == 20)
    assert receiver.texts != sent
    assert sorted(receiver.texts) == sorted(sent)


def test_what_fails_comes_again_ever_later_and_holds_up_its_own_chat_only(
    hooked: SandboxServer, receiver: Receiver
) -> None:
    failures = 4
    receiver.answer = lambda update: (
        (500, {}, None)
        if update["message"]["from"]["id"] == JOKE and receiver.texts.count("bad") <= failures
        else OK
    )
    client = SandboxClient(hooked.url)
    call(hooked, "setWebhook", url=receiver.url)
    client.send(JOKE, "bad")
    receiver.until(lambda: "bad" in receiver.texts)
    client.send(JOKE, "after")
    client.send(SANDER, "other")
    receiver.until(lambda: "after" in receiver.texts)
    tries = [one.at for one in receiver.delivered if one.text == "bad"]
    assert len(tries) == failures + 1
    waits = [later - earlier for earlier, later in pairwise(tries)]
    # At once, and then after 2, 4 and 8 seconds, here a hundredth of them.
    assert all(wait >= least for wait, least in zip(waits, (0, 0.02, 0.04, 0.08), strict=True))
    assert receiver.texts.index("other") < receiver.texts.index("after")
    info = call(hooked, "getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["last_error_date"]


def test_how_long_to_wait_can_be_said(hooked: SandboxServer, receiver: Receiver) -> None:
    receiver.answer = lambda _: (503, {"Retry-After": "20"}, None) if len(receiver.texts) == 1 else OK
    call(hooked, "setWebhook", url=receiver.url)
    SandboxClient(hooked.url).send(JOKE, "x")
    receiver.until(lambda: len(receiver.texts) == 2)
    assert receiver.delivered[1].at - receiver.delivered[0].at > 0.19


def test_a_webhook_that_is_not_there_is_tried_until_it_is_deleted(
    hooked: SandboxServer, receiver: Receiver
) -> None:
    client = SandboxClient(hooked.url)
    call(hooked, "setWebhook", url=URL)
    client.send(JOKE, "x")
    receiver.until(lambda: bool(hooked.sandbox.hook.error))
    assert "Can't connect to the webhook" in call(hooked, "getWebhookInfo")["last_error_message"]
    call(hooked, "deleteWebhook")
    assert [update["message"]["text"] for update in call(hooked, "getUpdates")] == ["x"]


def test_a_lost_answer_brings_the_update_twice(hooked: SandboxServer, receiver: Receiver) -> None:
    client = SandboxClient(hooked.url)
    client.fault("reset_after", method="webhook")
    client.fault("error", method="*")
    call_url = f"{hooked.url}/bot{hooked.token}/getMe"
    client.send(JOKE, "x")
    assert httpx.get(call_url).status_code == 500, "every method is no delivery"
    call(hooked, "setWebhook", url=receiver.url)
    receiver.until(lambda: receiver.texts == ["x", "x"])


def test_a_lost_delivery_comes_again(hooked: SandboxServer, receiver: Receiver) -> None:
    client = SandboxClient(hooked.url)
    client.fault("reset_before", method="webhook")
    client.fault("delay", method="webhook", seconds=0.1, chat_id=JOKE)
    client.send(JOKE, "x")
    before = time.monotonic()
    call(hooked, "setWebhook", url=receiver.url)
    receiver.until(lambda: receiver.texts == ["x"])
    assert time.monotonic() - before > 0.09
    assert client.faults() == []


def test_a_call_in_the_answer_is_made(hooked: SandboxServer, receiver: Receiver) -> None:
    client = SandboxClient(hooked.url)
    client.start(JOKE)
    buttons = keyboard([{"text": "Ja", "callback_data": "ja"}])
    shown = call(hooked, "sendMessage", chat_id=JOKE, text="Akkoord?", reply_markup=buttons)

    def answer(update: JsonObject) -> Answer:
        if "callback_query" not in update:
            return 200, {}, {"method": "getMe"}
        query = update["callback_query"]["id"]
        return 200, {}, {"method": "answerCallbackQuery", "callback_query_id": query, "text": "Goed"}

    receiver.answer = answer
    call(hooked, "setWebhook", url=receiver.url)
    client.tap(JOKE, shown["message_id"], "ja")
    receiver.until(lambda: bool(client.transcript(JOKE)["toasts"]))
    assert [toast["text"] for toast in client.transcript(JOKE)["toasts"]] == ["Goed"]
    (made,) = client.calls("answerCallbackQuery")
    assert (made["outcome"], made["in_answer"]) == ("ok", True)
    # As at Telegram, what only asks for something is not done: nobody would hear the answer.
    assert client.calls("getMe") == []
