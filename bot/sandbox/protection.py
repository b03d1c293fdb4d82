"""What keeps other websites out: the sandbox answers only its own machine and its own page."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.lib.hosts import is_loopback

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class LoopbackOnly:
    """Refuse requests that name another host, and those that another website's page makes, GET included.

    A name that somebody else's DNS points at this machine is such another host, and a page on another port of
    this machine is another website. Adds the security headers to every answer.
    """

    def __init__(self, app: ASGIApp, links: Collection[str] = ()) -> None:
        """Take the app; `links` are the paths that anybody may link to, for opening them does nothing."""
        self.app = app
        self.links = links

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        local = _is_local(f"//{headers.get('host', '')}")
        if not local or not (_is_from_here(headers) or self._is_opened_link(scope, headers)):
            refusal = PlainTextResponse("The sandbox answers this machine only.", 403)
            await refusal(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _is_opened_link(self, scope: Scope, headers: Headers) -> bool:
        """Say whether somebody follows a link in a tab of a browser, wherever it stands."""
        asked = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
        return scope["method"] == "GET" and scope["path"] in self.links and asked == ("navigate", "document")


def _is_from_here(headers: Headers) -> bool:
    """Say whether a request is a program's, the sandbox's own page's, or an address that somebody typed.

    Programs name no page. Browsers do, each in the ways that it knows: so each that is there must be right.
    """
    if headers.get("sec-fetch-site", "none").lower() not in ("none", "same-origin"):
        return False
    own = headers["host"].lower()
    for name in ("origin", "referer"):
        page = headers.get(name)
        if page is not None and not _is_page_of(page, own):
            return False
    return True


def _is_page_of(url: str, host: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "http" and parts.netloc.lower() == host


def _is_local(url: str) -> bool:
    """Say whether an address is this machine's."""
    try:
        return is_loopback(urlsplit(url).hostname or "")
    except ValueError:
        return False
