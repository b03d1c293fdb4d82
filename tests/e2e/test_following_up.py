"""What comes after the result, with the real bot: picture, report, questions, own data, forgetting."""

import json
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.server import SandboxServer
from tests.support.bot.answers import TAPPED, TAPPED_MONITOR, TAPPED_SCORE
from tests.support.bot.process import BotProcess, running_bot
from tests.support.bot.sandboxed import running
from tests.support.bot.visitor import Visitor, tap_answers, texts
from tests.support.sandbox.browsing import NUMBERS
from tests.support.sandbox.client import SHOPKEEPER, JsonObject, SandboxClient

NL = texts("nl")
CONTROLS, FOLLOWUP = NL.messages.controls, NL.messages.followup


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def bot(server: SandboxServer, folder: Path) -> Iterator[BotProcess]:
    with running_bot(server, folder) as made:
        yield made


@pytest.fixture
def joke(bot: BotProcess, client: SandboxClient) -> Visitor:
    """Somebody who has just got a result."""
    number = next(NUMBERS)
    client.add_person(number, "Joke")
    visitor = Visitor(client, number)
    visitor.start()
    finish(visitor)
    return visitor


def finish(visitor: Visitor) -> None:
    visitor.press(CONTROLS.begin.label)
    tap_answers(visitor, NL, TAPPED)
    visitor.press(CONTROLS.result.label)
    assert f"Uw score: {TAPPED_SCORE} van de 100" in visitor.text


def with_file(visitor: Visitor, kind: str) -> JsonObject:
    return visitor.client.wait_for(visitor.id, lambda m: bool(m.get(kind)))


def content(visitor: Visitor, file: JsonObject) -> bytes:
    with urllib.request.urlopen(visitor.client.url + file["url"]) as stored:  # noqa: S310
        data: bytes = stored.read()
        return data


def rows(folder: Path, sql: str, name: str = "bot.db") -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / name, timeout=10)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_the_result_comes_with_a_picture_and_on_request_as_a_report(joke: Visitor, folder: Path) -> None:
    sent = with_file(joke, "photo")
    assert f"{TAPPED_SCORE} van de 100" in sent["text"]
    assert content(joke, sent["photo"]).startswith(b"\x89PNG")
    # The screen stays as it is: the report comes beside it.
    joke.client.tap(joke.id, joke.screen["message_id"], text=FOLLOWUP.controls.report.label)
    report = with_file(joke, "document")["document"]
    assert report["name"].endswith(".pdf")
    assert content(joke, report).startswith(b"%PDF")
    # Telegram's name of a shop's own picture is kept for nobody.
    assert rows(folder, "SELECT count(*) FROM pictures") == [(0,)]


def test_a_question_in_own_words_finds_a_card(joke: Visitor) -> None:
    joke.type("verkopen via marktplaats")
    title = NL.cards["today_want_marketplace"].title
    assert title in joke.text + "".join(joke.labels)


def test_what_is_kept_can_be_had_and_then_leaves_no_trace(joke: Visitor, folder: Path) -> None:
    assert rows(folder, "SELECT chat_id, steps FROM assessments") == [(joke.id, "2332101")]
    joke.type("/mijngegevens")
    kept = json.loads(content(joke, with_file(joke, "document")["document"]))
    result = kept["assessments"][0]["result"]
    assert (result["overall"]["score"], result["monitor"]["score"]) == (TAPPED_SCORE, TAPPED_MONITOR)
    joke.press(FOLLOWUP.controls.forget.label)
    joke.press(FOLLOWUP.controls.forget_yes.label, ends=True)
    while rows(folder, "SELECT 1 FROM replies"):
        time.sleep(0.01)
    for table in ("chats", "replies", "assessments", "peer_tables"):
        assert rows(folder, f"SELECT * FROM {table}") == [], table  # noqa: S608
    joke.start()
    assert "Welkom bij Winkelpeil" in joke.text


def test_in_the_sandbox_nobody_counts_as_a_participant(tmp_path: Path) -> None:
    with running(tmp_path) as (_, line):
        client = SandboxClient(line.split()[1])
        visitor = Visitor(client, SHOPKEEPER)
        visitor.start()
        finish(visitor)
        with_file(visitor, "photo")
        chats = rows(tmp_path, "SELECT chat_id FROM chats", "winkelpeil-sandbox.db")
        assert (SHOPKEEPER,) in chats
        assert rows(tmp_path, "SELECT * FROM assessments", "winkelpeil-sandbox.db") == []
