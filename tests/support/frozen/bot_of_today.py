"""The bot of today on a database, with a clock that stands still: all that the frozen chats need of the code.

What goes in is raw updates, what comes out is JSON as it is stored. So whatever moves in the code, this file
alone follows it, and what was frozen is read by the code as it is then.
"""

import asyncio
import json
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.app.group_totals import Releasing
from bot.app.live_content import Library
from bot.app.peer_table import Comparing
from bot.dialogue.admin.fields import fingerprint
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Session
from bot.dialogue.turn.screens import ACTIONS
from bot.dialogue.turn.step import apology, step, too_fast
from bot.editorial.checking import Checking
from bot.editorial.desk import Desk
from bot.editorial.editorial import Editorial
from bot.editorial.releases import Releases
from bot.engine import replies_json as bodies
from bot.engine.admin_queries import AdminReader
from bot.engine.answers import FactsReader
from bot.engine.due import Alarm
from bot.engine.editorial_queries import AdminOffice
from bot.engine.incoming import FileUnreachable
from bot.engine.lease import Lease, Sending
from bot.engine.notices import Postman
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.library.files import shipped_content as shipped_content
from bot.library.loader import load
from bot.records.console import Waiting as Waiting
from bot.roles import Roles
from bot.sandbox.state import BOT_ID, BOT_USERNAME, TOKEN
from bot.storage.chats.records import Pending, Receipt
from bot.storage.database import Storage
from bot.storage.database import move as move
from bot.storage.database import open_storage as open_storage
from bot.storage.schema.version import NUMBER
from bot.telegram.api.connection import Connection
from bot.telegram.api.updates import BotIdentity, update_of
from bot.telegram.sending.drawing import Studio
from bot.telegram.sending.sender import Sender

T = TypeVar("T")
JsonObject = dict[str, Any]

ADMIN = 5_000_000_001
"""Stands in ADMIN_IDS."""
BOT = BotIdentity(BOT_ID, BOT_USERNAME)
SCHEMA = NUMBER

