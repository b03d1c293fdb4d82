"""The texts that administrators change, under names that fit into a button."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.dialogue.admin.queries import CardNow
from bot.lib.memo import Recent
from bot.library.files import Files
from bot.library.parsing.cards import FOLDERS, MAIN, card_path
from bot.library.parsing.fields import BODY, Field, fields
from bot.library.parsing.source import Path
from bot.library.schema.content import LANGUAGES, SECTIONS, Content, Language

SHEETS: Mapping[str, str] = {"m": "messages", "q": "questions", "t": "terms"}
CARD = "c-"
LONGEST_KEY, LONGEST_CARD, LONGEST_CARD_KEY = 32, 16, 19
"""So long a name stands in a button as it is; of a longer one a digest does."""
_TYPED_WORDS = ("words", "greetings")
"""What people may type for a button: no text that is shown."""
_OF_CARDS = ("title", "words", "cost", "suits", "examples", BODY)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that can be changed."""

    key: str
    field: Field

    @property
    def value(self) -> str:
        return self.field.value


def path_of(cards: Iterable[CardNow], language: str, sheet: str) -> str | None:
    """Name the file of a sheet, such as "m" for the messages, or "c-email_monthly"; None for no such one."""
    if language not in LANGUAGES:
        return None
    if sheet in SHEETS:
        return f"{language}/{SHEETS[sheet]}.yaml"
    card = card_of(cards, sheet)
    return card_path(language, card.topic, card.id) if card else None


def card_of(cards: Iterable[CardNow], sheet: str) -> CardNow | None:
    """Find the card whose sheet it is."""
    return next((card for card in cards if card_sheet(card.id) == sheet), None)


def cards_in(files: Files, texts: Iterable[tuple[str, Text]]) -> Iterator[CardNow]:
    """List the cards in files, of which these are the texts by page."""
    titles = {page.removesuffix("/title"): one.value for page, one in texts if page.endswith("/title")}
    for path in files:
        _, advice, folder, name = (*path.split("/"), "", "", "")[:4]
        if path.startswith(f"{MAIN}/") and advice == "advice" and folder in FOLDERS and name.endswith(".md"):
            card = name.removesuffix(".md")
            pages = ((language, f"text/{language}/{card_sheet(card)}") for language in LANGUAGES)
            yield CardNow(
                card, FOLDERS[folder], tuple((one, titles[page]) for one, page in pages if page in titles)
            )


def card_sheet(card: str) -> str:
    """Name the sheet of a card."""
    return CARD + short(card, LONGEST_CARD)


def sheet_of(path: str) -> tuple[Language, str] | None:
    """Tell of a path which sheet it is, in which language."""
    language = next((one for one in LANGUAGES if path.startswith(f"{one}/")), None)
    if language is None:
        return None
    name = path.removeprefix(f"{language}/")
    if "/" in name and name.endswith(".md"):
        return language, card_sheet(name.rpartition("/")[2].removesuffix(".md"))
    found = next((sheet for sheet, file in SHEETS.items() if name == f"{file}.yaml"), None)
    return (language, found) if found else None


def texts_in(path: str, text: str, headings: Mapping[str, str]) -> tuple[Text, ...]:
    """List the texts of a file that people see; `headings` are those of cards, by section."""
    return _TEXTS.of(path, (text, tuple(headings.items())), lambda: _texts_in(path, text, headings))


# A page asks for the same ones many times.
_TEXTS: Recent[tuple[Text, ...]] = Recent()


def _texts_in(path: str, text: str, headings: Mapping[str, str]) -> tuple[Text, ...]:
    sections = {heading: section for section, heading in headings.items()}
    of_card = path.endswith(".md")
    longest = LONGEST_CARD_KEY if of_card else LONGEST_KEY
    return tuple(
        Text(_key(one, sections, longest), one) for one in fields(path, text) if _is_shown(of_card, one)
    )


def text_at(path: str, text: str, headings: Mapping[str, str], key: str) -> Text | None:
    """Find a text by its key."""
    return next((one for one in texts_in(path, text, headings) if one.key == key), None)


def headings_of(content: Content, language: str) -> Mapping[str, str]:
    """Give the headings of a language's cards, by section."""
    sections = next(content.texts[one].terms.sections for one in LANGUAGES if one == language)
    return {section: sections[section] for section in SECTIONS}


def short(name: str, longest: int = LONGEST_KEY) -> str:
    """Give a name that fits into a button."""
    fits = len(name.encode()) <= longest and not {":", "/", "~"} & set(name)
    return name if fits else f"~{hashlib.blake2b(name.encode(), digest_size=6).hexdigest()}"


def text_of(field: Field, longest: int = LONGEST_KEY) -> Text:
    """Give a field as a text that can be changed."""
    return Text(short(field.name, longest), field)


def fingerprint(text: str) -> str:
    """Name a text as it was looked at."""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def under(texts: tuple[Text, ...], prefix: str) -> Iterator[tuple[Path, tuple[Text, ...]]]:
    """Group the texts under a part of a sheet by what comes next: its path, and the texts in it."""
    groups: dict[Path, list[Text]] = {}
    for one in texts:
        for depth in range(len(one.field.path)):
            if short(dotted_path(one.field.path[:depth])) == prefix or (depth == 0 and not prefix):
                groups.setdefault(one.field.path[: depth + 1], []).append(one)
                break
    return ((path, tuple(found)) for path, found in groups.items())


def all_texts(content: Content, files: Files) -> tuple[tuple[str, Text], ...]:
    """List all texts in files, each with its page."""
    headings = {language: headings_of(content, language) for language in LANGUAGES}
    sheets = ((path, text, place) for path, text in files.items() if (place := sheet_of(path)))
    return tuple(
        (f"text/{language}/{sheet}/{one.key}", one)
        for path, text, (language, sheet) in sheets
        for one in texts_in(path, text, headings[language])
    )


def dotted_path(path: Path) -> str:
    """Write a path as the name of the part that it leads to."""
    return ".".join(map(str, path))


def _is_shown(of_card: bool, field: Field) -> bool:
    if of_card:
        return field.path[0] in _OF_CARDS
    return not any(part in _TYPED_WORDS for part in field.path)


def _key(field: Field, sections: Mapping[str, str], longest: int) -> str:
    known = sections.get(str(field.path[1])) if field.path[0] == BODY else None
    return known or short(field.name, longest)
