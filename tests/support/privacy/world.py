"""A world with an attacker in it, and one shop whose answers are to stay its own.

The attacker has three accounts that took part, is an advisor of the shop's organisation and an administrator,
sees the bot's log, and asks for everything before and after each thing that the shop does.
"""

import asyncio
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from starlette.requests import Request

from bot.app.peer_table import Comparing
from bot.dialogue.advisor.group.pages import MORE, TOPICS
from bot.dialogue.core.session import Asking, Finished, Session, dump
from bot.records.writes import Contribute, Decide, Open
from bot.roles import Role
from bot.storage.chats.records import Assessment, Change, Progress
from bot.storage.chats.statistics import Statistics
from bot.storage.chats.upkeep import Upkeep
from bot.web.console import numbers
from bot.web.console.office import Office
from bot.web.console.visit import Visit
from scoring.group_figures import variables
from scoring.model import Answers
from scoring.overall import yardstick
from scoring.peers import complete_steps
from scoring.score import score
from tests.support.builders import answers
from tests.support.dialogue.talk import CONTEXT
from tests.support.town.admins import Hall, admin
from tests.support.town.taking_part import finish, link
from tests.support.town.town import BOT_ID, Neighbour

Seen = Mapping[str, str]
CONTENT = CONTEXT.content
PARTICIPANTS, CHANGED, STANDING = 57, 14, 6
"""Beside the three accounts: in the published table, come since, and standing still at each question."""
STOPPED_AT = (
    "social",
    "platforms",
    "email",
    "sms",
    "data_asks",
    "data_file",
    "data_consider",
    "data_reasons",
)


def given(dice: random.Random) -> Answers:
    """Make up what a shop with a door answers."""
    steps = {
        name: dice.randrange(5) for name in ("email", "social", "sms", "blog", "twitter", "data", "online")
    }
    goal = dice.choice(["return", "offers"])
    return answers(**steps, shop_type="physical", branch="food", goal=goal)


