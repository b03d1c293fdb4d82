"""The versions, who did what, and going back."""

from starlette.responses import Response

from bot.editorial.errors import ContentRefused, UnknownVersion
from bot.library.merge import changes
from bot.records.orders import GoBack
from bot.web.console.visit import Visit

MOST = 200


def _number(visit: Visit) -> int:
    # No version has a higher one, and the database takes none.
    return min(int(visit.request.path_params["number"]), 2**31)


async def history(visit: Visit) -> Response:
    """List who did what, the newest first."""
    log = await visit.office.editorial.log(MOST)
    live = await visit.office.editorial.live()
    return await visit.long_page("history.html", log=log, live=live, published=bool(visit.query("nieuw")))


async def show(visit: Visit) -> Response:
    """Show what going back to a version changes."""
    return await _version(visit)


async def _version(visit: Visit, note: str = "", status: int = 200, why: str = "") -> Response:
    editorial, number = visit.office.editorial, _number(visit)
    try:
        version, live = await editorial.version(number), await editorial.live()
    except UnknownVersion:
        return visit.page("refused.html", 404, title="not_there", why="not_there_why")
    try:
        impact = await editorial.impact_of(number)
    except ContentRefused:
        impact = None
    changed = changes(live.files, version.files)
    return await visit.long_page(
        "version.html", status, version=version, live=live, impact=impact, changes=changed, note=note, why=why
    )


async def roll_back(visit: Visit) -> Response:
    """Make a version live again."""
    why = visit.form.get("why", "")
    if not why.strip():
        return await _version(visit, "why_missing", 422)
    live = visit.form.get("live", "")
    # Weighed against another version than the one that is live by now, it would mean something else.
    seen = int(live) if live.isascii() and live.isdecimal() and len(live) < 10 else 0
    number = _number(visit)
    came = await visit.office.desk.carry_out(GoBack(number, seen, why), visit.author)
    # To the version that is live nobody goes back.
    if came.outcome == "changed" and number != seen:
        return await _version(visit, "draft_changed", 409, why)
    if came.outcome != "done":
        return await _version(visit, "has_errors", 422, why)
    return visit.to("/versies?nieuw=1")
