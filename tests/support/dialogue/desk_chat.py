"""An advisor's chat to test with: an organisation with its campaigns, which change as the step writes."""

from datetime import timedelta
from typing import Any

from bot.dialogue.core.queries import Advises, Campaigns, Query
from bot.dialogue.core.replies import Report
from bot.records.groups import LONGEST_CAMPAIGN_NAME, Campaign, Organisation
from bot.records.writes import CloseCampaign, MakeCampaign, RenameCampaign
from tests.support.dialogue.talk import START, Talk

ORGANISATION = Organisation(7, "Winkeliersvereniging Noord")
NEW = 900
"""The id that the first campaign made gets."""


def campaign(
    number: int, name: str, *, closed: bool = False, counts: tuple[int, int, int] = (0, 0, 0)
) -> Campaign:
    opened, started, finished = counts
    return Campaign(
        number,
        f"{number:_>22}",
        name,
        START - timedelta(days=number),
        closed=closed,
        opened=opened,
        started=started,
        finished=finished,
    )


SPRING = campaign(12, "Winkelstraat Noord", counts=(23, 18, 14))
OLD = campaign(11, "Vorig jaar", closed=True, counts=(40, 31, 30))

NOT_FOR_YOU = "Dit is alleen voor adviseurs."
STALE = "Die knop hoort bij een eerder bericht."

HOSTILE = [
    "<b>vet</b> & {name} **x** `y` [z](https://a.example)",
    "סתיו ב־2026 في السوق",
    "👩‍👩‍👧‍👦" * 8,
    "🇳🇱" * 30,
    "😀" * LONGEST_CAMPAIGN_NAME,
    "e" + "\u0301" * 59,
    "</pre><code>",
    "{link}{organisation}",
]
"""What somebody may call a link."""


class Kept(dict[Query[Any], Any]):
    """What is known of an advisor's chat, with the campaigns as its writes made them."""

    def __init__(self, talk: Talk, campaigns: tuple[Campaign, ...]) -> None:
        super().__init__({Advises(): ORGANISATION})
        self.talk, self.campaigns = talk, campaigns

    def get(self, query: Query[Any], default: Any = None) -> Any:
        return self._campaigns() if query == Campaigns() else super().get(query, default)

    def _campaigns(self) -> tuple[Campaign, ...]:
        known = {one.id: one for one in self.campaigns}
        for write in self.talk.writes:
            if isinstance(write, MakeCampaign):
                made = Campaign(NEW + len(known), write.code, write.name, START, False, 0, 0, 0)
                known = {made.id: made, **known}
            elif isinstance(write, RenameCampaign):
                known[write.campaign] = _changed(known[write.campaign], name=write.name)
            elif isinstance(write, CloseCampaign):
                known[write.campaign] = _changed(known[write.campaign], closed=write.closed)
        return tuple(known.values())


def _changed(campaign: Campaign, *, name: str | None = None, closed: bool | None = None) -> Campaign:
    return Campaign(
        campaign.id,
        campaign.code,
        campaign.name if name is None else name,
        campaign.created,
        campaign.closed if closed is None else closed,
        campaign.opened,
        campaign.started,
        campaign.finished,
    )


def advise(talk: Talk, *campaigns: Campaign) -> Talk:
    """Make a chat that of an advisor."""
    talk.known = Kept(talk, campaigns)
    return talk


def advisor(*campaigns: Campaign, app: str = "nl") -> Talk:
    """Begin a chat of an advisor; it stands at the welcome."""
    talk = advise(Talk(language_code=app), *campaigns)
    talk.command("start")
    return talk


def on_link() -> Talk:
    """Begin a chat of an advisor, on the page of a link."""
    talk = advisor(SPRING, OLD)
    talk.command("link")
    talk.tap("Winkelstraat Noord")
    return talk


def reports(talk: Talk) -> list[Report]:
    return [one for one in talk.sent if isinstance(one, Report)]


FIXTURES = {
    "advisor": lambda talk: advise(talk, SPRING, OLD),
    "new_advisor": lambda talk: advise(talk),
}
"""By the name that a golden conversation has under `known`."""
