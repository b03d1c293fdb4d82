"""Advice per channel: the groups, the cards that fit this shop, and one card."""

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.published_figures import origin
from bot.dialogue.core.session import Finished, Session, answered
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows, shorten
from bot.dialogue.shop.plan import plan
from bot.dialogue.shop.result.card_words import branch_in, told_answers, words_of
from bot.dialogue.shop.result.topics import GROUP_OF
from bot.dialogue.shop.result.view import page, to_result
from bot.dialogue.shop.ways import add_to_plan, to_plan
from bot.library.parsing.blanks import filled, needs
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.schema.content import CardText, Texts
from bot.library.schema.messages import Group
from scoring.fit import Shop
from scoring.model import Card
from scoring.path import holding


def groups_view(session: Session, context: Context) -> View:
    """List the groups of advice."""
    texts = context.texts(session)
    advice = texts.messages.advice
    choices = [
        Choice(group.label, page(session, "group", name), group.words, number)
        for number, (name, group) in enumerate(advice.groups.items(), 1)
    ]
    return View(advice.intro.fill(), (*rows(choices), (to_result(session, texts),)))


def serving(context: Context, finished: Finished, group: Group) -> list[Card]:
    """List the cards of a group that fit this shop's answers, quickest first; of an unanswered topic all."""
    questionnaire = context.content.questionnaire
    answers = holding(questionnaire.questions, answered(finished.given))
    shop = Shop(questionnaire, finished.result, answers)

    def fits(card: Card) -> bool:
        return shop.is_meant_by(card) and (shop.step(card.topic) is None or shop.is_served_by(card))

    found = [card for card in context.content.cards if GROUP_OF[card.topic] == group and fits(card)]
    chosen = [step.id for step in finished.result.next_steps]
    return sorted(found, key=lambda card: (card.id not in chosen, card.topic, card.minutes, card.id))


def group_view(session: Session, context: Context, finished: Finished, group: Group) -> View:
    """List the cards of a group that fit this shop."""
    texts = context.texts(session)
    advice, controls = texts.messages.advice, texts.messages.controls
    cards = serving(context, finished, group)
    titles = [texts.cards[card.id].title for card in cards]
    html = blocks(
        advice.group.fill(name=advice.groups[group].label),
        lines(*(f"{count}. {as_html(title)}" for count, title in enumerate(titles, 1)))
        if cards
        else advice.nothing.fill(),
    )
    choices = [
        Choice(shorten(title), page(session, "card", card.id), (title,), count)
        for count, (card, title) in enumerate(zip(cards, titles, strict=True), 1)
    ]
    back = control(controls.to_advice, page(session, "advice"))
    return View(html, (*rows(choices), (back, to_result(session, texts))))


def card_view(session: Session, context: Context, card: Card) -> View:
    """Show one card in full: why, first step, next step, the law, an example, and the text to copy."""
    texts = context.texts(session)
    advice = texts.messages.advice
    branch = branch_in(told_answers(session))
    text = filled(texts.cards[card.id], session.language, texts.terms, words_of(session, context))
    example = text.examples.get(branch) if branch else None
    html = blocks(
        lines(
            f"<b>{as_html(text.title)}</b>",
            advice.minutes.fill(minutes=card.minutes),
            advice.cost.fill(cost=text.cost),
            *(advice.needs[need].fill() for need in card.needs),
        ),
        *(lines(f"<b>{as_html(texts.terms.sections[one])}</b>", html) for one, html in text.sections.items()),
        advice.example.fill(example=example) if example else None,
        _source(context, texts, text),
    )
    return View(html, _card_rows(session, context, card))


def _card_rows(session: Session, context: Context, card: Card) -> Rows:
    texts = context.texts(session)
    controls, followup, name = texts.messages.controls, texts.messages.followup, GROUP_OF[card.topic]
    if plan.item(session, card.id):
        planned = control(followup.plan_controls.to_plan, to_plan.code(session, card.id))
    else:
        planned = control(followup.plan_controls.add, add_to_plan.code(session, card.id))
    # A plan of another's shop would stay in the advisor's chat.
    planning = [] if session.assisted else [planned]
    naming = _naming(session, context, card)
    if session.finished is None:
        return (*rows([*planning, *naming]), (control(controls.home, code("home", session.run)),))
    label = texts.messages.advice.groups[name].label
    group = Choice(label, page(session, "group", name), controls.back.words)
    steps = control(controls.steps, page(session, "steps"))
    return (*rows([*planning, *naming]), (group, steps), (to_result(session, texts),))


def _naming(session: Session, context: Context, card: Card) -> list[Choice]:
    """Offer to put the shop's name and its kind into the text to copy, where there is room for them."""
    texts, words = context.texts(session), words_of(session, context)
    controls, wanted = texts.messages.followup.controls, needs(texts.cards[card.id], session.language)
    name = controls.change_name if words.name else controls.fill_name
    trade = controls.change_trade if words.trade else controls.fill_trade
    return [
        *([control(name, code("name", session.run, card.id))] if "name" in wanted else []),
        *([control(trade, code("trade", session.run, card.id))] if "trade" in wanted else []),
    ]


def _source(context: Context, texts: Texts, card: CardText) -> Html | None:
    """Name year, population and source of the figures that a card holds."""
    sources = dict.fromkeys(origin(context, texts, name) for name in card.figures)
    return texts.messages.advice.source.fill(sources=Html("; ".join(sources))) if sources else None


def source_line(context: Context, texts: Texts, name: str) -> str:
    """Name the year, population and source of a figure given as "edition:figure", without its address."""
    return plain(origin(context, texts, name))
