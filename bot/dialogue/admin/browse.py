"""Finding a text: by search, or from topic to card to text."""

from collections.abc import Sequence

from bot.dialogue.admin.fields import Text, card_of, card_sheet, dotted_path, short, under
from bot.dialogue.admin.names import group_label, label_of, name_of
from bot.dialogue.admin.page import ON_A_PAGE, Page, absent_in, fitting, texts_of
from bot.dialogue.admin.preview import card_html
from bot.dialogue.admin.queries import FindTexts, Preview, ReadDraft
from bot.dialogue.core.view import View, blocks, lines, rows, shorten
from bot.dialogue.shop.result.steps import topic_name
from bot.library.parsing.cards import FOLDERS
from bot.library.parsing.markup import Html, as_html
from bot.library.parsing.source import Path
from bot.library.schema.content import LANGUAGES


def menu_page(page: Page) -> View:
    """Show what an administrator can do."""
    controls, language = page.messages.controls, page.session.language
    html = blocks(
        page.messages.browsing.menu.fill(),
        page.messages.browsing.drafting.fill() if page.ask(ReadDraft()) else None,
    )
    choices = [
        page.way(controls.search, "search"),
        page.way(controls.cards, "cards", language),
        page.way(controls.messages, "sheet", language, "m"),
        page.way(controls.questions, "sheet", language, "q"),
        page.way(controls.terms, "sheet", language, "t"),
        page.way(controls.draft, "draft"),
        page.way(controls.log, "log"),
        page.way(controls.statistics, "stats"),
        page.way(controls.advisors, "people", "advisor"),
        page.way(controls.admins, "people", "admin"),
        page.way(controls.upload, "upload"),
    ]
    return View(html, rows(choices, 2))


def search_page(page: Page) -> View:
    """Ask for words of a text."""
    return View(page.messages.browsing.search.fill(), ((page.menu(),),))


def found_page(page: Page) -> View:
    """List the texts that hold what was typed."""
    said, query = page.messages.browsing, shorten(page.place.text, 60)
    found = page.ask(FindTexts(page.place.text, page.session.language))
    if not found:
        return View(said.nothing.fill(query=query), ((page.menu(),),))
    told, choices = [], []
    for number, one in enumerate(found, 1):
        _, language, sheet, _ = one.page.split("/", 3)
        name = name_of(page, language, sheet, one.path)
        told.append(as_html(f"{number}. {shorten(name, 90)}: {shorten(one.text, 90)}"))
        choices.append(page.numbered_choice(one.text.replace("\n", " "), number, one.page))
    return View(blocks(said.found.fill(query=query), lines(*told)), (*rows(choices), (page.menu(),)))


def cards_page(page: Page) -> View | None:
    """List the topics that there are cards of."""
    language = page.part(0)
    if language not in LANGUAGES:
        return None
    choices = [
        page.numbered_choice(_topic(page, folder), number, "topic", language, folder)
        for number, folder in enumerate(FOLDERS, 1)
    ]
    other = next(one for one in LANGUAGES if one != language)
    last = (page.way(page.messages.controls.other[other], "cards", other), page.menu())
    return View(page.messages.browsing.topics.fill(), (*rows(choices), last))


def _topic(page: Page, folder: str) -> str:
    return topic_name(page.context.texts(page.session), FOLDERS[folder])


def topic_page(page: Page) -> View | None:
    """List the cards of a topic."""
    language, folder = page.part(0), page.part(1)
    if language not in LANGUAGES or folder not in FOLDERS:
        return None
    cards = [card for card in page.cards if card.topic == FOLDERS[folder]]
    choices = [
        page.numbered_choice(
            dict(card.titles).get(language, card.id), number, "card", language, card_sheet(card.id)
        )
        for number, card in enumerate(cards, 1)
    ]
    other = next(one for one in LANGUAGES if one != language)
    switch = page.way(page.messages.controls.other[other], "topic", other, folder)
    up = page.way(page.messages.controls.up, "cards", language)
    html = page.messages.browsing.cards.fill(name=_topic(page, folder))
    return View(html, (*rows(choices), (switch, up), (page.menu(),)))


