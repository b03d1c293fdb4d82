"""What a button can do: a verb takes a turn and gives the session after it."""

from collections.abc import Callable, Mapping

from bot.dialogue.core.actions import Repeated as Repeated
from bot.dialogue.core.actions import Stale as Stale
from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Session

Do = Callable[[Turn], Session]
Verbs = Mapping[str, Do]
