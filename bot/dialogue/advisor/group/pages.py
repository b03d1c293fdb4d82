"""A group's totals, page by page."""

from bot.dialogue.advisor.group.links import (
    LINKS,
    LISTED,
    desk_code,
    funnel_lines,
    link_choice,
    link_name,
    links_page,
    number_of,
)
from bot.dialogue.advisor.group.scope import ALL, FIRST_WAVE, Scope, Wave, group_steps, measured, scope
from bot.dialogue.advisor.group.wording import (
    earlier_line,
    level_lines,
    reason_name,
    score_line,
    sector_line,
    topic_line,
    wave_name,
    withheld_line,
    withheld_topics,
    withheld_totals,
    yardstick_line,
)
from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Session
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.shop.result.steps import topic_name
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import Texts
from bot.records.groups import Organisation
from scoring.disclosure import ENOUGH
from scoring.group_figures import GroupFigures

MOST_WAVES = 4
"""So many later waves are told on the first page."""
TOPICS, MORE = "topics", "more"


def group_page(
    session: Session, context: Context, organisation: Organisation, page: tuple[str, ...]
) -> View | None:
    """Show the totals of all campaigns, or of the one whose id `page` holds; then the wave, and the part."""
    name, wave, part, *_ = (*page, *("", "", "")[len(page) :])
    group = scope(context, organisation, ALL if name == LINKS else name or ALL)
    number = number_of(wave or str(FIRST_WAVE))
    if group is None or number is None:
        return None
    if name == LINKS:
        return links_page(session, context, group, number)
    if number not in group.waves:
        return None
    told = measured(context, group, number)
    if part == TOPICS and told.figures:
        return _topics_page(session, context, group, told, told.figures)
    if part == MORE and told.figures:
        return _more_page(session, context, group, told, told.figures)
    return _first_page(session, context, group, told)


def _heading(texts: Texts, group: Scope, wave: Wave) -> Html:
    """Name whose totals these are."""
    said = texts.messages.group.funnel
    link = said.link.fill(name=link_name(texts, group.campaign)) if group.campaign else None
    return lines(
        f"<b>{as_html(group.organisation.name)}</b>",
        link,
        as_html(wave_name(texts, wave.number)) if wave.number > FIRST_WAVE else None,
    )


def _first_page(session: Session, context: Context, group: Scope, wave: Wave) -> View:
    texts = context.texts(session)
    html = blocks(
        _heading(texts, group, wave),
        lines(*funnel_lines(texts, group)),
        lines(*_totals(context, texts, group, wave)),
        _levels(context, texts, wave),
        lines(*_later_waves(context, texts, group, wave)),
    )
    return View(html, (*_ways(session, context, group, wave), *_link_rows(session, texts, group)))


def _totals(context: Context, texts: Texts, group: Scope, wave: Wave) -> list[Html | None]:
    """Tell what the totals rest on, when they change, and the mean beside that of 2010."""
    said, several = texts.messages.group.totals, len(group.campaigns) > 1
    each = said.each.fill() if several else None
    renewed = said.renewed.fill(count=ENOUGH)
    figures = wave.figures
    if figures is None:
        waiting = said.ripening.fill() if wave.ripening else said.first.fill(wave.needed)
        return [_sentence(texts.messages.group.nothing_yet.fill(), waiting), _sentence(renewed, each)]
    waiting = said.ripening.fill() if wave.ripening else said.next.fill(wave.needed)
    compared = sector_line(context, texts, figures)
    return [
        Html(f"<b>{said.counted.fill(wave.shops)}.</b> {_sentence(renewed, each)}"),
        waiting,
        said.sample.fill(),
        score_line(texts, figures),
        compared,
        yardstick_line(context, texts) if compared else None,
        earlier_line(texts, figures),
        withheld_line(texts, withheld_totals(texts, figures)),
    ]


def _sentence(*parts: Html | None) -> Html:
    return Html(" ".join(part for part in parts if part))


def _levels(context: Context, texts: Texts, wave: Wave) -> Html | None:
    if wave.figures is None or not wave.figures.levels:
        return None
    heading = f"<b>{as_html(texts.messages.group.totals.levels)}</b>"
    return lines(heading, *level_lines(context, texts, wave.figures))


def _later_waves(context: Context, texts: Texts, group: Scope, wave: Wave) -> list[Html]:
    """Tell of the shops' later assessments, or how many are still needed."""
    if wave.number != FIRST_WAVE:
        return []
    later = [number for number in group.waves if number > FIRST_WAVE]
    told = [_wave_line(texts, measured(context, group, number)) for number in later[:MOST_WAVES]]
    return [*told, texts.messages.group.waves.more.fill()] if len(later) > MOST_WAVES else told


