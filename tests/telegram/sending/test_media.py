"""Pictures and files on their way: drawn by Typst, sent to the sandbox, with all that goes wrong."""

import asyncio
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import structlog.testing
import typst

from bot.dialogue.core.replies import Button, File, Message, Picture, Report
from bot.engine.lease import Lease, Sending
from bot.lib.backoff import BackOff
from bot.pictures.drawing import Drawing, QrDrawing
from bot.pictures.render import render
from bot.sandbox.server import SandboxServer
from bot.storage.chats.records import Change
from bot.telegram.sending import delivery
from bot.telegram.sending.drawing import Studio
from tests.support.paths import ROOT
from tests.support.pictures.made import card, report
from tests.support.storage.stored import storage_of
from tests.support.telegram.harness import BOT, NOW, Parts, parts

JOKE, SANDER = 100001, 100002
SHARE = ((Button(label="Share", url="https://t.me/share/url?url=x"),),)
CODE = "https://t.me/WinkelpeilBot?start=c-markt"
PICTURE = Picture(drawing=QrDrawing(url=CODE), caption="<b>42</b> &amp; more", keyboard=SHARE)
CARD = PICTURE.model_copy(update={"drawing": card()})
REPORT = Report(drawing=report(), name="rapport één.pdf", caption="Uw <i>rapport</i>")


