"""From a finished assessment to the report to print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.dialogue.core.context import Context
from bot.dialogue.core.published_figures import links, without_links
from bot.dialogue.core.session import Finished, without_skipped
from bot.dialogue.core.view import lines
from bot.dialogue.core.wording import enumeration
from bot.dialogue.shop.plan.checklist import checklist
from bot.dialogue.shop.result.advice import source_line
from bot.dialogue.shop.result.card_picture import NOBODY, Owner, card_drawing
from bot.dialogue.shop.result.card_words import branch_in, shop_words
from bot.dialogue.shop.result.score_words import monitor_lines, readiness_lines, whole_advice
from bot.dialogue.shop.result.sources import monitor_html
from bot.dialogue.shop.result.steps import reason_lines, topic_name
from bot.dialogue.shop.result.topics import later_figure
from bot.library.parsing.blanks import ShopWords, card_for_shop
from bot.library.parsing.markup import Html
from bot.library.schema.content import CardText, Language, Section, Source, Texts
from bot.library.schema.picture import ReportTexts
from bot.pictures.blocks import to_blocks, to_line, to_lines
from bot.pictures.drawing import (
    Block,
    Item,
    Listing,
    Paragraph,
    Part,
    ReportDrawing,
    SnippetDrawing,
    StepDrawing,
)
from scoring.model import Card, NextStep, Reason

DOING_IT: tuple[Section, ...] = ("why", "first", "next")
BESIDE_IT: tuple[Section, ...] = ("law", "copy")


def report_drawing(
    context: Context,
    language: Language,
    finished: Finished,
    owner: Owner = NOBODY,
    *,
    last: Part | None = None,
) -> ReportDrawing:
    """Word the report of a result; `last` stands at its end."""
    texts = context.content.texts[language]
    words = texts.messages.picture.report
    card = card_drawing(context, language, finished, owner)
    given = without_skipped(finished.given)
    words_of_shop = shop_words(context.content, language, given, name=owner.name, trade=owner.trade)
    steps = list(_steps(context, language, finished, words_of_shop))
    intro = whole_advice(finished, texts) if steps else texts.messages.steps.none.fill()
    return ReportDrawing(
        title=words.title,
        card=card,
        topics_heading=words.topics,
        meaning=_meaning(context, texts, words, finished, compared=card.compared is not None),
        steps_heading=words.steps,
        steps_intro=to_line(intro),
        steps=tuple(_step(context, texts, branch_in(given), one) for one in steps),
        checklist=checklist(texts, [(one.card, one.text) for one in steps], owner.plan),
        figures=(
            *figure_parts(context, language, web_only=given.get("shop_type") == "web"),
            *([last] if last else []),
        ),
        footer=f"{card.product} · {card.date}",
        page=to_line(words.page.fill(page="{page}", pages="{pages}")),
    )


@dataclass(frozen=True, slots=True)
class _Advised:
    """A next step with its card, as this shop reads it."""

    step: NextStep
    card: Card
    text: CardText


def _steps(context: Context, language: Language, finished: Finished, words: ShopWords) -> Iterator[_Advised]:
    """Give the steps whose cards today's content still has."""
    texts = context.content.texts[language]
    for step in finished.result.next_steps:
        card = context.content.card(step.id)
        if card is not None and step.id in texts.cards:
            text = card_for_shop(texts.cards[step.id], language, texts.terms, words)
            yield _Advised(step, card, text)


def _meaning(
    context: Context, texts: Texts, words: ReportTexts, finished: Finished, *, compared: bool
) -> Part:
    said = texts.messages.result
    missing = [texts.terms.topics[topic].name for topic in finished.result.missing]
    compared_lines = [*monitor_lines(finished, texts), words.band.fill() if compared else None]
    sentences = [
        *(lines(*some) for some in (readiness_lines(context, finished, texts), compared_lines)),
        said.missing.fill(topics=enumeration(missing, texts.messages.general.both)) if missing else None,
    ]
    return Part(
        heading=words.meaning,
        blocks=tuple(Paragraph(text=to_line(Html(one))) for one in sentences if one),
    )


def _step(context: Context, texts: Texts, branch: str | None, one: _Advised) -> StepDrawing:
    text, advice, report = one.text, texts.messages.advice, texts.messages.picture.report
    example = text.examples.get(branch) if branch else None
    about = report.about.fill(topic=topic_name(texts, one.step.topic), minutes=one.card.minutes)
    takes = (advice.cost.fill(cost=text.cost), *(advice.needs[need].fill() for need in one.card.needs))
    return StepDrawing(
        title=text.title,
        about=to_line(about),
        reasons=tuple(to_line(html) for html in (*reason_lines(texts, one.step), *takes)),
        parts=_parts(texts, text, DOING_IT),
        beside=_parts(texts, text, BESIDE_IT),
        example=to_line(advice.example.fill(example=example)) if example else None,
        source=_source(context, texts, text),
    )


def snippet_drawing(context: Context, language: Language, card: Card, branch: str) -> SnippetDrawing:
    """Word one card as the report shows it to a shop of a branch, without what is of that shop alone."""
    texts = context.content.texts[language]
    words = shop_words(context.content, language, {"branch": branch}, name=None, trade=None)
    text = card_for_shop(texts.cards[card.id], language, texts.terms, words)
    reason = Reason(kind="online" if card.topic == "online" else "gain")
    step = NextStep(id=card.id, topic=card.topic, reason=reason)
    return SnippetDrawing(language=language, step=_step(context, texts, branch, _Advised(step, card, text)))


def _parts(texts: Texts, text: CardText, sections: Sequence[Section]) -> tuple[Part, ...]:
    return tuple(
        Part(heading=texts.terms.sections[section], blocks=to_blocks(text.sections[section]))
        for section in sections
        if section in text.sections
    )


def _source(context: Context, texts: Texts, text: CardText) -> str | None:
    sources = dict.fromkeys(source_line(context, texts, name) for name in text.figures)
    return to_line(texts.messages.advice.source.fill(sources="; ".join(sources))) if sources else None


def figure_parts(context: Context, language: Language, *, web_only: bool = False) -> Iterator[Part]:
    """Give the monitor's figures with their sources and limits, and the later ones that stand beside them."""
    said = context.content.texts[language].messages.sources
    heading, *intro = to_lines(said.intro.fill())
    if web_only:
        yield Part(heading=heading, blocks=to_blocks(said.position_web.fill()))
    else:
        # What follows the first paragraph on the chat's own page, so that both say the same.
        told, _, sources = monitor_html(context, language).rpartition("\n\n")
        shown = (*to_blocks(without_links(Html(told)))[1:], *to_blocks(sources))
        yield Part(heading=heading, blocks=(*_paragraph(intro), *shown))
    heading, *intro = to_lines(said.later.fill())
    later, named = _later(context, language)
    sources_line = to_blocks(said.sources.fill(sources=links(named)))
    yield Part(heading=heading, blocks=(*_paragraph(intro), later, *sources_line))


def _paragraph(lines: Sequence[str]) -> tuple[Block, ...]:
    return (Paragraph(text=" ".join(lines)),) if lines else ()


def _later(context: Context, language: Language) -> tuple[Listing, list[Source]]:
    found: list[Item] = []
    sources: list[Source] = []
    for edition_id, edition in context.content.editions.items():
        for name, figure in edition.figures.items():
            if figure.beside:
                line = later_figure(context, language, edition_id, name)
                found.append(Item(marker="•", text=to_line(line)))
                sources += [edition.sources[source] for source in figure.sources]
    return Listing(items=tuple(found)), sources