def _wave_line(texts: Texts, wave: Wave) -> Html:
    said, count = texts.messages.group.waves, texts.messages.group.totals.counted
    name = wave_name(texts, wave.number)
    if wave.figures is None:
        return said.needed.fill(name=name, shops=wave.needed or ENOUGH)
    shops = count.fill(wave.shops)
    if wave.figures.overall is None:
        return said.without_score.fill(name=name, shops=shops)
    return said.counted.fill(name=name, shops=shops, score=wave.figures.overall)


def _ways(session: Session, context: Context, group: Scope, wave: Wave) -> Rows:
    """List what can be done with the totals."""
    controls = context.texts(session).messages.group.controls

    def page(part: str) -> str:
        return desk_code(session, "group", group.name, wave.number, part)

    def verb(name: str) -> str:
        return code(name, session.run, group.name, str(wave.number))

    laid: list[Choice] = []
    if wave.figures:
        laid += [control(controls.topics, page(TOPICS)), control(controls.more, page(MORE))]
        laid += [
            control(controls.picture, verb("group_picture")),
            control(controls.workshop, verb("group_workshop")),
            control(controls.csv, verb("group_csv")),
        ]
    laid.append(control(controls.xlsx, verb("group_xlsx")))
    return rows(laid, 2)


def _link_rows(session: Session, texts: Texts, group: Scope) -> Rows:
    """List the other waves, the links, the shops that share, and the weekly overview."""
    controls = texts.messages.group.controls
    waves = [
        Choice(wave_name(texts, number), desk_code(session, "group", group.name, number))
        for number in group.waves[: MOST_WAVES + 1]
    ]
    links = [link_choice(session, number, one) for number, one in enumerate(group.campaigns[:LISTED], 1)]
    if group.campaign:
        links = [control(controls.all, desk_code(session, "group"))]
    elif len(group.campaigns) > LISTED:
        links.append(control(controls.campaigns, desk_code(session, "group", LINKS, 1)))
    shops = control(controls.shops, desk_code(session, "shops"))
    to_links = control(controls.links, desk_code(session, "links"))
    wanted = controls.digest_off if session.digest else controls.digest_on
    digest = control(wanted, code("digest", session.run, "0" if session.digest else "1"))
    return (*rows(waves if len(waves) > 1 else [], 2), *rows(links), (shops, to_links), (digest,))


def _topics_page(session: Session, context: Context, group: Scope, wave: Wave, figures: GroupFigures) -> View:
    texts = context.texts(session)
    html = blocks(
        _heading(texts, group, wave),
        lines(
            texts.messages.group.pages.topics.fill(),
            *(topic_line(context, texts, figures, topic) for topic in figures.topics),
        ),
        withheld_line(texts, withheld_topics(texts, figures)),
        yardstick_line(context, texts) if figures.sector else None,
    )
    return View(html, _back(session, texts, group, wave, MORE))


def _more_page(session: Session, context: Context, group: Scope, wave: Wave, figures: GroupFigures) -> View:
    texts = context.texts(session)
    said = texts.messages.group
    told = [
        said.pages.reason.fill(reason=reason_name(texts, one.id), shops=one.shops, n=one.n)
        for one in figures.reasons
    ]
    withheld = withheld_line(texts, [] if told else [said.totals.withheld_reasons])
    html = blocks(
        _heading(texts, group, wave),
        lines(said.pages.reasons.fill(), *told, withheld),
        said.pages.steps.fill(),
        *_steps(context, texts, figures),
    )
    return View(html, _back(session, texts, group, wave, TOPICS))


def _steps(context: Context, texts: Texts, figures: GroupFigures) -> list[Html]:
    told = []
    for number, one in enumerate(group_steps(context, figures, texts), 1):
        title, within = texts.cards[one.card.id].title, texts.terms.topics[one.topic].within
        name = topic_name(texts, one.topic)
        step = texts.messages.steps.step.fill(
            number=number, title=title, topic=name, minutes=one.card.minutes
        )
        told.append(lines(step, texts.messages.group.pages.why.fill(topic=within, mean=one.mean, n=one.n)))
    return told or [texts.messages.group.pages.no_steps.fill()]


def _back(session: Session, texts: Texts, group: Scope, wave: Wave, other: str) -> Rows:
    """Give the way to the other page, and back to the totals."""
    controls = texts.messages.group.controls
    there = controls.topics if other == TOPICS else controls.more
    first = desk_code(session, "group", group.name, wave.number)
    return ((control(there, f"{first}/{other}"), control(controls.totals, first)),)
