"""From typed text to clauses of plain words."""

import re
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.dialogue.core.matching import normal
from bot.dialogue.core.understanding.lexicon import Lexicon
from bot.dialogue.core.understanding.stems import stem

_PARTS = re.compile(r"[,.;:!?()\n/\u2013\u2014\u2026]+|\s-+\s")
_ABBREVIATION = re.compile(r"(?<!\w)(?:\w\.){2,}")
_TIMES = re.compile(r"(?<![\w])(\d{1,4})\s*(?:[x×*]|keer|maal)(?!\w)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w@])[\w-]+\.(?:nl|com|be|eu|shop)(?!\w)")
_A_PERIOD = re.compile(
    r"(?<=[\dxp])\s*/\s*(?=(?:[wmjy]|wk|week|mnd|maand|kwartaal|jaar|dag|month|year|quarter|day)(?!\w))"
)
_SIGNS = {"👍": " ja ", "👎": " nee ", "✅": " ja ", "❌": " nee "}
_LONGER = re.compile(r"(\w)\1{2,}")
# A word of this length has one slip of the pen in it rather than being another word; a long one may have two.
_MENDABLE = 6
_LONG = 11
_SAME_BEGIN = 3


def clauses(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Part a text into clauses, each in normal form."""
    lowered = text.casefold()
    for sign, word in _SIGNS.items():
        lowered = lowered.replace(sign, word)
    lowered = _ADDRESS.sub(" website ", lowered)
    lowered = _A_PERIOD.sub(lambda found: " " if lowered[found.start() - 1] == "p" else " per ", lowered)
    lowered = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), lowered)
    lowered = _LONGER.sub(r"\1\1", _TIMES.sub(r"\1 x ", lowered))
    parts = (_normal_form(part, lexicon) for part in _PARTS.split(lowered))
    split = (piece for part in parts for piece in lexicon.separators.split(part))
    return tuple(" ".join(piece.split()) for piece in split if piece.strip())


def _normal_form(part: str, lexicon: Lexicon) -> str:
    bare = normal(part)
    for pattern, form in lexicon.phrases:
        bare = pattern.sub(form, bare)
    return bare


def plain(text: str, lexicon: Lexicon) -> str:
    """Leave out what says nothing, unless nothing else is said."""
    bare = " ".join(lexicon.fillers.sub(" ", text).split())
    return bare or text


def correct_spelling(text: str, vocabulary: Collection[str], known: Collection[str]) -> str:
    """Put right the words that are misspelt, where just one word is very near."""
    return " ".join(
        word if word in known else nearest(word, frozenset(vocabulary)) or word for word in text.split()
    )


@lru_cache(maxsize=4096)
def nearest(word: str, vocabulary: frozenset[str]) -> str | None:
    """Find the one word that this is a misspelling of; None where there is none, or more than one."""
    if word in vocabulary or len(word) < _MENDABLE - 1 or word.isdecimal():
        return None
    found: dict[int, list[str]] = {}
    for other in vocabulary:
        if other[0] != word[0] or max(len(word), len(other)) < _MENDABLE:
            continue
        most = 2 if min(len(word), len(other)) >= _LONG else 1
        if most > 1 and word[:_SAME_BEGIN] != other[:_SAME_BEGIN]:
            most = 1
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance <= most:
            found.setdefault(distance, []).append(other)
    best = sorted(found[min(found)]) if found else []
    one = len({(stem(other, "nl"), stem(other, "en")) for other in best}) == 1 or len(best) == 1
    return max(best, key=len) if one else None
