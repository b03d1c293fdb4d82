"""The console's own words.

They are no content: an admin who breaks the content must still find the way to mend it, and a release that
brings a page must not wait for an older content to have its words.
"""

from collections.abc import Callable
from functools import cache
from importlib import resources

import yaml
from markupsafe import Markup, escape

from bot.library.schema.content import Language

Say = Callable[..., Markup]


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Read the words of a language, by key."""
    text = (resources.files("bot.web.console") / "texts" / f"{language}.yaml").read_text("utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    return found


def saying(language: Language) -> Say:
    """Give what says a text, with its blanks filled in; values are escaped."""
    words = catalogue(language)

    def say(key: str, **values: object) -> Markup:
        return escape(words[key]).format_map({name: escape(value) for name, value in values.items()})

    return say
