"""The weekly overview for advisors who said yes to it: beside what is on screen, and no reminder."""

from datetime import UTC, datetime, timedelta

from bot.dialogue.advisor.desk import find_organisation
from bot.dialogue.advisor.group.links import counts_of, link_name
from bot.dialogue.advisor.shops import sharing_shops
from bot.dialogue.core.actions import action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.queries import Advises, Campaigns
from bot.dialogue.core.replies import Message, Reply
from bot.dialogue.core.session import Session
from bot.dialogue.core.speaking_hours import FIRST, ZONE
from bot.dialogue.core.view import blocks, lines
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts
from bot.records.groups import Campaign, Organisation

WEEK = timedelta(days=7)
MOST = 20
"""So many links stand in it; the others are counted."""


@action("digest")
def set_digest(turn: Turn, on: bool) -> Session:
    """Begin the weekly overview, or stop it, which anyone may."""
    said = turn.messages.group.digest
    if not on:
        without = turn.session.model_copy(update={"digest": None})
        return without.at(turn.session.place, said.off.fill())
    find_organisation(turn)
    agreed = turn.session.model_copy(update={"digest": turn.session.digest or next_monday(turn.now)})
    return agreed.at(turn.session.place, said.on.fill())


def next_monday(now: datetime) -> datetime:
    """Give the next Monday at nine o'clock in the shops' time zone, after now; UTC."""
    local = now.astimezone(ZONE)
    this_week = local - timedelta(days=local.weekday())
    monday = this_week.replace(hour=FIRST.hour, minute=FIRST.minute, second=0, microsecond=0)
    return (monday if monday > local else monday + WEEK).astimezone(UTC)


def weekly_overview(session: Session, now: datetime, context: Context) -> tuple[Session, tuple[Reply, ...]]:
    """Give the overview, and the session with the next one; who is no advisor any more gets none."""
    organisation = context.facts.ask(Advises())
    if organisation is None:
        return session.model_copy(update={"digest": None}), ()
    said = Message(html=_overview(session, context, organisation, now))
    return session.model_copy(update={"digest": next_monday(now)}), (said,)


def _overview(session: Session, context: Context, organisation: Organisation, now: datetime) -> Html:
    texts = context.texts(session)
    said, campaigns = texts.messages.group.digest, context.facts.ask(Campaigns())
    # What still runs comes first: there the numbers change.
    ordered = sorted(campaigns, key=lambda one: one.closed)
    new = sum(1 for shop in sharing_shops(context) if shop.since and shop.since > now - WEEK)
    funnel, rest = texts.messages.group.funnel, len(ordered) - MOST
    return blocks(
        said.intro.fill(organisation=organisation.name),
        lines(
            *(_line(texts, one) for one in ordered[:MOST]),
            funnel.more.fill(rest) if rest > 0 else None,
            None if ordered else funnel.none.fill(),
        ),
        said.shared.fill(new) if new else None,
        said.end.fill(),
    )


def _line(texts: Texts, campaign: Campaign) -> Html:
    name, counts = link_name(texts, campaign), counts_of(texts, campaign)
    return texts.messages.group.digest.line.fill(name=name, counts=counts)
