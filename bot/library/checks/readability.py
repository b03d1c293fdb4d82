"""How easily Dutch reads: the measure of Flesch, in the form that Douma gave it for Dutch.

    206.8 - 0.77 * (syllables in 100 words) - 0.93 * (words in a sentence)

On its scale 60 to 70 is "normaal" and 70 to 80 "tamelijk gemakkelijk" (dbnl.org, 1977).

Syllables are counted as groups of vowels. The ready-made alternative is hyphenation (pyphen, nl_NL). But that
says where a word may be broken, and Dutch breaks no single letter off: "over" has two syllables and no break.
Of the words that the test counts by hand, pyphen has more than one in five wrong, this counter one in all.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

MIN_WORDS = 20
"""Of fewer words one long one decides the number."""

# What is said as one sound; two vowels in any other order are two syllables: ra-di-o, be-ant-woord.
_VOWELS = re.compile(
    "aai|ooi|oei|ieu(?=w)|eeu(?=w)|ëi|aa|ee|oo|uu|ie|oe|ui|ou|au|ei|ij|eu|ai|oi|y(?![aeiou])|[aeiouäëïöü]"
)
# Foreign words whose last vowel is silent; their number of syllables.
_FOREIGN = {
    "facebook": 2,
    "online": 2,
    "service": 2,
    "site": 1,
    "sites": 1,
    "team": 1,
    "tiktok": 2,
    "update": 2,
    "updates": 2,
    "website": 2,
    "websites": 2,
    "youtube": 2,
}
_SPELLED = range(2, 6)
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
_PART = re.compile(r"[-'’.,]")
_SENTENCE_END = re.compile(r"[.!?…]+['’\"”)]*(?=\s|$)|\n+")
_LIST_MARK = re.compile(r"^\s*(?:•|\d+\.)\s+", re.MULTILINE)


def _plain_letters(word: str) -> str:
    """Take accents off (één, wél, café) and leave the two dots, which begin a syllable (ideeën)."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", word.casefold())
        if not unicodedata.combining(letter) or letter == "\u0308"
    )
    return unicodedata.normalize("NFC", bare)


def _in_part(part: str) -> int:
    if part in _FOREIGN:
        return _FOREIGN[part]
    if part.isdigit():
        return len(part)
    found = len(_VOWELS.findall(part))
    # Without a vowel it is spelled out, letter by letter: sms, tv. A single letter is an ending: foto's.
    return found or (len(part) if len(part) in _SPELLED else 0)


def syllables(word: str) -> int:
    """Count the syllables of a Dutch word, as it is said; a number counts one for each digit."""
    return max(1, sum(map(_in_part, _PART.split(_plain_letters(word)))))


def words_of(text: str) -> list[str]:
    return _WORD.findall(_LIST_MARK.sub("", text))


def sentences_of(text: str) -> Iterator[str]:
    """Give the sentences of a plain text; each item of a list and each paragraph is at least one."""
    for sentence in _SENTENCE_END.split(_LIST_MARK.sub("", text)):
        if _WORD.search(sentence):
            yield sentence


@lru_cache(maxsize=8192)
def reading_ease(text: str) -> float | None:
    """Measure a plain Dutch text: the higher, the easier. None where it is too short to measure."""
    words = words_of(text)
    if len(words) < MIN_WORDS:
        return None
    spoken = sum(map(syllables, words))
    sentences = sum(1 for _ in sentences_of(text))
    return 206.8 - 0.77 * (100 * spoken / len(words)) - 0.93 * (len(words) / sentences)
