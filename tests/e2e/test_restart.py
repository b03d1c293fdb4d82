"""The bot stops and starts again in the middle of a conversation: people notice nothing of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import SandboxServer
from tests.support.bot.answers import TAPPED, TAPPED_SCORE
from tests.support.bot.process import BotProcess
from tests.support.bot.visitor import Visitor, asked, tap_answers, texts
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient
from tests.support.storage.stored import Engine, emptied

pytestmark = pytest.mark.both_engines

NL = texts("nl")
CONTROLS = NL.messages.controls


@pytest.fixture
def bot(server: SandboxServer, tmp_path: Path) -> Iterator[BotProcess]:
    """A bot that the test itself stops and starts."""
    if url := Engine.url:
        emptied(url).close()
    made = BotProcess(server, tmp_path, **{"DATABASE_URL": url} if url else {})
    made.start()
    yield made
    made.end()


@pytest.fixture
def joke(bot: BotProcess, client: SandboxClient) -> Iterator[Visitor]:
    """Somebody who has answered two questions and is asked the third."""
    number = next(NUMBERS)
    client.add_person(number, "Joke")
    visitor = Visitor(client, number)
    visitor.start()
    visitor.press(CONTROLS.begin.label)
    visitor.press("Winkel en webshop")
    visitor.press("Eten, drinken")
    yield visitor
    client.clear_faults()


def test_answers_are_kept_and_it_goes_on(bot: BotProcess, joke: Visitor) -> None:
    before = joke.text
    bot.stop()
    assert bot.troubles() == []
    bot.start()
    assert joke.text == before
    rest = tap_answers(joke, NL, TAPPED)
    assert rest == list(TAPPED)[2:]
    assert "1. Soort winkel: Winkel en webshop" in joke.text
    assert "2. Branche: Eten, drinken" in joke.text
    joke.press(CONTROLS.result.label)
    assert f"Uw score: {TAPPED_SCORE} van de 100" in joke.text


def test_what_people_do_meanwhile_is_answered_after_the_start(bot: BotProcess, joke: Visitor) -> None:
    bot.stop()
    joke.client.send(joke.id, "website")
    joke.client.send(joke.id, "klaar")
    bot.start()
    ask = NL.questions.questions["social"].ask
    shown = joke.client.wait_for(joke.id, lambda m: ask in m["text"])
    assert shown["text"].startswith("✓ Nu in gebruik: Eigen website")


def test_a_reply_that_waits_when_it_is_killed_is_sent_after_the_start(bot: BotProcess, joke: Visitor) -> None:
    client = joke.client
    client.fault("error", method="sendMessage", chat_id=joke.id, times=None, code=502)
    tried = len(client.calls("sendMessage"))
    sent = client.send(joke.id, "website")
    client.wait_until(joke.id, lambda chat: chat if len(client.calls("sendMessage")) > tried else None)
    bot.kill()
    client.clear_faults()
    assert client.messages(joke.id)[-1]["message_id"] == sent["message_id"]
    bot.start()
    assert "U koos: Eigen website." in joke.answered(sent)["text"]
    joke.type("klaar")
    assert asked(joke, NL) == "social"
    later = [m["from"] for m in client.messages(joke.id) if m["message_id"] > sent["message_id"]]
    assert later == ["bot", "user", "bot"], "each message is answered once"
