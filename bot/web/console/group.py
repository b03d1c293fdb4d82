"""An advisor's group, told in the words of the chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from bot.dialogue.advisor.group import pages as group_pages
from bot.dialogue.advisor.group.scope import ALL, FIRST_WAVE, Scope, Wave, scope, wave_of_group
from bot.dialogue.advisor.group.wording import group_drawing, wave_name
from bot.dialogue.core.context import Context
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Desk, Session
from bot.pictures.drawing import GroupDrawing
from bot.web.console.visit import Visit, organisation_of
from scoring.model import TOPICS

ROW, BAR = 46, 12
"""Of the chart: how high a topic is, and its bar; it is as wide as `WIDE`."""
WIDE = 320


@dataclass(frozen=True, slots=True)
class Seen:
    """What an advisor looks at: a group, a wave of it, and what is told of it."""

    group: Scope
    links: Sequence[tuple[int, str]]
    wave: Wave
    waves: tuple[tuple[int, str], ...]
    totals: tuple[Markup, ...]
    topics: tuple[Markup, ...]
    more: tuple[Markup, ...]
    counts: tuple[int | None, ...]
    """Of how many shops the mean of each topic is; None where it is not told."""
    drawing: GroupDrawing | None
    """None where nothing may be told yet."""


def request_value(visit: Visit, name: str) -> str:
    """Give what the address or the form says under a name."""
    return visit.form.get(name) or visit.query(name)


def wave_of(visit: Visit) -> int:
    """Give the wave that is asked for; 0 for nonsense."""
    typed = request_value(visit, "golf") or str(FIRST_WAVE)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0


async def show(visit: Visit) -> Response:
    """Show the totals as the chat does, with the topics as a chart and a table."""
    seen = await visit.office.ask_dialogue(visit.chat_id, lambda context: _group_view(visit, context))
    if seen is None:
        return visit.page("refused.html", 404, title="not_there", why="not_there_why")
    return visit.page("group.html", seen=seen, row=ROW, bar=BAR, wide=WIDE)


def _group_view(visit: Visit, context: Context) -> Seen | None:
    organisation, number = organisation_of(visit), wave_of(visit)
    group = scope(context, organisation, request_value(visit, "link") or ALL)
    whole = scope(context, organisation, ALL)
    if group is None or whole is None or number not in group.waves:
        return None
    texts, wave = context.content.texts[visit.language], wave_of_group(context, group, number)
    # Of the topics the chart tells what the chat tells in lines.
    topics = _page_blocks(visit, context, wave, group_pages.TOPICS)[1:] if wave.figures else ()
    return Seen(
        group=group,
        links=[(one.id, one.name) for one in whole.campaigns],
        wave=wave,
        waves=tuple((one, wave_name(texts, one)) for one in group.waves),
        totals=_page_blocks(visit, context, wave, ""),
        topics=topics,
        more=_page_blocks(visit, context, wave, group_pages.MORE) if wave.figures else (),
        counts=_counts(wave),
        drawing=_drawing(visit, context, wave),
    )


def _page_blocks(visit: Visit, context: Context, wave: Wave, part: str) -> tuple[Markup, ...]:
    """Give what the chat says on a page of the group, without the heading over it."""
    group = wave.group
    page = Desk(page=f"group/{group.name}/{wave.number}/{part}")
    at = At(Session(language=visit.language, place=page), context, page)
    view = group_pages.group_page(at, group.organisation)
    # Made by the dialogue, which escapes what people typed.
    return tuple(Markup(block) for block in view.html.split("\n\n")[1:]) if view else ()  # noqa: S704


def _counts(wave: Wave) -> tuple[int | None, ...]:
    told = wave.figures.topics if wave.figures else {}
    return tuple(told[topic].n if topic in told else None for topic in TOPICS)


def _drawing(visit: Visit, context: Context, wave: Wave) -> GroupDrawing | None:
    if wave.figures is None:
        return None
    return group_drawing(context, visit.language, wave, wave.figures, visit.office.clock())
