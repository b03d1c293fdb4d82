"""Keeps out what a page of another site sends in the name of who is signed in here (CSRF)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE = ("GET", "HEAD", "OPTIONS")
_PORTS = {"http": 80, "https": 443}


class OwnPagesOnly:
    """Middleware that refuses requests which change something and come from a page of another origin."""

    def __init__(
        self, app: ASGIApp, own: Callable[[Request], str], refusal: Callable[[Request], Response]
    ) -> None:
        """Take the app; `own` gives the address at which browsers reach it, `refusal` what they then see."""
        self._app = app
        self._own = own
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it before its body is read."""
        request = Request(scope)
        refused = request.method not in _SAFE and is_from_elsewhere(request, self._own(request))
        await (self._refusal(request) if refused else self._app)(scope, receive, send)


def is_from_elsewhere(request: Request, own: str) -> bool:
    """Whether a browser says that a page of another origin than `own` makes this request.

    All browsers of today send Sec-Fetch-Site where the address is HTTPS or this machine; `none` is what a
    person asks for by hand. Older ones send Origin with every form. A request without either is taken for
    a program's, which no page can steer. Where it is a browser that is older still, the session's cookie is
    SameSite: it does not go along with a form of another site, so that such a form is nobody's.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site.lower() not in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return False
    there = _origin(origin)
    return there is None or there != _origin(own)


def _origin(url: str) -> tuple[str, str | None, int | None] | None:
    """Give scheme, host and port; None without a host, as in the `null` of a page that hides its origin."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None
