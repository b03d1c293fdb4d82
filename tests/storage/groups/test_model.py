"""The totals over a random course of events, beside a straightforward recomputation of the method."""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.records.groups import Layers
from bot.records.writes import Contribute, Decide
from bot.storage.chats.chats import Store
from bot.storage.chats.upkeep import Upkeep
from scoring.group_disclosure import Tally, reason_options, shops_until_next_batch
from scoring.model import TOPICS
from tests.support.builders import questionnaire
from tests.support.storage.group_model import Model
from tests.support.storage.grouped import ADVISOR, ANSWERS, DAY, Town
from tests.support.storage.stored import BOT, NOW, Engine, empty_store, rows

SHOPS = range(1, 61)
EVENTS, COURSES = 400, 12
FEWER = 3
"""Of that many one, on a server: there each takes seconds, and so do the other tests at the same time."""


@dataclass
class Course:
    """A random course of events, in the store and in the model."""

    town: Town
    dice: random.Random
    organisation: int
    campaigns: list[int]
    model: Model = field(default_factory=Model)
    now: datetime = NOW
    runs: dict[int, int] = field(default_factory=dict)
    asks: int = 0
    advisor_runs: int = 0
    seen: set[str] = field(default_factory=set)
    """What happened, to know that the course was worth it."""

    def answers(self) -> dict[str, int]:
        dice = self.dice
        weights = dice.choice([(6, 1, 1, 1, 1), (12, 1, 0, 0, 0), (1, 1, 1, 1, 1)])
        steps = {
            f"topic:{topic}": dice.choices(range(5), weights)[0] for topic in TOPICS if dice.random() < 0.95
        }
        given = {**steps, "level": dice.choices(range(5), weights)[0]}
        if steps.get("topic:data") == 0:
            given |= {f"reason:{name}": dice.randrange(2) for name in reason_options(questionnaire())}
        return given

    async def happen(self) -> None:
        deeds = {
            self.finish: 50,
            self.again: 4,
            self.decide: 10,
            self.share: 5,
            self.share_together: 4,
            self.end: 2,
            self.forget: 2,
            self.assist: 3,
            self.wait: 8,
            self.prune: 0.5,
            self.look: 12,
        }
        deed = self.dice.choices(list(deeds), list(deeds.values()))[0]
        deed()

    def shop(self) -> int:
        return self.dice.choice(SHOPS)

    def finish(self, run: int | None = None, chat: int | None = None) -> None:
        chat = chat or self.shop()
        run = run or self.runs.get(chat, 0) + 1
        self.runs[chat] = run
        write = Contribute(self.dice.choice(self.campaigns), run, self.answers(), self.now)
        self.town.does(chat, write, at=self.now)
        self.model.contribute(chat, write, self.now)

    def again(self) -> None:
        chat = self.shop()
        if chat in self.runs:
            self.finish(self.runs[chat], chat)

    def assist(self) -> None:
        self.advisor_runs += self.dice.randrange(2)
        write = Contribute(
            self.dice.choice(self.campaigns), self.advisor_runs, self.answers(), self.now, assisted=True
        )
        self.town.does(ADVISOR, write, at=self.now)
        self.model.contribute(ADVISOR, write, self.now)

    def decide(self) -> None:
        chat = self.shop()
        self.town.does(chat, Decide(self.dice.choice(self.campaigns)), at=self.now)
        self.model.decide(chat)

    def share(self, chat: int | None = None) -> None:
        chat = chat or self.shop()
        if chat not in self.runs:
            return
        self.asks += 1
        self.town.shares(chat, self.organisation, ANSWERS, self.now)
        self.model.share(chat, self.now, self.asks)

    def share_together(self) -> None:
        whole = [batch for batch in self.model.batches if not batch.gone and not batch.broken]
        if whole:
            for one in self.dice.choice(whole).members:
                if not one.assisted:
                    self.share(one.chat)

    def end(self) -> None:
        chat = self.shop()
        self.town.shares(chat, self.organisation, Layers(), self.now)
        self.model.end_share(chat)

    def forget(self) -> None:
        chat = self.shop()
        self.town.forget(chat, self.now)
        self.model.delete(self.model.of(chat))
        self.model.end_share(chat)
        self.runs.pop(chat, None)

    def wait(self) -> None:
        days = self.dice.choice((0, 0, 0, 0, 0, 0, 60))
        self.now += days * DAY + self.dice.choice((1, 10, 40)) * timedelta(minutes=1)

    def prune(self) -> None:
        before = self.now - 200 * DAY
        Upkeep(self.town.store.db).prune_contributions(before)
        self.model.delete([one for one in self.model.live() if one.finished < before])

    def look(self) -> None:
        model, told = self.model, self.town.totals(self.organisation, self.now)
        broken = any(batch.broken for batch in model.batches)
        model.release(self.now)
        assert set(told) == set(model.waves)
        for key, wave in told.items():
            assert wave.totals == {name: total for name, total in model.totals(key).items() if _any(total)}
            waiting = [one.as_now() for one in model.pending(key)]
            assert wave.needed == shops_until_next_batch(waiting)
            unopened = sum(len(batch.members) for batch in model.unopened(key))
            assert wave.waiting == len(waiting) + unopened
            if unopened:
                self.seen.add("unopened")
            self.seen |= {name.split(":")[0] for name in wave.totals}
        for chat in SHOPS:
            if model.sharing(chat, self.now):
                (share,) = self.town.groups.shares(BOT, chat, self.now)
                assert share.held == model.held(chat)
                self.seen.add("held" if share.held else "shown")
        in_store = rows(self.town.store, "SELECT count(*), coalesce(sum(known), 0) FROM contributions")
        assert in_store == [(len(model.live()), sum(one.known for one in model.live()))]
        if broken:
            self.seen.add("dissolved")
        if any(all(one.known for one in batch.members) for batch in model.batches if not batch.gone):
            self.seen.add("known")


def _any(total: Tally) -> bool:
    return any(total.unknown) or any(total.known)


async def _course(store: Store, seed: int) -> set[str]:
    town = Town(store)
    organisation, markt = town.set_out()
    dice = random.Random(seed)  # noqa: S311 -- a test that can be repeated
    course = Course(town, dice, organisation, [markt, town.campaign("avond")])
    for _ in range(EVENTS):
        await course.happen()
    course.look()
    return course.seen


async def test_the_store_agrees_with_the_method() -> None:
    seen: Counter[str] = Counter()
    fewer = FEWER if Engine.url and "TEST_DATABASE_URL" not in os.environ else 1
    for seed in range(COURSES // fewer):
        try:
            with empty_store() as store:
                seen.update(await _course(store, seed))
        except AssertionError as different:
            different.add_note(f"in course {seed}")
            raise
    for what in ("topic", "level", "reason", "held", "shown", "dissolved", "known", "unopened"):
        assert seen[what] >= 3 // fewer, seen
