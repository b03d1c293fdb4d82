"""A new card, which begins as a copy of another."""

import re
import unicodedata

from bot.dialogue.admin.fields import card_of
from bot.dialogue.admin.names import name_of
from bot.dialogue.admin.page import Page
from bot.dialogue.core.view import View, blocks
from bot.library.parsing.cards import MAIN
from bot.library.schema.content import LONGEST_TITLE

_LONGEST_ID = 32


def copy_page(page: Page) -> View | None:
    """Ask for the title of a new card, and then whether to make it."""
    sheet, said, controls = page.part(0), page.messages.editing, page.messages.controls
    if card_of(page.cards, sheet) is None:
        return None
    cancel = page.way(controls.cancel, "card", MAIN, sheet)
    ask = said.ask_title.fill(name=name_of(page, MAIN, sheet, ()), most=LONGEST_TITLE)
    if not page.place.text:
        return View(ask, ((cancel,),))
    if new_card(page) is None:
        return View(blocks(said.no_title.fill(most=LONGEST_TITLE), ask), ((cancel,),))
    html = said.copy_this.fill(title=page.place.text, name=name_of(page, MAIN, sheet, ()))
    return View(html, ((page.do(controls.do_copy),), (cancel,)))


def new_card(page: Page) -> str | None:
    """Make a new card's id of its title; None where the title is none."""
    title, card = page.place.text, card_of(page.cards, page.part(0))
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_title)
    if card is None or not words or len(title) > LONGEST_TITLE:
        return None
    return "_".join((card.topic, *words))[:_LONGEST_ID].rstrip("_")
