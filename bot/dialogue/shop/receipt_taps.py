"""What the buttons under what was filled in for a shop do."""

from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import FilledIn
from bot.dialogue.core.session import Home, Receipt, Session
from bot.dialogue.core.verbs import Repeated, Stale, Verbs
from bot.records.writes import EraseReceipt


def _of(turn: Turn) -> Receipt:
    """Find the code that a button is about, which is on screen; raises Stale or Repeated."""
    place = turn.session.place
    if isinstance(place, Home):
        raise Repeated
    if not isinstance(place, Receipt) or turn.action.args != (place.code,):
        raise Stale
    return place


def _back(turn: Turn) -> Session:
    return turn.session.at(Receipt(code=_of(turn).code))


def _ask(turn: Turn) -> Session:
    return turn.session.at(Receipt(code=_of(turn).code, erasing=True))


def _erase(turn: Turn) -> Session:
    place, said = _of(turn), turn.messages.desk.receipt
    if not place.erasing or turn.context.facts.ask(FilledIn(place.code)) is None:
        raise Stale
    turn.write(EraseReceipt(place.code))
    return turn.session.at(Home(), said.erased.fill(backups=turn.context.backup_days))


VERBS: Verbs = {"receipt": _back, "receipt_ask": _ask, "receipt_erase": _erase}
