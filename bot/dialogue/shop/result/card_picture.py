"""From a finished assessment to the picture of its result, and to the words that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.core.context import Context
from bot.dialogue.core.dates import date_text
from bot.dialogue.core.session import Finished, PlanItem, Session, without_skipped
from bot.dialogue.shop.interview.rounds import is_comparable
from bot.dialogue.shop.result.score_words import (
    has_all_monitored,
    level_text,
    monitor_lines,
    next_level_line,
    readiness_lines,
    step_text,
    whole,
)
from bot.dialogue.shop.result.topics import position_line
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.schema.content import Language, Texts
from bot.library.schema.picture import PictureTexts
from bot.pictures.blocks import to_line, to_lines
from bot.pictures.drawing import MOST_MOMENTS, Band, CardDrawing, Moment, Row, Standing
from scoring.model import TOPICS, Interval, Topic

CAPTION_LIMIT = 1024
"""Characters; Telegram's own limit, which counts those beyond the first 65,536 of Unicode twice."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Of whom a result is, as far as its picture and its report tell."""

    name: str = ""
    """Of the shop; empty where it gave none."""
    trade: str | None = None
    """In the shop's own words; None where they were not asked."""
    earlier: Sequence[Finished] = ()
    plan: Sequence[PlanItem] = ()


NOBODY = Owner()


def owner_of(session: Session) -> Owner:
    return Owner(session.shop_name or "", session.trade, session.history, session.plan)


def card_drawing(
    context: Context,
    language: Language,
    finished: Finished,
    owner: Owner = NOBODY,
    *,
    what_if: bool = False,
) -> CardDrawing:
    """Word the picture of a result; with `what_if`, of a result that is imagined and has no history."""
    texts = context.content.texts[language]
    picture = texts.messages.picture
    year = _edition_year(context, finished)
    rows = tuple(_row(texts, picture, topic, finished, year) for topic in TOPICS)
    compared = _monitor_row(picture, finished, year)
    banded = compared is not None or any(row.band for row in rows)
    return CardDrawing(
        language=language,
        product=picture.product,
        shop=owner.name,
        date=to_line(picture.taken.fill(date=date_text(finished.finished, texts))),
        what_if=picture.what_if if what_if else None,
        score=finished.result.overall.score if finished.result.overall else None,
        out_of=picture.out_of,
        standing=_standing(context, texts, picture, finished),
        sentence=_sentence(context, texts, finished),
        rows=rows,
        compared=compared,
        legend=to_line(picture.legend.fill(year=year)) if banded else None,
        notes=_notes(texts, picture, finished, compared=compared is not None, year=year),
        history_title=picture.history,
        history_anew=picture.history_anew,
        history=() if what_if else _history(texts, owner.earlier, finished),
    )


def _standing(context: Context, texts: Texts, picture: PictureTexts, finished: Finished) -> Standing:
    overall, levels = finished.result.overall, context.content.questionnaire.levels
    if overall is None:
        count = len(finished.result.topics)
        name = to_line(picture.answered.fill(count=count, total=len(TOPICS)))
        return Standing(over=picture.no_score, name=name, reached=count, count=len(TOPICS))
    # Counted from the score: today's content may no longer have the level that was given.
    reached = sum(level.lowest <= overall.score for level in levels)
    over = to_line(picture.level.fill(index=reached, count=len(levels)))
    name = level_text(overall.level, texts).name
    return Standing(over=over, name=name, reached=reached, count=len(levels))


def _sentence(context: Context, texts: Texts, finished: Finished) -> str:
    """Say what the level means and what the next one takes, or which topics would give a score."""
    overall = finished.result.overall
    if overall is None:
        said = readiness_lines(context, finished, texts)
    else:
        level = as_html(level_text(overall.level, texts).text)
        said = [level, next_level_line(context, finished, texts)]
    return to_line(Html(" ".join(line for line in said if line)))


def _monitor_row(picture: PictureTexts, finished: Finished, year: int) -> Row | None:
    """Give the row of the comparison with the shops of the monitor."""
    found = finished.result.monitor
    if found is None:
        return None
    name = picture.monitor if has_all_monitored(finished) else picture.monitor_some
    band = _band(picture, found.sector, year)
    return Row(name=name, points=found.score, label=picture.you, band=band)


