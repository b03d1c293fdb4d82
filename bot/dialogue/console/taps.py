"""Signing in to the console: the command with the code, and the answer to whether it is one's own."""

from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import ConsoleRole, SignIn
from bot.dialogue.core.session import Admitting, Home, Session
from bot.dialogue.core.verbs import Repeated, Stale, Verbs
from bot.records.writes import Admit

CODE_LENGTH = 8


def open_console(turn: Turn) -> Session:
    """Ask about the browser that shows the code behind the command."""
    said, place = turn.messages.console, turn.session.place
    if not turn.context.facts.ask(ConsoleRole()):
        return turn.session.at(place, said.not_for_you.fill())
    code = _typed(turn.argument)
    if not code:
        return turn.session.at(place, said.how.fill())
    if len(code) != CODE_LENGTH or turn.context.facts.ask(SignIn(code)) is None:
        return turn.session.at(place, said.unknown.fill())
    return turn.session.at(Admitting(code=code))


def _typed(argument: str) -> str:
    """Take a code as people type it: in small letters, in two halves."""
    return "".join(one for one in argument.upper() if one.isascii() and one.isalnum())


def _asked(turn: Turn) -> Admitting:
    """Find the code that a button is about; raises Stale or Repeated."""
    place = turn.session.place
    if isinstance(place, Home):
        raise Repeated
    if not isinstance(place, Admitting) or turn.action.args != (place.code,):
        raise Stale
    return place


def _let_in(turn: Turn) -> Session:
    place, said = _asked(turn), turn.messages.console
    if turn.context.facts.ask(SignIn(place.code)) is None:
        return turn.session.at(Home(), said.unknown.fill())
    turn.write(Admit(place.code))
    return turn.session.at(Home(), said.let_in.fill())


def _refuse(turn: Turn) -> Session:
    _asked(turn)
    return turn.session.at(Home(), turn.messages.console.refused.fill())


VERBS: Verbs = {"console_yes": _let_in, "console_no": _refuse}
