"""Cards that a person's own words found, and the question for the shop's name."""

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Found, Naming, Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows, shorten
from bot.dialogue.shop.result.view import page, to_result
from bot.library.parsing.markup import as_html

SHOWN = 60
"""So much of a question is repeated."""


def found_view(session: Session, context: Context, place: Found) -> View:
    """List the cards found."""
    texts = context.texts(session)
    titles = {card: texts.cards[card].title for card in place.cards if card in texts.cards}
    choices = [
        Choice(shorten(title), page(session, "card", card), (title,), number)
        for number, (card, title) in enumerate(titles.items(), 1)
    ]
    listing = [f"{number}. {as_html(title)}" for number, title in enumerate(titles.values(), 1)]
    said = texts.messages.followup.search.found.fill(query=shorten(place.query, SHOWN))
    home = control(texts.messages.controls.home, code("home", session.run))
    back = to_result(session, texts) if session.finished else home
    return View(blocks(said, lines(*listing)), (*rows(choices), (back,)))


def naming_view(session: Session, context: Context, place: Naming) -> View:
    """Ask for the shop's name; it may be skipped."""
    texts = context.texts(session)
    skip = control(texts.messages.controls.skip, page(session, *place.page.split("/")))
    controls = texts.messages.followup.controls
    remove = [control(controls.name_off, code("name_off", session.run))] if session.shop_name else []
    return View(texts.messages.followup.name.ask.fill(), rows([skip, *remove]))