def _row(texts: Texts, picture: PictureTexts, topic: Topic, finished: Finished, year: int) -> Row:
    words, result = texts.terms.topics[topic], finished.result.topics.get(topic)
    if result is None:
        return Row(name=words.name, points=None, label=picture.not_answered)
    band = _band(picture, result.sector, year) if result.sector else None
    position = position_line(topic, result, texts)
    said = (
        step_text(topic, result.step, finished, texts),
        *(to_lines(position) if position else ()),
    )
    return Row(name=words.name, points=result.score, label=picture.you, band=band, said=said)


def _band(picture: PictureTexts, sector: Interval, year: int) -> Band:
    low, high = whole(sector)
    said = to_line(picture.band.fill(year=year, low=low, high=high))
    return Band(low=sector.low, high=sector.high, said=said)


def _notes(
    texts: Texts, picture: PictureTexts, finished: Finished, *, compared: bool, year: int
) -> tuple[str, ...]:
    if without_skipped(finished.given).get("shop_type") == "web":
        return (to_line(texts.messages.result.web_only.fill()),)
    edition = texts.terms.editions.get(finished.edition)
    if not compared or edition is None:
        return ()
    return (to_line(picture.source.fill(edition=f"{edition.name} {year}")),)


def _edition_year(context: Context, finished: Finished) -> int:
    edition = context.content.editions.get(finished.edition, context.content.primary)
    return edition.year or 0


def _history(texts: Texts, earlier: Sequence[Finished], finished: Finished) -> tuple[Moment, ...]:
    """Give the scores from old to new; of each yardstick those over the topics that its last one is over."""
    scored = [one for one in earlier if one.result.overall is not None]
    last = {one.yardstick: one for one in sorted(scored, key=lambda one: one.finished)}
    last[finished.yardstick] = finished
    shown = [one for one in scored if is_comparable(one, last[one.yardstick])]
    moments: list[Moment] = []
    before: Finished | None = None
    for one in sorted([*shown, finished], key=lambda one: one.finished):
        if one.result.overall is None:
            continue
        anew = before is not None and before.yardstick != one.yardstick
        date = date_text(one.finished, texts, short=True)
        moments.append(Moment(date=date, score=one.result.overall.score, anew=anew))
        before = one
    return tuple(moments[-MOST_MOMENTS:])


def caption(context: Context, card: CardDrawing, finished: Finished) -> str:
    """Say in words what the picture shows, as plain text of at most CAPTION_LIMIT characters."""
    texts = context.content.texts[card.language]
    overall = finished.result.overall
    readiness = [plain(one) for one in readiness_lines(context, finished, texts) if one]
    parts = [
        card.what_if,
        card.shop,
        *readiness[:1],
        None if card.what_if else _step_in_words(context, texts, finished),
        *readiness[1:],
        *(plain(one) for one in monitor_lines(finished, texts) if one),
        level_text(overall.level, texts).text if overall else None,
        *(_row_in_words(texts, row) for row in card.rows),
        _history_in_words(card),
        card.date,
    ]
    return within("\n".join(line for line in parts if line))


def _step_in_words(context: Context, texts: Texts, finished: Finished) -> str | None:
    """Name the first step whose card today's content still has."""
    card = next(filter(None, map(context.content.card, (one.id for one in finished.result.next_steps))), None)
    if card is None:
        return None
    title = texts.cards[card.id].title
    return to_line(texts.messages.result.first_step.fill(minutes=card.minutes, title=title))


def _row_in_words(texts: Texts, row: Row) -> str:
    said = texts.messages.topics
    if row.points is None:
        return "• " + to_line(said.skipped.fill(name=row.name))
    return "• " + to_line(said.line.fill(name=row.name, points=row.points))


def _history_in_words(card: CardDrawing) -> str | None:
    if len(card.history) < 2:
        return None
    scores = [f"{moment.score} ({moment.date})" for moment in card.history]
    marked = [
        f"{card.history_anew}: {score}" if moment.anew and count else score
        for count, (moment, score) in enumerate(zip(card.history, scores, strict=True))
    ]
    return f"{card.history_title}: {', '.join(marked)}"


def within(text: str) -> str:
    """Cut a plain text, by lines, to what fits under a picture."""
    while len(text.encode("utf-16-le")) // 2 > CAPTION_LIMIT:
        text = text[: text.rindex("\n")] if "\n" in text else text[:-1]
    return text
