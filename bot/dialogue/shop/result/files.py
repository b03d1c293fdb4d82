"""The picture and the report: their buttons stay where one is, and the file is sent beside the screen."""

from bot.dialogue.core.actions import DOUBLE_TAP, Repeated, Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Overview, Reading, Session, WhatIf


@action("picture")
def send_picture(turn: Turn) -> Session:
    """Send the picture of the result."""
    return _note_request(turn)


@action("report")
def send_report(turn: Turn) -> Session:
    """Send the report to print."""
    return _note_request(turn)


@action("what_if_picture")
def send_imagined_picture(turn: Turn) -> Session:
    """Send the picture of the result as it would be with the ticked steps done."""
    place = turn.session.place
    if not isinstance(place, WhatIf) or not place.picked:
        raise Stale
    return _note_request(turn)


def _note_request(turn: Turn) -> Session:
    """Note what is asked for and when; raises Repeated for a double tap."""
    name, place, last = turn.action.verb, turn.session.place, turn.session.asked
    if turn.session.finished is None:
        raise Stale
    if last and last[0] == name and turn.now - last[1] < DOUBLE_TAP:
        raise Repeated
    # Changed answers are left with it, so that what is sent follows from them.
    stays = Reading() if isinstance(place, Overview) else place
    return turn.session.model_copy(update={"asked": (name, turn.now)}).at(stays)
