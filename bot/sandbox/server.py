"""The sandbox as a server in the running event loop, on this machine's own address only."""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from bot.lib.hosts import is_loopback
from bot.sandbox import api, control, directing, observing, pages
from bot.sandbox.api import apply
from bot.sandbox.dated import Dated
from bot.sandbox.delivering import Delivering
from bot.sandbox.protection import LoopbackOnly
from bot.sandbox.responses import error_response
from bot.sandbox.state import TOKEN, Sandbox
from bot.sandbox.wire import ApiError
from bot.web.connections import Connection
from bot.web.serving import Serving


def create_app(sandbox: Sandbox | None = None) -> Starlette:
    """Make the app that serves a sandbox: the Bot API, the control API and the chat page."""
    served = Sandbox() if sandbox is None else sandbox
    app = Starlette(
        routes=[*api.ROUTES, *control.ROUTES, *directing.ROUTES, *observing.ROUTES, *pages.ROUTES],
        middleware=[Middleware(Dated, sandbox=served), Middleware(LoopbackOnly, links=pages.LINKS)],
        exception_handlers={HTTPException: _http_error},
    )
    app.state.sandbox = served
    return app


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- Starlette calls this for nothing else
    return error_response(ApiError(error.status_code, error.detail))


class _CuttableProtocol(Connection):
    """Speak HTTP, and give every request the means to cut its connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvicorn narrows its base's type; uvloop's transports are no subclass to test for.
        connection = cast("asyncio.Transport", transport)
        super().connection_made(connection)
        app = self.app

        def abort() -> None:
            # With lingering off, closing sends a reset instead of an orderly end.
            linger = struct.pack("ii", 1, 0)
            # Where the caller, which may have been killed, was faster, there is nothing left to cut.
            with contextlib.suppress(OSError):
                connection.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            connection.abort()

        async def with_abort(scope: Any, receive: Any, send: Any) -> None:
            scope["state"]["abort"] = abort
            await app(scope, receive, send)

        self.app = with_abort


class SandboxServer:
    """Serve a sandbox until it is stopped.

    Port 0 picks a free one. Raises ValueError for a host that other machines could reach.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0, sandbox: Sandbox | None = None) -> None:
        if not is_loopback(host):
            raise ValueError(f"the sandbox only serves this machine itself, and {host!r} is not loopback")
        self.sandbox = Sandbox() if sandbox is None else sandbox
        self.token = TOKEN
        self._serving = Serving(create_app(self.sandbox), host, port, _CuttableProtocol, dated=False)
        self._delivering: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Give the address of the chat page, which is also the root of both APIs."""
        return self._serving.url

    async def start(self) -> None:
        """Listen, and return once calls are answered.

        Raises OSError if the port is taken.
        """
        await self._serving.start()
        self._delivering = asyncio.create_task(Delivering(self.sandbox, apply).run())

    async def wait(self) -> None:
        """Wait until the server has ended."""
        await self._serving.wait()

    async def stop(self) -> None:
        """End what waits, answer what is under way and close."""
        if self._delivering is None:
            return
        self._delivering.cancel()
        await asyncio.wait({self._delivering})
        self._delivering = None
        self.sandbox.close()
        await self._serving.stop()


async def serve(host: str, port: int, sandbox: Sandbox | None = None) -> None:
    """Serve a sandbox in the running event loop until cancelled."""
    server = SandboxServer(host, port, sandbox)
    await server.start()
    try:
        await server.wait()
    finally:
        await server.stop()


@contextlib.contextmanager
def running_sandbox(port: int = 0) -> Iterator[SandboxServer]:
    """Serve a sandbox from a thread of its own while the block runs."""
    server = SandboxServer(port=port)
    ready: threading.Event = threading.Event()
    failure: list[BaseException] = []
    loop = asyncio.new_event_loop()
    stopping = asyncio.Event()

    async def run() -> None:
        try:
            await server.start()
        except OSError as error:
            failure.append(error)
            return
        finally:
            ready.set()
        await stopping.wait()
        await server.stop()

    def run_thread() -> None:
        with contextlib.closing(loop):
            loop.run_until_complete(run())

    thread = threading.Thread(target=run_thread, name="sandbox")
    thread.start()
    ready.wait()
    try:
        if failure:
            raise failure[0]
        yield server
    finally:
        if not failure:
            loop.call_soon_threadsafe(stopping.set)
        thread.join()
