"""An alarm on a real database and a clock that the test moves, and the people it rings for."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.dialogue.core.session import Session, dump, load
from bot.dialogue.core.speaking_hours import moment
from bot.dialogue.shop.plan.due import due
from bot.dialogue.shop.plan.plan import add, agree
from bot.dialogue.turn.step import apology, step
from bot.engine.due import Alarm
from bot.engine.step_runner import Conversations, Dialogue, Step
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change, Pending
from bot.storage.database import Storage
from tests.support.pictures.made import MIXED
from tests.support.storage.stored import storage_of
from tests.support.telegram.harness import BOT, context, reader

WITH_RESULT = Session(language_set=True, run=MIXED.run, given=MIXED.given, finished=MIXED)
START = datetime(2026, 1, 5, 10, 20, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Heard:
    """What was handed over for sending, by chat, with the time."""

    clock: Clock
    said: defaultdict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        assert not alone
        self.said[chat_id] += [self.clock.now] * len(replies)


def made(store: Store | Storage, clock: Clock, heard: Heard, taking: Step = step) -> Alarm:
    storage = storage_of(store) if isinstance(store, Store) else store
    dialogue = Dialogue(taking, apology, context)
    return Alarm(Conversations(storage, BOT.id, dialogue, reader(storage), clock), heard.hand)


def put(store: Store, chat_id: int, session: Session, version: int = 0) -> None:
    change = Change(chat_id=chat_id, version=version, session=dump(session), due=due(session))
    store.commit(BOT.id, [], [change], START)


def sessions(store: Store, *chat_ids: int) -> dict[int, Session]:
    loaded = store.load(BOT.id, chat_ids, [])
    return {chat_id: load(chat.session) for chat_id, chat in loaded.chats.items()}


def shopkeepers(count: int, dice: random.Random) -> dict[int, Session]:
    """Make people who said yes to reminders, to a new round, or to both."""
    cards = [card.id for card in context().content.cards]
    made: dict[int, Session] = {}
    for chat_id in range(1, count + 1):
        begun = START + timedelta(minutes=dice.randrange(60 * 24 * 30))
        session = WITH_RESULT
        if chat_id % 3:
            session = agree(add(session, dice.choice(cards), begun), begun)
        if chat_id % 3 != 1:
            session = session.model_copy(update={"again": moment(begun, 91)})
        made[chat_id] = session
    return made
