"""The campaigns of an organisation, as they are once this step is done."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.dialogue.core.actions import Stale
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.queries import Campaigns
from bot.dialogue.core.session import Desk
from bot.records.groups import Campaign
from bot.records.writes import CloseCampaign, MakeCampaign, RenameCampaign, Write

_NOT_YET = 0
"""Stands for the id of a campaign that this very step makes."""
_UNKNOWN = datetime(1, 1, 1, tzinfo=UTC)


def campaigns(context: Context) -> tuple[Campaign, ...]:
    """List the advisor's campaigns, the newest first."""
    current = context.facts.ask(Campaigns())
    for write in context.also.writes:
        current = _after(current, write)
    return current


def _after(before: tuple[Campaign, ...], write: Write) -> tuple[Campaign, ...]:
    """Give the campaigns as a write leaves them; they were read before it."""
    if isinstance(write, MakeCampaign):
        made = Campaign(
            _NOT_YET, write.code, write.name, _UNKNOWN, closed=False, opened=0, started=0, finished=0
        )
        return (made, *before)
    if isinstance(write, RenameCampaign):
        return tuple(replace(one, name=write.name) if one.id == write.campaign else one for one in before)
    if isinstance(write, CloseCampaign):
        return tuple(replace(one, closed=write.closed) if one.id == write.campaign else one for one in before)
    return before


def campaign_of(context: Context, reference: str) -> Campaign | None:
    """Give one of the advisor's own campaigns, by its id or by the code in its link."""
    return next((one for one in campaigns(context) if reference in (one.code, str(one.id))), None)


def find_campaign(turn: Turn, reference: str) -> Campaign:
    """Find one of the advisor's own campaigns, by its id or by its code; raises Stale for any other."""
    campaign = campaign_of(turn.context, reference)
    if campaign is None:
        raise Stale
    return campaign


def campaign_page(campaign: Campaign) -> Desk:
    """Give the page of a campaign; by its code, for the id of a new one is not known yet."""
    return Desk(page=f"link/{campaign.code}")


def campaign_counts(campaign: Campaign) -> dict[str, int]:
    """Give how many opened its link, started and finished, by what texts call them."""
    return {"opened": campaign.opened, "started": campaign.started, "finished": campaign.finished}
