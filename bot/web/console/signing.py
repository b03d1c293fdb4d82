"""Signing in through the bot, and out."""

import hashlib
import hmac
import secrets
import time

from starlette.responses import Response

from bot.lib.limits import Limit
from bot.lib.links import draft_link
from bot.storage.access.console_records import CODE_LASTS, SESSION_LASTS, Waiting
from bot.web.console.addresses import UnknownProxy, address_of, network_of, place_of
from bot.web.console.browsers import browser_of
from bot.web.console.visit import SESSION, WAITING, Visit

BEGINNINGS = Limit[str](times=10, seconds=CODE_LASTS.total_seconds())
"""By network, and so the most codes that one network has at once, for a code lasts as long.

There is no limit for all together, which strangers could fill: what they begin only takes rows, which go
after ten minutes. Of codes there are 30 to the power 8, so that even of a million none is guessed: who tries
has to be an admin or an advisor, and is answered sixty times a minute.
"""
UNKNOWN_PROXY = UnknownProxy()
REFRESH_S = 3
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is mistaken for something else: 0 and O, 1, I and L, U and V."""
CODE_LENGTH = 8


def token() -> str:
    """Give a new token of a browser, which nobody can guess."""
    return secrets.token_urlsafe(32)


def code_of(token: str) -> str:
    """Give the code that a waiting browser shows; it need not be kept, as the browser's cookie gives it."""
    number = int.from_bytes(hmac.new(token.encode(), b"code", hashlib.sha256).digest())
    signs = []
    for _ in range(CODE_LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


async def home(visit: Visit) -> Response:
    """Send people to the page that they come for."""
    return visit.to("/teksten" if visit.role.admin else "/groep")


async def sign_in(visit: Visit) -> Response:
    """Show a code, and wait until the bot is told it."""
    if visit.signed and visit.role.names:
        return visit.to("/")
    now = visit.office.clock()
    known = visit.cookie_value(WAITING)
    waiting = await visit.office.ask_console(lambda console: console.waiting(known, now)) if known else None
    if waiting and waiting.admitted:
        return await _signed_in(visit, known)
    if waiting:
        return _code(visit, known)
    if known and not visit.query("nieuw"):
        return visit.page("expired.html")
    return await _begin_sign_in(visit)


async def _signed_in(visit: Visit, waiting: str) -> Response:
    made = token()
    now = visit.office.clock()
    if await visit.office.ask_console(lambda console: console.redeem(waiting, made, now)) is None:
        return visit.page("expired.html")
    answer = visit.to("/")
    visit.keep(answer, SESSION, made, int(SESSION_LASTS.total_seconds()))
    visit.drop(answer, WAITING)
    return answer


async def _begin_sign_in(visit: Visit) -> Response:
    now = visit.office.clock()
    address = address_of(visit.request, visit.office.trusted)
    UNKNOWN_PROXY.look(visit.request, address)
    if not BEGINNINGS.allows(network_of(address), time.monotonic()):
        return visit.page("refused.html", 429, title="too_often", why="too_often_why")
    made = token()
    waiting = Waiting(browser_of(visit.request), place_of(address))
    await visit.office.ask_console(lambda console: console.wait(code_of(made), made, waiting, now))
    answer = _code(visit, made)
    # Kept longer than the code is good for, so that the page can say that it expired.
    visit.keep(answer, WAITING, made, 2 * int(CODE_LASTS.total_seconds()))
    return answer


def _code(visit: Visit, waiting: str) -> Response:
    code = code_of(waiting)
    context = visit.office.context()
    return visit.page(
        "sign_in.html",
        code=code,
        username=context.bot_username,
        chat=draft_link(context.bot_link, f"/console {code[:4]}-{code[4:]}"),
        refresh=REFRESH_S,
        minutes=int(CODE_LASTS.total_seconds() // 60),
    )


async def account(visit: Visit) -> Response:
    """Show where one is signed in."""
    sessions = await visit.office.ask_console(
        lambda console: console.sessions(visit.chat_id, visit.office.clock())
    )
    return visit.page("account.html", sessions=sessions)


async def sign_out(visit: Visit) -> Response:
    """Sign out here, or everywhere."""
    if visit.form.get("do") == "everywhere":
        await visit.office.ask_console(lambda console: console.end_all(visit.chat_id))
    else:
        await visit.office.ask_console(lambda console: console.end(visit.token))
    answer = visit.to("/inloggen")
    visit.drop(answer, SESSION)
    return answer