def card_page(page: Page) -> View | None:
    """Show a card as shops see it, and offer its texts."""
    language, sheet = page.part(0), page.part(1)
    card = card_of(page.cards, sheet)
    if card is None or language not in LANGUAGES:
        return None
    shown = card_html(page, language, card.id, page.ask(Preview()))
    texts = texts_of(page, language, sheet)
    # The many examples come last.
    ways = sorted(
        (*texts, *absent_in(page, language, sheet)), key=lambda one: one.field.path[0] == "examples"
    )
    choices = [
        page.numbered_choice(_label(page, one), number, "text", language, sheet, one.key)
        for number, one in enumerate(ways, 1)
    ]
    other = next(one for one in LANGUAGES if one != language)
    up = page.way(page.messages.controls.up, "topic", language, card.topic)
    last = (page.way(page.messages.controls.other[other], "card", other, sheet), up)
    html = fitting(shown or _text_lines(page, texts), 3_400)
    return View(
        html if texts else blocks(page.messages.editing.missing.fill(), html),
        (*rows(choices, 2), (page.way(page.messages.controls.copy_card, "copy", sheet),), last),
    )


def _label(page: Page, text: Text) -> str:
    """Call a part of a card; one that is not there yet can be added."""
    label = label_of(page, text.field.path)
    return label if text.value else f"+ {label}"


def _text_lines(page: Page, texts: Sequence[Text]) -> Html:
    """Show the texts of a card that the draft cannot show as a whole."""
    return lines(*(as_html(f"{label_of(page, one.field.path)}: {one.value}") for one in texts))


def sheet_page(page: Page) -> View | None:
    """List the parts of a sheet, ten a page; a part of one text leads to that."""
    language, sheet, prefix = page.part(0), page.part(1), page.part(2)
    groups = list(under(texts_of(page, language, sheet), prefix))
    if not groups:
        return None
    pages = -(-len(groups) // ON_A_PAGE)
    number = min(int(page.part(3)) if page.part(3).isdecimal() and page.part(3) != "0" else 1, pages)
    choices = []
    for place, (path, texts) in enumerate(groups[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], 1):
        label = group_label(page, sheet, path, texts)
        if len(texts) == 1:
            choices.append(page.numbered_choice(label, place, "text", language, sheet, texts[0].key))
        else:
            choices.append(
                page.numbered_choice(label, place, "sheet", language, sheet, short(dotted_path(path)))
            )
    if number == pages:
        choices += [
            page.numbered_choice(f"+ {_absent_label(page, one)}", place, "text", language, sheet, one.key)
            for place, one in enumerate(_absent(page, language, sheet, groups[0][0][:-1]), len(choices) + 1)
        ]
    said = page.messages.browsing
    html = blocks(
        said.sheet.fill(name=name_of(page, language, sheet, groups[0][0][:-1])),
        said.page.fill(page=number, pages=pages) if pages > 1 else None,
    )
    other = next(one for one in LANGUAGES if one != language)
    last_row = [page.way(page.messages.controls.other[other], "sheet", other, sheet, prefix, number)]
    if prefix:
        last_row.append(page.way(page.messages.controls.up, "sheet", language, sheet))
    turning = page.turning(number, pages, "sheet", language, sheet, prefix)
    return View(html, (*rows(choices), *turning, (*last_row, page.menu())))


def _absent(page: Page, language: str, sheet: str, path: Path) -> list[Text]:
    """List the texts that could stand right under a part of a sheet."""
    return [one for one in absent_in(page, language, sheet) if path and one.field.path[:-1] == path]


def _absent_label(page: Page, text: Text) -> str:
    last = str(text.field.path[-1])
    return page.messages.browsing.hint if last == "hint" else last
