"""A light stem of a word: enough to know a plural, a diminutive and a verb's form for the same word."""

from functools import lru_cache

from bot.library.schema.content import Language

_ENDINGS: dict[Language, tuple[str, ...]] = {
    "nl": ("etjes", "etje", "tjes", "tje", "pjes", "pje", "jes", "je", "eren", "ende", "en", "s", "e", "n"),
    "en": ("ing", "ers", "ies", "es", "ed", "s", "e", "y"),
}
_SHORTEST = 3
# "niet" and "niets" are two words.
_WHOLE = frozenset({"niet", "niets", "niks", "geen", "nee", "alles", "less", "does", "yes", "this"})
_KEEP_N = ("nl", "n")


@lru_cache(maxsize=8192)
def stem(word: str, language: Language) -> str:
    """Give the stem of a word in normal form."""
    if word in _WHOLE:
        return word
    for ending in _ENDINGS[language]:
        left = word[: -len(ending)]
        if word.endswith(ending) and len(left) >= _SHORTEST and _fits(left, ending, language):
            return _single(left)
    return _single(word)


def _fits(left: str, ending: str, language: Language) -> bool:
    # Of an n alone only a doubled vowel before it tells a plural: "koffien" is no word, "knieen" is.
    return (language, ending) != _KEEP_N or left.endswith(("ee", "ie"))


def _single(word: str) -> str:
    """Take the last of two equal consonants away, and write v and z at the end as f and s."""
    if len(word) > 2 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1]) if word else word