class Watched(Studio):
    """A studio that counts what it draws."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = 0
        self.of = set[int]()
        """Whose pictures they were."""

    async def draw(self, drawing: Drawing, whose: int = 0) -> bytes:
        self.drawn += 1
        self.of.add(whose)
        return await super().draw(drawing, whose)


@pytest.fixture
def studio() -> Watched:
    return Watched()


@pytest.fixture
async def made(
    server: SandboxServer, tmp_path: Path, studio: Watched, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Parts]:
    monkeypatch.setattr(delivery, "BackOff", lambda: BackOff(first=0.02, longest=0.1))
    async with parts(server, tmp_path, studio=studio) as made:
        yield made


async def calls(made: Parts, method: str) -> list[dict[str, Any]]:
    return await asyncio.to_thread(made.client.calls, method)


async def last(made: Parts, chat_id: int = JOKE) -> dict[str, Any]:
    found = await asyncio.to_thread(made.client.last_message, chat_id)
    assert found
    return found


def downloaded(made: Parts, media: dict[str, Any]) -> bytes:
    with urllib.request.urlopen(made.server.url + media["url"]) as stored:  # noqa: S310
        data: bytes = stored.read()
        return data


async def test_a_picture_arrives_with_its_words_and_buttons(made: Parts) -> None:
    made.say(JOKE, Message(html="screen", screen=True), PICTURE)
    await made.idle()
    sent = await last(made)
    assert sent["html"] == "<b>42</b> &amp; more"
    assert sent["buttons"] == [[{"text": "Share", "url": "https://t.me/share/url?url=x"}]]
    assert downloaded(made, sent["photo"]) == render(PICTURE.drawing)
    screen = made.store.screen(BOT.id, JOKE)
    assert screen is not None
    assert screen < sent["message_id"]
    assert made.store.waiting(BOT.id) == ()
    (action,) = await calls(made, "sendChatAction")
    assert action["params"]["action"] == "upload_photo"


async def test_the_same_picture_is_drawn_and_uploaded_once(made: Parts, studio: Watched) -> None:
    for chat_id in (JOKE, SANDER, JOKE):
        made.say(chat_id, PICTURE.model_copy(update={"caption": f"for {chat_id}"}))
        await made.idle()
    assert studio.drawn == 1
    _, *rest = await calls(made, "sendPhoto")
    assert [call["params"]["photo"] for call in rest] == [(await last(made))["photo"]["file_id"]] * 2
    assert len(await calls(made, "sendChatAction")) == 1
    assert (await last(made, SANDER))["text"] == f"for {SANDER}"
    made.say(JOKE, PICTURE.model_copy(update={"drawing": QrDrawing(url=f"{CODE}2")}))
    await made.idle()
    assert studio.drawn == 2


async def test_a_shop_s_own_picture_is_told_to_nobody_else(made: Parts, studio: Watched) -> None:
    """Telegram tells when a picture came up first: who makes the same one would learn when another got it."""

    for chat_id in (JOKE, SANDER, SANDER):
        made.say(chat_id, CARD)
        await made.idle()
    named = [(await last(made, chat_id))["photo"]["file_id"] for chat_id in (JOKE, SANDER)]
    assert len(set(named)) == 2
    sent = {str(call["params"].get("photo")) for call in await calls(made, "sendPhoto")}
    assert sent.isdisjoint(named)
    assert made.store.db.execute("SELECT count(*) FROM pictures").fetchone() == (0,)
    assert studio.of == {JOKE, SANDER}
    assert downloaded(made, (await last(made))["photo"]) == render(CARD.drawing)


async def test_telegram_s_name_of_it_outlasts_a_restart(server: SandboxServer, tmp_path: Path) -> None:
    studios = [Watched(), Watched()]
    for studio in studios:
        async with parts(server, tmp_path, studio=studio) as made:
            made.say(JOKE, PICTURE)
            await made.idle()
            assert (await last(made))["photo"]
    assert [studio.drawn for studio in studios] == [1, 0]


async def test_a_picture_that_waits_when_the_bot_stops_is_sent_by_the_next(
    server: SandboxServer, tmp_path: Path
) -> None:
    async with parts(server, tmp_path) as made:
        await asyncio.to_thread(made.client.fault, "error", method="sendPhoto", times=None)
        made.say(JOKE, PICTURE)
        await asyncio.sleep(0.2)
    async with parts(server, tmp_path, people=()) as made:
        await asyncio.to_thread(made.client.clear_faults)
        await Lease(storage_of(made.store), BOT.id, Sending(made.sender.hand_first)).begin()
        await made.idle()
        assert downloaded(made, (await last(made))["photo"]) == render(PICTURE.drawing)


@pytest.mark.parametrize(
    "description", ["wrong file identifier/HTTP URL specified", "wrong remote file identifier specified"]
)
async def test_a_name_that_telegram_refuses_is_replaced(
    made: Parts, studio: Watched, description: str
) -> None:
    made.say(JOKE, PICTURE)
    await made.idle()
    fault = {"code": 400, "description": f"Bad Request: {description}"}
    await asyncio.to_thread(made.client.fault, "error", method="sendPhoto", **fault)
    for _ in range(2):
        made.say(JOKE, PICTURE)
        await made.idle()
    given = [call["params"].get("photo") for call in await calls(made, "sendPhoto")]
    names = [row[0] for row in made.store.db.execute("SELECT file_id FROM pictures").fetchall()]
    assert len(given) == 4
    assert given[1] != given[3]
    assert [given[3]] == names
    messages = await asyncio.to_thread(made.client.messages, JOKE)
    assert len([message for message in messages if message.get("photo")]) == 3
    assert studio.drawn == 2


async def test_what_cannot_be_drawn_is_left_out(made: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError("no font")

    monkeypatch.setattr(typst, "compile", broken)
    with structlog.testing.capture_logs() as logged:
        made.say(JOKE, Message(html="before"), CARD, REPORT, Message(html="after"))
        await made.idle()
    assert await made.texts(JOKE) == ["before", "after"]
    assert made.store.waiting(BOT.id) == ()
    assert [entry["kind"] for entry in logged if entry["event"] == "not_drawn"] == ["picture", "report"]


@pytest.mark.parametrize("kind", ["reset_before", "error"])
async def test_an_upload_that_fails_is_tried_again(made: Parts, kind: str) -> None:
    await asyncio.to_thread(made.client.fault, kind, method="sendPhoto", times=2)
    made.say(JOKE, PICTURE, Message(html="after"))
    await made.idle()
    messages = await asyncio.to_thread(made.client.messages, JOKE)
    assert [bool(m.get("photo")) for m in messages if m["from"] == "bot"] == [True, False]


async def test_a_courtesy_that_fails_holds_nothing_up(made: Parts) -> None:
    await asyncio.to_thread(made.client.fault, "error", method="sendChatAction", times=None)
    made.say(JOKE, PICTURE, REPORT)
    await made.idle()
    assert (await last(made))["document"]
    assert len(await calls(made, "sendChatAction")) == 2


async def test_who_blocked_the_bot_gets_none(made: Parts) -> None:
    await asyncio.to_thread(made.client.block, JOKE)
    made.say(JOKE, PICTURE, REPORT)
    await made.idle()
    assert await calls(made, "sendDocument") == []
    assert made.store.waiting(BOT.id) == ()


async def test_a_picture_that_cannot_be_noted_is_sent_once(made: Parts, tmp_path: Path) -> None:
    made.say(JOKE, PICTURE)
    other = sqlite3.connect(tmp_path / "test.db")
    other.execute("BEGIN IMMEDIATE")
    await asyncio.to_thread(made.client.wait_for, JOKE, lambda m: bool(m.get("photo")))
    await asyncio.sleep(0.7)
    other.rollback()
    other.close()
    await made.idle()
    assert len(await calls(made, "sendPhoto")) == 1


async def test_a_report_is_a_file_with_its_name(made: Parts) -> None:
    made.say(JOKE, REPORT)
    await made.idle()
    sent = await last(made)
    assert (sent["html"], sent["document"]["name"]) == ("Uw <i>rapport</i>", "rapport één.pdf")
    assert downloaded(made, sent["document"]) == render(REPORT.drawing)
    (action,) = await calls(made, "sendChatAction")
    assert action["params"]["action"] == "upload_document"


async def test_a_text_file_arrives_as_it_was_written(made: Parts) -> None:
    text = '{"naam": "Bakkerij Één ☕"}\n'
    made.say(JOKE, File(name="gegevens.json", text=text, caption="Uw gegevens"))
    await made.idle()
    sent = await last(made)
    assert (sent["text"], sent["document"]["name"]) == ("Uw gegevens", "gegevens.json")
    assert downloaded(made, sent["document"]).decode() == text


async def test_a_text_that_is_no_utf_8_does_not_hold_up_its_chat(made: Parts) -> None:
    body = '{"kind":"file","name":"a.txt","text":"\\ud800","caption":"a"}'
    change = Change(chat_id=JOKE, version=0, session="{}", replies=(body,))
    appended = made.store.commit(BOT.id, [], [change], NOW)
    made.sender.hand(JOKE, appended[JOKE])
    made.say(JOKE, Message(html="on"))
    await made.idle()
    assert await made.texts(JOKE) == ["on"]


def test_typst_is_not_loaded_before_the_first_drawing() -> None:
    script = "import sys, bot.app.run; bot.app.run.Studio(); print('typst' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "False\n"
