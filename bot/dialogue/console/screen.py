"""Signing in to the console: the command with the code, and whether that browser is one's own."""

from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import ConsoleRole, SignIn
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Admitting, Home, Session
from bot.dialogue.core.view import View, control
from bot.dialogue.shop.ways import to_home
from bot.records.writes import Admit

CODE_LENGTH = 8


def open_console(turn: Turn) -> Session:
    """Ask about the browser that shows the code behind the command."""
    said, place = turn.messages.console, turn.session.place
    if not turn.context.facts.ask(ConsoleRole()):
        return turn.session.at(place, said.not_for_you.fill())
    code = _code(turn.argument)
    if not code:
        return turn.session.at(place, said.how.fill())
    if len(code) != CODE_LENGTH or turn.context.facts.ask(SignIn(code)) is None:
        return turn.session.at(place, said.unknown.fill())
    return turn.session.at(Admitting(code=code))


@action("console_yes")
def let_in(turn: Turn, code: str) -> Session:
    """Let the browser in that shows the code."""
    _demand_question(turn, code)
    said = turn.messages.console
    if turn.context.facts.ask(SignIn(code)) is None:
        return turn.session.at(Home(), said.unknown.fill())
    turn.write(Admit(code))
    return turn.session.at(Home(), said.let_in.fill())


@action("console_no")
def refuse(turn: Turn, code: str) -> Session:
    """Leave the browser outside that shows the code."""
    _demand_question(turn, code)
    return turn.session.at(Home(), turn.messages.console.refused.fill())


class AdmittingScreen(Screen[Admitting]):
    """Whether to let a browser in."""

    place = Admitting
    actions = (let_in, refuse)

    def show(self, at: At[Admitting]) -> View:
        """Name the browser that shows the code, and ask whether it is one's own."""
        session, said, code = at.session, at.messages.console, at.place.code
        browser = at.context.facts.ask(SignIn(code))
        if browser is None:
            home = control(at.messages.controls.home, to_home.code(session))
            return View(said.unknown.fill(), ((home,),))
        html = said.asking.fill(browser=browser.browser, place=browser.place or said.somewhere)
        yes = control(said.controls.let_in, let_in.code(session, code), "primary")
        no = control(said.controls.refuse, refuse.code(session, code))
        return View(html, ((yes,), (no,)))


def _demand_question(turn: Turn, code: str) -> None:
    """Demand that the code is the one on screen; raises Stale or Repeated."""
    place = turn.session.place
    if isinstance(place, Home):
        raise Repeated
    if not isinstance(place, Admitting) or place.code != code:
        raise Stale


def _code(argument: str) -> str:
    """Take a code as people type it: in small letters, in two halves."""
    return "".join(one for one in argument.upper() if one.isascii() and one.isalnum())
