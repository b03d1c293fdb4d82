"""A group's totals, page by page."""

from bot.dialogue.advisor.desk import page_code, page_number, page_parts
from bot.dialogue.advisor.digest import set_digest
from bot.dialogue.advisor.group.files import send_csv, send_picture, send_workshop, send_xlsx
from bot.dialogue.advisor.group.links import (
    LINKS,
    LISTED,
    funnel_lines,
    link_choice,
    link_name,
    links_page,
)
from bot.dialogue.advisor.group.scope import (
    ALL,
    FIRST_WAVE,
    Scope,
    Wave,
    group_steps,
    scope,
    wave_of_group,
)
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
from bot.dialogue.core.context import Context
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Desk
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.shop.result.steps import topic_name
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import Texts
from bot.records.groups import Organisation
from scoring.disclosure import ENOUGH
from scoring.group_figures import GroupFigures

MOST_WAVES = 4
"""So many later waves stand on the first page."""
TOPICS, MORE = "topics", "more"


def group_page(at: At[Desk], organisation: Organisation) -> View | None:
    """Show the totals of all campaigns, or of the one that the place names; then the wave, and the part."""
    parts = page_parts(at)
    name, number_text, part, *_ = (*parts, *("", "", "")[len(parts) :])
    group = scope(at.context, organisation, ALL if name == LINKS else name or ALL)
    number = page_number(number_text or str(FIRST_WAVE))
    if group is None or number is None:
        return None
    if name == LINKS:
        return links_page(at, group, number)
    if number not in group.waves:
        return None
    wave = wave_of_group(at.context, group, number)
    if part == TOPICS and wave.figures:
        return _topics_page(at, wave, wave.figures)
    if part == MORE and wave.figures:
        return _more_page(at, wave, wave.figures)
    return _first_page(at, wave)


def _heading(texts: Texts, wave: Wave) -> Html:
    """Name whose totals these are."""
    said = texts.messages.group.funnel
    campaign = wave.group.campaign
    link = said.link.fill(name=link_name(texts, campaign)) if campaign else None
    return lines(
        f"<b>{as_html(wave.group.organisation.name)}</b>",
        link,
        as_html(wave_name(texts, wave.number)) if wave.number > FIRST_WAVE else None,
    )


def _first_page(at: At[Desk], wave: Wave) -> View:
    context, texts = at.context, at.texts
    html = blocks(
        _heading(texts, wave),
        lines(*funnel_lines(texts, wave.group)),
        lines(*_totals(context, texts, wave)),
        _levels(context, texts, wave),
        lines(*_later_waves(context, texts, wave)),
    )
    return View(html, (*_ways(at, wave), *_link_rows(at, wave.group)))


def _totals(context: Context, texts: Texts, wave: Wave) -> list[Html | None]:
    """Tell what the totals rest on, when they change, and the mean beside that of 2010."""
    said, several = texts.messages.group.totals, len(wave.group.campaigns) > 1
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


def _later_waves(context: Context, texts: Texts, wave: Wave) -> list[Html]:
    """Tell of the shops' later assessments, or how many are still needed."""
    if wave.number != FIRST_WAVE:
        return []
    later = [number for number in wave.group.waves if number > FIRST_WAVE]
    waves = [_wave_line(texts, wave_of_group(context, wave.group, number)) for number in later[:MOST_WAVES]]
    return [*waves, texts.messages.group.waves.more.fill()] if len(later) > MOST_WAVES else waves


def _wave_line(texts: Texts, wave: Wave) -> Html:
    said, count = texts.messages.group.waves, texts.messages.group.totals.counted
    name = wave_name(texts, wave.number)
    if wave.figures is None:
        return said.needed.fill(name=name, shops=wave.needed or ENOUGH)
    shops = count.fill(wave.shops)
    if wave.figures.overall is None:
        return said.without_score.fill(name=name, shops=shops)
    return said.counted.fill(name=name, shops=shops, score=wave.figures.overall)


