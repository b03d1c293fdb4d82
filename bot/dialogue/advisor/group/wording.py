"""A group's totals in words, and its picture."""

from collections.abc import Sequence
from datetime import datetime

from bot.dialogue.advisor.group.scope import FIRST_WAVE, Scope, Wave
from bot.dialogue.core.context import Context
from bot.dialogue.core.dates import date_text
from bot.dialogue.core.wording import enumeration
from bot.dialogue.shop.result.card_picture import within
from bot.dialogue.shop.result.score_words import whole
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.schema.content import EditionText, Language, Texts
from bot.pictures.blocks import to_line
from bot.pictures.drawing import Band, Cell, GroupDrawing, Row, Standing, Tally
from scoring.disclosure import ENOUGH
from scoring.group_figures import GroupFigures, LevelCell
from scoring.model import MONITORED, TOPICS, Interval, Topic


def yardstick(context: Context, texts: Texts) -> tuple[int, EditionText]:
    """Give the year of the figures that groups are held against, and what that edition is called."""
    primary = context.content.primary
    return primary.year or 0, texts.terms.editions[primary.id]


def level_name(texts: Texts, level: str) -> str:
    words = texts.terms.levels.get(level)
    return words.name if words else level


def cell_names(context: Context, texts: Texts, cell: LevelCell) -> str:
    """Name the levels that are counted together: "Starter or Explorer"."""
    ids = [level.id for level in context.content.questionnaire.levels]
    between = ids[ids.index(cell.first) : ids.index(cell.last) + 1]
    return enumeration([level_name(texts, one) for one in between], texts.messages.general.either)


def reason_name(texts: Texts, reason: str) -> str:
    option = texts.option("data_reasons", reason)
    return option.label if option else reason


def wave_name(texts: Texts, number: int) -> str:
    """Name a wave: the shops' first assessment, their second, and so on."""
    said = texts.messages.group.waves
    return said.names[number - 1] if number <= len(said.names) else plain(said.other.fill(wave=number))


def score_line(texts: Texts, figures: GroupFigures) -> Html | None:
    if figures.overall is None or figures.level is None:
        return None
    level = level_name(texts, figures.level)
    return texts.messages.group.totals.mean.fill(score=figures.overall, level=level)


def sector_line(context: Context, texts: Texts, figures: GroupFigures) -> Html | None:
    """Say how the group stands on the monitor's own topics, and between which points the mean of 2010 lay."""
    if figures.monitor is None:
        return None
    low, high = whole(figures.monitor.sector)
    totals, year = texts.messages.group.totals, yardstick(context, texts)[0]
    said = totals.sector if is_monitor_complete(figures) else totals.sector_some
    return said.fill(year=year, score=figures.monitor.score, low=low, high=high)


def is_monitor_complete(figures: GroupFigures) -> bool:
    """Tell whether each of the monitor's topics has a mean."""
    return all(topic in figures.topics for topic in MONITORED)


def yardstick_line(context: Context, texts: Texts) -> Html:
    """Say what the figures of 2010 are: of whom, from where, and no norm."""
    year, edition = yardstick(context, texts)
    said = texts.messages.group.totals.yardstick
    return said.fill(year=year, edition=edition.name, population=edition.population or "")


def level_lines(context: Context, texts: Texts, figures: GroupFigures) -> list[Html]:
    said = texts.messages.group.totals.level
    return [said.fill(names=cell_names(context, texts, one), shops=one.shops) for one in figures.levels]


def topic_line(context: Context, texts: Texts, figures: GroupFigures, topic: Topic) -> Html:
    """Say a topic's mean, of how many shops, beside the mean of 2010 where that is known."""
    found, sector = figures.topics[topic], figures.sector.get(topic)
    name, said = texts.terms.topics[topic].name, texts.messages.group.pages
    if sector is None:
        return said.topic_alone.fill(name=name, mean=found.mean, n=found.n)
    low, high = whole(sector)
    year = yardstick(context, texts)[0]
    return said.topic.fill(name=name, mean=found.mean, n=found.n, year=year, low=low, high=high)


def earlier_line(texts: Texts, figures: GroupFigures) -> Html | None:
    """Say by what yardstick means and levels are, where shops took part before it changed."""
    if not figures.anew:
        return None
    said = texts.messages.group.totals
    levels = said.levels_then if figures.levels_then else said.levels_now
    return Html(f"{said.anew.fill()} {levels.fill()}") if figures.levels else said.anew.fill()


def withheld_line(texts: Texts, what: Sequence[str]) -> Html | None:
    """Say which figures are not told, and why; None where all are."""
    names = enumeration(what, texts.messages.general.both)
    return texts.messages.group.totals.withheld.fill(what=names) if what else None


def withheld_totals(texts: Texts, figures: GroupFigures) -> list[str]:
    """Name what the first page does not tell."""
    said = texts.messages.group.totals
    missing = {said.withheld_score: figures.overall is None, said.withheld_levels: not figures.levels}
    return [name for name, withheld in missing.items() if withheld]


def withheld_topics(texts: Texts, figures: GroupFigures) -> list[str]:
    return [texts.terms.topics[topic].name for topic in figures.missing]


