"""From a finished assessment to the report to print."""

from collections.abc import Iterator, Sequence

from bot.dialogue.advice_view import branch_in, source_line
from bot.dialogue.card_wording import card_drawing, one_line
from bot.dialogue.context import Context
from bot.dialogue.result_view import later_figure, score_lines
from bot.dialogue.session import Finished, Session, answered
from bot.dialogue.source_view import sources_view
from bot.dialogue.steps_view import reason_lines, topic_name
from bot.dialogue.told import listed
from bot.pictures.blocks import to_blocks, to_lines
from bot.pictures.model import (
    Block,
    Checklist,
    Item,
    Listing,
    Paragraph,
    Part,
    ReportDrawing,
    SnippetDrawing,
    StepDrawing,
    Task,
)
from content.blanks import filled
from content.markup import Html
from content.picture_texts import PictureTexts, ReportTexts
from content.schema import CardText, Language, Section, Texts
from scoring.model import Card, NextStep, Reason

DOING_IT: tuple[Section, ...] = ("why", "first", "next")
BESIDE_IT: tuple[Section, ...] = ("law", "copy")


def report_drawing(
    context: Context,
    picture: PictureTexts,
    language: Language,
    finished: Finished,
    *,
    shop: str = "",
    earlier: Sequence[Finished] = (),
    last: Part | None = None,
) -> ReportDrawing:
    """Word the report of a result; `last` stands at its end."""
    texts, words = context.content.texts[language], picture.report
    card = card_drawing(context, picture, language, finished, shop=shop, earlier=earlier)
    steps = [step for step in finished.result.next_steps if step.id in texts.cards]
    branch = branch_in(answered(finished.given))
    advised = [
        filled(texts.cards[step.id], language, texts.terms, name=card.shop, branch=branch) for step in steps
    ]
    intro = texts.messages.result.one_channel if steps else texts.messages.steps.none
    return ReportDrawing(
        title=words.title,
        card=card,
        topics_heading=words.topics,
        meaning=_meaning(context, texts, words, finished, compared=card.legend is not None),
        steps_heading=words.steps,
        steps_intro=one_line(intro.fill()),
        steps=tuple(
            _step(context, texts, words, branch, text, step)
            for text, step in zip(advised, steps, strict=True)
        ),
        checklist=_checklist(context, texts, words, steps),
        figures=(
            *figure_parts(context, language, web_only=answered(finished.given).get("shop_type") == "web"),
            *([last] if last else []),
        ),
        footer=f"{card.product} · {card.date}",
        page=one_line(words.page.fill(page="{page}", pages="{pages}")),
    )


def _meaning(
    context: Context, texts: Texts, words: ReportTexts, finished: Finished, *, compared: bool
) -> Part:
    said = texts.messages.result
    missing = [texts.terms.topics[topic].name for topic in finished.result.missing]
    told = [
        *score_lines(context, finished, texts),
        words.band.fill() if compared else None,
        said.missing.fill(topics=listed(missing, texts.messages.general.both)) if missing else None,
    ]
    return Part(
        heading=words.meaning,
        blocks=tuple(Paragraph(text=one_line(Html(one))) for one in told if one),
    )


def _step(
    context: Context, texts: Texts, words: ReportTexts, branch: str | None, text: CardText, step: NextStep
) -> StepDrawing:
    advice, card = texts.messages.advice, context.content.card(step.id)
    example = text.examples.get(branch) if branch else None
    needs = [advice.needs[need].fill() for need in card.needs] if card else []
    about = words.about.fill(topic=topic_name(texts, step.topic), minutes=_minutes(context, step))
    return StepDrawing(
        title=text.title,
        about=one_line(about),
        reasons=tuple(one_line(html) for html in (*reason_lines(texts, step), *needs)),
        parts=_parts(texts, text, DOING_IT),
        beside=_parts(texts, text, BESIDE_IT),
        example=one_line(advice.example.fill(example=example)) if example else None,
        source=_source(context, texts, text),
    )


def snippet_drawing(context: Context, language: Language, card: Card, branch: str) -> SnippetDrawing:
    """Word one card as the report shows it to a shop of a branch, without what is of that shop alone."""
    texts = context.content.texts[language]
    words = texts.messages.picture.report
    text = filled(texts.cards[card.id], language, texts.terms, name="", branch=branch)
    reason = Reason(kind="today" if card.topic == "today" else "gain")
    step = NextStep(id=card.id, topic=card.topic, reason=reason)
    return SnippetDrawing(language=language, step=_step(context, texts, words, branch, text, step))


def _parts(texts: Texts, text: CardText, sections: Sequence[Section]) -> tuple[Part, ...]:
    return tuple(
        Part(heading=texts.terms.sections[section], blocks=to_blocks(text.sections[section]))
        for section in sections
        if section in text.sections
    )


def _minutes(context: Context, step: NextStep) -> int:
    card = context.content.card(step.id)
    return card.minutes if card else 0


def _source(context: Context, texts: Texts, text: CardText) -> str | None:
    sources = dict.fromkeys(source_line(context, texts, name) for name in text.figures)
    return one_line(texts.messages.advice.source.fill(sources="; ".join(sources))) if sources else None


def _checklist(context: Context, texts: Texts, words: ReportTexts, steps: Sequence[NextStep]) -> Checklist:
    tasks = [
        Task(
            title=texts.cards[step.id].title,
            boxes=(one_line(words.first.fill(minutes=_minutes(context, step))), one_line(words.next.fill())),
        )
        for step in steps
    ]
    again = Task(title=words.afterwards, boxes=(one_line(words.again.fill()),))
    return Checklist(
        heading=words.checklist,
        intro=one_line(words.checklist_intro.fill()),
        blank=words.blank,
        tasks=(*tasks, again),
    )


def figure_parts(context: Context, language: Language, *, web_only: bool = False) -> Iterator[Part]:
    """Give the monitor's figures with their sources and limits, and the later ones that stand beside them."""
    said = context.content.texts[language].messages.sources
    heading, *intro = to_lines(said.intro.fill())
    if web_only:
        yield Part(heading=heading, blocks=to_blocks(said.position_web.fill()))
    else:
        # What follows the first paragraph on the chat's own page, so that both say the same.
        shown = to_blocks(sources_view(Session(language=language), context).html)[1:]
        yield Part(heading=heading, blocks=(*_paragraph(intro), *shown))
    heading, *intro = to_lines(said.later.fill())
    later, sources = _later(context, language)
    told = to_blocks(said.sources.fill(sources="; ".join(sources)))
    yield Part(heading=heading, blocks=(*_paragraph(intro), later, *told))


def _paragraph(lines: Sequence[str]) -> tuple[Block, ...]:
    return (Paragraph(text=" ".join(lines)),) if lines else ()


def _later(context: Context, language: Language) -> tuple[Listing, list[str]]:
    session = Session(language=language)
    found: list[Item] = []
    sources: dict[str, None] = {}
    for edition_id, edition in context.content.editions.items():
        for name, figure in edition.figures.items():
            if figure.beside:
                told = later_figure(session, context, edition_id, name, figure)
                found.append(Item(marker="•", text=one_line(told)))
                sources.update({edition.sources[source].name: None for source in figure.sources})
    return Listing(items=tuple(found)), list(sources)
