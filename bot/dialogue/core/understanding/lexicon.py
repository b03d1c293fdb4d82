"""The shape of a language's lexicon: patterns over texts in normal form, tried in their order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from re import Pattern
from typing import Literal

Signal = Literal[
    "regular", "sometimes", "planned", "known", "unknown",
    "past", "was", "other", "occasion", "reason", "maybe", "skill", "busy", "look", "does", "yes",
    "drop",
]  # fmt: skip
"""What a ladder's words say. The first five are its answers; "drop" takes words away that would mislead."""


def words(*patterns: str) -> Pattern[str]:
    """Compile patterns that each must stand as whole words."""
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A language's words that hold for all questions."""

    separators: Pattern[str]
    """Words that part two clauses."""
    joiners: frozenset[str]
    """Words that join two things named together."""
    fillers: Pattern[str]
    """Words that say nothing."""
    light: frozenset[str]
    """Words that may stand between the words of an expression."""
    negators: frozenset[str]
    """Deny what stands before or after them."""
    forward: frozenset[str]
    """Deny only what stands after them."""
    excepting: frozenset[str]
    """Deny all that stands after them in the clause."""
    ending: frozenset[str]
    """Say that what is named in their clause is no more."""
    turning: frozenset[str]
    """End the reach of a negation."""
    not_only: Pattern[str]
    either: frozenset[str]
    """Joins what is denied together."""
    numbers: Mapping[str, tuple[float, float]]
    """Number words, each from a lowest to a highest."""
    ordinals: Mapping[str, int]
    """The last is -1."""
    beside_ordinals: frozenset[str]
    heads: frozenset[str]
    """The last part of a compound that says nothing of what is sold."""
    whole: frozenset[str]
    """Words that are no part of a compound, or look like one and are none."""
    signals: tuple[tuple[Signal, Pattern[str]], ...]
    doubts: Pattern[str]
    """Words beside "often" or "sometimes" that make it say something else."""
    doubts_timed: Pattern[str]
    """Words beside "every week" that make it a wish, or about another."""
    yes: Pattern[str]
    weak_yes: Pattern[str]
    """Says yes only where nothing else is said."""
    no: Pattern[str]
    leading_no: Pattern[str]
    interjection: Pattern[str]
    """A "no" that stands by itself, and denies no word beside it."""
    plain_yes: Pattern[str]
    """A yes that a no beside it contradicts."""
    later: Pattern[str]
    """Says that something is not done yet."""
    partly: Pattern[str]
    """Says that something is done, but not always."""
    rarely: Pattern[str]
    everything: Pattern[str]
    beside_everything: frozenset[str]
    """What may stand beside it without making it less."""
    not_everything: Pattern[str]
    nothing: Pattern[str]
    """A whole text that says that none of the answers holds."""
    verbs: Mapping[str, Pattern[str]]
    """By verb: whole texts that mean one of the buttons."""
    stops: Pattern[str]
    """A whole text that says to stop with the questions."""
    asks_help: Pattern[str]
    question: Pattern[str]
    """The begin of a question, with or without its mark."""
    question_marked: Pattern[str]
    """The begin of one that must have its mark."""
    person: Pattern[str]
    common: frozenset[str]
    """Words that are never taken for a misspelling of another."""
    spelling: frozenset[str]
    """Words of the patterns that are mended where they are misspelt."""
    phrases: tuple[tuple[Pattern[str], str], ...] = ()
    """Spellings that are brought to one form first."""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return self.spelling | frozenset(self.numbers) | frozenset(self.ordinals)
