"""What the buttons of the plan and of reminders do."""

from typing import get_args

from bot.dialogue.core.context import Turn
from bot.dialogue.core.replies import Button, Message
from bot.dialogue.core.session import Planning, Reading, Session, When
from bot.dialogue.core.verbs import Repeated, Stale, Verbs, flag
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.sharing.sharing import joined
from bot.dialogue.shop.sharing.view import asking
from bot.library.parsing.markup import Html
from scoring.model import Card


def _card(turn: Turn) -> Card:
    """Find the card that a button is about; raises Stale."""
    card = turn.context.content.card(turn.action.question)
    if card is None:
        raise Stale
    return card


def _planned(turn: Turn) -> Card:
    """Find the card, which must be in the plan; raises Stale."""
    card = _card(turn)
    if plan.item(turn.session, card.id) is None:
        raise Stale
    return card


def _title(turn: Turn, card: Card) -> str:
    return turn.context.texts(turn.session).cards[card.id].title


def _add(turn: Turn) -> Session:
    card, said = _card(turn), turn.messages.followup.plan
    after = plan.add(turn.session, card.id, turn.now)
    if plan.item(after, card.id) is None:
        return turn.session.at(turn.session.place, said.full.fill())
    return after.at(Planning(card=card.id), said.added.fill(title=_title(turn, card)))


def _item(turn: Turn) -> Session:
    if not turn.action.question:
        return turn.session.at(Planning())
    return turn.session.at(Planning(card=_planned(turn).id))


def _done(turn: Turn) -> Session:
    card, said, on = _planned(turn), turn.messages.followup.plan, flag(turn)
    note = said.finished if on else said.reopened
    after = plan.set_done(turn.session, card.id, turn.now if on else None)
    return after.at(Planning(), note.fill(title=_title(turn, card)))


def _when(turn: Turn) -> Session:
    card = _planned(turn)
    when: When | None = next((one for one in get_args(When) if one == turn.action.args[-1]), None)
    if when is None:
        raise Stale
    return plan.set_when(turn.session, card.id, when, turn.now).at(Planning(card=card.id))


def _remove(turn: Turn) -> Session:
    if plan.item(turn.session, turn.action.question) is None and turn.session.place == Planning():
        raise Repeated
    card = _planned(turn)
    note = turn.messages.followup.plan.removed.fill(title=_title(turn, card))
    return plan.remove(turn.session, card.id).at(Planning(), note)


def _remind(turn: Turn) -> Session:
    said = turn.messages.followup.plan
    if not flag(turn):
        return plan.stop(turn.session).at(Planning(), said.reminders_off.fill())
    if not plan.waiting(turn.session):
        raise Stale
    return plan.agree(turn.session, turn.now).at(Planning())


def _reminded(turn: Turn) -> Session:
    card, said = _planned(turn), turn.messages.followup.reminder
    answer = turn.action.args[-1]
    if answer == "worked":
        after = plan.set_done(turn.session, card.id, turn.now)
        return after.at(Planning(), said.worked.fill(title=_title(turn, card)))
    if answer == "not_yet":
        note = said.not_yet if turn.session.reminders else said.not_yet_silent
        return turn.session.at(Planning(card=card.id), note.fill())
    if answer != "stuck":
        raise Stale
    return _stuck(turn, card)


def _stuck(turn: Turn, card: Card) -> Session:
    """Offer an easier step on the same topic: quicker, for the same step of the shop, and not in the plan."""
    said = turn.messages.followup.reminder
    _offer_advisor(turn)
    easier = [
        other
        for other in turn.context.content.cards
        if other.topic == card.topic
        and other.minutes < card.minutes
        and set(other.needs) <= set(card.needs)
        and set(other.steps) & set(card.steps)
        and plan.item(turn.session, other.id) is None
    ]
    best = min(easier, key=lambda other: (other.minutes, other.id), default=None)
    if best is None:
        return plan.later(turn.session, card.id).at(Planning(card=card.id), said.no_easier.fill())
    note: Html = said.easier.fill(title=_title(turn, best), minutes=best.minutes)
    return turn.session.at(Reading(page=f"card/{best.id}"), note)


def _offer_advisor(turn: Turn) -> None:
    """Offer to ask an advisor, where the shop has one."""
    campaign = joined(turn.session)
    if campaign is None:
        return
    ask = asking(turn.session, turn.context.texts(turn.session), campaign.organisation)
    html = turn.messages.sharing.relay.stuck.fill(organisation=campaign.name)
    turn.say(Message(html=html, keyboard=((Button(label=ask.label, code=ask.code),),)))


VERBS: Verbs = {
    "plan_add": _add,
    "plan_item": _item,
    "plan_done": _done,
    "plan_when": _when,
    "plan_remove": _remove,
    "remind": _remind,
    "reminded": _reminded,
}
