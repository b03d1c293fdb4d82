"""Which group a page or a file is about: all of an organisation's links, or one; and one wave of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import Campaigns, Totals
from bot.library.schema.content import Texts
from bot.records.groups import Campaign, Organisation, WaveTotals
from scoring.disclosure import ENOUGH
from scoring.group_disclosure import Tally, total_tally
from scoring.group_figures import GroupFigures, gaps, group_figures
from scoring.model import Card, Topic

ALL = "all"
FIRST_WAVE = 1
MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """A group that its advisor may see totals of."""

    organisation: Organisation
    campaigns: tuple[Campaign, ...]
    campaign: Campaign | None
    """The one that it is about; None where it is about all."""
    totals: tuple[WaveTotals, ...]

    @property
    def name(self) -> str:
        """What its codes and pages call it."""
        return str(self.campaign.id) if self.campaign else ALL

    @property
    def waves(self) -> tuple[int, ...]:
        return tuple(sorted({FIRST_WAVE, *(one.wave for one in self.totals)}))


@dataclass(frozen=True, slots=True)
class Wave:
    """What may be told of one wave of a group; all that is told of it is taken from here."""

    group: Scope
    number: int
    shops: int
    needed: int
    ripening: bool
    figures: GroupFigures | None


def scope(context: Context, organisation: Organisation, name: str) -> Scope | None:
    """Find a group by its name in a code; None for what is not this organisation's."""
    campaigns, totals = context.facts.ask(Campaigns()), context.facts.ask(Totals())
    if name == ALL:
        ids = {one.id for one in campaigns}
        own = tuple(one for one in totals if one.campaign in ids)
        return Scope(organisation, campaigns, None, own)
    campaign = next((one for one in campaigns if str(one.id) == name), None)
    return one_campaign(organisation, campaign, totals) if campaign else None


def one_campaign(organisation: Organisation, campaign: Campaign, totals: Sequence[WaveTotals]) -> Scope:
    """Give the group of one campaign."""
    own = tuple(one for one in totals if one.campaign == campaign.id)
    return Scope(organisation, (campaign,), campaign, own)


def wave_of_group(context: Context, group: Scope, number: int) -> Wave:
    """Add up what is published of a wave, campaign by campaign, and compute what may be told of it."""
    own = [one for one in group.totals if one.wave == number]
    content = context.content
    return Wave(
        group=group,
        number=number,
        shops=sum(one.shops for one in own),
        needed=min((one.needed for one in own), default=ENOUGH),
        ripening=any(one.ripening for one in own),
        figures=group_figures(
            _together(own),
            content.questionnaire,
            content.figures,
            webshop=any(one.webshop for one in own),
        ),
    )


def _together(waves: Sequence[WaveTotals]) -> Mapping[str, Tally]:
    variables = dict.fromkeys(variable for one in waves for variable in one.totals)
    return {
        variable: total_tally([one.totals[variable] for one in waves if variable in one.totals])
        for variable in variables
    }


@dataclass(frozen=True, slots=True)
class GroupStep:
    """A step that would move the group, and where the group stands on its topic."""

    card: Card
    topic: Topic
    mean: int
    n: int


def _leads_on(card: Card, step: int) -> bool:
    """Tell whether a card brings most shops on a step further; of `online`, whether all can begin with it.

    Of a group only averages are known, so a card that is for webshops alone, or needs something that a shop
    may lack, is not for the street.
    """
    if "physical" not in card.shops or card.needs:
        return False
    if card.topic == "online":
        return card.uses == "google" and not card.in_use
    return step in card.steps and (card.leads_to or 0) > step


def group_steps(context: Context, figures: GroupFigures, texts: Texts) -> tuple[GroupStep, ...]:
    """Choose the cards for the topics on which the group can gain most: of each the quickest that fits.

    A card that answers an objection comes after those that do not, as not every shop has that objection.
    """
    found: list[GroupStep] = []
    for gap in gaps(figures, context.content.questionnaire):
        cards = (
            card
            for card in context.content.cards
            if card.topic == gap.topic and _leads_on(card, gap.step) and card.id in texts.cards
        )
        best = min(cards, key=lambda card: (bool(card.reasons), card.minutes, card.id), default=None)
        if best:
            mean = figures.topics[gap.topic]
            found.append(GroupStep(best, gap.topic, mean.mean, mean.n))
    return tuple(found[:MOST_STEPS])
