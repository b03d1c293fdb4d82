"""What the bot fills in in a card: the shop's name and its kind in the text to copy, and its social media."""

import dataclasses
import re
from dataclasses import dataclass
from typing import Literal

from bot.library.parsing.markup import Html, as_html
from bot.library.schema import platforms
from bot.library.schema.base import LONGEST_TRADE
from bot.library.schema.content import CardText, Language, TermsFile

Blank = Literal["name", "trade"]
BLANKS: dict[Language, dict[Blank, str]] = {
    "nl": {"name": "[naam winkel]", "trade": "[soort winkel]"},
    "en": {"name": "[shop name]", "trade": "[kind of shop]"},
}
"""What stands for them in a card's text to copy."""
LONGEST_NAME = 60
_LONGEST: dict[Blank, int] = {"name": LONGEST_NAME, "trade": LONGEST_TRADE}

_PATTERNS = {
    language: re.compile("|".join(f"(?P<{blank}>{re.escape(text)})" for blank, text in blanks.items()))
    for language, blanks in BLANKS.items()
}
# A blank of these words alone is one of ours written in another way: "[uw winkel]", "[type of shop]".
_SHOP_WORDS = frozenset(("winkel", "winkelnaam", "zaak", "shop", "shopname", "store"))
_TRADE_WORDS = frozenset(("branche", "trade"))
_KIND_WORDS = frozenset(("soort", "type", "kind", "sort"))
_SMALL_WORDS = frozenset(
    ("naam", "uw", "mijn", "onze", "de", "van", "name", "your", "my", "our", "the", "of", "s")
)


def blank_of(words: str) -> Blank | None:
    """Tell which of our blanks the words between two brackets stand for, if any."""
    found = set(re.findall(r"\w+", words.casefold()))
    if not found <= _SHOP_WORDS | _TRADE_WORDS | _KIND_WORDS | _SMALL_WORDS:
        return None
    if found & _TRADE_WORDS or (found & _KIND_WORDS and found & _SHOP_WORDS):
        return "trade"
    return "name" if found & _SHOP_WORDS and not found & _KIND_WORDS else None


def blanks_in(text: str, language: Language) -> set[Blank]:
    """Tell which of our blanks a text holds."""
    return {blank for blank, written in BLANKS[language].items() if written in text}


def at_longest(text: str, language: Language) -> str:
    """Fill a text in with as many characters as a name, a kind of shop and social media can have."""
    text = text.replace(platforms.WRITTEN, "x" * platforms.LONGEST)
    for blank, written in BLANKS[language].items():
        text = text.replace(written, "x" * _LONGEST[blank])
    return text


def standing_in(card: CardText, own: Language, language: Language) -> CardText:
    """Let a card of its own language stand in for another's: with the blanks that are filled in there."""
    copied = card.sections.get("copy")
    if copied is None:
        return card
    for blank, written in BLANKS[own].items():
        copied = Html(copied.replace(written, BLANKS[language][blank]))
    return dataclasses.replace(card, sections={**card.sections, "copy": copied})


def needs(card: CardText, language: Language) -> set[Blank]:
    """Tell which of our blanks a card's text to copy holds."""
    return blanks_in(card.sections.get("copy", ""), language)


@dataclass(frozen=True, slots=True)
class ShopWords:
    """What is told of one shop in a card; where it is not known its blank stays, or what is right for any."""

    name: str | None = None
    trade: str | None = None
    platforms: str | None = None


def card_for_shop(card: CardText, language: Language, terms: TermsFile, words: ShopWords) -> CardText:
    """Fill in a card for a shop.

    Name and kind can be user text, so they are escaped. All is filled in at once: what looks like a blank in
    them is none.
    """
    sections = platforms.with_platforms(card, words.platforms or terms.any_platform)
    values = {"name": words.name, "trade": words.trade}

    def value(found: re.Match[str]) -> str:
        written = values[found.lastgroup or ""]
        return as_html(written) if written else found[0]

    if "copy" in sections:
        sections["copy"] = Html(_PATTERNS[language].sub(value, sections["copy"]))
    return dataclasses.replace(card, sections=sections)
