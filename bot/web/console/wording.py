"""What says the console's own words, escaped."""

from collections.abc import Callable

from markupsafe import Markup, escape

from bot.library.schema.content import Language
from bot.library.words import Words

WORDS = Words("bot.web.console")

Say = Callable[..., Markup]


def saying(language: Language) -> Say:
    """Give what says a text, with its blanks filled in; values are escaped."""

    def say(key: str, **values: object) -> Markup:
        template = escape(WORDS.template(language, key, values))
        return template.format_map({name: escape(value) for name, value in values.items()})

    return say
