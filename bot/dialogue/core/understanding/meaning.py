"""What a typed text may mean at a question, and what the question offers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.library.schema.content import Language

YES, NO = "yes", "no"
PHYSICAL, BOTH, WEB = "physical", "both", "web"
OTHER = "other"
MOST = 3
"""So many answers are asked back at most."""

Kind = Literal["ladder", "yes_no", "choice", "several"]


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer on screen: its id, its number, and all that may be typed for it."""

    id: str
    number: int
    label: str
    words: tuple[str, ...] = ()
    alone: bool = False

    @property
    def expressions(self) -> tuple[str, ...]:
        return (self.label, *self.words)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question on screen, as far as a typed text is held against it."""

    id: str
    kind: Kind
    offers: tuple[Offer, ...]
    language: Language
    regular: int | None = None
    """Times a year from which it is regular, on a ladder."""
    partly: str | None = None
    """The answer that "sometimes" means, where yes and no are asked."""
    would: bool = False
    """It is asked what somebody would do, so that a condition is no objection."""
    about: tuple[str, ...] = ()
    """Words for what it is about."""
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By question: words for what the other questions are about."""
    offered: tuple[str, ...] = ()
    """The answers that were asked back just before."""
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By verb: what may be typed for the buttons that are on screen."""

    def has(self, *ids: str) -> tuple[str, ...]:
        """Give those of some answers that are offered, in the order of the screen."""
        return tuple(offer.id for offer in self.offers if offer.id in ids)

    def few(self, *ids: str) -> tuple[str, ...]:
        """Give the first of them, as many as are asked back."""
        return self.has(*ids)[:MOST]


@dataclass(frozen=True, slots=True)
class Take:
    """Just these answers are meant; `drop` are ticks that are meant to go."""

    answers: tuple[str, ...]
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """It may be any of these answers: they are asked back."""

    answers: tuple[str, ...]
    why: Literal["", "does", "does_not", "near"] = ""


@dataclass(frozen=True, slots=True)
class Does:
    """One of the buttons below the answers is meant."""

    verb: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """It is about another question."""

    question: str


@dataclass(frozen=True, slots=True)
class Question:
    """It is a question of the person's own."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person is asked for."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """It is not understood."""


Meaning = Take | Ask | Does | Elsewhere | Question | Person | Nothing
