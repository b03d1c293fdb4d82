"""An administrator comes in by the claim link of a first start, and changes what a shopkeeper reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library.schema.admin import AdminTexts
from bot.sandbox.server import SandboxServer
from tests.support.bot.claim_link import claim_code, eventually
from tests.support.bot.process import BotProcess
from tests.support.bot.visitor import Visitor, texts
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SandboxClient

NL = texts("nl").messages
SAID: AdminTexts = NL.admin
STICKER, NEW = NL.general.sticker.html, "Stickers lees ik niet. Typ uw antwoord."


@pytest.fixture
def bot(server: SandboxServer, tmp_path: Path) -> Iterator[BotProcess]:
    process = BotProcess(server, tmp_path)
    process.start()
    yield process
    process.stop()
    assert process.troubles() == []


def visitor(client: SandboxClient) -> Visitor:
    person = Visitor(client, next(NUMBERS))
    client.add_person(person.id, f"Persoon {person.id}")
    return person


def reads(person: Visitor, text: str) -> bool:
    """Send a sticker, and tell whether the answer begins so."""
    person.answered(person.client.upload(person.id, "sticker"))
    return person.text.startswith(text)


def test_who_claims_changes_a_text_that_a_shopkeeper_then_reads(
    bot: BotProcess, client: SandboxClient, tmp_path: Path
) -> None:
    piet, joke = visitor(client), visitor(client)
    code = claim_code(tmp_path / "bot.log")
    piet.answered(client.start(piet.id, code))
    assert piet.text.startswith(SAID.people.welcome.html)
    joke.answered(client.start(joke.id, code))
    joke.type("/admin")
    assert joke.text.startswith(NL.general.unknown_command.html), "the link works once"
    assert reads(joke, STICKER)

    piet.type("/admin")
    piet.type("stickers kunnen wij niet")
    piet.press(next(label for label in piet.labels if label.startswith("1. ")))
    piet.press(SAID.controls.change.label)
    piet.type("Dag {naam}")
    assert "{naam} vult de bot hier niet in" in piet.text
    piet.type(NEW)
    piet.press(SAID.controls.save.label)
    assert reads(joke, STICKER), "a draft is seen by nobody"
    piet.press(SAID.controls.draft.label)
    piet.press(SAID.controls.publish.label)
    piet.type("Korter")
    assert SAID.draft.nothing_changes.html in piet.text
    piet.press(SAID.controls.do_publish.label)
    assert "Versie 2 is gepubliceerd" in piet.text
    eventually(lambda: reads(joke, NEW))
