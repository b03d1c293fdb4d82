"""A shopping street to look at: twelve made-up shops that took part, each by the bot's own steps.

What they answer stands in `street_shops`. That it is answered, shared and counted, and what the bot makes
of it, is as real as what anybody taps.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app.street_shops import ADVISOR_LABEL, LINK_NAME, ORGANISATION, SHOPS, Shop
from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Command, Event, Tap, Text
from bot.dialogue.core.replies import Edit, Message
from bot.dialogue.turn.step import apology, step
from bot.engine import replies_json
from bot.engine.answers import FactsReader
from bot.engine.incoming import Incoming, Update
from bot.engine.notices import Postman
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker, new_nonce
from bot.lib.links import CAMPAIGN, INVITATION
from bot.records.people import Author
from bot.records.writes import Invite
from bot.sandbox.updates import random_base
from bot.storage.chats.records import Pending, Receipt
from bot.storage.database import Storage

_BEGAN = timedelta(days=24)
_BETWEEN = timedelta(seconds=20)
"""How long people look before they tap."""
_MOST_TAPS = 60


class Street:
    """Lets the shops of a street take part, and an advisor look after them."""

    def __init__(self, storage: Storage, bot_id: int, context: Context, now: datetime) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._context = context
        self._until = now
        self._now = now - _BEGAN
        self._updates = random_base()
        self._shown: dict[int, list[str]] = {}
        """What the buttons carry that a chat was shown by its last step."""
        self._before: dict[int, list[str]] = {}
        """The same of all steps before, the newest first."""
        self._latest: dict[int, list[Receipt]] = {}
        """What a chat was sent last, which it still gets when the bot begins."""
        self._past: list[Receipt] = []
        reader = FactsReader(storage, bot_id, lambda *_: (), count_participants=False)
        dialogue = Dialogue(step, apology, lambda: context)
        conversations = Conversations(storage, bot_id, dialogue, reader, lambda: self._now)
        self._worker = Worker(conversations, self._note_shown)
        self._postman = Postman(conversations, self._note_shown)

    async def fill(self, advisor: int, shops: Sequence[Shop] = SHOPS) -> None:
        """Let an advisor make a link, and the shops come by it. Raises StorageFault."""
        payload = await self._appoint(advisor)
        for shop in sorted(shops, key=lambda one: -one.days_ago):
            self._now = max(self._now, self._until - timedelta(days=shop.days_ago))
            await self._take_part(shop, payload)
            told = self._latest.pop(advisor, [])
            # What a shop asks is still to be answered.
            self._past += () if shop.asks else told
        self._now = self._until
        bot_id, questionnaire = self._bot_id, self._context.content.questionnaire
        while await self._storage.run(lambda unit: unit.groups.release(bot_id, questionnaire, self._until)):
            pass
        await self._command(advisor, "groep", read=False)
        # All else was sent before the sandbox began.
        await self._storage.run(lambda unit: unit.chats.record_sent(bot_id, self._past))

    async def _appoint(self, advisor: int) -> str:
        """Make somebody an advisor with a link; returns what starts the bot by that link."""
        code, storage, bot_id = new_nonce(), self._storage, self._bot_id
        invitation = Invite("advisor", ORGANISATION, code, Author("sandbox"), ADVISOR_LABEL)
        await storage.run(lambda unit: unit.writes(bot_id).commit(None, [invitation], self._now))
        await self._command(advisor, "start", f"{INVITATION}{code}")
        await self._command(advisor, "link", LINK_NAME)
        await self._command(advisor, "groep")
        await self._press(advisor, "digest")
        organisation = await storage.run(lambda unit: unit.groups.advises(bot_id, advisor))
        if organisation is None:
            raise LookupError("the advisor of the street advises nobody")
        of_it = organisation.id
        (campaign,) = await storage.run(lambda unit: unit.groups.campaigns(bot_id, of_it))
        return f"{CAMPAIGN}{campaign.code}"

    async def _take_part(self, shop: Shop, payload: str) -> None:
        await self._command(shop.chat_id, "start", payload)
        await self._press(shop.chat_id, "begin")
        await self._answer_all(shop)
        await self._press(shop.chat_id, "result")
        await self._give_name(shop)
        await self._share(shop)
        for question in shop.asks:
            await self._command(shop.chat_id, "vraag")
            await self._say(shop.chat_id, question)
        await self._command(shop.chat_id, "start")
        while await self._postman.deliver():
            pass

    async def _answer_all(self, shop: Shop) -> None:
        for _ in range(_MOST_TAPS):
            asked = next((one for one in self._shown[shop.chat_id] if _verb(one) in ("answer", "tick")), None)
            if asked is None:
                return
            question = asked.split(":")[2]
            for option in shop.answers_to(question):
                await self._press(shop.chat_id, _verb(asked), question, option)
            if _verb(asked) == "tick":
                await self._press(shop.chat_id, "done", question)
        raise LookupError(f"the questions of {shop.name} have no end")

    async def _give_name(self, shop: Shop) -> None:
        card = next(one.id for one in self._context.content.cards)
        await self._tap(shop.chat_id, f"name:0:{card}")
        await self._say(shop.chat_id, shop.name)

    async def _share(self, shop: Shop) -> None:
        if not shop.shares:
            await self._press(shop.chat_id, "share_no")
            return
        for layer in shop.shares:
            await self._command(shop.chat_id, "delen")
            await self._press(shop.chat_id, "share_set", layer)
            if layer == "contact":
                await self._say(shop.chat_id, shop.contact)

    async def _command(self, chat_id: int, name: str, argument: str = "", *, read: bool = True) -> None:
        await self._happen(
            chat_id, Command(now=self._now, language_code="nl", name=name, argument=argument), read=read
        )

    async def _say(self, chat_id: int, text: str) -> None:
        await self._happen(chat_id, Text(now=self._now, language_code="nl", text=text))

    async def _press(self, chat_id: int, verb: str, *values: str) -> None:
        """Press the newest button with this verb whose values begin so, in this order."""
        known = [*self._shown[chat_id], *self._before[chat_id]]
        code = next((one for one in known if _fits(one, verb, values)), None)
        if code is None:
            raise LookupError(f"no button of {known} is {verb} with {values}")
        await self._tap(chat_id, code)

    async def _tap(self, chat_id: int, code: str) -> None:
        await self._happen(chat_id, Tap(now=self._now, code=code, message_id=1, callback_id=new_nonce()))

    async def _happen(self, chat_id: int, event: Event, *, read: bool = True) -> None:
        """Let a chat do something; what it was sent until then was read, or else comes before the answer."""
        self._now += _BETWEEN
        if read:
            self._past += self._latest.pop(chat_id, ())
        self._updates += 1
        self._before[chat_id] = [*self._shown.get(chat_id, ()), *self._before.get(chat_id, ())]
        self._shown[chat_id] = []
        await self._worker.handle([Update(self._updates, incoming=Incoming(self._updates, chat_id, event))])
        # The sandbox's page is answered meanwhile.
        await asyncio.sleep(0)

    def _note_shown(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:  # noqa: ARG002
        for pending in replies:
            reply = replies_json.load(pending.body)
            if isinstance(reply, Message | Edit):
                codes = [button.code for row in reply.keyboard for button in row if button.code]
                self._shown.setdefault(chat_id, []).extend(codes)
            self._latest.setdefault(chat_id, []).append(Receipt(chat_id, pending.id))


def _verb(code: str) -> str:
    return code.partition(":")[0]


def _fits(code: str, verb: str, values: Sequence[str]) -> bool:
    own, _, *given = code.split(":")
    wanted = iter(given)
    return own == verb and all(any(one.startswith(value) for one in wanted) for value in values)
