"""The program's own words, in each language: what is said of the content, and what the console says.

They are no content. Content that is broken cannot say so, an admin who breaks it must still find the way to
mend it, and a release that brings a page must not wait for older content to have its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias

import yaml

Form: TypeAlias = Literal["one", "other"]
Text: TypeAlias = str | Mapping[Form, str]
"""What is said, with {blanks} as `str.format` has them. What is said of a number, `count`, has two forms."""


def form_of(count: object) -> Form:
    """Name the form of a text that goes with a number: in Dutch and in English there are two."""
    return "one" if count == 1 else "other"


@dataclass(frozen=True, slots=True)
class Words:
    """What a package says: a file a language in its folder `texts`, by key."""

    package: str

    def texts(self, language: str) -> Mapping[str, Text]:
        """Give all that is said in a language, by key."""
        return _texts(self.package, language)

    def template(self, language: str, key: str, values: Mapping[str, object]) -> str:
        """Give a text whose blanks are still to be filled in, in the form that goes with the values."""
        text = self.texts(language)[key]
        return text if isinstance(text, str) else text[form_of(values["count"])]


@cache
def _texts(package: str, language: str) -> Mapping[str, Text]:
    text = (resources.files(package) / "texts" / f"{language}.yaml").read_text("utf-8")
    found: Mapping[str, Text] = yaml.safe_load(text)
    return found
