"""Texts as the people see them who use the bot."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue.admin.fields import card_of
from bot.dialogue.admin.page import Page, Spot, fitting
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Asking, Reading, Session
from bot.dialogue.shop.interview.question import QuestionScreen
from bot.dialogue.shop.result.advice import card_page
from bot.library.parsing.fields import BODY
from bot.library.parsing.markup import Html, Template, as_html, to_html
from bot.library.schema.content import LANGUAGES, Content
from bot.library.schema.messages import Messages


def card_html(page: Page, language: str, card_id: str, content: Content | None) -> Html:
    """Show a card as a shop sees it that sells food; without a content of the draft, as it is live."""
    shown = content or page.context.content
    card = shown.card(card_id)
    if card is None:
        return Html("")
    context = dataclasses.replace(page.context, content=shown)
    return card_page(At(_shop(language), context, Reading(page=f"card/{card_id}")), card).html


def seen_html(page: Page, place: Spot, value: str, content: Content | None) -> Html:
    """Show a text as it is seen, with what stands around it where that can be told."""
    card = card_of(page.cards, place.sheet)
    if card and content:
        return fitting(card_html(page, place.language, card.id, content))
    path = place.text.field.path
    question = str(path[1]) if place.sheet == "q" and path[0] == "questions" else ""
    if content and content.questionnaire.question(question):
        context = dataclasses.replace(page.context, content=content)
        asking = Asking(question=question, helping=True)
        shown = QuestionScreen().show(At(_shop(place.language), context, asking))
        labels = (choice.button_text for row in shown.rows for choice in row)
        return fitting(f"{shown.html}\n\n{as_html(' | '.join(labels))}")
    return fitting(_value_html(page, place, value))


def _value_html(page: Page, place: Spot, value: str) -> Html:
    if is_marked(page, place):
        return to_html(value)
    copied = place.text.field.path[0] == BODY
    return Html(f"<pre>{as_html(value)}</pre>") if copied else as_html(value)


def is_marked(page: Page, place: Spot) -> bool:
    """Tell whether bold and italic show in a text."""
    path = place.text.field.path
    if path[0] == BODY:
        return place.text.key != "copy"
    return place.sheet == "m" and _is_markdown(page.context.content.texts[place.language].messages, path)


def _is_markdown(messages: Messages, path: Sequence[str | int]) -> bool:
    """Tell whether the text at a path is one with markup, or plain as a button's label is."""
    found: Any = messages
    for part in path:
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, tuple) and isinstance(part, int):
            found = found[part] if part < len(found) else None
        else:
            found = getattr(found, str(part), None)
    return isinstance(found, Template)


def _shop(language: str) -> Session:
    shop = next(one for one in LANGUAGES if one == language)
    return Session(language=shop, language_set=True, run=1, given={"branch": "food"})
