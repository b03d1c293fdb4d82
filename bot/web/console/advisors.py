"""Who is an advisor of which organisation: inviting one, and taking the access away."""

import secrets

from starlette.responses import Response

from bot.lib.links import INVITATION, code_link
from bot.records.groups import LONGEST_ORGANISATION_NAME
from bot.records.writes import Invite, Withdraw, Write
from bot.web.console.forms import visible_line
from bot.web.console.visit import Visit


async def show(visit: Visit) -> Response:
    """List the advisors."""
    return await _page(visit)


async def _page(visit: Visit, note: str = "", status: int = 200, *, link: str = "") -> Response:
    advisors = await visit.office.storage.run(lambda unit: unit.groups.advisors(visit.office.bot_id))
    # What was not taken stays in the form.
    given = {name: visit.form.get(name, "") if status == 422 else "" for name in ("organisation", "label")}
    return visit.page("advisors.html", status, advisors=advisors, note=note, link=link, given=given)


async def change(visit: Visit) -> Response:
    """Make an invitation, which is shown once, or withdraw an advisor."""
    office, form = visit.office, visit.form
    if form.get("do") == "withdraw":
        advisors = await office.storage.run(lambda unit: unit.groups.advisors(office.bot_id))
        known = next((one for one in advisors if str(one.chat_id) == form.get("number")), None)
        if known is None:
            return await _page(visit, "no_such_advisor", 404)
        await _write(visit, Withdraw("advisor", known.chat_id, visit.author))
        return await _page(visit, "withdrawn")
    organisation, label = (visible_line(form.get(name, "")) for name in ("organisation", "label"))
    if not 1 <= len(organisation) <= LONGEST_ORGANISATION_NAME or len(label) > LONGEST_ORGANISATION_NAME:
        return await _page(visit, "organisation_name", 422)
    code = secrets.token_urlsafe(16)
    await _write(visit, Invite("advisor", organisation, code, visit.author, label))
    link = code_link(office.context().bot_link, INVITATION, code)
    return await _page(visit, link=link)


async def _write(visit: Visit, write: Write) -> None:
    await visit.office.commit(visit.chat_id, write)
