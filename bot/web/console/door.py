"""The way in: who may see which page is decided here, on each request and from the database."""

import dataclasses
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from bot.dialogue.core.session import NewerSession
from bot.lib.hosts import is_loopback
from bot.library.schema.content import LANGUAGES, Language
from bot.roles import Role
from bot.storage.chats.records import AppointmentEnded, StorageFault
from bot.web.console.cross_site import OwnPagesOnly
from bot.web.console.forms import FormRefused, form_of
from bot.web.console.office import Office
from bot.web.console.pages import PAGES
from bot.web.console.static import asset
from bot.web.console.visit import LANGUAGE, SESSION, Handler, Page, Visit

log = structlog.get_logger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_YEAR_S = 365 * 24 * 3600
SIGN_IN = "/inloggen"


class Door:
    """The console as an app. Until it is opened, which takes a bot that knows who it is, it answers 503."""

    def __init__(self) -> None:
        self._office: Office | None = None
        routes = [self._route(page) for page in PAGES]
        self._app = Starlette(
            routes=[*routes, Route("/static/{name}", asset, methods=["GET"])],
            middleware=[Middleware(OwnPagesOnly, own=self._address, refusal=self._from_elsewhere)],
            exception_handlers={HTTPException: self._not_there},
        )

    def open(self, office: Office) -> None:
        """Let people in from now on."""
        self._office = office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message))
            await send(message)

        office, request = self._office, Request(scope)
        if office is None:
            answer: Any = PlainTextResponse("The bot is starting.", 503, headers={"Retry-After": "5"})
        elif not _reached_as_meant(request, office):
            answer = PlainTextResponse("Set PUBLIC_URL to the address at which browsers come here.", 403)
        else:
            answer = self._app
        await answer(scope, receive, with_headers)

    def _route(self, page: Page) -> Route:
        async def endpoint(request: Request) -> Response:
            assert self._office  # noqa: S101 -- nothing comes here before
            visit = await _visit(request, self._office)
            response = await _safely(visit, page)
            return _with_language(visit, response)

        return Route(page.path, endpoint, methods=page.methods)

    def _address(self, request: Request) -> str:
        """Give the address at which browsers reach the console: a proxy may have replaced the host's name."""
        assert self._office  # noqa: S101 -- nothing comes here before
        return self._office.public_url or f"http://{request.headers.get('host', '')}"

    def _from_elsewhere(self, request: Request) -> Response:
        assert self._office  # noqa: S101 -- nothing comes here before
        return _refusal_page(Visit(request, self._office, _language(request, self._office)), 403, "elsewhere")

    async def _not_there(self, request: Request, fault: Exception) -> Response:
        assert isinstance(fault, HTTPException)  # noqa: S101 -- Starlette calls this for nothing else
        assert self._office  # noqa: S101 -- nothing comes here before
        visit = Visit(request, self._office, _language(request, self._office))
        answer = visit.page("refused.html", fault.status_code, title="not_there", why="not_there_why")
        answer.headers.update(fault.headers or {})
        return answer


async def _safely(visit: Visit, page: Page) -> Response:
    try:
        return await _serve_if_allowed(visit, page)
    except (StorageFault, NewerSession) as fault:
        log.warning("console_unavailable", fault=str(fault))
        return visit.page("refused.html", 503, title="unavailable", why="unavailable_why")
    except AppointmentEnded:
        return _refusal_page(visit, 403, "not_yours")
    except HTTPException:
        raise
    except Exception:
        log.exception("console_failed", path=page.path)
        return visit.page("refused.html", 500, title="failed", why="failed_why")


async def _serve_if_allowed(visit: Visit, page: Page) -> Response:
    """Answer who may see a page, and send away who may not."""
    posted = visit.request.method == "POST"
    if page.may != "anyone":
        if visit.signed is None:
            return _refusal_page(visit, 403, "signed_out") if posted else visit.to(SIGN_IN)
        if not visit.role.names or (page.may != "signed_in" and page.may not in visit.role.names):
            return _refusal_page(visit, 403, "not_yours")
    if not posted:
        return await _call_handler(page.get, visit)
    try:
        form = await form_of(visit.request)
    except FormRefused as refused:
        return _refusal_page(visit, refused.status, "no_form")
    author = await visit.office.author(visit.chat_id) if visit.role.admin else visit.author
    return await _call_handler(page.post, dataclasses.replace(visit, form=form, author=author))


async def _call_handler(handler: Handler | None, visit: Visit) -> Response:
    if handler is None:
        raise HTTPException(405)
    return await handler(visit)


def _refusal_page(visit: Visit, status: int, what: str) -> Response:
    return visit.page("refused.html", status, title=what, why=f"{what}_why")


async def _visit(request: Request, office: Office) -> Visit:
    token = request.cookies.get(office.cookie(SESSION), "")
    signed = None
    if token:
        signed = await office.ask_console(lambda console: console.session(token, office.clock()))
    language = _language(request, office)
    if signed is None:
        return Visit(request, office, language)
    role: Role = await office.roles.role_of(signed.chat_id)
    return Visit(request, office, language, token, signed, role)


def _language(request: Request, office: Office) -> Language:
    """Take the language that is asked for, or else chosen before, or else the browser's."""
    said = request.headers.get("accept-language", "").lower()
    wanted = (
        request.query_params.get("lang"),
        request.cookies.get(office.cookie(LANGUAGE)),
        "en" if said.startswith("en") else None,
    )
    known: dict[str | None, Language] = {one: one for one in LANGUAGES}
    return next((known[one] for one in wanted if one in known), "nl")


def _with_language(visit: Visit, response: Response) -> Response:
    if visit.query("lang") == visit.language:
        visit.keep(response, LANGUAGE, visit.language, _YEAR_S)
    return response


def _reached_as_meant(request: Request, office: Office) -> bool:
    """Tell whether cookies are safe here: on the public address, or else on this machine alone."""
    try:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    return bool(office.public_url) or is_loopback(host)


def _protect(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "no-store")
