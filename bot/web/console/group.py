"""An advisor's group, told in the words of the chat."""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from bot.dialogue.context import Context
from bot.dialogue.group_pages import MORE, TOPICS, group_page
from bot.dialogue.group_scope import ALL, FIRST_WAVE, Scope, Wave, measured, scope
from bot.dialogue.group_tables import group_tables, totals_table
from bot.dialogue.group_wording import group_drawing, wave_name
from bot.dialogue.paper_wording import poster_drawing
from bot.dialogue.session import Session
from bot.dialogue.shared_shops import shared_with
from bot.dialogue.workshop_wording import workshop_drawing
from bot.groups.model import Organisation
from bot.pictures.model import Drawing
from bot.tables.model import Table
from bot.tables.write import csv_bytes, xlsx_bytes
from bot.web.console.visit import Visit

PARTS = ("", TOPICS, MORE)
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What an advisor looks at: a group, a wave of it, and what is told of it."""

    group: Scope
    wave: Wave
    waves: tuple[tuple[int, str], ...]
    part: str
    told: tuple[Markup, ...]


def _organisation(visit: Visit) -> Organisation:
    if visit.role.advises is None:
        raise RuntimeError("this page is for advisors")
    return visit.role.advises


def _asked(visit: Visit, name: str) -> str:
    return visit.form.get(name) or visit.query(name)


def _wave(visit: Visit) -> int:
    typed = _asked(visit, "golf") or str(FIRST_WAVE)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0


async def _seen(visit: Visit, part: str = "") -> Seen | None:
    organisation, link, number = _organisation(visit), _asked(visit, "link") or ALL, _wave(visit)

    def tell(context: Context) -> Seen | None:
        group = scope(context, organisation, link)
        if group is None or number not in group.waves:
            return None
        texts = context.content.texts[visit.language]
        view = group_page(Session(language=visit.language), context, organisation, (link, str(number), part))
        blocks = view.html.split("\n\n") if view else ()
        waves = tuple((one, wave_name(texts, one)) for one in group.waves)
        # Made by the dialogue, which escapes what people typed.
        told = tuple(Markup(block) for block in blocks)  # noqa: S704
        return Seen(group, measured(context, group, number), waves, part, told)

    return await visit.office.told(visit.chat_id, tell)


async def show(visit: Visit) -> Response:
    """Show the totals as the chat does."""
    part = visit.query("deel") if visit.query("deel") in PARTS else ""
    seen = await _seen(visit, part)
    if seen is None:
        return visit.page("refused.html", 404, title="not_there", why="not_there_why")
    whole = await visit.office.told(visit.chat_id, lambda context: scope(context, _organisation(visit), ALL))
    return visit.page("group.html", seen=seen, links=whole.campaigns if whole else (), parts=PARTS)


async def export(visit: Visit) -> Response:
    """Give a file: a table, a poster, the picture of the totals or the work sheet."""
    seen, what = await _seen(visit), visit.form.get("wat", "")
    if seen is None:
        return visit.page("refused.html", 404, title="not_there", why="not_there_why")
    if what in ("csv", "xlsx"):
        return await _table(visit, seen, what)
    drawing = await visit.office.told(visit.chat_id, lambda context: _drawing(visit, context, seen, what))
    made = await visit.office.draw(drawing) if drawing else None
    if made is None:
        return visit.page("refused.html", 404, title="not_drawn", why="not_drawn_why")
    return _file(made, f"winkelpeil-{what}", "png" if what == "picture" else "pdf")


async def _table(visit: Visit, seen: Seen, what: str) -> Response:
    office = visit.office
    if what == "csv":
        table = await office.told(
            visit.chat_id, lambda context: totals_table(context, visit.language, seen.group)
        )
        return _file(csv_bytes(table), "winkelpeil", "csv")

    def tell(context: Context) -> tuple[tuple[Table, ...], tuple[int, ...]]:
        shops = shared_with(context)
        ids = tuple(shop.id for shop in shops)
        return group_tables(context, visit.language, seen.group, shops), ids

    tables, shops = await office.told(visit.chat_id, tell)
    if shops:
        # Shops see when an advisor looked; a file that was not noted must not go out.
        await office.console.looked(visit.chat_id, shops, office.clock())
    return _file(xlsx_bytes(tables), "winkelpeil", "xlsx")


def _drawing(visit: Visit, context: Context, seen: Seen, what: str) -> Drawing | None:
    campaign, figures = seen.group.campaign, seen.wave.figures
    if what == "poster" and campaign:
        return poster_drawing(context, visit.language, _organisation(visit), campaign)
    if figures is None or what not in ("picture", "workshop"):
        return None
    now = visit.office.clock()
    drawing = group_drawing(context, visit.language, seen.group, seen.wave, figures, now)
    return drawing if what == "picture" else workshop_drawing(context, drawing, figures)


def _file(made: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(made, media_type=_TYPES[kind], headers=headers)