class World(Hall):
    """The bot with the attacker and all others; what happens before the shop comes is the same in each."""

    def __init__(self) -> None:
        super().__init__()
        self.statistics = Statistics(self.store.db)
        self.administrator = admin(self)
        self.adviser = self.advisor()
        self.payload = link(self.adviser)
        self.accounts = [self.person() for _ in range(3)]
        for number, account in enumerate(self.accounts):
            account.command("start", self.payload)
            finish(account, number)
            account.tap("Nee, niet delen")
        dice = random.Random(1)  # noqa: S311 -- the same in each world
        for chat_id in range(10_000, 10_000 + PARTICIPANTS):
            # Two batches of the group, with the three accounts: whoever comes next waits.
            self.took_part(chat_id, given(dice), counts=chat_id < 10_007)
        self.now += timedelta(days=14)
        self.hour()
        for chat_id in range(20_000, 20_000 + CHANGED):
            self.took_part(chat_id, given(dice), counts=False)
        for place, question in enumerate(STOPPED_AT):
            for number in range(STANDING):
                self.stands(30_000 + place * 100 + number, question)
        self.shop = self.person()
        self.hour()

    def took_part(self, chat_id: int, of_shop: Answers, *, counts: bool) -> None:
        """Let a shop have finished, as its turn would have been committed."""
        questionnaire = CONTENT.questionnaire
        result, named = score(questionnaire, CONTENT.figures, of_shop), yardstick(questionnaire)
        finished = Finished(
            run=1,
            given=of_shop,
            result=result,
            content_version=CONTENT.version,
            edition=CONTENT.primary.id,
            yardstick=named,
            finished=self.now,
        )
        values = variables(result, of_shop, questionnaire, named)
        steps = complete_steps(result.topics)
        assert steps
        change = Change(
            chat_id=chat_id,
            version=0,
            session=dump(Session(run=1, given=of_shop, finished=finished)),
            finished=True,
            progress=Progress(begun=1, ended=1),
            assessment=Assessment(steps, self.now),
            writes=(
                (Open(1), Contribute(campaign=1, run=1, values=values, finished=self.now), Decide(1))
                if counts
                else ()
            ),
        )
        self.store.commit(BOT_ID, [], [change], self.now)

    def stands(self, chat_id: int, question: str) -> None:
        """Let somebody have come to a question."""
        change = Change(
            chat_id=chat_id,
            version=0,
            session=dump(Session(run=1, place=Asking(question=question))),
            progress=Progress(question=question, begun=1),
        )
        self.store.commit(BOT_ID, [], [change], self.now)

    def pass_by(self, time: timedelta) -> None:
        self.now += time

    def purge(self, after: timedelta) -> None:
        """Delete the shop as it goes when nobody came for so long, all others having been there since."""
        self.store.db.execute("UPDATE chats SET visited_at = 0 WHERE chat_id = ?", (self.shop.id,))
        self.store.db.conn.commit()
        before = self.now - after
        assert Upkeep(self.store.db).purge(before, before, 10) == 1
        self.shop.stored = dump(Session())

    def hour(self) -> None:
        """Let an hour go by, at the end of which the bot looks what is to be released."""
        self.now += timedelta(hours=1)
        asyncio.run(
            Comparing(
                self.storage,
                BOT_ID,
                lambda: CONTENT.questionnaire,
                self._sure,
            ).renew()
        )

    async def _sure(self) -> datetime:
        return self.now

    def asked(self) -> Seen:
        """Ask for everything, as each account and in each role."""
        return dict(self._asked())

    def _asked(self) -> Iterator[tuple[str, str]]:
        for account in self.accounts:
            run = account.session.run
            for page in ("positions", "sources"):
                yield f"{page} of {account.id}", self._tapped(account, f"page:{run}:{page}")
            for command in ("resultaat", "plan", "delen", "mijngegevens", "privacy"):
                yield f"{command} of {account.id}", self._commanded(account, command)
        yield from self._of_group(self.adviser)
        yield "shops", self._tapped(self.adviser, "desk:0:shops")
        for page in ("stats", "people/advisor", "people/admin", "log"):
            yield f"admin {page}", self._tapped(self.administrator, f"adm:0:{page}")
        yield "console numbers", self._console()

    def _of_group(self, advisor: Neighbour) -> Iterator[tuple[str, str]]:
        for command in ("groep", "links"):
            yield command, self._commanded(advisor, command)
        for group in ("all", "1"):
            for wave in (1, 2):
                for part in ("", TOPICS, MORE):
                    page = f"desk:0:group/{group}/{wave}/{part}"
                    yield f"group {page}", self._tapped(advisor, page)
            for file in ("group_csv", "group_picture", "group_workshop", "group_xlsx"):
                before = len(advisor.sent)
                self._tapped(advisor, f"{file}:0:{group}:1")
                yield f"{file} of {group}", repr(advisor.sent[before:])

    def _tapped(self, person: Neighbour, code: str) -> str:
        self.now += timedelta(seconds=11)
        person.tap_code(code)
        return person.text

    def _commanded(self, person: Neighbour, name: str) -> str:
        self.now += timedelta(seconds=11)
        before = len(person.sent)
        person.command(name)
        return person.text + repr(person.sent[before:])

    def office(self) -> Office:
        """Give the console what it works with."""
        no_console: Any = None

        async def nothing(*_: object) -> Any:
            raise AssertionError("not asked for here")

        return Office(
            bot_id=BOT_ID,
            editorial=self.editorial,
            desk=no_console,
            storage=self.storage,
            roles=no_console,
            author=nothing,
            context=self.library.context,
            read=self.reader.read,
            draw=nothing,
            clock=lambda: self.now,
        )

    def visit(self, path: str) -> Visit:
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        return Visit(Request(scope), self.office(), "nl", role=Role(admin=True, advises=None))

    def _console(self) -> str:
        return bytes(asyncio.run(numbers.show(self.visit("/console/statistiek"))).body).decode()


Deed = Callable[[World], object]


def does(deed: Deed, world: World) -> tuple[Seen, object]:
    """Let the shop do something; returns what can be seen then, and what the log says of it."""
    with structlog.testing.capture_logs() as logged:
        deed(world)
        world.hour()
    return world.asked(), logged
