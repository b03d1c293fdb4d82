"""What the buttons of one's own data do."""

from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Home, MyData, Reading, Session
from bot.dialogue.core.verbs import Stale, Verbs


def _my_data(turn: Turn) -> Session:
    return turn.session.at(MyData())


def _forget(turn: Turn) -> Session:
    return turn.session.at(MyData(forgetting=True))


def _forget_no(turn: Turn) -> Session:
    return turn.session.at(Reading() if turn.session.finished else Home())


def _forget_yes(turn: Turn) -> Session:
    """Begin as if this person had never been here; `step` has the rest deleted."""
    if turn.session.place != MyData(forgetting=True):
        raise Stale
    return Session(language=turn.session.language)


VERBS: Verbs = {
    "my_data": _my_data,
    "forget": _forget,
    "forget_no": _forget_no,
    "forget_yes": _forget_yes,
}
