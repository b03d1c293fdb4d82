"""What people will see of a text, as a message in Telegram."""

import asyncio
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.dialogue.advice_view import card_view
from bot.dialogue.context import Context
from bot.dialogue.session import Session
from content.files import Files
from content.loader import load
from content.markup import Html, to_html
from content.schema import LANGUAGES, Content, Language
from content.source import ContentFaults, leaves, read_front_matter, read_yaml

_MOST = 12
_NOBODY = Context(None, "Winkelpeil", "", "WinkelpeilBot")  # type: ignore[arg-type]  # the content comes with each
_EXAMPLE: Mapping[str, str] = {"branch": "clothing"}


@dataclass(frozen=True, slots=True)
class Preview:
    """One message: in which language, what it is of, its text and its buttons."""

    language: Language
    of: str
    html: Markup
    buttons: tuple[tuple[str, ...], ...] = ()


async def previewed(files: Files, texts: Mapping[str, str], language: Language) -> tuple[Preview, ...]:
    """Show texts as messages, beside the other files as they are."""
    return await asyncio.to_thread(lambda: tuple(_previews(files, texts, language)))


def _previews(files: Files, texts: Mapping[str, str], language: Language) -> Iterator[Preview]:
    texts = {path: text for path, text in texts.items() if text.strip()}
    cards = any(path.endswith(".md") for path in texts)
    together = _loaded({**files, **texts}) if cards else None
    for path, text in texts.items():
        of = next((one for one in LANGUAGES if path.startswith(f"{one}/")), None)
        if of and path.endswith(".md"):
            # What is typed beside it may have a fault, and this one none.
            yield _card(together or _loaded({**files, path: text}), path, text, of)
        elif path.endswith(".yaml"):
            yield from _leaves(path, files.get(path, ""), text, of or language)


def _loaded(files: Files) -> Content | None:
    try:
        return load(files)
    except ContentFaults:
        return None


def _card(content: Content | None, path: str, text: str, language: Language) -> Preview:
    """Show a card as the bot will; while it has faults, its text alone."""
    card_id = path.rpartition("/")[2].removesuffix(".md")
    if content is None:
        document = read_front_matter(path, text, [])
        return Preview(language, path, _markup(to_html(document.body if document else text)))
    card = content.card(card_id)
    if card is None:
        return Preview(language, path, Markup())
    session = Session(language=language, run=1, given=_EXAMPLE)
    shown = card_view(session, dataclasses.replace(_NOBODY, content=content), card)
    buttons = tuple(tuple(choice.shown for choice in row) for row in shown.rows)
    return Preview(language, path, _markup(shown.html), buttons)


def _leaves(path: str, before: str, text: str, language: Language) -> Iterator[Preview]:
    """Show the texts of a file that are changed; while none is, the first few."""
    old, new = read_yaml(path, before, []), read_yaml(path, text, [])
    known = dict(leaves(old.data)) if old else {}
    found = list(leaves(new.data)) if new else []
    changed = [(place, said) for place, said in found if known.get(place) != said]
    for place, said in (changed or found)[:_MOST]:
        yield Preview(language, ".".join(map(str, place)), _markup(to_html(said)))


def _markup(html: Html) -> Markup:
    # Made by content.markup, which escapes all but the few tags of Telegram.
    return Markup(html)  # noqa: S704
