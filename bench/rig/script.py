"""What the other bots are to say: this bot's own words, out of one conversation with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.rig.player import next_tap
from bot.dialogue.core.context import Context
from bot.dialogue.turn.step import apology, step
from bot.engine.answers import FactsReader
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.lib.clock import utc_now
from bot.library.loader import load
from bot.library.schema.content import Content
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Pending
from bot.storage.database import Storage
from bot.telegram.api.updates import BotIdentity, update_of
from scoring.model import Question
from scoring.path import SHOP_TYPE, options_for
from scoring.score import WEB

BOT = BotIdentity(7_000_000, "bench_bot")
CHAT = 1
Rows = list[list[list[str]]]
"""Rows of buttons, each a label and its callback data."""


@dataclass(frozen=True)
class Conversation:
    """A whole conversation: its screens, by the code that was tapped, and the session at its end."""

    screens: dict[str, tuple[str, Rows]]
    session: str


class _Talk:
    """This bot without Telegram: updates in, replies out."""

    def __init__(self, content: Content) -> None:
        self.store = Store.open(":memory:")
        context = Context(content, "Bench", "bench@example.org", BOT.username)
        storage = Storage(self.store)
        reader = FactsReader(storage, BOT.id, lambda _words, _language, _shop: ())
        self._said: list[Pending] = []
        dialogue = Dialogue(step, apology, lambda: context)
        self._worker = Worker(Conversations(storage, BOT.id, dialogue, reader), self._take)
        self._number = 0

    def _take(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:  # noqa: ARG002
        self._said += replies

    async def hear(self, what: dict[str, Any]) -> tuple[str, Rows]:
        """Handle an update; give the screen that it leads to."""
        self._number += 1
        self._said.clear()
        await self._worker.handle([update_of({"update_id": self._number, **what}, BOT, utc_now())])
        replies = [json.loads(pending.body) for pending in self._said]
        screens = [reply for reply in replies if reply["kind"] in ("message", "edit")]
        # The message that a result is asked in becomes its picture, and keeps no button.
        screen = next((reply for reply in screens if reply["keyboard"]), screens[0])
        keyboard = [[[key["label"], key["code"]] for key in row] for row in screen["keyboard"]]
        return screen["html"], keyboard


async def converse(variant: int = 0) -> Conversation:
    """Go through one conversation."""
    talk = _Talk(load())
    try:
        return await _conversed(talk, variant)
    finally:
        talk.store.close()


async def _conversed(talk: _Talk, variant: int) -> Conversation:
    chat = {"id": CHAT, "type": "private"}
    sender = {"id": CHAT, "is_bot": False, "language_code": "nl"}
    message = {"message_id": 1, "chat": chat, "from": sender, "text": "/start"}
    code: str | None = "/start"
    html, rows = await talk.hear({"message": message})
    screens, read = {"/start": (html, rows)}, 0
    while True:
        code, read = next_tap(variant, read, [data for row in rows for _, data in row])
        if code is None:
            break
        under = {"message_id": 2, "chat": chat}
        query = {"id": "1", "from": sender, "message": under, "data": code}
        html, rows = await talk.hear({"callback_query": query})
        screens[code] = (html, rows)
    stored = next(iter(talk.store.db["chats"].rows))
    return Conversation(screens, str(stored["session"]))


async def script() -> dict[str, Any]:
    """Write down what a bot of another make needs: the questions in their words, and the fixed screens.

    A webshop alone is asked some things in other words, and is not offered all that others are.
    """
    content = load()
    talked = await converse()
    asked = content.questionnaire.questions
    questions = {
        "door": [_written(content, question, "physical") for question in asked],
        "web": [_written(content, question, WEB) for question in asked],
    }
    fixed = {
        code: {"html": html, "rows": rows}
        for code, (html, rows) in talked.screens.items()
        if code == "/start" or code.startswith(("result:", "page:"))
    }
    return {"questions": questions, "fixed": fixed}


def _written(content: Content, question: Question, shop_type: str) -> dict[str, Any]:
    texts, web = content.texts["nl"], shop_type == WEB
    words = texts.questions.questions[question.id]
    words = words.to_webshop() if web else words
    options = []
    for option in options_for(question, {SHOP_TYPE: shop_type}):
        said = texts.option(question.id, option.id, web=web)
        if said is None:
            raise LookupError(f"{question.id}.{option.id} has no words")
        options.append([option.id, said.label, said.told or said.label])
    return {
        "id": question.id,
        "several": question.several,
        "when": {name: list(allowed) for name, allowed in question.when.items()},
        "name": words.name,
        "ask": words.ask,
        "hint": words.hint,
        "options": options,
    }
