"""The picture and the report: their buttons stay where one is, and the file is sent beside the screen."""

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Overview, Reading, Session, WhatIf


@action("picture", once=True)
def send_picture(turn: Turn) -> Session:
    """Send the picture of the result."""
    return _stay(turn)


@action("report", once=True)
def send_report(turn: Turn) -> Session:
    """Send the report to print."""
    return _stay(turn)


@action("share_picture", once=True)
def share_picture(turn: Turn) -> Session:
    """Send the picture once more, to be passed on to others."""
    if turn.session.finished is None:
        raise Stale
    return turn.session


@action("what_if_picture", once=True)
def send_imagined_picture(turn: Turn) -> Session:
    """Send the picture of the result as it would be with the ticked steps done."""
    place = turn.session.place
    if not isinstance(place, WhatIf) or not place.picked:
        raise Stale
    return _stay(turn)


def _stay(turn: Turn) -> Session:
    """Stay where one is; raises Stale without a result."""
    place = turn.session.place
    if turn.session.finished is None:
        raise Stale
    # Changed answers are left with it, so that what is sent follows from them.
    return turn.session.at(Reading() if isinstance(place, Overview) else place)
