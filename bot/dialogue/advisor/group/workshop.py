"""The hand-out for an evening with shopkeepers: the totals, what they mean, and what to talk about."""

from collections.abc import Sequence
from itertools import chain

from bot.dialogue.advisor.group.scope import MOST_STEPS, GroupStep, group_steps
from bot.dialogue.advisor.group.spreadsheets import group_rules
from bot.dialogue.advisor.group.wording import (
    earlier_line,
    reason_name,
    score_line,
    sector_line,
    withheld_line,
    withheld_topics,
    withheld_totals,
    yardstick_line,
)
from bot.dialogue.core.context import Context
from bot.dialogue.shop.result.report import figure_parts
from bot.dialogue.shop.result.steps import topic_name
from bot.library.parsing.blanks import ShopWords, card_for_shop
from bot.library.schema.content import CardText, Language, Section, Texts
from bot.library.schema.group import AgendaText
from bot.pictures.blocks import to_blocks, to_line
from bot.pictures.drawing import (
    AgendaItem,
    Cell,
    GroupDrawing,
    Item,
    Listing,
    Paragraph,
    Part,
    Tally,
    WorkshopDrawing,
)
from bot.pictures.drawing import GroupStep as StepDrawing
from scoring.group_figures import GroupFigures

WELCOME, PICTURE, STEP, PLAN, CLOSE = 5, 10, 20, 10, 5
"""Minutes; with three steps they make an hour and a half. What fewer steps leave goes to what works."""

_DOING_IT: tuple[Section, ...] = ("first", "copy")


def workshop_drawing(context: Context, group: GroupDrawing, figures: GroupFigures) -> WorkshopDrawing:
    """Word the hand-out for a group, whose picture it begins with."""
    texts = context.content.texts[group.language]
    words, steps = texts.messages.group.workshop, group_steps(context, figures, texts)
    intro = words.steps_intro if steps else texts.messages.group.pages.no_steps
    return WorkshopDrawing(
        title=words.title,
        group=group,
        topics_heading=words.topics,
        meaning=_meaning(context, texts, figures),
        reasons=_reasons(texts, figures),
        steps_heading=words.steps,
        steps_intro=to_line(intro.fill()),
        steps=tuple(_step(texts, group.language, one) for one in steps),
        agenda_heading=words.agenda,
        agenda_intro=to_line(words.agenda_intro.fill()),
        agenda=_agenda(texts, group.language, steps),
        notes_heading=words.notes,
        figures=(_limits(context, texts), *figure_parts(context, group.language)),
        footer=f"{group.product} · {group.date}",
        page=to_line(texts.messages.picture.report.page.fill(page="{page}", pages="{pages}")),
    )


def _meaning(context: Context, texts: Texts, figures: GroupFigures) -> Part:
    words = texts.messages
    compared = sector_line(context, texts, figures)
    sentences = (
        score_line(texts, figures),
        compared,
        yardstick_line(context, texts) if figures.sector else None,
        words.picture.report.band.fill() if figures.sector else None,
        earlier_line(texts, figures),
        withheld_line(texts, [*withheld_totals(texts, figures), *withheld_topics(texts, figures)]),
    )
    paragraphs = tuple(Paragraph(text=to_line(one)) for one in sentences if one)
    # What the totals rest on stands below it: the notes of the picture.
    return Part(heading=words.group.workshop.meaning, blocks=paragraphs)


def _reasons(texts: Texts, figures: GroupFigures) -> Tally | None:
    if not figures.reasons:
        return None
    said = texts.messages.group.workshop
    cells = tuple(
        Cell(label=to_line(said.reason.fill(reason=reason_name(texts, one.id), n=one.n)), count=one.shops)
        for one in figures.reasons
    )
    return Tally(heading=to_line(said.reasons.fill()), cells=cells)


def _step(texts: Texts, language: Language, one: GroupStep) -> StepDrawing:
    report = texts.messages.picture.report
    card = _card(texts, language, one)
    within = texts.terms.topics[one.topic].within
    why = texts.messages.group.pages.why.fill(topic=within, mean=one.mean, n=one.n)
    about = report.about.fill(topic=topic_name(texts, one.topic), minutes=one.card.minutes)
    # A first step often says to use the text "below": it stands with it.
    blocks = [to_blocks(card.sections[section]) for section in _DOING_IT if section in card.sections]
    first = Part(heading=texts.terms.sections["first"], blocks=tuple(chain.from_iterable(blocks)))
    return StepDrawing(title=card.title, about=to_line(about), reasons=(to_line(why),), first=first)


def _card(texts: Texts, language: Language, one: GroupStep) -> CardText:
    """Give a step's card as it is told to shops of all kinds."""
    return card_for_shop(texts.cards[one.card.id], language, texts.terms, ShopWords())


def _agenda(texts: Texts, language: Language, steps: Sequence[GroupStep]) -> tuple[AgendaItem, ...]:
    """Fill an evening: each of the group's steps has its time."""
    words = texts.messages.group.workshop
    left = STEP * (MOST_STEPS - len(steps))
    return (
        _item(texts, WELCOME, words.welcome),
        _item(texts, PICTURE, words.picture),
        *(_step_item(texts, number, _card(texts, language, one)) for number, one in enumerate(steps, 1)),
        *((_item(texts, left, words.exchange),) if left else ()),
        _item(texts, PLAN, words.plan),
        _item(texts, CLOSE, words.close),
    )


def _item(texts: Texts, minutes: int, said: AgendaText) -> AgendaItem:
    return AgendaItem(minutes=_minutes(texts, minutes), title=said.title, text=to_line(said.text.fill()))


def _step_item(texts: Texts, number: int, card: CardText) -> AgendaItem:
    first = to_blocks(card.sections["first"])[0]
    opening = first.items[0].text if isinstance(first, Listing) else first.text
    text = texts.messages.group.workshop.step.fill(number=number, first=opening)
    return AgendaItem(minutes=_minutes(texts, STEP), title=card.title, text=to_line(text))


def _minutes(texts: Texts, minutes: int) -> str:
    return to_line(texts.messages.group.workshop.minutes.fill(minutes=minutes))


def _limits(context: Context, texts: Texts) -> Part:
    items = tuple(Item(marker="•", text=rule) for rule in group_rules(context, texts))
    return Part(heading=texts.messages.group.workshop.limits, blocks=(Listing(items=items),))
