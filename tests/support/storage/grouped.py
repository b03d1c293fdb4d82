"""An organisation with its advisors and shops, on a store on which a test runs."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.records import notices
from bot.records.groups import Layers, Organisation, WaveTotals
from bot.records.notices import Notice
from bot.records.writes import Contribute, Decide, Join, MakeCampaign, Open, SetShare, Start, Write
from bot.storage.chats.chats import Store
from bot.storage.chats.records import Change
from bot.storage.groups.reads import GroupStore
from scoring.model import TOPICS
from tests.support.builders import questionnaire
from tests.support.storage.appointing import invite, invited_to, withdraw
from tests.support.storage.stored import BOT, NOW

ADVISOR, COLLEAGUE, STRANGER = 9_001, 9_002, 9_003
HART, ELDERS = "Stichting Winkelhart", "Ondernemend Elders"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
RESULT, CONTACT = Layers(result=True), Layers(contact="Joke, 06 1234")
ANSWERS = Layers(result=True, answers=True)


def values(step: int, level: int = 0) -> dict[str, int]:
    """Answer all topics with the same step, and none of the reasons."""
    return {**{f"topic:{topic}": step for topic in TOPICS}, "level": level}


MIXED = tuple(values(step, step) for step in (0, 1, 2, 3, 4))
"""Of five shops: what opens in all topics."""


class Town:
    """The store, and what people do in it."""

    def __init__(self, store: Store, bot: int = BOT) -> None:
        self.store = store
        self.bot = bot
        self.groups = GroupStore(store.db)

    def version(self, chat: int) -> int:
        row = self.store.load(self.bot, [chat], []).chats.get(chat)
        return row.version if row else 0

    def does(self, chat: int, *writes: Write, at: datetime = NOW, told: tuple[int, ...] = ()) -> None:
        """Let a chat make writes; it gets a row where it has none."""
        change = Change(
            chat_id=chat,
            version=self.version(chat),
            session=f'{{"of":{chat}}}',
            finished=True,
            writes=writes,
            notices=told,
        )
        self.store.commit(self.bot, [], [change], at)

    def forget(self, chat: int, at: datetime = NOW) -> None:
        change = Change(chat_id=chat, version=self.version(chat), session=None, forget=True)
        self.store.commit(self.bot, [], [change], at)

    def advisor(self, chat: int = ADVISOR, organisation: str = HART) -> int:
        """Let a chat become an advisor; returns the organisation."""
        code = f"invitation-{chat}-{organisation.split()[-1]}"
        hart = self.invite(organisation, code, "Iemand")
        self.does(chat, Join(code))
        return hart.id

    def invite(self, organisation: str, code: str, label: str = "", at: datetime = NOW) -> Organisation:
        """Invite an advisor; returns the organisation."""
        invite(self.store.db, self.bot, organisation, code, at, label=label)
        return invited_to(self.store.db, self.bot, code, at)

    def withdraw(self, chat: int, bot: int | None = None) -> None:
        """End that a chat is an advisor."""
        withdraw(self.store.db, bot or self.bot, chat, NOW)

    def campaign(self, code: str = "markt", chat: int = ADVISOR) -> int:
        """Let an advisor make a campaign; returns its id."""
        organisation = self.groups.advises(self.bot, chat)
        assert organisation
        self.does(chat, MakeCampaign(organisation.id, code, f"Link {code}"))
        link = self.groups.link(self.bot, f"c-{code}", NOW)
        assert link
        assert link.campaign
        return link.campaign

    def set_out(self) -> tuple[int, int]:
        """Make an organisation with an advisor and a campaign; returns both."""
        return self.advisor(), self.campaign()

    def finishes(
        self,
        chat: int,
        campaign: int,
        given: Mapping[str, int],
        *,
        run: int = 1,
        at: datetime = NOW,
        decides: bool = True,
    ) -> None:
        """Let a shop do the assessment, and decide about sharing."""
        decided: tuple[Write, ...] = (Decide(campaign),) if decides else ()
        contribution = Contribute(campaign, run, given, at)
        self.does(chat, Open(campaign), Start(campaign), contribution, *decided, at=at)

    def five(self, campaign: int, first: int = 1, at: datetime = NOW) -> None:
        """Let five shops finish whose answers differ."""
        for number, given in enumerate(MIXED):
            self.finishes(first + number, campaign, given, at=at + number * MINUTE / 60)

    def shares(self, chat: int, organisation: int, layers: Layers = ANSWERS, at: datetime = NOW) -> None:
        self.does(chat, SetShare(organisation, layers, f"Winkel {chat}"), at=at)

    def totals(self, organisation: int, at: datetime = NOW + MINUTE) -> dict[tuple[int, int], WaveTotals]:
        """Release what is due, and give what is told, by campaign and wave."""
        while self.release(at):
            pass
        told = self.groups.totals(self.bot, organisation)
        return {(wave.campaign, wave.wave): wave for wave in told}

    def release(self, at: datetime = NOW + MINUTE) -> bool:
        """Make one release of those that are due; tells whether there was one."""
        return self.groups.release(self.bot, questionnaire(), at)

    def told(self, chat: int) -> list[Notice]:
        """List what waits to be told in a chat."""
        waiting = self.groups.notices(self.bot, 1_000)
        return [notices.load(notice.body) for notice in waiting if notice.chat_id == chat]
