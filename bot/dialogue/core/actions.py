"""What buttons carry and do.

A way is what a button carries: a name, which stands in stored buttons for ever, and values. An action is a
way with the function that goes it. Most actions are written as one, beside their screen; a way is written
alone where a screen leads to another room, which may not be imported there.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any, Concatenate, Generic, ParamSpec, get_type_hints

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Session

P = ParamSpec("P")
DOUBLE_TAP = timedelta(seconds=10)
_LONGEST_NUMBER = 18


class Stale(Exception):
    """The button belongs to something earlier, and what it would do no longer holds."""


class Repeated(Exception):
    """The button's effect stands already, as after a double tap."""


class Belongs(Enum):
    """What a button belongs to; one of another run is stale."""

    ANYTHING = "anything"
    ASSESSMENT = "the assessment in hand"
    RESULT = "the result that was finished last"


@dataclass(frozen=True, slots=True)
class Way(Generic[P]):
    """What a button carries."""

    name: str
    belongs: Belongs
    kinds: tuple[type, ...]
    """Of its values: str, int or bool."""
    least: int
    """So many values a button has at least."""
    rest: bool
    """Whether more values may follow, which are all texts."""

    def code(self, session: Session, *values: P.args, **named: P.kwargs) -> str:
        """Write callback data for a button of this session."""
        return self.code_in(self.run(session), *values, **named)

    def code_in(self, run: int, *values: P.args, **named: P.kwargs) -> str:
        """Write callback data for a button of a run, where the session is not at hand."""
        if named:
            raise TypeError("a button's values have no names")
        return code(self.name, run, *map(_value_text, values))

    def run(self, session: Session) -> int:
        """Give the run that its buttons carry; 0 where there is none."""
        if self.belongs is not Belongs.RESULT:
            return session.run
        return session.finished.run if session.finished else 0

    def values(self, turn: Turn) -> list[str | int | bool]:
        """Read what the button of this turn carries; raises Stale."""
        run, args = self.run(turn.session), turn.action.args
        if self.belongs is not Belongs.ANYTHING and turn.action.run != run:
            raise Stale
        if self.belongs is Belongs.ASSESSMENT and run == 0:
            raise Stale
        return _values(self, args)

    def to(self, do: Callable[Concatenate[Turn, P], Session]) -> "Action[P]":
        """Make the action that goes this way."""
        return Action(self, do)


@dataclass(frozen=True, slots=True)
class Action(Generic[P]):
    """A way and what it does; called, it does it."""

    way: Way[P]
    do: Callable[Concatenate[Turn, P], Session]
    gate: Callable[[Turn], Session | None] | None = None
    """Asked before anything else: where those go who may not do it, and None for who may."""
    once: bool = False
    """What it does is done once for a double tap: it sends a message of its own."""

    def __call__(self, turn: Turn, *values: P.args, **named: P.kwargs) -> Session:
        return self.do(turn, *values, **named)

    def code(self, session: Session, *values: P.args, **named: P.kwargs) -> str:
        """Write callback data for a button of this session."""
        return self.way.code(session, *values, **named)

    def code_in(self, run: int, *values: P.args, **named: P.kwargs) -> str:
        """Write callback data for a button of a run, where the session is not at hand."""
        return self.way.code_in(run, *values, **named)

    def press(self, turn: Turn) -> Session:
        """Do what the button of this turn says; raises Stale or Repeated."""
        elsewhere = self.gate(turn) if self.gate else None
        if elsewhere is not None:
            return elsewhere
        do: Callable[..., Session] = self.do
        values = self.way.values(turn)
        if not self.once:
            return do(turn, *values)
        also = turn.context.also
        before = len(also.writes), len(also.replies)
        # First, because what is stale by now is told to be that, even where it was pressed just before.
        after = do(turn, *values)
        pressed, last = ":".join((turn.action.verb, *turn.action.args)), turn.session.asked
        if last and last[0] == pressed and turn.now - last[1] < DOUBLE_TAP:
            also.clear(*before)
            raise Repeated
        return after.model_copy(update={"asked": (pressed, turn.now)})


def way(name: str, belongs: Belongs = Belongs.ANYTHING) -> Callable[[Callable[P, None]], Way[P]]:
    """Make a way of a function without a body: its parameters are what the button carries."""
    return lambda signature: _way(name, belongs, signature, 0)


def action(
    name: str, belongs: Belongs = Belongs.ANYTHING, *, once: bool = False
) -> Callable[[Callable[Concatenate[Turn, P], Session]], Action[P]]:
    """Make an action of a function: its parameters after the turn are what its button carries."""

    def make_action(do: Callable[Concatenate[Turn, P], Session]) -> Action[P]:
        carries: Way[P] = _way(name, belongs, do, 1)
        return Action(carries, do, once=once)

    return make_action


def _way(name: str, belongs: Belongs, signature: Callable[..., Any], before: int) -> Way[P]:
    hints = get_type_hints(signature)
    parameters = list(inspect.signature(signature).parameters.values())[before:]
    valued = [one for one in parameters if one.kind is not one.VAR_POSITIONAL]
    kinds = tuple(hints[one.name] for one in valued)
    if not set(kinds) <= {str, int, bool}:
        raise TypeError(f"{name}: a button carries texts, numbers, and yes or no")
    least = sum(one.default is one.empty for one in valued)
    return Way(name, belongs, kinds, least, rest=len(valued) < len(parameters))


def _value_text(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _values(carried: Way[P], args: Sequence[str]) -> list[str | int | bool]:
    most = len(carried.kinds)
    if len(args) < carried.least or (len(args) > most and not carried.rest):
        raise Stale
    read = [_read(kind, text) for kind, text in zip(carried.kinds, args, strict=False)]
    return [*read, *args[most:]]


def _read(kind: type, text: str) -> str | int | bool:
    """Read a value that a button carries; raises Stale for what we never write."""
    if kind is bool and text in ("0", "1"):
        return text == "1"
    if kind is int and text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        return int(text)
    if kind is not str:
        raise Stale
    return text
