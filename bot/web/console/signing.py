"""Signing in through the bot, and out."""

from starlette.responses import Response

from bot.storage.console import CODE_LASTS, SESSION_LASTS, Waiting
from bot.web.console.browsers import address_of, browser_of, place_of
from bot.web.console.limits import Limit
from bot.web.console.tokens import code_of, token
from bot.web.console.visit import ROOT, SESSION, WAITING, Visit

MOST_PENDING = 500
"""Codes that can be used at once: with more of them, one that is guessed would be somebody's."""
BEGINNINGS = Limit(times=10, seconds=600)
REFRESH_S = 3


async def home(visit: Visit) -> Response:
    """Send people to the page that they come for."""
    return visit.to("/teksten" if visit.role.admin else "/groep")


async def sign_in(visit: Visit) -> Response:
    """Show a code, and wait until the bot is told it."""
    if visit.signed and visit.role.names:
        return visit.to("/")
    console, now = visit.office.console, visit.office.clock()
    known = visit.request.cookies.get(WAITING, "")
    waiting = await console.waiting(known, now) if known else None
    if waiting and waiting.admitted:
        return await _signed_in(visit, known)
    if waiting:
        return _code(visit, known)
    if known and not visit.query("nieuw"):
        return visit.page("expired.html")
    return await _begun(visit)


async def _signed_in(visit: Visit, waiting: str) -> Response:
    made = token()
    if await visit.office.console.redeem(waiting, made, visit.office.clock()) is None:
        return visit.page("expired.html")
    answer = visit.to("/")
    _set(visit, answer, SESSION, made, int(SESSION_LASTS.total_seconds()))
    answer.delete_cookie(WAITING, path=ROOT)
    return answer


async def _begun(visit: Visit) -> Response:
    console, now = visit.office.console, visit.office.clock()
    if await console.pending(now) >= MOST_PENDING or not BEGINNINGS.allows(address_of(visit.request)):
        return visit.page("refused.html", 429, title="too_often", why="too_often_why")
    made = token()
    waiting = Waiting(browser_of(visit.request), place_of(visit.request))
    await console.wait(code_of(made), made, waiting, now)
    answer = _code(visit, made)
    # Kept longer than the code is good for, so that the page can say that it expired.
    _set(visit, answer, WAITING, made, 2 * int(CODE_LASTS.total_seconds()))
    return answer


def _code(visit: Visit, waiting: str) -> Response:
    code = code_of(waiting)
    username = visit.office.context().bot_username
    return visit.page(
        "sign_in.html",
        code=code,
        username=username,
        refresh=REFRESH_S,
        minutes=int(CODE_LASTS.total_seconds() // 60),
    )


def _set(visit: Visit, answer: Response, name: str, value: str, seconds: int) -> None:
    secure = visit.office.public_url.startswith("https://")
    answer.set_cookie(name, value, seconds, path=ROOT, secure=secure, httponly=True, samesite="lax")


async def account(visit: Visit) -> Response:
    """Show where one is signed in."""
    sessions = await visit.office.console.sessions(visit.chat_id, visit.office.clock())
    return visit.page("account.html", sessions=sessions)


async def sign_out(visit: Visit) -> Response:
    """Sign out here, or everywhere."""
    if visit.form.get("do") == "everywhere":
        await visit.office.console.end_all(visit.chat_id)
    else:
        await visit.office.console.end(visit.token)
    answer = visit.to("/inloggen")
    answer.delete_cookie(SESSION, path=ROOT)
    return answer
