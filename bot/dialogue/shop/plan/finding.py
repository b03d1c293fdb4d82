"""The card that a button of the plan is about."""

from bot.dialogue.core.actions import Stale
from bot.dialogue.core.context import Turn
from bot.dialogue.shop.plan import plan
from scoring.model import Card


def find_card(turn: Turn, card: str) -> Card:
    """Find the card that a button is about; raises Stale."""
    known = turn.context.content.card(card)
    if known is None:
        raise Stale
    return known


def find_planned(turn: Turn, card: str) -> Card:
    """Find the card, which must be in the plan; raises Stale."""
    known = find_card(turn, card)
    if plan.item(turn.session, known.id) is None:
        raise Stale
    return known


def title(turn: Turn, card: Card) -> str:
    """Give a card's title in the language of the chat."""
    return turn.context.texts(turn.session).cards[card.id].title
