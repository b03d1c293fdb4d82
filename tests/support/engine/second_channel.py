"""A channel that is not Telegram: people write lines, and choose by the number of a choice."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bench.rig.player import LAST, next_tap
from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Command, Event, Tap, Text
from bot.dialogue.core.replies import Edit, Message, Reply, Toast
from bot.dialogue.core.session import Session, load
from bot.dialogue.turn.step import apology, step, too_fast
from bot.engine.answers import FactsReader
from bot.engine.batching import Deliveries
from bot.engine.due import Alarm
from bot.engine.incoming import Incoming, Update
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.library import loader
from bot.library.parsing.markup import plain
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Pending, Receipt
from tests.support.storage.stored import storage_of

BOT_ID = 3


@dataclass(frozen=True, slots=True)
class Line:
    """What comes in: somebody wrote something, or chose."""

    number: int
    who: int
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """What somebody sees: a text, and the codes of what can be chosen, by label."""

    text: str
    choices: dict[str, str]


class SecondChannel:
    """Everything between a line that comes in and the page that it leads to."""

    def __init__(self) -> None:
        content = loader.load()
        context = Context(content, "Test", "privacy@example.org", "nobody")
        self.store = Store.open(":memory:")
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)
        self.pages: dict[int, Page] = {}
        self.said: list[str] = []
        self._unsent: list[Receipt] = []
        self._lines = 0
        storage = storage_of(self.store)
        reader = FactsReader(storage, BOT_ID, lambda _words, _language, _shop: ())
        dialogue = Dialogue(step, apology, lambda: context, too_fast)
        conversations = Conversations(storage, BOT_ID, dialogue, reader, lambda: self.now, as_text)
        self.alarm = Alarm(conversations, self._hand)
        self._handle = Worker(conversations, self._hand).handle
        self._deliveries = Deliveries()

    async def say(self, who: int, words: str) -> Page:
        """Let somebody write or choose; returns what that leads to."""
        self._lines += 1
        self.now += timedelta(seconds=10)
        await self.deliver(Line(self._lines, who, words))
        return self.pages[who]

    async def deliver(self, *brought: object) -> None:
        """Have things handled, and all that came of them shown."""
        stop = asyncio.Event()
        running = asyncio.create_task(self._deliveries.run(self._read, self._handle, stop))
        await asyncio.gather(*(self._deliveries.take(one) for one in brought))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        self._deliveries = Deliveries()
        self.show()

    def show(self) -> None:
        """Note that everything was shown."""
        unsent, self._unsent = self._unsent, []
        self.store.record_sent(BOT_ID, unsent)

    def session(self, who: int) -> Session:
        return load(self.store.load(BOT_ID, [who], []).chats[who].session)

    def _read(self, brought: object) -> Update:
        if not isinstance(brought, Line):
            return Update(None, malformed="no line")
        event = self._event(brought)
        return Update(brought.number, "line", self.now, Incoming(brought.number, brought.who, event))

    def _event(self, line: Line) -> Event:
        page = self.pages.get(line.who)
        if page and line.words in page.choices.values():
            return Tap(now=self.now, code=line.words, message_id=1, callback_id=str(line.number))
        if line.words.startswith("/"):
            return Command(now=self.now, language_code="nl", name=line.words[1:])
        return Text(now=self.now, language_code="nl", text=line.words)

    def _hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        assert not alone
        for pending in replies:
            shown = json.loads(pending.body)
            self.said.append(shown["text"])
            if shown["choices"] is not None:
                self.pages[chat_id] = Page(shown["text"], shown["choices"])
            self._unsent.append(Receipt(chat_id, pending.id, 1 if shown["choices"] is not None else None))


def as_text(reply: Reply) -> str:
    """Write a reply as a page of plain text; the answer to a tap, and a picture, have no choices."""
    if isinstance(reply, Message | Edit):
        choices = {key.label: key.code for row in reply.keyboard for key in row if key.code}
        return json.dumps({"text": plain(reply.html), "choices": choices})
    text = reply.text if isinstance(reply, Toast) else reply.kind
    return json.dumps({"text": text, "choices": None})


async def assess(channel: SecondChannel, who: int = 5) -> list[Page]:
    """Let somebody go through a whole assessment, to a card of the advice; returns the pages."""
    pages = [await channel.say(who, "/start")]
    read = 0
    while read < LAST:
        code, read = next_tap(0, read, list(pages[-1].choices.values()))
        assert code
        pages.append(await channel.say(who, code))
    return pages


async def run() -> list[Page]:
    """Go through an assessment on a channel of its own; returns the pages."""
    channel = SecondChannel()
    try:
        return await assess(channel)
    finally:
        channel.store.close()
