"""Bots on other libraries, on the sandbox: what they take from it and give it is what they do on Telegram."""

from collections.abc import Iterator

import pytest

from bot.sandbox.server import SandboxServer, running_sandbox
from tests.support.peers.installed import BOTS, running
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import JOKE, png

PATIENCE_S = 90.0
"""Node and Python start slowly beside other tests."""


@pytest.fixture(scope="module", params=BOTS)
def peer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxServer]:
    """A sandbox on which one of them runs; Joke has pressed START."""
    with running_sandbox() as server:
        log = tmp_path_factory.mktemp("peer") / "log"
        with running([*request.param, server.url, server.token], log):
            SandboxClient(server.url).start(JOKE)
            yield server


@pytest.fixture
def client(peer: SandboxServer) -> SandboxClient:
    return SandboxClient(peer.url)


def test_it_greets_and_a_tap_edits_the_greeting(client: SandboxClient) -> None:
    greeting = client.wait_for(JOKE, lambda m: bool(m["buttons"]), PATIENCE_S)
    assert greeting["html"] == "Dag <b>Joke</b>"
    assert greeting["buttons"] == [[{"text": "Meer", "style": "primary", "data": "more"}]]
    client.tap(JOKE, greeting["message_id"], text="Meer")
    edited = client.wait_for(JOKE, lambda m: m["html"] == "<i>Meer</i>", PATIENCE_S)
    assert edited["message_id"] == greeting["message_id"]
    assert edited["buttons"] == [
        [{"text": "Kopieer", "copy": "abc"}, {"text": "Open", "url": "https://example.org/"}]
    ]
    assert [toast["text"] for toast in client.transcript(JOKE)["toasts"]] == ["Genoteerd"]


def test_it_downloads_a_photo_and_sends_one_as_a_reply(client: SandboxClient, peer: SandboxServer) -> None:
    data = png(400, 300)
    sent = client.upload(JOKE, "photo", data, "foto.png")["message_id"]
    answer = client.wait_for(JOKE, lambda m: m["kind"] == "photo", PATIENCE_S)
    messages = peer.sandbox.conversations[JOKE].messages
    sizes = messages[sent].as_api()["photo"]
    assert answer["text"] == f"3: 400x300, {len(data)}, {sizes[0]['file_size']}"
    assert (answer["photo"]["width"], answer["photo"]["height"]) == (400, 300)
    assert messages[answer["message_id"]].reply_to is messages[sent]


def test_it_understands_why_a_text_is_refused(client: SandboxClient) -> None:
    client.send(JOKE, "wrong")
    said = client.wait_for(JOKE, lambda m: "parse entities" in m["text"], PATIENCE_S)
    # python-telegram-bot writes some words of it with another letter.
    why = """Bad Request: can't parse entities: can't find end tag corresponding to start tag "b\""""
    assert said["text"].lower() == why.lower()


def test_it_understands_that_it_must_wait(client: SandboxClient) -> None:
    client.send(JOKE, "flood")
    said = client.wait_for(JOKE, lambda m: m["text"].startswith("after "), PATIENCE_S)
    assert said["text"].endswith(": wait 1")
