"""What people send besides answers: the real bot says what it cannot read, and goes on where it was."""

import pytest

from tests.support.bot.visitor import Newcomer, Visitor, asked, texts
from tests.support.sandbox.client import JsonObject, SandboxClient
from tests.support.sandbox.world import png

GENERAL = texts("nl").messages.general


@pytest.fixture
def joke(newcomer: Newcomer) -> Visitor:
    """Somebody who is asked the first question."""
    visitor = newcomer("nl")
    visitor.press("Begin")
    return visitor


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("voice", "voice"),
        ("photo", "picture"),
        ("video", "picture"),
        ("sticker", "sticker"),
        ("document", "document"),
        ("location", "other"),
        ("contact", "other"),
    ],
)
def test_what_it_cannot_read_it_says(joke: Visitor, kind: str, said: str) -> None:
    joke.answered(joke.client.upload(joke.id, kind, png(40, 30)))
    assert joke.text.startswith(getattr(GENERAL, said).fill())
    assert asked(joke, texts("nl")) == "shop_type"


def test_an_edited_message_is_not_taken_for_an_answer(joke: Visitor) -> None:
    first = joke.client.send(joke.id, "gezeur")
    joke.answered(first)
    assert joke.text.startswith(GENERAL.not_understood.fill())
    shown = joke.screen["message_id"]
    joke.client.send(joke.id, "webshop", edited=first["message_id"])
    joke.answered({"message_id": shown})
    assert joke.text.startswith(GENERAL.edited.fill())
    assert asked(joke, texts("nl")) == "shop_type"


def test_in_a_group_it_only_points_to_the_private_chat(joke: Visitor, client: SandboxClient) -> None:
    before = joke.screen
    group = client.group(joke.id)
    client.send(joke.id, "webshop", chat=group)
    client.send(joke.id, "/start", chat=group)
    client.wait_for(group, lambda m: "t.me/WinkelpeilSandboxBot" in m["text"])
    joke.type("?")
    said = [m for m in client.messages(group) if m["from"] == "bot"]
    assert len(said) == 1
    assert said[0]["buttons"] == []
    assert asked(joke, texts("nl")) == "shop_type"
    assert joke.screen["message_id"] > before["message_id"]


def sent_to(client: SandboxClient, chat: int) -> list[JsonObject]:
    return [call for call in client.calls() if str(call["params"].get("chat_id")) == str(chat)]


def test_somebody_who_blocks_it_is_left_alone_and_welcome_again(
    joke: Visitor, newcomer: Newcomer, client: SandboxClient
) -> None:
    joke.press("Winkel")
    client.block(joke.id)
    calls = len(sent_to(client, joke.id))
    other = newcomer("nl")
    other.type("/help")
    assert len(sent_to(client, joke.id)) == calls
    client.unblock(joke.id)
    joke.start()
    assert "U was al begonnen." in joke.text
    joke.press("Ga verder")
    assert asked(joke, texts("nl")) == "branch"


def test_a_block_while_it_answers_stops_nobody_else(
    joke: Visitor, newcomer: Newcomer, client: SandboxClient
) -> None:
    client.fault("delay", method="sendMessage", chat_id=joke.id, seconds=0.3)
    client.send(joke.id, "webshop")
    client.block(joke.id)
    other = newcomer("en")
    other.press("Begin")
    assert asked(other, texts("en")) == "shop_type"
    joke.start()
    joke.press("Ga verder")
    assert asked(joke, texts("nl")) == "branch"
