"""The invitation to a new round, and how an assessment begins."""

from bot.dialogue.core.actions import Repeated, Stale
from bot.dialogue.core.context import Turn
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Invited, Session
from bot.dialogue.core.view import View, control
from bot.dialogue.shop.interview import answers
from bot.dialogue.shop.interview.rounds import ask_next_shop
from bot.dialogue.shop.ways import to_begin, to_home


@to_begin.to
def begin(turn: Turn) -> Session:
    """Begin an assessment: the first, or a new round."""
    session = turn.session
    if turn.action.run + 1 == session.run and not session.given:
        raise Repeated
    if turn.action.run != session.run:
        raise Stale
    # Each shop that an advisor fills in for is asked first.
    return ask_next_shop(session) if session.assisted else answers.begin(session, turn.context, turn.now)


class InvitationScreen(Screen[Invited]):
    place = Invited
    actions = (begin,)

    def show(self, at: At[Invited]) -> View:
        again = control(at.messages.controls.again, begin.code(at.session), "primary")
        home = control(at.messages.controls.home, to_home.code(at.session))
        return View(at.messages.followup.again.invite.fill(), ((again,), (home,)))
