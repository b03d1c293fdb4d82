"""One text: as it stands, and as it will be."""

from bot.dialogue.admin.fields import Text, dotted_path, fingerprint, short, text_at
from bot.dialogue.admin.names import fault_list, name_of
from bot.dialogue.admin.page import Page, Spot, fitting, headings, spot, texts_of
from bot.dialogue.admin.preview import is_marked, seen_html
from bot.dialogue.admin.queries import Preview, TryText
from bot.dialogue.core.actions import Stale
from bot.dialogue.core.view import Choice, View, blocks, lines
from bot.library.parsing.markup import Html, as_html, placeholders
from bot.library.schema.content import LANGUAGES


def text_page(page: Page) -> View | None:
    """Show a text as it stands."""
    place = _spot(page)
    if place is None:
        return _missing(page)
    controls, parts = page.messages.controls, page.parts
    other = next(one for one in LANGUAGES if one != place.language)
    live = _live(page, place)
    html = blocks(_stands(page, place), live)
    change = page.way(controls.change if place.text.value else controls.write, "change", *parts)
    further = (page.way(controls.draft, "draft"), page.menu()) if live else (page.menu(),)
    switch = page.way(controls.other[other], "text", other, *parts[1:])
    return View(html, ((change,), (switch, _up(page, place)), further))


def change_page(page: Page) -> View | None:
    """Ask for another text; once it is typed show it, with what the check says of it."""
    place = _spot(page)
    if place is None:
        return _missing(page)
    controls = page.messages.controls
    cancel = page.way(controls.cancel, "text", *page.parts)
    if not page.place.text:
        said = page.messages.editing
        ask = said.ask if is_marked(page, place) else said.ask_plain
        return View(blocks(_stands(page, place), ask.fill()), ((cancel,),))
    said, value = page.messages.editing, page.place.text
    tried = page.ask(TryText(place.path, place.text.field.name, value))
    name, about = said.new.fill(name=_name(page, place)), (place.path, place.text.field.name)
    if tried.errors:
        refused = lines(said.errors.fill(), fault_list(page, tried.errors, about=about))
        return View(blocks(name, fitting(as_html(value), 1_200), refused), ((cancel,),))
    warned = lines(said.warnings.fill(), fault_list(page, tried.warnings, about=about))
    checked = warned if tried.warnings else said.fine.fill()
    shown = seen_html(page, place, value, tried.content)
    return View(blocks(name, shown, checked), ((page.do(controls.save),), (cancel,)))


def seen_now(page: Page) -> str:
    """Name the text of a page as it stands; empty where there is none."""
    place = _spot(page)
    return fingerprint(place.text.value) if place else ""


def path_and_name(page: Page) -> tuple[str, str]:
    """Tell in which file a page's text stands, and under which name; raises Stale."""
    place = _spot(page)
    if place is None:
        raise Stale
    return place.path, place.text.field.name


def _spot(page: Page) -> Spot | None:
    return spot(page, page.part(0), page.part(1), "/".join(page.parts[2:]))


def _missing(page: Page) -> View | None:
    return View(page.messages.editing.missing.fill(), ((page.menu(),),))


def _name(page: Page, place: Spot) -> str:
    return name_of(page, place.language, place.sheet, place.text.field.path)


def _stands(page: Page, place: Spot) -> Html:
    said, value = page.messages.editing, place.text.value
    if not value:
        return blocks(said.stands.fill(name=_name(page, place)), said.absent.fill())
    names = ", ".join(f"{{{name}}}" for name in dict.fromkeys(placeholders(value)))
    return blocks(
        said.stands.fill(name=_name(page, place)),
        seen_html(page, place, value, page.ask(Preview()) if place.sheet == "q" else None),
        said.placeholders.fill(names=names) if names else None,
    )


def _live(page: Page, place: Spot) -> Html | None:
    """Say what shops still see, where the draft has another text."""
    live = text_at(place.path, place.file.live or "", headings(page, place.language), place.text.key)
    if (live.value if live else "") == place.text.value:
        return None
    value = live.value if live else page.messages.draft.gone
    return page.messages.editing.draft.fill(live=fitting(as_html(value), 600))


def _up(page: Page, place: Spot) -> Choice:
    """Lead to the nearest list that holds more than this text."""
    controls, path = page.messages.controls, place.text.field.path
    if place.sheet.startswith("c-"):
        return page.way(controls.up, "card", place.language, place.sheet)
    texts = texts_of(page, place.language, place.sheet)
    for depth in range(len(path) - 1, 0, -1):
        if sum(_within(one, path[:depth]) for one in texts) > 1:
            prefix = short(dotted_path(path[:depth]))
            return page.way(controls.up, "sheet", place.language, place.sheet, prefix)
    return page.way(controls.up, "sheet", place.language, place.sheet)


def _within(text: Text, path: tuple[str | int, ...]) -> bool:
    return text.field.path[: len(path)] == path
