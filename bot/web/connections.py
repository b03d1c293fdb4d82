"""A connection that cannot hold the server: its head comes in time, and it hears what it is answered."""

import asyncio
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

HEAD_S = 10.0
"""How long the head of a request may take to arrive, whole."""
MOST_WAITING = 256
"""Connections without a request; with more, the one that waits longest makes room."""
LINGER_S = 3.0
LINGER_BYTES = 16 * 2**20
"""How long, and how much, is still read of a body that is not wanted, after the answer."""


class Connection(H11Protocol):
    """Speak HTTP as uvicorn does, within limits of time and number that uvicorn does not have.

    uvicorn waits for ever for a head that was begun. And it closes at once after an answer that ends the
    connection: a body that is still on its way then makes a reset, and the client never reads the answer.
    """

    _deadline: asyncio.TimerHandle | None = None
    _waits_since: float | None = None
    """When it began to be without a request; None while one is handled."""
    # None until there is a connection.
    _lingering: "_Lingering | None" = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvicorn narrows its base's type; uvloop's transports are no subclass to test for.
        self._lingering = _Lingering(cast("asyncio.Transport", transport), self)
        super().connection_made(cast("asyncio.Transport", self._lingering))
        self.app = self._closing(self.app)
        self._wait()
        self._time()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timing()
        if self._lingering:
            self._lingering.end()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._lingering and self._lingering.discards(data):
            return
        if self._waits_since is not None and self._deadline is None:
            # The first of another head on a connection that was kept.
            self._time()
        super().data_received(data)

    def handle_events(self) -> None:
        super().handle_events()
        cycle: RequestResponseCycle | None = self.cycle
        if cycle and not cycle.response_complete:
            self._waits_since = None
            self._stop_timing()

    def on_response_complete(self) -> None:
        self._wait()
        super().on_response_complete()

    @property
    def is_reading_a_body(self) -> bool:
        return self.conn.their_state is h11.SEND_BODY

    def _closing(self, app: Any) -> Any:
        """Make an app whose answer to a body that is not all there ends the connection, and says so.

        Whatever comes of it, nobody wants to know; and a client that is not told may use it again just then.
        """

        async def closing_app(scope: Any, receive: Any, send: Any) -> None:
            async def send_with_close(message: Any) -> None:
                if message["type"] == "http.response.start" and self.is_reading_a_body:
                    others = [one for one in message.get("headers", ()) if one[0].lower() != b"connection"]
                    message = {**message, "headers": [*others, (b"connection", b"close")]}
                await send(message)

            await app(scope, receive, send_with_close)

        return closing_app

    def _wait(self) -> None:
        self._waits_since = self.loop.time()

    def _time(self) -> None:
        self._deadline = self.loop.call_later(HEAD_S, self._too_late)

    def _stop_timing(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _too_late(self) -> None:
        self._deadline = None
        if self._waits_since is not None:
            self.transport.abort()

    def _make_room(self) -> None:
        # The server's own set of what is open; only its like are in it.
        waiting = [one for one in self.connections if isinstance(one, Connection) and one._waits_since]
        if len(waiting) > MOST_WAITING:
            min(waiting, key=lambda one: one._waits_since or 0).transport.abort()


class _Lingering:
    """A transport that, when it is closed, hears a body out before it ends: a bounded part of it."""

    def __init__(self, transport: asyncio.Transport, connection: Connection) -> None:
        self._transport = transport
        self._connection = connection
        self._timer: asyncio.TimerHandle | None = None
        self._left = LINGER_BYTES

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._timer is not None or self._transport.is_closing()

    def close(self) -> None:
        if self.is_closing():
            return
        if not self._connection.is_reading_a_body or not self._transport.can_write_eof():
            self._transport.close()
            return
        self._timer = self._connection.loop.call_later(LINGER_S, self._transport.abort)
        # The answer, and that no other comes; what is read from now on is thrown away.
        self._transport.write_eof()
        self._transport.resume_reading()

    def discards(self, data: bytes) -> bool:
        """Throw away what comes after the answer; tells whether it is after it."""
        if self._timer is None:
            return False
        self._left -= len(data)
        if self._left < 0:
            self._transport.abort()
        return True

    def end(self) -> None:
        """Forget the timer, once the connection is gone."""
        if self._timer:
            self._timer.cancel()
