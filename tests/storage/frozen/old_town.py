"""The bot of November 2026 with its database, and people whose chats go through its real worker.

Only the sending is played. It runs with the code that README.md names, not with today's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.dialogue.core.events import Command, Event, Membership, Photo, Tap, Text
from bot.dialogue.core.replies import Message, Picture
from bot.dialogue.turn.step import step
from bot.storage.access.console import SqlConsole
from bot.storage.chats.pictures import SqlPictures
from bot.storage.chats.records import Pending, Receipt
from bot.telegram.sending.drawing import Studio
from bot.telegram.turns import replies_json as bodies
from bot.telegram.turns.stepping import Conversations, Dialogue
from bot.telegram.turns.worker import Worker
from tests.support.town.admins import Hall
from tests.support.town.town import BOT, BOT_ID, Neighbour

WILLEM = 5_000_000_001
"""Stands in ADMIN_IDS."""
_APART = 1_009
"""What is between the ids of two people."""
_WAIT = timedelta(seconds=11)


@dataclass
class Person(Neighbour):
    """Somebody with a chat, who waits eleven seconds before everything said: no tap is a double one."""

    town: "OldTown" = field(kw_only=True)
    kind: str = ""
    """What this chat is there for."""

    @property
    def keyboard(self) -> list[str]:
        """List the codes of the screen."""
        return [button.code for row in self.chat[self.screen].keyboard for button in row if button.code]

    def happen(self, event: Event) -> list[Any]:
        self.now = max(self.now, self.town.now) + _WAIT
        return super().happen(event)

    def press(self, code: str) -> None:
        """Tap a code on the screen, which must be there."""
        assert code in self.keyboard, f"{code} is not among {self.keyboard}"
        self.tap_code(code, self.screen)

    def go(self, code: str) -> None:
        """Tap a code that some message of this chat could hold."""
        self.tap_code(code, self.screen)

    @property
    def run(self) -> int:
        return self.session.run


class OldTown(Hall):
    """The bot, its database, and everybody who talks with it; all that is said comes as raw updates."""

    def __init__(self) -> None:
        super().__init__(admin_ids=(WILLEM,))
        self.now = datetime(2026, 2, 10, 10, 0, tzinfo=UTC)
        self.console = SqlConsole(self.store.db, BOT_ID)
        self.pictures = SqlPictures(self.store.db)
        self.studio = Studio()
        self.reader._console = self.console
        conversations = Conversations(
            self.store, BOT_ID, Dialogue(step, _never, self.library.context), self.reader, self._clock
        )
        self._worker = Worker(conversations, BOT, self._hand, nonce=self.nonce)
        self._sent: list[Receipt] = []
        self._drawn: list[Picture] = []
        self.everyone: dict[int, Person] = {}
        self.unsent: set[int] = set()
        """The chats to which nothing arrives."""

    def arriving(self, kind: str, language_code: str = "nl") -> Person:
        """Let somebody come in."""
        number = WILLEM if WILLEM not in self.people else WILLEM + _APART * len(self.people)
        person = Person(id=number, town=self, language_code=language_code, now=self.now, kind=kind)
        self.people[number] = self.everyone[number] = person
        return person

    def started(self, kind: str, language_code: str = "nl", payload: str = "") -> Person:
        person = self.arriving(kind, language_code)
        person.command("start", payload)
        return person

    def invited(self, organisation: str, kind: str, language_code: str = "nl") -> Person:
        """Let an advisor of an organisation come in."""
        return self.started(kind, language_code, self.invitation(organisation))

    def until(self, month: int, day: int, hour: int = 9) -> None:
        """Go on to a moment of 2026."""
        self.now = max(self.now, datetime(2026, month, day, hour, tzinfo=UTC))

    def ring(self) -> None:
        """Let the bot speak first where it is due, and see what that made of the sessions."""
        super().ring()
        for number, person in self.people.items():
            person.stored = self.session(number)

    async def _take(self, chat_id: int, event: Event) -> list[Any]:
        self.said = []
        await self._worker.handle([_raw(self._updates, chat_id, event)])
        own = [reply for person, reply in self.said if person == chat_id]
        while await self._postman.deliver():
            pass
        await self.store.sent(BOT_ID, self._sent)
        for picture in self._drawn:
            key = await self.studio.key(picture.drawing)
            await self.pictures.keep(BOT_ID, key, f"file-{key[:12]}", self.now)
        self._sent, self._drawn = [], []
        return own

    def _hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        assert not alone or chat_id in self.people
        for pending in replies:
            reply = bodies.load(pending.body)
            self.said.append((chat_id, reply))
            person = self.people[chat_id]
            person.show(reply)
            if chat_id in self.unsent:
                continue
            screen = person.screen if isinstance(reply, Message) and reply.screen else None
            self._sent.append(Receipt(chat_id, pending.id, screen))
            self._drawn += [reply] if isinstance(reply, Picture) else []


def _never(*_: object) -> Any:
    raise AssertionError("a step failed")


def _raw(number: int, chat_id: int, event: Event) -> dict[str, Any]:
    """Write an event as Telegram would."""
    person = {"id": chat_id, "is_bot": False, "first_name": "X", "language_code": event.language_code}
    chat = {"id": chat_id, "type": "private"}
    message: dict[str, Any] = {"message_id": number, "from": person, "chat": chat}
    match event:
        case Tap():
            under = {"message_id": event.message_id, "chat": chat}
            query = {"id": str(number), "from": person, "message": under, "data": event.code}
            return {"update_id": number, "callback_query": query}
        case Command():
            message["text"] = f"/{event.name} {event.argument}".strip()
        case Text():
            message["text"] = event.text
        case Photo():
            message |= {"photo": [{"file_id": event.file_id}], "caption": event.caption}
        case Membership():
            member = {"status": "kicked" if event.blocked else "member"}
            changed = {"chat": chat, "from": person, "new_chat_member": member}
            return {"update_id": number, "my_chat_member": changed}
        case _:
            raise TypeError(event)
    return {"update_id": number, "message": message}
