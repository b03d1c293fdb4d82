"""What a button can do: a verb takes a turn and gives the session after it."""

from collections.abc import Callable, Mapping

from bot.dialogue.core.actions import Repeated as Repeated
from bot.dialogue.core.actions import Stale as Stale
from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Session

Do = Callable[[Turn], Session]
Verbs = Mapping[str, Do]


def same_run(turn: Turn) -> None:
    """Demand that the button belongs to the assessment in hand; raises Stale."""
    if turn.action.run != turn.session.run or turn.session.run == 0:
        raise Stale


def flag(turn: Turn) -> bool:
    """Read the state that a button sets, so that a double tap sets it once; raises Stale."""
    if not turn.action.args or turn.action.args[-1] not in ("0", "1"):
        raise Stale
    return turn.action.args[-1] == "1"
