"""The words of an index, and how the words of a question come to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.library.schema.content import Language
from bot.search.words import Stemmer

# The likeness, 0 to 100, from which a word counts as a slip of the pen; shorter words are too like others.
_ALIKE = 85
_SHORTEST_MISTYPED = 6

# "nieuwsbrief": the parts of a Dutch compound are looked for where they are no shorter than this.
_SHORTEST_PART = 4
# "cookiebanner": one half of a compound says something where the other is not known.
_SHORTEST_HALF = 5
_SHORTEST_REST = 3
# "kaartje" is a small "kaart", "mailtje" a small "mail".
_SMALL = ("je", "tje", "pje", "etje")
_COMPOUNDING: frozenset[Language] = frozenset({"nl"})


class Vocabulary:
    """Gives the stems that a word is found by: its own, and in Dutch those of the parts of a compound."""

    def __init__(self, words: Iterable[str], language: Language) -> None:
        self._stem = Stemmer(language)
        self._stems: Mapping[str, str] = {word: self._stem(word) for word in words}
        self._known = frozenset(self._stems.values())
        self._compounding = language in _COMPOUNDING

    def index_stems(self, word: str) -> tuple[str, ...]:
        """Give the stems of a word, as far as they are in the vocabulary."""
        stem = self.stem(word)
        own = (stem,) if stem in self._known else ()
        return tuple(dict.fromkeys((*own, *self._large(word), *self._parts(word))))

    def stem(self, word: str) -> str:
        """Give a word's own stem, be it known or not."""
        return self._stems.get(word) or self._stem(word)

    def with_compounds(self, words: Iterable[str]) -> tuple[str, ...]:
        """Make one word of two that follow each other where only that is known: "klanten kaart"."""
        whole: list[str] = []
        for word in words:
            last = whole[-1] if whole else ""
            if self._compounding and last and last + word in self._stems:
                whole[-1] = last + word
            else:
                whole.append(word)
        return tuple(whole)

    def query_stems(self, word: str) -> tuple[str, ...]:
        """Give the stems of a word of a question; those of the word nearest to it where it has none."""
        return self.index_stems(word) or self._nearest(word) or self._half(word)

    def _large(self, word: str) -> tuple[str, ...]:
        """Give the stem of what a diminutive is a small one of: "kaartje", "filmpje"."""
        if not self._compounding:
            return ()
        one = word.removesuffix("s")
        bases = (one.removesuffix(ending) for ending in _SMALL if one.endswith(ending))
        return next(((self._stems[base],) for base in bases if base in self._stems), ())

    def _parts(self, word: str) -> tuple[str, ...]:
        if not self._compounding:
            return ()
        for end in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            # An s between two parts belongs to neither.
            first, second = self._part(word[:end]) or self._part(word[:end].removesuffix("s")), word[end:]
            if first and self._part(second):
                return (first, self._stems[second])
        return ()

    def _part(self, word: str) -> str | None:
        return self._stems.get(word) if len(word) >= _SHORTEST_PART else None

    def _half(self, word: str) -> tuple[str, ...]:
        """Give the stem of the longest known word that a compound of unknown make ends or begins with."""
        if not self._compounding:
            return ()
        for length in range(len(word) - _SHORTEST_REST, _SHORTEST_HALF - 1, -1):
            for half in (word[-length:], word[:length], word[:length].removesuffix("s")):
                if len(half) >= _SHORTEST_HALF and (found := self.stem(half)) in self._known:
                    return (found,)
                if large := self._large(half):
                    return large
        return ()

    def _nearest(self, word: str) -> tuple[str, ...]:
        if len(word) < _SHORTEST_MISTYPED:
            return ()
        # Hardly anybody mistypes the first letter, and words that differ there mean other things.
        alike = self._by_first_letter.get(word[0], ())
        found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return (self._stems[found[0]],) if found else ()

    @cached_property
    def _by_first_letter(self) -> Mapping[str, Collection[str]]:
        sorted_out: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._stems:
            sorted_out[word[0]].append(word)
        return sorted_out