def scope_name(texts: Texts, group: Scope) -> str:
    """Name a group as plain text: by its link, or as all links together."""
    return group.campaign.name if group.campaign else texts.messages.group.funnel.all


def group_drawing(
    context: Context, language: Language, wave: Wave, figures: GroupFigures, now: datetime
) -> GroupDrawing:
    """Word the picture of a group's totals; `figures` are the wave's, which has some."""
    texts = context.content.texts[language]
    picture, said = texts.messages.picture, texts.messages.group
    rows = tuple(_row(context, texts, figures, topic) for topic in TOPICS)
    compared = _monitor_row(context, texts, figures)
    banded = compared is not None or any(row.band for row in rows)
    year, edition = yardstick(context, texts)
    source = said.drawing.source.fill(year=year, edition=edition.name, population=edition.population or "")
    rests_on = (
        said.totals.renewed.fill(count=ENOUGH),
        said.totals.sample.fill(),
        earlier_line(texts, figures),
    )
    notes = (
        to_line(Html(" ".join(line for line in rests_on if line))),
        _withheld_note(texts, figures),
        to_line(source) if compared else None,
    )
    campaign = scope_name(texts, wave.group)
    shops = to_line(said.totals.counted.fill(wave.shops))
    return GroupDrawing(
        language=language,
        product=picture.product,
        organisation=wave.group.organisation.name,
        campaign=campaign,
        shops=shops if wave.number == FIRST_WAVE else f"{wave_name(texts, wave.number)}: {shops}",
        date=date_text(now, texts),
        score=figures.overall,
        out_of=picture.out_of,
        standing=_standing(context, texts, figures),
        rows=rows,
        compared=compared,
        levels=_levels(context, texts, figures),
        legend=to_line(picture.legend.fill(year=year)) if banded else None,
        notes=tuple(note for note in notes if note),
    )


def _withheld_note(texts: Texts, figures: GroupFigures) -> str | None:
    # Topics say it in their own rows.
    line = withheld_line(texts, withheld_totals(texts, figures))
    return to_line(line) if line else None


def _standing(context: Context, texts: Texts, figures: GroupFigures) -> Standing:
    said, levels = texts.messages.group.drawing, context.content.questionnaire.levels
    if figures.overall is None or figures.level is None:
        name = to_line(said.topics.fill(count=len(figures.topics), total=len(TOPICS)))
        return Standing(over=said.no_score, name=name, reached=len(figures.topics), count=len(TOPICS))
    reached = [level.id for level in levels].index(figures.level) + 1
    over = to_line(texts.messages.picture.level.fill(index=reached, count=len(levels)))
    return Standing(over=over, name=level_name(texts, figures.level), reached=reached, count=len(levels))


def _row(context: Context, texts: Texts, figures: GroupFigures, topic: Topic) -> Row:
    name, said = texts.terms.topics[topic].name, texts.messages.group
    found = figures.topics.get(topic)
    if found is None:
        return Row(name=name, points=None, label=said.drawing.withheld)
    return Row(
        name=name,
        points=found.mean,
        label=said.drawing.average,
        band=_band(context, texts, figures.sector.get(topic)),
        said=(to_line(said.workshop.n.fill(n=found.n)),),
    )


def _monitor_row(context: Context, texts: Texts, figures: GroupFigures) -> Row | None:
    """Give the row of the comparison with the shops of the monitor."""
    found = figures.monitor
    if found is None:
        return None
    picture = texts.messages.picture
    name = picture.monitor if is_monitor_complete(figures) else picture.monitor_some
    label = texts.messages.group.drawing.average
    return Row(name=name, points=found.score, label=label, band=_band(context, texts, found.sector))


def _band(context: Context, texts: Texts, sector: Interval | None) -> Band | None:
    if sector is None:
        return None
    low, high = whole(sector)
    year = yardstick(context, texts)[0]
    said = to_line(texts.messages.picture.band.fill(year=year, low=low, high=high))
    return Band(low=sector.low, high=sector.high, said=said)


def _levels(context: Context, texts: Texts, figures: GroupFigures) -> Tally | None:
    if not figures.levels:
        return None
    cells = tuple(Cell(label=cell_names(context, texts, one), count=one.shops) for one in figures.levels)
    return Tally(heading=texts.messages.group.totals.levels, cells=cells)


def group_caption(context: Context, drawing: GroupDrawing, figures: GroupFigures) -> str:
    """Say in words what the picture shows, as plain text that fits under it."""
    texts = context.content.texts[drawing.language]
    # What may be cut off stands last: the source never is.
    *notes, last = drawing.notes
    caption = [
        *map(as_html, (drawing.organisation, drawing.campaign, f"{drawing.shops} ({drawing.date})")),
        score_line(texts, figures),
        sector_line(context, texts, figures),
        as_html(last),
        *(topic_line(context, texts, figures, topic) for topic in figures.topics),
        withheld_line(texts, withheld_topics(texts, figures)),
        as_html(drawing.levels.heading) if drawing.levels else None,
        *level_lines(context, texts, figures),
        *map(as_html, notes),
    ]
    return within("\n".join(plain(line) for line in caption if line))
