"""The shop's name in texts to copy."""

import dataclasses

from content.markup import Html, as_html
from content.schema import CardText, Language

BLANK: dict[Language, str] = {"nl": "[naam winkel]", "en": "[shop name]"}
"""What stands for the name in a card's text to copy."""


def needs_shop(card: CardText, language: Language) -> bool:
    """Tell whether a card's text to copy holds the blank for the shop's name."""
    return BLANK[language] in card.sections.get("copy", "")


def with_shop(card: CardText, shop: str | None, language: Language) -> CardText:
    """Fill the shop's name into a card's text to copy; it is user text, so it is escaped."""
    copied = card.sections.get("copy")
    if copied is None or not shop:
        return card
    filled = Html(copied.replace(BLANK[language], as_html(shop)))
    return dataclasses.replace(card, sections={**card.sections, "copy": filled})
