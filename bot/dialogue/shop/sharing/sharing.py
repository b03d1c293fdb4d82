"""Sharing with an organisation: whom a shop came by, what it shares, and what it says yes to."""

from dataclasses import dataclass

from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.queries import Shares
from bot.dialogue.core.session import Finished, Joined, Session, Sharing, Writing
from bot.records.groups import Layers, Organisation, Share
from bot.records.writes import Decide, SetShare

NOTHING = Layers()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a shop shares with one organisation now."""

    organisation: Organisation
    layers: Layers
    share: Share | None = None
    """As it is kept; None where it has just changed, or nothing is shared."""


def own_campaign(session: Session) -> Joined | None:
    """Give the campaign that this chat takes part in as a shop; None while trying out, and for advisors."""
    campaign = session.campaign
    return None if campaign is None or campaign.demo or session.assisted else campaign


def practising(session: Session) -> bool:
    """Tell whether what is done now is to try it out."""
    return session.campaign is not None and session.campaign.demo


def own_result(session: Session) -> Finished | None:
    """Give the result of this person's own shop."""
    return None if practising(session) or session.assisted else session.finished


def midway(session: Session) -> bool:
    """Tell whether answers were given that are in no result yet."""
    finished = session.finished
    return bool(session.given) and (finished is None or finished.run < session.run)


def without_practice(session: Session) -> Session:
    """End trying it out: all that was filled in for it goes, so that it never mixes with a real result."""
    gone: dict[str, object] = {
        "given": {},
        "finished": None,
        "history": (),
        "started": None,
        "again": None,
        "picture": None,
    }
    return session.model_copy(update={**gone, "campaign": None, "aside_from": None})


def standings(session: Session, context: Context) -> tuple[Standing, ...]:
    """List the organisations that this shop came by or shares with, as it stands after this step."""
    shares = {share.organisation.id: share for share in context.facts.ask(Shares())}
    organisations = {share.organisation.id: share.organisation for share in shares.values()}
    campaign = own_campaign(session)
    if campaign:
        organisations[campaign.organisation] = Organisation(campaign.organisation, campaign.name)
    set_now = (write for write in context.also.writes if isinstance(write, SetShare))
    changed = {write.organisation: write.layers for write in set_now}
    return tuple(
        Standing(organisation, changed[id_])
        if id_ in changed
        else Standing(organisation, shares[id_].layers if id_ in shares else NOTHING, shares.get(id_))
        for id_, organisation in organisations.items()
    )


def standing(session: Session, context: Context, organisation: int | None) -> Standing | None:
    """Find what is shared with one organisation; None where it is none of this shop's."""
    found = standings(session, context)
    return next((one for one in found if one.organisation.id == organisation), None)


def given_contact(session: Session, context: Context) -> str | None:
    """Give the contact details that some organisation sees now; they are kept nowhere else."""
    given = (one.layers.contact for one in standings(session, context))
    return next((contact for contact in given if contact), None)


def is_addressed(session: Session, place: Sharing | Writing) -> bool:
    """Tell whether somebody is there for what is typed here; of the others the facts tell."""
    if isinstance(place, Sharing):
        return place.organisation is not None or not place.giving_contact
    campaign = own_campaign(session)
    return place.thread is not None or (campaign is not None and campaign.organisation == place.organisation)


def share(turn: Turn, organisation: int, layers: Layers) -> None:
    """Have it written down that these layers are shared from now on."""
    turn.write(SetShare(organisation, layers, who=turn.session.shop_name or ""))
    campaign = own_campaign(turn.session)
    if campaign and campaign.organisation == organisation:
        turn.write(Decide(campaign.campaign))
