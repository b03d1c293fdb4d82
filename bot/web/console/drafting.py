"""The draft: what it changes, what that means for shops, and making it live."""

from collections.abc import Mapping, Sequence

from starlette.responses import Response

from bot.editorial.errors import ContentRefused
from bot.editorial.working import Working
from bot.library.impact import Impact
from bot.records.content import TextChange
from bot.records.orders import Discard, Publish
from bot.web.console.editing import name_of, title_of
from bot.web.console.visit import Visit


async def show(visit: Visit) -> Response:
    """Show the draft."""
    return await _draft(visit)


async def _draft(visit: Visit, note: str = "", status: int = 200, *, why: str = "") -> Response:
    editorial = visit.office.editorial
    draft = await editorial.draft()
    if draft is None or not (draft.changes or draft.draft.conflicts):
        return visit.page("draft.html", status, draft=None, note=note)
    _, pieces, findings = await visit.office.desk.pieces()
    errors = sum(one.severity == "error" for one in findings)
    return await visit.long_page(
        "draft.html",
        status,
        draft=draft,
        editors=_editors(draft),
        pieces=_by_text(pieces),
        names={one.path: title_of(visit, draft.files, name_of(one.path)) for one in draft.changes},
        findings=findings,
        errors=errors,
        impact=None if errors else await _impact(visit),
        note=note,
        why=why,
    )


def _by_text(pieces: Sequence[TextChange]) -> Mapping[str, Sequence[TextChange]]:
    """Give what changed in each file text by text, where that tells all of it."""
    found: dict[str, list[TextChange]] = {}
    for one in pieces:
        found.setdefault(one.path, []).append(one)
    return {path: texts for path, texts in found.items() if all(one.name for one in texts)}


def _editors(draft: Working) -> dict[str, str]:
    edits = ((one.path, draft.last_edit(one.path)) for one in draft.changes)
    return {path: edit.who for path, edit in edits if edit}


async def _impact(visit: Visit) -> Impact | None:
    try:
        return await visit.office.editorial.impact()
    except ContentRefused:
        return None


async def decide(visit: Visit) -> Response:
    """Publish the draft as it was looked at, or throw it away."""
    desk, why, seen = visit.office.desk, visit.form.get("why", ""), visit.form.get("seen")
    discards = visit.form.get("do") == "discard"
    if not discards and (visit.form.get("do") != "publish" or not why.strip()):
        return await _draft(visit, "why_missing", 422, why=why)
    came = await desk.carry_out(Discard(seen, why) if discards else Publish(seen, why), visit.author)
    if came.outcome == "changed":
        return await _draft(visit, "draft_changed", 409, why=why)
    if came.outcome == "nothing":
        return await _draft(visit, "no_draft", 409)
    if came.outcome == "refused":
        return await _draft(visit, "has_errors", 422, why=why)
    return await _draft(visit, "discarded") if discards else visit.to("/versies?nieuw=1")
