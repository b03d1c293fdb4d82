"""From typed words to the choice that they mean. Nothing is guessed: what fits two equally gives two."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from bot.dialogue.core.view import Choice

_NUMBER = re.compile(r"(?:nummer|optie|antwoord|vraag|nr|number|option|answer|question|no)?\s*(\d{1,2})")
_NOISE = re.compile(r"[^\w\s]|_")
_NEGATIONS = frozenset(
    {"niet", "geen", "nooit", "nee", "niets", "niks", "not", "no", "never", "none", "dont"}
)
# Under this a typing error and another word cannot be told apart.
_TYPO_RATIO = 82
_TYPO_LENGTH = 4
_EQUAL = 2


def normal(text: str) -> str:
    """Bring a text to the form for comparing: no case, accents, punctuation or double spaces."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("'", "").replace("’", "")
    apart = unicodedata.normalize("NFKD", folded)
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(_NOISE.sub(" ", bare).split())


@lru_cache(maxsize=4096)
def normals(expressions: tuple[str, ...]) -> tuple[str, ...]:
    """Bring the expressions that stand in the content to that form; they are the same at every text."""
    return tuple(map(normal, expressions))


def exact(text: str, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Find the choice whose number, label or words a text is; all that it is equally."""
    offered, typed = tuple(choices), normal(text)
    number = _NUMBER.fullmatch(typed)
    if number:
        return tuple(choice for choice in offered if choice.number == int(number[1]))
    return _same(typed, offered) if typed else ()


def close(text: str, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Find the choice that a text comes close to; all that it means equally.

    Tried in this order: words that are part of an answer's label, an expression that is part of the text, a
    typing error.
    """
    offered, typed = tuple(one for one in choices if not one.common), normal(text)
    if not typed or _NUMBER.fullmatch(typed):
        return ()
    for way in (_part_of_label, _within_text, _misspelt):
        found = way(typed, offered)
        if found:
            return found
    return ()


def _expressions(choice: Choice) -> tuple[str, ...]:
    return normals((choice.label, *choice.words))


def _same(typed: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Very words; a numbered answer goes before the bot's own buttons, a label before its synonyms."""
    same = tuple(choice for choice in choices if typed in _expressions(choice))
    answers = tuple(choice for choice in same if choice.number is not None)
    labelled = tuple(choice for choice in answers or same if normal(choice.label) == typed)
    return labelled or answers or same[:1]


def _part_of_label(typed: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    words = set(typed.split())
    return tuple(
        choice
        for choice in choices
        if choice.number is not None and words <= set(normal(choice.label).split())
    )


def _within_text(typed: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Expressions that the text contains; not across a negation that the expression lacks."""
    padded, negations = f" {typed} ", _NEGATIONS & set(typed.split())
    lengths: dict[Choice, int] = {}
    for choice in choices:
        for expression in _expressions(choice):
            if (
                f" {expression} " in padded
                and negations <= set(expression.split())
                and len(expression) >= _TYPO_LENGTH
            ):
                lengths[choice] = max(lengths.get(choice, 0), len(expression))
    return _best(lengths, 0)


def _misspelt(typed: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    if len(typed) < _TYPO_LENGTH:
        return ()
    ratios: dict[Choice, float] = {}
    for choice in choices:
        whole = [one for one in _expressions(choice) if len(one) >= _TYPO_LENGTH]
        # One word of the bot's own button is too little to press it: "antwoorden" is not "geen antwoord".
        answers = whole if choice.number is not None else []
        words = [word for one in answers for word in one.split() if len(word) > _TYPO_LENGTH]
        ratio = max((fuzz.ratio(typed, expression) for expression in [*whole, *words]), default=0)
        if ratio >= _TYPO_RATIO:
            ratios[choice] = ratio
    return _best(ratios, _EQUAL)


def _best(scores: dict[Choice, int] | dict[Choice, float], margin: float) -> tuple[Choice, ...]:
    best = max(scores.values(), default=0)
    return tuple(choice for choice, score in scores.items() if score >= best - margin)
