"""The sender against the sandbox, with everything that goes wrong on the way."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog.testing

from bot.dialogue.core.replies import Button, Edit, Keyboard, Message, Retire, Toast
from bot.engine.lease import Lease, Sending
from bot.lib.backoff import BackOff
from bot.sandbox.server import SandboxServer
from bot.storage.chats.records import Change, Receipt
from bot.telegram.api import calls
from bot.telegram.sending import delivery
from bot.telegram.sending.receipts import Receipts
from tests.support.storage.stored import storage_of
from tests.support.telegram.harness import BOT, MORE, NOW, Parts, parts, until

JOKE, SANDER = 100001, 100002


@pytest.fixture
async def made(
    server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Parts]:
    """Make a sender; its back-off is as in service, only faster."""
    monkeypatch.setattr(delivery, "BackOff", lambda: BackOff(first=0.02, longest=0.1))
    async with parts(server, tmp_path) as made:
        yield made


def message(html: str, *, screen: bool = True) -> Message:
    return Message(html=html, keyboard=MORE, screen=screen)


async def screen_of(made: Parts, chat_id: int = JOKE) -> int:
    """Send a first screen and return its message id."""
    made.say(chat_id, message("first"))
    await made.idle()
    screen = made.store.screen(BOT.id, chat_id)
    assert screen is not None
    return screen


def nothing_pending(made: Parts) -> bool:
    return made.store.waiting(BOT.id) == ()


async def test_a_message_arrives_as_it_was_meant(made: Parts) -> None:
    keyboard = (
        (Button(label="Code", code="x:1"), Button(label="Link", url="https://example.org/")),
        (Button(label="Copy", copy_text="Beste klant"),),
    )
    made.say(JOKE, Message(html="<b>Vet</b> &amp; https://example.org", keyboard=keyboard))
    await made.idle()
    sent = await asyncio.to_thread(made.client.last_message, JOKE)
    assert sent
    assert sent["html"].startswith("<b>Vet</b> &amp; ")
    assert sent["buttons"] == [
        [{"text": "Code", "data": "x:1"}, {"text": "Link", "url": "https://example.org/"}],
        [{"text": "Copy", "copy": "Beste klant"}],
    ]
    (call,) = await asyncio.to_thread(made.client.calls, "sendMessage")
    assert '"is_disabled": true' in call["params"]["link_preview_options"]
    assert nothing_pending(made)


async def test_only_a_screen_is_noted_as_one(made: Parts) -> None:
    screen = await screen_of(made)
    made.say(JOKE, message("aside", screen=False))
    await made.idle()
    assert made.store.screen(BOT.id, JOKE) == screen


async def test_an_edit_replaces_its_message_and_its_keyboard(made: Parts) -> None:
    screen = await screen_of(made)
    made.say(JOKE, message("second"))
    made.say(JOKE, Edit(message_id=screen, html="edited"))
    await made.idle()
    assert await made.texts(JOKE) == ["edited", "second"]
    messages = await asyncio.to_thread(made.client.messages, JOKE)
    assert [m["buttons"] for m in messages if m["text"] == "edited"] == [[]]
    assert made.store.screen(BOT.id, JOKE) == screen


async def test_an_edit_that_changes_nothing_counts_as_sent(made: Parts) -> None:
    screen = await screen_of(made)
    made.say(JOKE, Edit(message_id=screen, html="first", keyboard=MORE))
    await made.idle()
    assert await made.texts(JOKE) == ["first"]
    assert nothing_pending(made)


@pytest.mark.parametrize("description", ["message to edit not found", "message can't be edited"])
async def test_an_edit_of_a_message_that_is_gone_is_sent_anew_as_the_screen(
    made: Parts, description: str
) -> None:
    screen = await screen_of(made)
    if description == "message to edit not found":
        await made.connection.bot.delete_message(JOKE, screen)
    else:
        fault = {"code": 400, "description": f"Bad Request: {description}"}
        await asyncio.to_thread(made.client.fault, "error", method="editMessageText", **fault)
    made.say(JOKE, Edit(message_id=screen, html="anew", keyboard=MORE))
    await made.idle()
    sent = await asyncio.to_thread(made.client.last_message, JOKE)
    assert sent
    assert (sent["text"], len(sent["buttons"])) == ("anew", 1)
    assert made.store.screen(BOT.id, JOKE) == sent["message_id"] != screen
    assert nothing_pending(made)


async def test_retiring_takes_the_keyboard_of_the_screen(made: Parts) -> None:
    made.say(JOKE, message("first"), Retire(html="old"), message("second"))
    await made.idle()
    messages = await asyncio.to_thread(made.client.messages, JOKE)
    shown = [(m["text"], len(m["buttons"])) for m in messages if m["from"] == "bot"]
    assert shown == [("old", 0), ("second", 1)]


async def test_retiring_without_a_screen_or_one_that_is_gone_is_dropped(made: Parts) -> None:
    made.say(JOKE, Retire(html="old"))
    screen = await screen_of(made)
    await made.connection.bot.delete_message(JOKE, screen)
    made.say(JOKE, Retire(html="old"), message("second"))
    await made.idle()
    assert await made.texts(JOKE) == ["second"]
    assert nothing_pending(made)


async def test_a_tap_is_answered_before_what_waits_in_its_chat(made: Parts) -> None:
    screen = await screen_of(made)
    callback = await asyncio.to_thread(made.client.tap, JOKE, screen, "more")
    await asyncio.to_thread(made.client.fault, "delay", method="sendMessage", seconds=1.0)
    made.say(JOKE, message("slow"), Toast(callback_id=callback, text="Genoteerd"))
    await until(lambda: bool(made.server.sandbox.callbacks[callback].answer))
    assert await made.texts(JOKE) == ["first"]
    await made.idle()
    transcript = await asyncio.to_thread(made.client.transcript, JOKE)
    assert [toast["text"] for toast in transcript["toasts"]] == ["Genoteerd"]


async def test_a_tap_that_is_answered_slowly_holds_nothing_up(made: Parts) -> None:
    screen = await screen_of(made)
    callback = await asyncio.to_thread(made.client.tap, JOKE, screen, "more")
    await asyncio.to_thread(made.client.fault, "delay", method="answerCallbackQuery", seconds=1.0)
    made.say(JOKE, Toast(callback_id=callback), Edit(message_id=screen, html="edited"))
    await asyncio.to_thread(made.client.wait_for, JOKE, lambda m: m["text"] == "edited")
    assert made.server.sandbox.callbacks[callback].answer is None
    await made.idle()


async def test_a_tap_that_can_no_longer_be_answered_is_dropped(made: Parts) -> None:
    screen = await screen_of(made)
    await asyncio.to_thread(made.client.settings, callback_max_age=0)
    callback = await asyncio.to_thread(made.client.tap, JOKE, screen, "more")
    await asyncio.sleep(0.01)
    made.say(JOKE, Toast(callback_id=callback), Toast(callback_id="unknown"), message("on"))
    await made.idle()
    assert await made.texts(JOKE) == ["first", "on"]
    assert nothing_pending(made)


async def test_a_chat_told_to_wait_does_not_hold_up_another(made: Parts) -> None:
    await asyncio.to_thread(made.client.fault, "too_many_requests", chat_id=JOKE, retry_after=1)
    before = time.monotonic()
    made.say(JOKE, message("a"), message("b"))
    made.say(SANDER, message("c"))
    await asyncio.to_thread(made.client.wait_for, SANDER, lambda m: m["text"] == "c")
    assert await made.texts(JOKE) == []
    await made.idle()
    assert time.monotonic() - before >= 1
    assert await made.texts(JOKE) == ["a", "b"]


@pytest.mark.parametrize("kind", ["reset_before", "reset_after"])
async def test_a_lost_connection_is_tried_again_in_order(made: Parts, kind: str) -> None:
    await asyncio.to_thread(made.client.fault, kind, method="sendMessage")
    made.say(JOKE, message("a"), message("b"))
    await made.idle()
    # After a reset nobody can tell whether it was applied: twice is right, not at all is not.
    repeated = ["a"] if kind == "reset_after" else []
    assert await made.texts(JOKE) == [*repeated, "a", "b"]
    assert nothing_pending(made)


async def test_an_edit_whose_answer_was_lost_is_not_sent_anew(made: Parts) -> None:
    screen = await screen_of(made)
    await asyncio.to_thread(made.client.fault, "reset_after", method="editMessageText")
    made.say(JOKE, message("second"), Edit(message_id=screen, html="edited"))
    await made.idle()
    assert await made.texts(JOKE) == ["edited", "second"]
    assert made.store.screen(BOT.id, JOKE) == screen
    assert nothing_pending(made)


async def test_an_outage_is_outlasted(made: Parts) -> None:
    await asyncio.to_thread(made.client.fault, "error", method="sendMessage", code=502, times=8)
    made.say(JOKE, message("a"), message("b"))
    await made.idle()
    assert await made.texts(JOKE) == ["a", "b"]
    assert len(await asyncio.to_thread(made.client.calls, "sendMessage")) == 10


async def test_a_chat_that_blocked_the_bot_is_dropped_and_marked(made: Parts) -> None:
    await screen_of(made)
    await asyncio.to_thread(made.client.block, JOKE)
    made.say(JOKE, message("a"), message("b"), message("c"))
    made.say(SANDER, message("d"))
    await made.idle()
    assert len(await asyncio.to_thread(made.client.calls, "sendMessage")) == 3
    assert await made.texts(SANDER) == ["d"]
    assert nothing_pending(made)
    assert list(made.store.db.query("SELECT blocked FROM chats ORDER BY chat_id")) == [
        {"blocked": 1},
        {"blocked": 0},
    ]
    await asyncio.to_thread(made.client.start, JOKE)
    made.say(JOKE, message("back"))
    await made.idle()
    assert (await made.texts(JOKE))[-1] == "back"
    assert list(made.store.db.query("SELECT DISTINCT blocked FROM chats")) == [{"blocked": 0}]


async def test_a_reply_that_telegram_refuses_is_given_up_and_its_chat_goes_on(made: Parts) -> None:
    with structlog.testing.capture_logs() as logged:
        made.say(JOKE, message("<b>geheim"), message("on"))
        await made.idle()
    assert await made.texts(JOKE) == ["on"]
    assert nothing_pending(made)
    (refused,) = [entry for entry in logged if entry["event"] == "reply_refused"]
    assert refused["error"] == "BadRequest: Can't parse entities"
    assert "geheim" not in str(logged)


async def test_a_reply_that_cannot_be_read_does_not_hold_up_its_chat(made: Parts) -> None:
    bodies = ("{", '{"kind":"hologram"}', Message(html="on").model_dump_json())
    change = Change(chat_id=JOKE, version=0, session="{}", replies=bodies)
    appended = made.store.commit(BOT.id, [], [change], NOW)
    made.sender.hand(JOKE, appended[JOKE])
    await made.idle()
    assert await made.texts(JOKE) == ["on"]
    assert nothing_pending(made)


async def test_a_fault_of_ours_in_a_reply_does_not_hold_up_its_chat(
    made: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(keyboard: Keyboard) -> dict[str, str]:
        raise ZeroDivisionError

    made.say(JOKE, Message(html="a", keyboard=MORE))
    monkeypatch.setattr(calls, "markup", faulty)
    await made.idle()
    monkeypatch.undo()
    made.say(JOKE, Message(html="on"))
    await made.idle()
    assert await made.texts(JOKE) == ["on"]
    assert nothing_pending(made)


async def test_sending_that_ends_for_no_known_reason_is_not_kept_quiet(
    made: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its chat would get nothing any more until the next start; so the bot ends, and is started anew."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(Receipts, "add", fail)
    made.say(JOKE, message("hello"))
    with pytest.raises(ZeroDivisionError):
        async with asyncio.timeout(5):
            await made.sender.failed


async def test_many_chats_are_sent_to_side_by_side(made: Parts, server: SandboxServer) -> None:
    people = range(1, 41)
    for person in people:
        await asyncio.to_thread(made.client.add_person, person, f"P{person}")
        await asyncio.to_thread(made.client.start, person)
    await asyncio.to_thread(made.client.fault, "delay", method="sendMessage", seconds=0.3, times=None)
    before = time.monotonic()
    for person in people:
        made.say(person, message("a"))
    await made.idle()
    assert time.monotonic() - before < 3
    assert all([await made.texts(person) == ["a"] for person in people])


async def test_a_chat_that_is_done_leaves_nothing_behind(made: Parts) -> None:
    made.say(JOKE, message("a"), Toast(callback_id="unknown"))
    assert made.sender.busy == 2
    await made.idle()
    assert made.sender.busy == 0
    assert not made.sender._queues


async def test_a_new_sender_goes_on_where_the_last_one_stopped(server: SandboxServer, tmp_path: Path) -> None:
    async with parts(server, tmp_path) as made:
        await asyncio.to_thread(made.client.fault, "error", method="sendMessage", times=None)
        made.say(JOKE, message("a"), message("b"))
        made.say(SANDER, message("c"))
        await asyncio.sleep(0.1)
    async with parts(server, tmp_path, people=()) as made:
        await asyncio.to_thread(made.client.clear_faults)
        await Lease(storage_of(made.store), BOT.id, Sending(made.sender.hand_first)).begin()
        made.say(JOKE, message("later"))
        await made.idle()
        assert await made.texts(JOKE) == ["a", "b", "later"]
        assert await made.texts(SANDER) == ["c"]
        assert nothing_pending(made)


async def test_closing_sends_what_can_be_sent_in_time(server: SandboxServer, tmp_path: Path) -> None:
    async with parts(server, tmp_path) as made:
        await asyncio.to_thread(made.client.fault, "delay", method="sendMessage", seconds=0.2)
        made.say(JOKE, message("a"))
        before = time.monotonic()
        await made.sender.close(5)
        assert time.monotonic() - before < 2
        assert await made.texts(JOKE) == ["a"]
        assert nothing_pending(made)


async def test_closing_keeps_what_could_not_be_sent(server: SandboxServer, tmp_path: Path) -> None:
    async with parts(server, tmp_path) as made:
        await asyncio.to_thread(made.client.fault, "error", method="sendMessage", times=None)
        made.say(JOKE, message("a"))
        before = time.monotonic()
        await made.sender.close(0.2)
        assert 0.2 <= time.monotonic() - before < 1
        assert made.store.waiting(BOT.id) == (JOKE,)


@pytest.mark.parametrize("code", [401, 404])
async def test_one_refusal_is_tried_again_and_told(made: Parts, code: int) -> None:
    fault = {"code": code, "description": "Unauthorized"}
    await asyncio.to_thread(made.client.fault, "error", method="sendMessage", **fault)
    checking = asyncio.create_task(made.connection.credentials.run())
    made.say(JOKE, message("a"), message("b"))
    await made.idle()
    assert await made.texts(JOKE) == ["a", "b"]
    asked = await asyncio.to_thread(made.client.calls)
    assert [call["method"] for call in asked].count("getMe") == 1
    assert not checking.done()
    checking.cancel()


async def test_receipts_outlast_a_locked_database(made: Parts, tmp_path: Path) -> None:
    made.say(JOKE, message("a"))
    other = sqlite3.connect(tmp_path / "test.db")
    other.execute("BEGIN IMMEDIATE")
    await asyncio.to_thread(made.client.wait_for, JOKE, lambda m: m["text"] == "a")
    await asyncio.sleep(0.1)
    other.rollback()
    other.close()
    for _ in range(100):
        if nothing_pending(made):
            break
        await asyncio.sleep(0.05)
    assert nothing_pending(made)
    assert made.store.screen(BOT.id, JOKE)
    assert await made.texts(JOKE) == ["a"]


async def test_a_late_receipt_does_not_unmark_a_blocked_chat(made: Parts) -> None:
    await screen_of(made)
    await asyncio.to_thread(made.client.block, JOKE)
    made.sender._receipts.add(Receipt(JOKE, 999, screen=1))
    made.say(JOKE, message("a"))
    await made.idle()
    assert list(made.store.db.query("SELECT blocked FROM chats")) == [{"blocked": 1}]
