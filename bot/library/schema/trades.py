"""What a shop calls itself inside a sentence: a word on offer for its branch, or one of its own."""

import re
import unicodedata
from collections.abc import Mapping

from bot.library.schema.base import LONGEST_TRADE, TRADE
from bot.library.schema.content import Language, TermsFile, Texts

_ALLOWED = re.compile(TRADE)
_BEFORE: Mapping[Language, frozenset[str]] = {
    "nl": frozenset(("de", "het", "een", "onze", "ons", "mijn")),
    "en": frozenset(("the", "a", "an", "our", "my")),
}
# Dutch says "ons" to these, and the texts to copy say "onze".
_HET = re.compile(r"(centrum|huis|atelier|paleis|magazijn|depot|restaurant|café|bedrijf|kantoor|je)$")


def trade_words(terms: TermsFile, branch: str | None) -> tuple[str, ...]:
    """List the words on offer for a branch; none where it is not known."""
    return terms.trades.get(branch or "", ())


def trade_word(
    texts: Mapping[Language, Texts], language: Language, branch: str | None, chosen: str | None
) -> str | None:
    """Give the word for a shop in a language: the one it chose, or the only one of its branch; else None.

    A word that was on offer in another language is told in this one: the words stand in the same order.
    """
    own = trade_words(texts[language].terms, branch)
    if chosen is None:
        return own[0] if len(own) == 1 else None
    if chosen in own:
        return chosen
    for other in texts.values():
        theirs = trade_words(other.terms, branch)
        if chosen in theirs[: len(own)]:
            return own[theirs.index(chosen)]
    return chosen


def trade_word_after_change(
    texts: Mapping[Language, Texts], before: str | None, after: str | None, chosen: str | None
) -> str | None:
    """Give a chosen word once the branch is another; None where only the branch before offers it."""

    def offers(branch: str | None) -> bool:
        return any(chosen in trade_words(one.terms, branch) for one in texts.values())

    return None if offers(before) and not offers(after) else chosen


def own_word(text: str, language: Language) -> str | None:
    """Take a typed text as a shop's own word; None where it would not fit into a sentence.

    A telephone begins what is typed with a capital, and people put an article before it.
    """
    words = unicodedata.normalize("NFC", text).replace("'", "’").rstrip(" .,!").split()
    while len(words) > 1 and words[0].casefold() in _BEFORE[language]:
        words = words[1:]
    word = " ".join(words)
    if len(word) > LONGEST_TRADE or not _ALLOWED.fullmatch(word) or not fits(word, language):
        return None
    return word[0].lower() + word[1:] if word[1:] == word[1:].lower() else word


def fits(word: str, language: Language) -> bool:
    """Tell whether a word goes with what the texts to copy say before it: "onze", in Dutch."""
    words = word.casefold().split()
    return words[0] not in _BEFORE[language] and not (language == "nl" and _HET.search(words[-1]))
