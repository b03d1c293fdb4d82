"""Forgetting a chat, from the update to the last reply: nothing of it is left, and nothing said of before."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Event, Tap, Text
from bot.dialogue.core.queries import Facts
from bot.dialogue.core.replies import Edit, Message, Toast
from bot.dialogue.core.session import Session
from bot.dialogue.turn.step import Outcome
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.lib.backoff import BackOff
from bot.sandbox.server import SandboxServer
from bot.telegram.sending import delivery
from tests.support.storage.stored import holding, storage_of
from tests.support.telegram.harness import (
    BOT,
    NOW,
    Parts,
    context,
    counting,
    parts,
    read_updates,
    reader,
    sorry,
    until,
)

JOKE, SANDER = 100001, 100002


def forgetful(session: Session, event: Event, given: Context, facts: Facts) -> Outcome:
    """Count; forget on "forget", typed or tapped."""
    if isinstance(event, Text) and event.text == "forget":
        return Outcome(session, (Message(html=f"forgot {session.run}", screen=True),), forget=True)
    if isinstance(event, Tap) and event.code == "forget":
        edit = Edit(message_id=event.message_id, html="forgot")
        return Outcome(session, (Toast(callback_id=event.callback_id), edit), forget=True)
    return counting(session, event, given, facts)


@pytest.fixture
async def made(
    server: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Parts]:
    monkeypatch.setattr(delivery, "BackOff", lambda: BackOff(first=0.02, longest=0.1))
    async with parts(server, tmp_path) as made:
        yield made


@pytest.fixture
def worker(made: Parts) -> Worker:
    dialogue = Dialogue(forgetful, sorry, context)
    conversations = Conversations(
        storage_of(made.store), BOT.id, dialogue, reader(storage_of(made.store)), lambda: NOW
    )
    return Worker(conversations, made.sender.hand)


def text(update_id: int, words: str, chat_id: int = JOKE) -> dict[str, Any]:
    chat, sender = {"id": chat_id, "type": "private"}, {"id": chat_id, "is_bot": False}
    sent = {"message_id": update_id, "date": 1, "chat": chat, "from": sender, "text": words}
    return {"update_id": update_id, "message": sent}


async def test_nothing_is_left_once_the_last_reply_is_sent(made: Parts, worker: Worker) -> None:
    await worker.handle(read_updates([text(1, "a"), text(2, "/start"), text(3, "b", SANDER)]))
    await made.idle()
    assert "chats.chat_id" in holding(made.store, JOKE)
    await worker.handle(read_updates([text(4, "forget")]))
    await made.idle()
    assert await made.texts(JOKE) == ["count 1: a", "count 1", "forgot 1"]
    assert holding(made.store, JOKE) == []
    assert holding(made.store, SANDER) == ["chats.chat_id"]


async def test_a_tap_can_forget_and_its_message_says_so(made: Parts, worker: Worker) -> None:
    await worker.handle(read_updates([text(1, "/start")]))
    await made.idle()
    screen = made.store.screen(BOT.id, JOKE)
    callback = await asyncio.to_thread(made.client.tap, JOKE, screen or 0, "forget", stale=True)
    message = {"message_id": screen, "date": 1, "chat": {"id": JOKE, "type": "private"}}
    query = {"id": callback, "from": {"id": JOKE, "is_bot": False}, "message": message, "data": "forget"}
    await worker.handle(read_updates([{"update_id": 2, "callback_query": query}]))
    await made.idle()
    assert await made.texts(JOKE) == ["forgot"]
    assert holding(made.store, JOKE) == []


async def test_what_was_not_sent_yet_is_never_sent(made: Parts, worker: Worker) -> None:
    for method in ("sendMessage", "editMessageText"):
        await asyncio.to_thread(made.client.fault, "error", method=method, chat_id=JOKE, code=502, times=None)
    await worker.handle(read_updates([text(1, "a"), text(2, "b"), text(3, "c", SANDER)]))
    await until(lambda: len(made.client.calls("sendMessage")) > 2)
    await worker.handle(read_updates([text(4, "forget")]))
    await asyncio.to_thread(made.client.clear_faults)
    await made.idle()
    assert await made.texts(JOKE) == ["forgot 2"]
    assert await made.texts(SANDER) == ["count 1: c"]
    assert holding(made.store, JOKE) == []


async def test_in_one_batch_only_what_comes_after_counts(made: Parts, worker: Worker) -> None:
    await worker.handle(read_updates([text(1, "a"), text(2, "forget"), text(3, "b")]))
    await made.idle()
    assert await made.texts(JOKE) == ["forgot 1", "count 1: b"]
    assert holding(made.store, JOKE) == ["chats.chat_id"]


async def test_who_was_never_here_can_be_forgotten(made: Parts, worker: Worker) -> None:
    await worker.handle(read_updates([text(1, "forget")]))
    await made.idle()
    assert await made.texts(JOKE) == ["forgot 0"]
    assert holding(made.store, JOKE) == []


async def test_who_comes_back_begins_anew(made: Parts, worker: Worker) -> None:
    await worker.handle(read_updates([text(1, "a"), text(2, "b")]))
    await worker.handle(read_updates([text(3, "forget")]))
    await worker.handle(read_updates([text(4, "c")]))
    await made.idle()
    assert (await made.texts(JOKE))[-2:] == ["forgot 2", "count 1: c"]
