"""What a shop is offered of its organisation: to share a new result with it, and to ask its advisor."""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.replies import Message, NumberKey
from bot.dialogue.core.session import Session, Sharing
from bot.dialogue.core.view import Choice, control, keyboard_of
from bot.dialogue.shop.sharing.sharing import own_campaign, standing
from bot.dialogue.shop.ways import to_advisor, to_sharing
from bot.library.schema.content import Texts
from bot.records.writes import Decide, SetShare


@action("share_no")
def decline(turn: Turn, campaign: int) -> Session:
    """Say no to what was offered with a result; what is shared by now is shown instead."""
    current = own_campaign(turn.session)
    if current is None or current.campaign != campaign:
        raise Stale
    now = standing(turn.session, turn.context, current.organisation)
    if now and not now.layers.nothing:
        return turn.session.at(Sharing(organisation=current.organisation))
    turn.write(Decide(campaign))
    note = turn.messages.sharing.share.declined.fill(organisation=current.name)
    return turn.session.at(turn.session.place, note)


def sharing_offer(before: Session, after: Session, context: Context) -> tuple[Message, ...]:
    """Ask once, beside a new result, whether to share it; not where something is shared already."""
    finished, campaign = after.finished, own_campaign(after)
    if campaign is None or finished is None or finished.run == campaign.uncounted:
        return ()
    if before.finished and before.finished.run >= finished.run:
        return ()
    now = standing(after, context, campaign.organisation)
    texts, no = context.texts(after), decline_choice(after, context.texts(after))
    if now is None or no is None or not now.layers.nothing:
        return ()
    yes = control(texts.messages.sharing.controls.choose, to_sharing.code(after, campaign.organisation))
    html = texts.messages.sharing.share.offer.fill(organisation=campaign.name)
    return (Message(html=html, keyboard=keyboard_of(((yes,), (no,)))),)


def decline_choice(session: Session, texts: Texts) -> Choice | None:
    """Give the choice to share nothing; None where sharing is not offered."""
    campaign = own_campaign(session)
    if campaign is None or session.finished is None:
        return None
    return control(texts.messages.sharing.controls.decline, decline.code(session, campaign.campaign))


def advisor_choice(session: Session, texts: Texts, organisation: int) -> Choice:
    """Give the choice to ask an advisor something."""
    return control(texts.messages.sharing.controls.ask, to_advisor.code(session, organisation))


def number_key(before: Session, after: Session, context: Context) -> tuple[Message, ...]:
    """Offer to share one's phone number, where it is asked now how to reach the shop."""
    if _asks_contact(before) or not _asks_contact(after):
        return ()
    said = context.texts(after).messages.sharing.share
    key = NumberKey(label=said.number_key, placeholder=said.number_placeholder)
    return (Message(html=said.or_number.fill(key=key.label), number_key=key),)


def number_key_end(before: Session, after: Session, context: Context) -> tuple[Message, ...]:
    """Take that offer away where it is asked no more; Telegram does so with a message alone."""
    if not _asks_contact(before) or _asks_contact(after):
        return ()
    said = context.texts(after).messages.sharing.share
    given = any(isinstance(write, SetShare) for write in context.also.writes)
    words = said.contact_given if given else said.contact_not_given
    return (Message(html=words.fill(), ends_number_key=True),)


def _asks_contact(session: Session) -> bool:
    return isinstance(session.place, Sharing) and session.place.giving_contact
