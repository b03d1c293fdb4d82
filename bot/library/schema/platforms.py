"""The social media that a card speaks of: those that the shop has or wants, by name."""

from bot.library.parsing.markup import Html, as_html
from bot.library.schema.base import LONGEST_LABEL
from bot.library.schema.content import CardText, Section, Texts
from scoring.model import Topic

PLATFORM = "platform"
WRITTEN = f"{{{PLATFORM}}}"
"""What stands for them in a card's sections."""
FOLDER: Topic = "social"
SECTIONS: tuple[Section, ...] = ("why", "first", "next")
"""Where it may stand, in the cards of that folder."""
QUESTION = "platforms"
_OTHER = "other"
_MOST = 2
LONGEST = (_MOST + 1) * LONGEST_LABEL + 2
"""Two names, and the word between them."""


def platforms_named(texts: Texts, answer: str | tuple[str, ...] | None) -> str:
    """Name the first two of an answer's social media, as "Instagram or TikTok"; else what stands for any."""
    chosen = (answer,) if isinstance(answer, str) else answer or ()
    options = [texts.option(QUESTION, one) for one in chosen if one != _OTHER]
    names = [option.label for option in options if option]
    return f" {texts.messages.general.either} ".join(names[:_MOST]) or texts.terms.any_platform


def with_platforms(card: CardText, names: str) -> dict[Section, Html]:
    """Give a card's sections with these names in them; in a text to copy nothing is filled in."""
    return {
        section: Html(html.replace(WRITTEN, as_html(names))) if section in SECTIONS else html
        for section, html in card.sections.items()
    }


def names_platforms(card: CardText) -> bool:
    """Tell whether a card speaks of the shop's own social media."""
    return any(WRITTEN in card.sections.get(section, "") for section in SECTIONS)
