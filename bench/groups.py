"""How long a look at a group's totals takes, with ever more shops in it, beside many shops of others."""

import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.records.people import Author
from bot.records.writes import Contribute, Decide, Invite, Join, MakeCampaign, Open, Start, Write
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change
from bot.storage.groups.reads import GroupStore
from bot.storage.groups.writes import Writes
from scoring.group_disclosure import reason_options, reason_variable, topic_variable
from scoring.model import TOPICS
from tests.support.builders import questionnaire

BOT = 7
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIZES = (100, 1_000, 10_000, 100_000)
OTHERS, EACH = 10, 10_000
"""How many other organisations there are, and how many shops each has."""
CAMPAIGNS = 5
TIMES = 50
NEWLY = 10
"""How many shops finish between two looks, where a look makes a release."""
_AT_ONCE = 500
_STEPS = (6, 1, 1, 1, 1)
"""How often shops are on each step: most do little yet."""
_REASONS = reason_options(questionnaire())


class _Filling:
    """Lets organisations come into being, and shops finish in them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.groups = GroupStore(store.db)
        self._chats = count(1)
        self._dice = random.Random(1)  # noqa: S311 -- a bench that can be repeated

    def organisation(self, name: str) -> int:
        invitation = Invite("advisor", name, name, Author("bench"))
        Writes(self.store.db, BOT).commit(None, [invitation], NOW)
        link = self.groups.link(BOT, f"a-{name}", NOW)
        if link is None:
            raise LookupError(name)
        organisation = link.organisation
        codes = [f"{name}-{number}" for number in range(CAMPAIGNS)]
        writes: list[Write] = [Join(name)]
        writes += [MakeCampaign(organisation.id, code, code) for code in codes]
        advisor = Change(chat_id=next(self._chats), version=0, session="{}", writes=tuple(writes))
        self.store.commit(BOT, [], [advisor], NOW)
        return organisation.id

    def finish(self, organisation: int, shops: int) -> None:
        """Let so many shops finish, with a release after each few hundred."""
        for start in range(0, shops, _AT_ONCE):
            self.come(organisation, min(_AT_ONCE, shops - start))
            self.release()

    def come(self, organisation: int, shops: int) -> None:
        """Let so many shops finish, which the next release counts."""
        campaigns = [campaign.id for campaign in self.groups.campaigns(BOT, organisation)]
        self.store.commit(BOT, [], [self._shop(campaigns) for _ in range(shops)], NOW)

    def _shop(self, campaigns: list[int]) -> Change:
        campaign = self._dice.choice(campaigns)
        values = {topic_variable(topic): self._step() for topic in TOPICS}
        values["level"] = self._step()
        if values[topic_variable("data")] == 0:
            values |= {reason_variable(option): int(self._dice.random() < 0.05) for option in _REASONS}
        finished = NOW + timedelta(seconds=self._dice.randrange(86_400))
        writes = (
            Open(campaign),
            Start(campaign),
            Contribute(campaign, 1, values, finished),
            Decide(campaign),
        )
        return Change(chat_id=next(self._chats), version=0, session="{}", finished=True, writes=writes)

    def _step(self) -> int:
        return self._dice.choices(range(5), _STEPS)[0]

    def release(self) -> float:
        """Release all that is due; gives the ms of the longest release, in which nobody else is served."""
        longest, due = 0.0, True
        while due:
            started = time.perf_counter()
            due = self.groups.release(BOT, questionnaire(), NOW)
            longest = max(longest, time.perf_counter() - started)
        return 1000 * longest

    def look(self, organisation: int) -> float:
        """Give the ms of what an advisor's look at the group reads."""
        started = time.perf_counter()
        self.groups.campaigns(BOT, organisation)
        self.groups.totals(BOT, organisation)
        return 1000 * (time.perf_counter() - started)


def _measure(path: str) -> None:
    filling = _Filling(Store.open(path))
    for number in range(OTHERS):
        filling.finish(filling.organisation(f"other-{number}"), EACH)
    mine, so_far, first = filling.organisation("mine"), 0, 0.0
    print(f"beside {OTHERS * EACH:,} shops of {OTHERS} others, {CAMPAIGNS} campaigns each")  # noqa: T201
    print(f"{'shops':>9}{'look ms':>10}{'ratio':>8}{'release ms':>12}")  # noqa: T201
    for size in SIZES:
        filling.finish(mine, size - so_far)
        so_far = size
        looks = [filling.look(mine) for _ in range(TIMES)]
        look = statistics.median(looks)
        first = first or look
        released: list[float] = []
        for _ in range(TIMES):
            filling.come(mine, NEWLY)
            released.append(filling.release())
        so_far += NEWLY * TIMES
        release = statistics.median(released)
        print(f"{size:9,}{look:10.2f}{look / first:8.2f}{release:12.2f}")  # noqa: T201
    filling.store.close()


def main() -> None:
    """Fill a database in a temporary folder, and print how long looks and releases take."""
    with tempfile.TemporaryDirectory() as folder:
        _measure(str(Path(folder) / "bench.db"))


if __name__ == "__main__":
    main()
