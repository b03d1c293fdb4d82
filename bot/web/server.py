"""The bot's own server: health, metrics and, where there is one, the webhook."""

from collections.abc import Mapping, Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from bot.web.health import Check, health_routes
from bot.web.serving import Serving

Routes = Sequence[BaseRoute]
CONSOLE = "/console"


def console_routes(console: ASGIApp, inside: str = CONSOLE, outside: str = CONSOLE) -> list[BaseRoute]:
    """Make the console's place: the path at which it is served, which a browser may know by another."""

    async def into(_request: Request) -> Response:
        # Starlette's own way to the slash names scheme and host, which are other ones behind a proxy.
        return RedirectResponse(f"{outside}/", 308)

    return [Route(inside, into, methods=["GET"]), Mount(inside, app=console)]


def web_server(host: str, port: int, checks: Mapping[str, Check], others: Routes = ()) -> Serving:
    """Make the server, which is ready when all checks say so, with the routes of others."""
    return Serving(Starlette(routes=[*health_routes(checks), *others]), host, port)