_MOST_S = 20.0
"""What an update may take, on the slowest of machines."""
_CHECKING = Checking(remembered=200)


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as it is stored."""

    chat_id: int
    id: int
    body: JsonObject


class House:
    """A bot, and the loop in which it runs."""

    def __init__(self, storage: Storage, now: datetime) -> None:
        """Start on a database, as a bot does: with the content that this release brings."""
        self.now = now
        self.runner = asyncio.Runner()
        self.storage = storage
        self.run(Releases(self.storage, self.clock).arrive(shipped_content()))
        self.library = Library(
            self.storage,
            Context(
                load(),
                organisation="Stichting Winkelhart",
                privacy_contact="privacy@winkelhart.example",
                bot_username=BOT_USERNAME,
                address="Markt 1, 1234 AB Elders",
                kvk="12345678",
                host="Voorbeeld Hosting, Amsterdam",
            ),
        )
        self.follow()
        self.groups = self.storage.unit.groups
        self.editorial = Editorial(self.storage, self.clock)
        self.console = self.storage.unit.console(BOT.id)
        self.storage.unit.admins.keep_ids(BOT.id, [ADMIN])
        roles = Roles(self.storage, BOT.id, [ADMIN])
        office = AdminOffice(
            Desk(self.editorial, fingerprint, self.clock, _CHECKING),
            lambda: self.library.context().content,
            _nothing_sent,
        )
        self.reader = reader = FactsReader(
            self.storage,
            BOT.id,
            self.library.find,
            roles=roles,
            administration=AdminReader(self.storage, BOT.id, roles, office),
        )
        self.store = self.storage.unit.chats
        dialogue = Dialogue(step, apology, self.library.context, too_fast)
        self._conversations = Conversations(self.storage, BOT.id, dialogue, reader, self.clock)
        self._postman = Postman(self._conversations, self._hand)
        self._alarm = Alarm(self._conversations, self._hand)
        self._said: list[Said] = []
        self._numbers = 0

    def clock(self) -> datetime:
        return self.now

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def follow(self) -> None:
        """Use the content that is live now."""
        self.run(self.library.refresh())

    def handle(self, *updates: JsonObject) -> list[Said]:
        """Take updates in one batch; gives all that is said, to whomever. It is stored, and not sent."""
        self._said = []
        self.release()
        numbered = [update_of({"update_id": self._number(), **one}, BOT, self.now) for one in updates]
        # A new one each time: the test taps more in a minute than a person may.
        worker = Worker(self._conversations, self._hand, nonce=self.nonce)
        # A worker tries for ever where the database refuses.
        self.run(asyncio.wait_for(worker.handle(numbered), _MOST_S))
        self.release()
        return self._said

    def release(self) -> None:
        """Let what is ripe join its group's totals."""
        releasing = Releasing(
            self.storage, BOT.id, lambda: self.library.context().content.questionnaire, self.clock
        )
        self.run(releasing.release())

    def deliver(self) -> list[Said]:
        """Tell chats what happened in others."""
        self._said = []
        while self.run(self._postman.deliver()):
            pass
        return self._said

    def ring(self) -> list[Said]:
        """Speak first in the chats where that is due."""
        self._said = []
        self.run(self._alarm.ring())
        return self._said

    def waiting(self) -> list[Said]:
        """Give all that is stored to be sent."""
        rows = self.rows("SELECT chat_id, id, body FROM replies WHERE bot_id = ? ORDER BY id", BOT.id)
        return [Said(chat_id, id_, json.loads(body)) for chat_id, id_, body in rows]

    def sent(self, said: Said, screen: int | None = None) -> None:
        """Note that a reply reached Telegram."""
        self.store.record_sent(BOT.id, [Receipt(said.chat_id, said.id, screen)])

    def send(self, api_url: str, seconds: float) -> None:
        """Send all that waits, as a bot does that starts."""

        async def all_of_it() -> None:
            studio = Studio()
            async with Connection(TOKEN, api_url) as connection:
                sender = Sender(connection.bot, BOT.id, self.storage, studio)
                lease = Lease(self.storage, BOT.id, Sending(sender.hand_first, sender.forsake), alone=True)
                sender.allowed = lease.fresh
                await lease.begin()
                await sender.close(seconds)
                await lease.end()
            studio.close()

        self.run(all_of_it())

    def compare(self) -> None:
        """Release what is told of all shops together, where that is due."""

        async def sure() -> datetime:
            return self.now

        comparing = Comparing(
            self.storage,
            BOT.id,
            lambda: self.library.context().content.questionnaire,
            sure,
        )
        self.run(comparing.renew())

    def general(self) -> dict[str, list[str]]:
        """Give what is said, in each language, of a button that is out of date, and where a step failed."""
        texts = self.library.context().content.texts.values()
        return {
            "stale": [one.messages.general.stale.fill() for one in texts],
            "apology": [one.messages.general.apology.fill() for one in texts],
        }

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.storage.unit.db.execute(sql, values).fetchall()]

    def session(self, chat_id: int) -> JsonObject | None:
        """Give what is remembered of a chat, as it is stored; None of one that there is not."""
        found = self.rows("SELECT session FROM chats WHERE bot_id = ? AND chat_id = ?", BOT.id, chat_id)
        session: JsonObject | None = json.loads(found[0][0]) if found else None
        return session

    def nonce(self) -> str:
        return f"{self._number():022d}"

    def _number(self) -> int:
        """Give a number that was not used: of a database that was frozen, none that was used then either."""
        if not self._numbers:
            ((self._numbers,),) = self.rows("SELECT coalesce(max(update_id), 0) FROM seen")
        self._numbers += 1
        return self._numbers

    def close(self) -> None:
        self.library.close()
        self.run(self.storage.close())
        self.runner.close()

    def _hand(self, chat_id: int, replies: Sequence[Pending], **_: bool) -> None:
        # Alone or not, what is said is all that there is to see.
        self._said += [Said(chat_id, one.id, json.loads(one.body)) for one in replies]


async def _nothing_sent(file_id: str) -> bytes:
    raise FileUnreachable(f"nobody sent {file_id}")


# What the code of today knows of each kind that is stored, by the names that stand in the database.


def places() -> set[str]:
    """Name the kinds of place that a session can be in."""
    return _tags(Session.model_json_schema(), "Place", "at")


def verbs() -> set[str]:
    """Name what a button can do."""
    return set(ACTIONS)


def replies() -> set[str]:
    """Name the kinds of reply, and those of drawing as "picture/card"."""
    schema = bodies._reply.json_schema()
    found: set[str] = set()
    for kind, definition in _mapped(schema["discriminator"], schema):
        drawing = definition["properties"].get("drawing")
        drawn = [f"/{name}" for name, _ in _mapped(drawing["discriminator"], schema)] if drawing else [""]
        found |= {f"{kind}{name}" for name in drawn}
    return found


def _tags(schema: JsonObject, owner: str, tag: str) -> set[str]:
    place = schema["properties"][owner.lower()]
    assert place["discriminator"]["propertyName"] == tag
    return {kind for kind, _ in _mapped(place["discriminator"], schema)}


def _mapped(discriminator: JsonObject, schema: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    for kind, reference in discriminator["mapping"].items():
        yield kind, schema["$defs"][reference.rpartition("/")[2]]
