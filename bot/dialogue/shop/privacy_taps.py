"""What the buttons of the privacy text do."""

from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Session
from bot.dialogue.core.verbs import Repeated, Stale, Verbs, flag
from bot.dialogue.shop.home import aside
from bot.dialogue.shop.privacy import named
from bot.dialogue.shop.sharing.sharing import joined
from bot.records.writes import Leave, Uncount

_LONGEST = 2


def _open(turn: Turn) -> Session:
    """Open the privacy text, or one of its subjects."""
    if turn.action.args[:1] != ("privacy",) or len(turn.action.args) > _LONGEST:
        raise Stale
    subject = named(turn.action.args[-1])
    if subject is None and len(turn.action.args) == _LONGEST:
        raise Stale
    return aside(turn.session, "privacy", subject)


def _object(turn: Turn) -> Session:
    """Object to one use of the answers, or take that back."""
    use, on = turn.action.question, flag(turn)
    if use not in ("research", "peers"):
        raise Stale
    if use == "peers" and not on and turn.session.peers:
        # What was counted goes; after taking it back the next result counts again.
        turn.write(Uncount())
    return aside(turn.session.model_copy(update={use: on}), "privacy", "objection")


def _leave(turn: Turn) -> Session:
    """Count no longer in the group of the organisation whose link was opened last."""
    campaign = joined(turn.session)
    if campaign is None:
        raise Repeated if turn.session.campaign is None else Stale
    if str(campaign.organisation) != turn.action.question:
        raise Stale
    turn.write(Leave(campaign.organisation))
    left = aside(turn.session.model_copy(update={"campaign": None}), "privacy", "objection")
    return left.at(left.place, turn.messages.privacy.objection.left.fill(organisation=campaign.name))


VERBS: Verbs = {"aside": _open, "object": _object, "leave": _leave}
