"""The sandbox as a server in the running event loop, on this machine's own address only."""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox import api, control, observing, pages
from bot.sandbox.protection import LoopbackOnly, is_loopback
from bot.sandbox.responses import error_response
from bot.sandbox.state import TOKEN, Sandbox
from bot.sandbox.wire import ApiError

# Longer than any bot's pause between two calls, so that a kept connection is not closed under a call.
_KEEP_ALIVE_SECONDS = 75
_SHUTDOWN_SECONDS = 2


def create_app(sandbox: Sandbox | None = None) -> Starlette:
    """Make the app that serves a sandbox: the Bot API, the control API and the chat page."""
    app = Starlette(
        routes=[*api.ROUTES, *control.ROUTES, *observing.ROUTES, *pages.ROUTES],
        middleware=[Middleware(LoopbackOnly)],
        exception_handlers={HTTPException: _http_error},
    )
    app.state.sandbox = Sandbox() if sandbox is None else sandbox
    return app


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- Starlette calls this for nothing else
    return error_response(ApiError(error.status_code, error.detail))


class _CuttableProtocol(H11Protocol):
    """Speak HTTP, and give every request the means to cut its connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        app = self.app

        def abort() -> None:
            # With lingering off, closing sends a reset instead of an orderly end.
            linger = struct.pack("ii", 1, 0)
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            transport.abort()

        async def with_abort(scope: Any, receive: Any, send: Any) -> None:
            scope["state"]["abort"] = abort
            await app(scope, receive, send)

        self.app = with_abort


class _Server(uvicorn.Server):
    """Serve without touching the process's signal handlers, which belong to the program around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class SandboxServer:
    """Serve a sandbox until it is stopped.

    Port 0 picks a free one. Raises ValueError for a host that other machines could reach.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0, sandbox: Sandbox | None = None) -> None:
        if not is_loopback(host):
            raise ValueError(f"the sandbox only serves this machine itself, and {host!r} is not loopback")
        self.sandbox = Sandbox() if sandbox is None else sandbox
        self.token = TOKEN
        self._host = host
        self._port = port
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Give the address of the chat page, which is also the root of both APIs."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def start(self) -> None:
        """Listen, and return once calls are answered.

        Raises OSError if the port is taken.
        """
        listener = _listen(self._host, self._port)
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
        """End what waits, answer what is under way and close."""
        if self._server is None or self._task is None:
            return
        self.sandbox.close()
        self._server.should_exit = True
        await self._task
        self._server = self._task = None

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            create_app(self.sandbox),
            http=_CuttableProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
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
