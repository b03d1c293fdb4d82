"""What an advisor takes away: tables, the picture, the work sheet, and what is made of a link."""

from collections.abc import Callable, Mapping
from functools import partial

from starlette.responses import Response

from bot.dialogue.advisor.group.scope import ALL, Scope, scope, wave_of_group
from bot.dialogue.advisor.group.spreadsheets import group_tables, totals_table
from bot.dialogue.advisor.group.wording import group_drawing
from bot.dialogue.advisor.group.workshop import workshop_drawing
from bot.dialogue.advisor.papers import poster_drawing, qr_drawing, sheet_drawing
from bot.dialogue.advisor.shops import sharing_shops
from bot.dialogue.core.context import Context
from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.drawing import Drawing
from bot.records.groups import Campaign, Organisation
from bot.records.writes import Look
from bot.tables.model import Table
from bot.tables.write import csv_bytes, xlsx_bytes
from bot.web.console.group import request_value, wave_of
from bot.web.console.visit import Visit, organisation_of


def _poster(language: Language, context: Context, by: Organisation, link: Campaign) -> Drawing:
    return poster_drawing(context, language, by, link)


def _sheet(language: Language, context: Context, by: Organisation, _link: Campaign) -> Drawing:
    return sheet_drawing(context, language, by)


def _qr(context: Context, _by: Organisation, link: Campaign) -> Drawing:
    return qr_drawing(context, link.code)


PAPERS: Mapping[str, Callable[[Context, Organisation, Campaign], Drawing]] = {
    **{f"poster-{one}": partial(_poster, one) for one in LANGUAGES},
    **{f"questions-{one}": partial(_sheet, one) for one in LANGUAGES},
    "qr": _qr,
}
"""What is made of one link, to hang up, to scan or to fill in."""
_PNG = ("picture", "qr")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
}


async def export(visit: Visit) -> Response:
    """Give a file: a table, what is made of a link, the picture of the totals or the work sheet."""
    what, number = visit.form.get("wat", ""), wave_of(visit)

    def find(context: Context) -> Scope | None:
        found = scope(context, organisation_of(visit), request_value(visit, "link") or ALL)
        return found if found and number in found.waves else None

    group = await visit.office.ask_dialogue(visit.chat_id, find)
    if group is None:
        return visit.page("refused.html", 404, title="not_there", why="not_there_why")
    if what in ("csv", "xlsx"):
        return await _table(visit, group, what)
    drawing = await visit.office.ask_dialogue(
        visit.chat_id, lambda context: _drawing(visit, context, group, what)
    )
    made = await visit.office.draw(drawing) if drawing else None
    if made is None:
        return visit.page("refused.html", 404, title="not_drawn", why="not_drawn_why")
    return _file(made, f"winkelpeil-{what}", "png" if what in _PNG else "pdf")


async def _table(visit: Visit, group: Scope, what: str) -> Response:
    office = visit.office
    if what == "csv":
        table = await office.ask_dialogue(
            visit.chat_id, lambda context: totals_table(context, visit.language, group)
        )
        return _file(csv_bytes(table), "winkelpeil", "csv")

    def tell(context: Context) -> tuple[tuple[Table, ...], tuple[int, ...]]:
        shops = sharing_shops(context)
        return group_tables(context, visit.language, group, shops), tuple(shop.id for shop in shops)

    tables, shops = await office.ask_dialogue(visit.chat_id, tell)
    if shops:
        # Shops see when an advisor looked; a file that was not noted must not go out.
        await office.commit(visit.chat_id, Look(shops))
    return _file(xlsx_bytes(tables), "winkelpeil", "xlsx")


def _drawing(visit: Visit, context: Context, group: Scope, what: str) -> Drawing | None:
    if group.campaign and what in PAPERS:
        return PAPERS[what](context, organisation_of(visit), group.campaign)
    wave = wave_of_group(context, group, wave_of(visit))
    if wave.figures is None or what not in ("picture", "workshop"):
        return None
    drawing = group_drawing(context, visit.language, group, wave, wave.figures, visit.office.clock())
    return drawing if what == "picture" else workshop_drawing(context, drawing, wave.figures)


def _file(made: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(made, media_type=_TYPES[kind], headers=headers)
