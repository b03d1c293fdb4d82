"""A screen: what a place shows, and what typing does there. Its buttons' actions stand beside it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Generic, TypeVar

from bot.dialogue.core.actions import Action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.session import Session
from bot.dialogue.core.view import View
from bot.library.schema.content import Texts
from bot.library.schema.messages import Messages
from scoring.model import Frozen

P = TypeVar("P", bound=Frozen)


@dataclass(frozen=True, slots=True)
class At(Generic[P]):
    """A session that is at a place, and what is known there."""

    session: Session
    context: Context
    place: P

    @property
    def texts(self) -> Texts:
        return self.context.content.texts[self.session.language]

    @property
    def messages(self) -> Messages:
        return self.texts.messages


class Hears(Enum):
    """What a text means on a screen."""

    CHOICES = "a button on screen, a command, or else a search"
    A_NAME = "a button on screen or a command, or else what is asked for"
    ANYTHING = "what is asked for, unless it is a button on screen"


class Screen(ABC, Generic[P]):
    """What stands at one kind of place."""

    place: ClassVar[type]
    actions: ClassVar[tuple[Action[...], ...]] = ()
    """What its buttons do, for as long as there are messages with these buttons."""

    def settle(self, at: At[P]) -> Session:
        """Leave a place that today's content does not have."""
        return at.session

    @abstractmethod
    def show(self, at: At[P]) -> View | None:
        """Show the place; None where there is nothing to show, and the welcome is shown."""

    def hears(self, place: P) -> Hears:  # noqa: ARG002
        """Say what a text means here. A screen that hears more than its choices has a `take`."""
        return Hears.CHOICES

    def understand(self, turn: Turn, place: P, text: str) -> Session | None:  # noqa: ARG002
        """Take a text that no button here says, and that this screen understands; None where it does not."""
        return None

    def take(self, turn: Turn, place: P, text: str) -> Session:  # noqa: ARG002
        """Take a text that is what is asked for; where nothing is, it changes nothing."""
        return turn.session
