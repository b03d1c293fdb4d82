"""Advice per channel: the groups, the cards that fit this shop, and one card."""

import re

from bot.dialogue.core.context import Context
from bot.dialogue.core.published_figures import origin
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Finished, Reading, without_skipped
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, copying, lines, rows
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.result.card_words import branch_in, shop_answers, words_of
from bot.dialogue.shop.result.naming import ask_name
from bot.dialogue.shop.result.pages import AtResult, card_choice, result_choice, steps_choice
from bot.dialogue.shop.result.topics import GROUP_OF
from bot.dialogue.shop.result.trade import ask_trade
from bot.dialogue.shop.ways import add_to_plan, to_home, to_page, to_plan
from bot.library.parsing.blanks import card_for_shop, needs
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.schema.content import CardText, Section, Texts
from bot.library.schema.messages import Group
from scoring.fit import Shop
from scoring.model import Card
from scoring.path import holding

_FOLDED: frozenset[Section] = frozenset({"why", "next", "law"})
_LONG_CARD, _LONG_SECTION = 1_200, 240
"""Characters: about a phone's screen, and about what of a folded section stays in sight."""
_TO_COPY = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)


def groups_page(at: At[Reading]) -> View:
    """List the groups of advice."""
    advice = at.messages.advice
    choices = [
        Choice(group.label, to_page.code(at.session, f"group/{name}"), group.words, number)
        for number, (name, group) in enumerate(advice.groups.items(), 1)
    ]
    return View(advice.intro.fill(), (*rows(choices), (result_choice(at.session, at.texts),)))


def group_page(at: AtResult, group: Group) -> View:
    """List the cards of a group that fit this shop."""
    texts, advice = at.texts, at.messages.advice
    titles = {card.id: texts.cards[card.id].title for card in fitting_cards(at.context, at.finished, group)}
    listing = [f"{count}. {as_html(title)}" for count, title in enumerate(titles.values(), 1)]
    html = blocks(
        advice.group.fill(name=advice.groups[group].label),
        lines(*listing) if listing else advice.nothing.fill(),
    )
    choices = [
        card_choice(at.session, card, title, count) for count, (card, title) in enumerate(titles.items(), 1)
    ]
    back = control(at.messages.controls.to_advice, to_page.code(at.session, "advice"))
    return View(html, (*rows(choices), (back, result_choice(at.session, texts))))


def fitting_cards(context: Context, finished: Finished, group: Group) -> list[Card]:
    """List the cards of a group that fit this shop's answers, quickest first; of an unanswered topic all."""
    questionnaire = context.content.questionnaire
    answers = holding(questionnaire.questions, without_skipped(finished.given))
    shop = Shop(questionnaire, finished.result, answers)

    def fits(card: Card) -> bool:
        return shop.is_meant_by(card) and (shop.step(card.topic) is None or shop.is_served_by(card))

    found = [card for card in context.content.cards if GROUP_OF[card.topic] == group and fits(card)]
    chosen = [step.id for step in finished.result.next_steps]
    return sorted(found, key=lambda card: (card.id not in chosen, card.topic, card.minutes, card.id))


def card_page(at: At[Reading], card: Card) -> View:
    """Show one card in full: why, first step, next step, the law, an example, and the text to copy."""
    texts, advice = at.texts, at.messages.advice
    branch = branch_in(shop_answers(at.session))
    words = words_of(at.session, at.context)
    text = card_for_shop(texts.cards[card.id], at.session.language, texts.terms, words)
    example = text.examples.get(branch) if branch else None
    html = blocks(
        lines(
            f"<b>{as_html(text.title)}</b>",
            advice.minutes.fill(minutes=card.minutes),
            advice.cost.fill(cost=text.cost),
            *(advice.needs[need].fill() for need in card.needs),
        ),
        *(_section(texts, text, one) for one in text.sections),
        advice.example.fill(example=example) if example else None,
        _source(at.context, texts, text),
    )
    return View(html, _card_rows(at, card, text))


def _section(texts: Texts, text: CardText, name: Section) -> Html:
    """Write a section of a card; of a long card what need not be read at once is folded."""
    html = text.sections[name]
    if name in _FOLDED and len(plain(html)) > _LONG_SECTION and _length(text) > _LONG_CARD:
        html = Html(f"<blockquote expandable>{html}</blockquote>")
    return lines(f"<b>{as_html(texts.terms.sections[name])}</b>", html)


def _length(text: CardText) -> int:
    return sum(len(plain(html)) for html in text.sections.values())


def _card_rows(at: At[Reading], card: Card, text: CardText) -> Rows:
    session, texts, controls = at.session, at.texts, at.messages.controls
    copy = copying(at.messages.followup.controls.copy_text, text_to_copy(text))
    above = rows([*copy, *_planning(at, card), *_naming(at, card)])
    if session.finished is None:
        return (*above, (control(controls.home, to_home.code(session)),))
    name = GROUP_OF[card.topic]
    label = at.messages.advice.groups[name].label
    group = Choice(label, to_page.code(session, f"group/{name}"), controls.back.words)
    return (*above, (group, steps_choice(session, texts)), (result_choice(session, texts),))


def text_to_copy(text: CardText) -> str:
    """Give the text of a card that is there to be copied; empty where it has none, or several."""
    found = _TO_COPY.findall(text.sections.get("copy", ""))
    return plain(found[0]) if len(found) == 1 else ""


def _planning(at: At[Reading], card: Card) -> list[Choice]:
    """Offer to plan the card's step; a plan of another's shop would stay in the advisor's chat."""
    controls = at.messages.followup.plan_controls
    if at.session.assisted:
        return []
    if plan.item(at.session, card.id):
        return [control(controls.to_plan, to_plan.code(at.session, card.id))]
    return [control(controls.add, add_to_plan.code(at.session, card.id), "primary")]


def _naming(at: At[Reading], card: Card) -> list[Choice]:
    """Offer to put the shop's name and its kind into the text to copy, where there is room for them."""
    session, controls = at.session, at.messages.followup.controls
    words, wanted = words_of(session, at.context), needs(at.texts.cards[card.id], session.language)
    name = controls.change_name if words.name else controls.fill_name
    trade = controls.change_trade if words.trade else controls.fill_trade
    return [
        *([control(name, ask_name.code(session, card.id))] if "name" in wanted else []),
        *([control(trade, ask_trade.code(session, card.id))] if "trade" in wanted else []),
    ]


def _source(context: Context, texts: Texts, card: CardText) -> Html | None:
    """Name year, population and source of the figures that a card holds."""
    sources = dict.fromkeys(origin(context, texts, name) for name in card.figures)
    return texts.messages.advice.source.fill(sources=Html("; ".join(sources))) if sources else None


def source_line(context: Context, texts: Texts, name: str) -> str:
    """Name the year, population and source of a figure given as "edition:figure", without its address."""
    return plain(origin(context, texts, name))
