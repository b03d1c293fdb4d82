"""Others at work during a drill: an administrator who reads, and a shop that asks its advisor things.

They share nothing with the crowd, whose chats are replayed; of these it counts that nothing said is lost.
"""

import asyncio
import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from bot.dialogue.admin.page import to_admin_page
from bot.dialogue.core.callbacks import parse
from bot.records.people import Author
from bot.records.writes import Invite
from bot.sandbox import people
from bot.sandbox.messages import Message
from bot.sandbox.state import BOT_ID, Person, Sandbox
from bot.sandbox.wire import ApiError
from bot.storage.database import open_storage

ADMIN, ADVISOR, SHOP = 900_001, 900_002, 900_003
ROUNDS = 5
_TIMES = 3
_LINK = re.compile(r"start=(c-[\w-]{22})")
_INVITATION = "drilldrilldrilldrill12"
_WORDS = ("welkom", "mail", "overslaan", "sms", "advies")


async def invite(url: str) -> None:
    """Let the advisor be invited, in the bots' database."""
    storage = open_storage(url)
    try:
        invitation = Invite("advisor", "Winkelhart", _INVITATION, Author("drill"))
        storage.unit.writes(BOT_ID).commit(None, [invitation], datetime.now(UTC))
    finally:
        await storage.close()


class Colleagues:
    """Lets them work until told to stop; where nothing comes they try again, as people do."""

    def __init__(self, sandbox: Sandbox, patience: float, seed: int) -> None:
        self.updates = 0
        self.read = 0
        """The pages that the administrator saw."""
        self.late = 0
        """How often what was said had not come for so long that people would have tried again."""
        self.missing: list[str] = []
        """What was said and did not come."""
        self._sandbox = sandbox
        self._patience = patience
        self._random = random.Random(seed)  # noqa: S311 -- a drill that can be repeated
        for id_, role in ((ADMIN, "beheerder"), (ADVISOR, "adviseur"), (SHOP, "winkelier")):
            sandbox.people[id_] = Person(id_, f"P{id_}", "nl", role)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; a conversation that has begun is finished first."""
        await asyncio.gather(self._administer(stop), self._converse())

    async def _administer(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self._asked(ADMIN, lambda: self._say(ADMIN, "/admin"))
            await self._asked(ADMIN, lambda: self._say(ADMIN, self._random.choice(_WORDS)))
            for _ in range(3):
                screen = self._last(ADMIN)
                there = _codes(screen) if screen else []
                codes = [code for code in there if parse(code).verb == to_admin_page.name]
                if screen and codes:
                    self._tap(ADMIN, screen.message_id, self._random.choice(codes))
                    self.read += 1
                await asyncio.sleep(self._random.uniform(0.2, 1))

    async def _converse(self) -> None:
        await self._asked(ADVISOR, lambda: self._start(ADVISOR, f"a-{_INVITATION}"))
        linked = await self._asked(ADVISOR, lambda: self._say(ADVISOR, "/link Drill"), _LINK.search)
        code = _LINK.search(_text(linked)) if linked else None
        if code is None:
            self.missing.append("the advisor's link")
            return
        await self._asked(SHOP, lambda: self._start(SHOP, code[1]))
        for number in range(1, ROUNDS + 1):
            question, answer = f"Vraag nummer {number}: hoe begin ik?", f"Antwoord nummer {number}: zo."
            await self._asked(SHOP, lambda: self._say(SHOP, "/vraag"), _asks)
            asked = await self._passed(SHOP, question, ADVISOR)
            if asked:
                thread = next(code for code in _codes(asked) if parse(code).verb == "reply")
                await self._asked(ADVISOR, partial(self._tap, ADVISOR, asked.message_id, thread), _asks)
                await self._passed(ADVISOR, answer, SHOP)

    async def _passed(self, teller: int, text: str, hearer: int) -> Message | None:
        """Have somebody say something to the other, and find it there."""
        self._say(teller, text)
        for _ in range(_TIMES):
            if found := await self._found(hearer, lambda shown: text in shown):
                return found
            self.late += 1
        self.missing.append(text)
        return None

    async def _asked(
        self, person: int, act: Callable[[], object], shows: Callable[[str], object] = bool
    ) -> Message | None:
        """Do something until the bot answers it, and find the answer."""
        for _ in range(_TIMES):
            after = self._newest(person)
            act()
            found = await self._found(person, shows, after)
            if found:
                return found
        return None

    async def _found(self, person: int, shows: Callable[[str], object], after: int = 0) -> Message | None:
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            messages = self._sandbox.conversation(person).messages.values()
            for message in reversed(messages):
                if message.from_bot and message.message_id > after and shows(_text(message)):
                    return message
            await asyncio.sleep(0.1)
        return None

    def _say(self, person: int, text: str) -> None:
        people.write(self._sandbox, self._person(person), text)
        self.updates += 1

    def _start(self, person: int, payload: str) -> None:
        people.start(self._sandbox, self._person(person), payload)
        self.updates += 1

    def _tap(self, person: int, message_id: int, code: str) -> None:
        # A button that goes while it is tapped is as in life.
        with suppress(people.RefusedError, ApiError):
            people.tap(self._sandbox, self._person(person), message_id, code)
            self.updates += 1

    def _person(self, id_: int) -> Person:
        return self._sandbox.people[id_]

    def _last(self, person: int) -> Message | None:
        messages = self._sandbox.conversation(person).messages.values()
        return next((one for one in reversed(messages) if one.from_bot and one.keyboard), None)

    def _newest(self, person: int) -> int:
        return max(self._sandbox.conversation(person).messages, default=0)


def _asks(shown: str) -> bool:
    """Tell whether a message asks for what is to be passed on: who types before it says something else."""
    return "Typ uw" in shown


def _text(message: Message) -> str:
    links = [str(key.get("url", "")) for row in message.keyboard for key in row]
    return " ".join((message.content.text.text, *links))


def _codes(message: Message) -> list[str]:
    return [str(key["callback_data"]) for row in message.keyboard for key in row if "callback_data" in key]
