"""What people will see of a text: as a message in Telegram, and on paper."""

import asyncio
import dataclasses
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.dialogue.core.context import Context
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Reading, Session
from bot.dialogue.shop.result.advice import card_page
from bot.dialogue.shop.result.report import snippet_drawing
from bot.editorial.working import Working
from bot.library.files import Files
from bot.library.loader import load
from bot.library.parsing.markup import Html, to_html
from bot.library.parsing.source import ContentFaults, leaves, read_front_matter, read_yaml
from bot.library.schema.content import LANGUAGES, Content, Language
from bot.pictures.drawing import SnippetDrawing
from bot.web.console.office import Office

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
    drawing: SnippetDrawing | None = None
    """The same as a part of the report; None of what is not printed so."""
    printed: str = ""
    """The drawing as PNG, in base64."""


async def message_previews(
    office: Office,
    working: Working,
    texts: Mapping[str, str],
    language: Language,
    names: Collection[str] = (),
) -> tuple[Preview, ...]:
    """Show texts as messages, beside the other files as they are; with `names`, those texts alone.

    A card is shown as it is printed, too.
    """
    found = await asyncio.to_thread(lambda: tuple(_previews(working, texts, language, names)))
    return tuple([await _with_picture(office, one) for one in found])


async def _with_picture(office: Office, one: Preview) -> Preview:
    made = await office.draw(one.drawing) if one.drawing else None
    return dataclasses.replace(one, printed=b64encode(made).decode()) if made else one


def _previews(
    working: Working, texts: Mapping[str, str], language: Language, names: Collection[str]
) -> Iterator[Preview]:
    files, live = working.files, working.base.files
    texts = {path: text for path, text in texts.items() if text.strip()}
    cards = any(path.endswith(".md") for path in texts)
    together = _valid_content({**files, **texts}) or _valid_content({**live, **texts}) if cards else None
    for path, text in texts.items():
        of = next((one for one in LANGUAGES if path.startswith(f"{one}/")), None)
        if of and path.endswith(".md"):
            # The draft, or what is typed beside it, may have a fault, and this one none.
            yield _card(together or _valid_content({**live, path: text}), path, text, of)
        elif path.endswith(".yaml"):
            yield from _leaves(path, files.get(path, ""), text, of or language, names)


def _valid_content(files: Files) -> Content | None:
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
    context = dataclasses.replace(_NOBODY, content=content)
    shown = card_page(At(session, context, Reading(page=f"card/{card.id}")), card)
    buttons = tuple(tuple(choice.button_text for choice in row) for row in shown.rows)
    drawing = snippet_drawing(context, language, card, _EXAMPLE["branch"])
    return Preview(language, path, _markup(shown.html), buttons, drawing)


def _leaves(
    path: str, before: str, text: str, language: Language, names: Collection[str]
) -> Iterator[Preview]:
    """Show the texts of a file that are changed; while none is, the first few."""
    old, new = read_yaml(path, before, []), read_yaml(path, text, [])
    known = dict(leaves(old.data)) if old else {}
    found = [
        (place, said)
        for place, said in (leaves(new.data) if new else ())
        if not names or ".".join(map(str, place)) in names
    ]
    changed = [(place, said) for place, said in found if known.get(place) != said]
    for place, said in (changed or found)[:_MOST]:
        yield Preview(language, ".".join(map(str, place)), _markup(to_html(said)))


def _markup(html: Html) -> Markup:
    # Made by bot.library.parsing.markup, which escapes all but the few tags of Telegram.
    return Markup(html)  # noqa: S704
