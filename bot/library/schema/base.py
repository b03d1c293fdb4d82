"""What texts are made of: plain ones, counted ones, and buttons with the words that stand for them."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, ConfigDict, StringConstraints

from bot.library.parsing.markup import Html, Template, fixed_text, holds, legible
from bot.library.parsing.problem import Problem
from bot.library.words import form_of
from scoring.model import Frozen

T = TypeVar("T", bound=Mapping[Any, Any])


def whole(keys: Any) -> AfterValidator:
    """Demand that a mapping holds each of a Literal's keys; pydantic only refuses others."""

    def check(mapping: T) -> T:
        lost = [key for key in get_args(keys) if key not in mapping]
        if lost:
            raise ValueError(Problem("key_missing", name=str(lost[0])))
        return mapping

    return AfterValidator(check)


Plain = Annotated[Template, holds()]
# What is stored holds labels so long; the check says where one is too wide for its button.
LONGEST_LABEL = 40
Label = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_LABEL, strip_whitespace=True),
    AfterValidator(legible),
]
Words = tuple[Annotated[str, StringConstraints(min_length=1, max_length=60)], ...]

LONGEST_CARD_WORDS = 400
CardWords = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_CARD_WORDS, strip_whitespace=True),
    AfterValidator(fixed_text),
]
"""What people call it who look for a card, and how they ask for it, with commas between."""
LONGEST_TRADE = 40
# Letters, and what may stand between two words: it is put into the middle of a sentence.
TRADE = r"^[^\W\d_]([^\W\d_]|[ ,&’'-])*$"
Trade = Annotated[str, StringConstraints(pattern=TRADE, max_length=LONGEST_TRADE, strip_whitespace=True)]
MOST_TRADES = 12
"""Of one branch: each is a button on the same screen."""


class Texts(Frozen):
    model_config = ConfigDict(arbitrary_types_allowed=True)


class Counted(Texts):
    """A text for one, and one for another number."""

    one: Plain
    other: Annotated[Template, holds("count")]

    def fill(self, count: int) -> Html:
        return self.one.fill() if form_of(count) == "one" else self.other.fill(count=count)


class Control(Texts):
    """A button of the bot's own, and what a person may type instead."""

    label: Label
    words: Words = ()


class WideControl(Control):
    """One that may have a row to itself: its label fits there, after a number and a tick."""