def _ways(at: At[Desk], wave: Wave) -> Rows:
    """List what can be done with the totals."""
    group, controls, session = wave.group, at.messages.group.controls, at.session
    first = ("group", group.name, wave.number)
    laid: list[Choice] = []
    if wave.figures:
        laid += [
            control(controls.topics, page_code(session, *first, TOPICS)),
            control(controls.more, page_code(session, *first, MORE)),
            control(controls.picture, send_picture.code(session, group.name, wave.number)),
            control(controls.workshop, send_workshop.code(session, group.name, wave.number)),
            control(controls.csv, send_csv.code(session, group.name, wave.number)),
        ]
    laid.append(control(controls.xlsx, send_xlsx.code(session, group.name, wave.number)))
    return rows(laid, 2)


def _link_rows(at: At[Desk], group: Scope) -> Rows:
    """List the other waves, the links, the shops that share, and the weekly overview."""
    controls, session = at.messages.group.controls, at.session
    waves = [
        Choice(wave_name(at.texts, number), page_code(session, "group", group.name, number))
        for number in group.waves[: MOST_WAVES + 1]
    ]
    links = [link_choice(session, number, one) for number, one in enumerate(group.campaigns[:LISTED], 1)]
    if group.campaign:
        links = [control(controls.all, page_code(session, "group"))]
    elif len(group.campaigns) > LISTED:
        links.append(control(controls.campaigns, page_code(session, "group", LINKS, 1)))
    shops = control(controls.shops, page_code(session, "shops"))
    to_links = control(controls.links, page_code(session, "links"))
    wanted = controls.digest_off if session.digest else controls.digest_on
    digest = control(wanted, set_digest.code(session, not session.digest))
    return (*rows(waves if len(waves) > 1 else [], 2), *rows(links), (shops, to_links), (digest,))


def _topics_page(at: At[Desk], wave: Wave, figures: GroupFigures) -> View:
    context, texts = at.context, at.texts
    html = blocks(
        _heading(texts, wave),
        lines(
            texts.messages.group.pages.topics.fill(),
            *(topic_line(context, texts, figures, topic) for topic in figures.topics),
        ),
        withheld_line(texts, withheld_topics(texts, figures)),
        yardstick_line(context, texts) if figures.sector else None,
    )
    return View(html, _back(at, wave, MORE))


def _more_page(at: At[Desk], wave: Wave, figures: GroupFigures) -> View:
    said = at.messages.group
    reasons = [
        said.pages.reason.fill(reason=reason_name(at.texts, one.id), shops=one.shops, n=one.n)
        for one in figures.reasons
    ]
    withheld = withheld_line(at.texts, [] if reasons else [said.totals.withheld_reasons])
    html = blocks(
        _heading(at.texts, wave),
        lines(said.pages.reasons.fill(), *reasons, withheld),
        said.pages.steps.fill(),
        *_steps(at.context, at.texts, figures),
    )
    return View(html, _back(at, wave, TOPICS))


def _steps(context: Context, texts: Texts, figures: GroupFigures) -> list[Html]:
    steps = []
    for number, one in enumerate(group_steps(context, figures, texts), 1):
        title, within = texts.cards[one.card.id].title, texts.terms.topics[one.topic].within
        name = topic_name(texts, one.topic)
        step = texts.messages.steps.step.fill(
            number=number, title=title, topic=name, minutes=one.card.minutes
        )
        steps.append(lines(step, texts.messages.group.pages.why.fill(topic=within, mean=one.mean, n=one.n)))
    return steps or [texts.messages.group.pages.no_steps.fill()]


def _back(at: At[Desk], wave: Wave, other: str) -> Rows:
    """Give the way to the other page, and back to the totals."""
    controls, first = at.messages.group.controls, ("group", wave.group.name, wave.number)
    there = control(
        controls.topics if other == TOPICS else controls.more, page_code(at.session, *first, other)
    )
    return ((there, control(controls.totals, page_code(at.session, *first))),)
