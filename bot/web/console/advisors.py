"""Who is an advisor of which organisation: inviting one, and taking the access away."""

import secrets

from starlette.responses import Response

from bot.dialogue.admin.people_queries import Invite, Withdraw
from bot.lib.links import INVITATION, code_link
from bot.records.groups import LONGEST_ORGANISATION_NAME
from bot.web.console.forms import visible_line
from bot.web.console.visit import Visit


async def show(visit: Visit) -> Response:
    """List the advisors."""
    return await _page(visit)


async def _page(visit: Visit, note: str = "", status: int = 200, *, link: str = "") -> Response:
    advisors = await visit.office.groups.advisors(visit.office.bot_id)
    # What was not taken stays in the form.
    given = {name: visit.form.get(name, "") if status == 422 else "" for name in ("organisation", "label")}
    return visit.page("advisors.html", status, advisors=advisors, note=note, link=link, given=given)


async def change(visit: Visit) -> Response:
    """Make an invitation, which is shown once, or withdraw an advisor."""
    office, form = visit.office, visit.form
    if form.get("do") == "withdraw":
        number = form.get("number", "")
        known = number.isascii() and number.isdigit() and len(number) < 16
        done = known and await visit.ask(Withdraw("advisor", int(number)))
        if done:
            await office.console.end_all(int(number))
        return await _page(visit, "withdrawn" if done else "no_such_advisor", 200 if done else 404)
    organisation, label = (visible_line(form.get(name, "")) for name in ("organisation", "label"))
    if not 1 <= len(organisation) <= LONGEST_ORGANISATION_NAME or len(label) > LONGEST_ORGANISATION_NAME:
        return await _page(visit, "organisation_name", 422)
    code = secrets.token_urlsafe(16)
    await visit.ask(Invite("advisor", organisation, code, label))
    link = code_link(office.context().bot_username, INVITATION, code)
    return await _page(visit, link=link)
