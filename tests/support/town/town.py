"""Several people with the bot, each in a chat of their own: the real steps on a real database."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.dialogue.core.events import Command, Event, Text
from bot.dialogue.core.replies import Button, Reply
from bot.dialogue.core.session import Session, dump
from bot.dialogue.turn.step import apology, step
from bot.engine import replies_json as bodies
from bot.engine.answers import FactsReader
from bot.engine.commits import Commits
from bot.engine.due import Alarm
from bot.engine.incoming import Incoming, Update
from bot.engine.notices import Postman
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.turn import turn
from bot.engine.worker import Worker
from bot.storage.chats.records import Pending, Receipt, VersionConflict
from tests.support.dialogue.talk import CONTEXT, INDEX, START, Talk
from tests.support.storage.appointing import invite, withdraw
from tests.support.storage.stored import opened_store, storage_of

BOT_ID = 7


class Town:
    """A database and the people who talk with its bot."""

    def __init__(self) -> None:
        self.store = opened_store()
        self.storage = storage_of(self.store)
        self.groups = self.storage.unit.groups
        self.now = START
        self.people: dict[int, Neighbour] = {}
        self.said: list[tuple[int, Reply]] = []
        self._commits = Commits(self.storage, BOT_ID, self._hand)
        self._updates = 0
        reader = FactsReader(self.storage, BOT_ID, INDEX.search)
        self.converse(Dialogue(step, apology, lambda: CONTEXT), reader)

    def converse(self, dialogue: Dialogue, reader: FactsReader) -> None:
        """Let the bot say things so, and know what this reader tells."""
        self.reader = reader
        self._conversations = Conversations(self.storage, BOT_ID, dialogue, reader, self._clock)
        self._postman = Postman(self._conversations, self._hand)
        self._alarm = Alarm(self._conversations, self._hand)

    def person(self, language_code: str = "nl") -> "Neighbour":
        """Let somebody new come in."""
        person = Neighbour(id=len(self.people) + 1, town=self, language_code=language_code)
        self.people[person.id] = person
        return person

    def invitation(self, organisation: str) -> str:
        """Make an invitation, as an administrator does; returns the payload of its start link."""
        code = self.nonce()
        invite(self.store.db, BOT_ID, organisation, code, self.now)
        return f"a-{code}"

    def advisor(self, organisation: str = "Stichting Winkelhart", language_code: str = "nl") -> "Neighbour":
        """Let an advisor of an organisation come in."""
        person = self.person(language_code)
        person.command("start", self.invitation(organisation))
        return person

    def withdraw(self, advisor: "Neighbour") -> None:
        """End that somebody is an advisor, as an administrator does."""
        withdraw(self.store.db, BOT_ID, advisor.id, self.now)

    def nonce(self) -> str:
        return f"{self._next():022d}"

    def _next(self) -> int:
        self._updates += 1
        return self._updates

    def session(self, chat_id: int) -> str:
        loaded = self.store.load(BOT_ID, [chat_id], [])
        row = loaded.chats.get(chat_id)
        return row.session if row else dump(Session())

    def take(self, chat_id: int, event: Event) -> list[Reply]:
        """Take an event of a chat, then tell others; returns what this chat reads."""
        return asyncio.run(self._take(chat_id, replace(event, nonce=self.nonce())))

    def at_once(self, said: Sequence[tuple[int, str]]) -> None:
        """Let people say things that come in one batch of updates."""
        self.handle([self._update(chat_id, text) for chat_id, text in said])

    def handle(self, updates: Sequence[Update]) -> None:
        """Take updates in one batch."""
        # A new one each time: a test taps more in a minute than a person may.
        worker = Worker(self._conversations, self._hand, nonce=self.nonce)
        asyncio.run(worker.handle(updates))
        for person in self.people.values():
            person.stored = self.session(person.id)

    def update(self, chat_id: int, event: Event) -> Update:
        """Give an event as an update, which can be handled again."""
        number = self._next()
        return Update(number, incoming=Incoming(number, chat_id, event))

    def _update(self, chat_id: int, text: str) -> Update:
        spoken = text.removeprefix("/").partition(" ")
        event: Event = Text(now=self.now, language_code="nl", text=text)
        if text.startswith("/"):
            event = Command(now=self.now, language_code="nl", name=spoken[0], argument=spoken[2])
        return self.update(chat_id, event)

    def ring(self) -> None:
        """Let the bot speak first where it is due."""
        asyncio.run(self._alarm.ring())

    async def _take(self, chat_id: int, event: Event) -> list[Reply]:
        self.said = []
        self._release()
        update = Incoming(self._updates, chat_id, event)
        while True:
            loaded = self.store.load(BOT_ID, [chat_id], [])
            change = (await turn(chat_id, loaded.chats.get(chat_id), [update], self._conversations)).change
            try:
                await self._commits.make([self._updates], [change], self.now)
                break
            except VersionConflict:
                continue
        own = [reply for person, reply in self.said if person == chat_id]
        self._release()
        while await self._postman.deliver():
            pass
        return own

    def _release(self) -> None:
        """Let what is ripe join its group's totals, as the bot does in the background."""
        while self.groups.release(BOT_ID, CONTEXT.content.questionnaire, self.now):
            pass

    def _hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        for pending in replies:
            reply = bodies.load(pending.body)
            self.said.append((chat_id, reply))
            if chat_id in self.people:
                self.people[chat_id].show(reply)
        receipts = [Receipt(chat_id, pending.id) for pending in replies]
        # Sent: nothing stays pending.
        for receipt in receipts:
            self.store.db.execute("DELETE FROM replies WHERE id = ?", (receipt.reply_id,))
        assert not alone or chat_id in self.people

    def _clock(self) -> datetime:
        return self.now


@dataclass
class Neighbour(Talk):
    """One of the people, whose session is the database's."""

    id: int = 0
    town: Town = field(kw_only=True)
    codes: list[tuple[Button, ...]] = field(default_factory=list)
    """Every row of buttons that was ever shown."""

    def happen(self, event: Event) -> list[Reply]:
        self.town.now = self.now = max(self.now, self.town.now)
        replies = self.town.take(self.id, replace(event, now=self.now))
        self.stored = self.town.session(self.id)
        return replies

    def show(self, reply: Reply) -> None:
        self.codes += getattr(reply, "keyboard", ())
        self._apply(reply)
