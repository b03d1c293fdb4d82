"""What is served over HTTP in the running event loop: any app, and the server of the bot itself."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Mapping, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from bot.web.connections import Connection
from bot.web.health import Check, health_routes

# Longer than any client's pause between two calls, so that a kept connection is not closed under a call.
_KEEP_ALIVE_S = 75
_SHUTDOWN_S = 2


class _Server(uvicorn.Server):
    """Serve without touching the process's signal handlers, which belong to the program around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Serving:
    """Serves an app until it is stopped; port 0 picks a free one."""

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        port: int,
        http: type[Connection] = Connection,
        *,
        dated: bool = True,
    ) -> None:
        self._app = app
        self._dated = dated
        """Whether answers get this machine's date; else the app gives them one."""
        self._host = host
        self._port = port
        self._http = http
        self._listener: socket.socket | None = None
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The address that is served."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def start(self) -> None:
        """Listen, and return once requests are answered. Raises OSError where the address cannot be had."""
        listener = self._listener = _listen(self._host, self._port)
        self._port = listener.getsockname()[1]
        self._server = _Server(self._config())
        self._task = asyncio.create_task(self._server.serve(sockets=[listener]))
        while not self._server.started:
            if self._task.done():
                listener.close()
                await self._task
            await asyncio.sleep(0.005)

    async def wait(self) -> None:
        """Wait until the server has ended."""
        if self._task:
            await asyncio.shield(self._task)

    async def stop(self) -> None:
        """Answer what is under way and close; who waits is told of one that ended by itself."""
        if self._server is None or self._task is None or self._listener is None:
            return
        self._server.should_exit = True
        if not self._task.done():
            await self._task
        elif self._task.cancelled() or self._task.exception():
            # It could close nothing.
            await self._server.shutdown([self._listener])
        self._server = self._task = self._listener = None

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            self._app,
            http=self._http,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=self._dated,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_SHUTDOWN_S,
        )


def _listen(host: str, port: int) -> socket.socket:
    # With the protocol named, asyncio sends small writes at once; without it an answer can take 40 ms longer.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


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
