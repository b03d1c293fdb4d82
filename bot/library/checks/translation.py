"""The other languages beside the Dutch texts: what stands in where one lacks a text, and what is stale."""

import dataclasses
from collections.abc import Iterator

from pydantic import JsonValue

from bot.library.files import Files
from bot.library.parsing.cards import MAIN
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Document, Fault, Path, leaves, read_front_matter, read_yaml
from bot.library.schema.content import LANGUAGES, TranslatedFront

# A language may do without these. Words that people type are its own, and are no translation.
_FREE = ("told", "words", "greetings")
# Without its own headings no card can be read, and a command's name is the key of its text.
_NEEDED = ("sections", "commands")


def with_fallback_texts(document: Document, main: Document) -> Document:
    """Let the Dutch texts stand in for those that a translation lacks."""
    if not document.data:
        return document
    filled: set[Path] = set()
    data = _data_with_fallbacks(document.data, main.data, (), filled)
    return dataclasses.replace(document, data=data, filled=frozenset(filled))


def missing_translations(document: Document) -> Iterator[Fault]:
    """Name the texts for which the Dutch ones stand in."""
    for path in document.filled:
        yield document.fault(path, at(_name(path), Problem("untranslated")), "warning")


def _data_with_fallbacks(data: JsonValue, main: JsonValue, path: Path, filled: set[Path]) -> JsonValue:
    if not isinstance(data, dict) or not isinstance(main, dict):
        return data
    whole = dict(data)
    for key, value in main.items():
        here = (*path, key)
        if key in _FREE or here[0] in _NEEDED:
            continue
        if key in data:
            whole[key] = _data_with_fallbacks(data[key], value, here, filled)
        else:
            whole[key] = value
            filled.add(here)
    return whole


def stale(before: Files, after: Files) -> Iterator[Fault]:
    """Name the texts that stayed as they were while the Dutch text that they translate changed."""
    for language in [language for language in LANGUAGES if language != MAIN]:
        for path in [path for path in after if path.startswith(f"{language}/")]:
            main = f"{MAIN}/{path.partition('/')[2]}"
            if before.get(main) != after.get(main) and path in before:
                yield from _stale(path, main, before, after)


def _stale(path: str, main: str, before: Files, after: Files) -> Iterator[Fault]:
    old_main, new_main = (dict(_texts(_document(files, main))) for files in (before, after))
    document = _document(after, path)
    old, new = dict(_texts(_document(before, path))), dict(_texts(document))
    for place, text in new.items():
        changed = place in old_main and old_main[place] != new_main.get(place, old_main[place])
        if document and changed and old.get(place) == text:
            problem = Problem("stale")
            yield document.fault(place, at(_name(place), problem) if place else problem, "warning")


def _document(files: Files, path: str) -> Document | None:
    if path not in files:
        return None
    read = read_front_matter if path.endswith(".md") else read_yaml
    return read(path, files[path], [])


def _texts(document: Document | None) -> Iterator[tuple[Path, str]]:
    """Give the texts of a file that are translated, by place; what stands under a card's headings is one."""
    if document is None:
        return
    for path, text in leaves(document.data):
        fact = document.body and path[0] not in TranslatedFront.model_fields
        if not fact and path[0] not in _NEEDED and not any(part in _FREE for part in path):
            yield path, text
    if document.body:
        yield (), document.body


def _name(path: Path) -> str:
    return ".".join(map(str, path))
