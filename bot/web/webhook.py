"""The address at which Telegram delivers updates."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.lib import metrics
from bot.web.bodies import JSON, TooLarge, announces_more, media_type, read_body

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name
LIMIT = 2**20
"""Bytes of a body; the largest update is a small part of it."""
BODY_S = 10.0
"""How long a body may take to arrive."""
RETRY_AFTER_S = 5
"""When Telegram is to come again; without it, it waits ever longer, up to two minutes."""

_NOTHING_MORE = {"Connection": "close"}


@dataclass(frozen=True, slots=True)
class Taken:
    """An update that was committed, with the call that goes back in the response, if any."""

    call: dict[str, Any] | None = None
    given: Callable[[], None] = lambda: None
    """To be called when the response was sent."""
    kept: Callable[[], None] = lambda: None
    """To be called when it cannot be."""


Take = Callable[[object], Awaitable[Taken | None]]
"""Commits an update; None where it must be delivered again."""


class _Refused(Exception):
    """The request is no delivery, or cannot be taken."""

    def __init__(self, status: int, outcome: str) -> None:
        super().__init__(outcome)
        self.status = status
        self.outcome = outcome


class Webhook:
    """Takes deliveries in, and says 200 only of what is committed.

    Telegram repeats a delivery until it is answered 2xx, for a day, and holds back what comes after it. So
    what can never be handled is noted and answered 200 too; and what may be handled later is answered 503.
    """

    def __init__(self, secret: str, take: Take, limit: int = LIMIT, body_s: float = BODY_S) -> None:
        self._secret = secret.encode()
        self._take = take
        self._limit = limit
        self._body_s = body_s
        self._closed = False
        self._reading: set[asyncio.Timeout] = set()

    def route(self, path: str) -> Route:
        """Make the route at which it is served."""
        return Route(path or "/", self._deliver, methods=["POST"])

    def close(self) -> None:
        """Take nothing any more, not even what is half read; what was read is answered."""
        self._closed = True
        for deadline in self._reading:
            # One that passes just now cannot be moved, and need not be.
            with suppress(RuntimeError):
                deadline.reschedule(0)

    async def _deliver(self, request: Request) -> Response:
        try:
            body = await self._body(request)
        except _Refused as refused:
            return _respond(refused.outcome, refused.status, _NOTHING_MORE)
        except ClientDisconnect:
            return _respond("broken_off", 400)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError) as fault:
            # Not the words: they may be what somebody wrote.
            log.error("update_malformed", what=type(fault).__name__)  # noqa: TRY400 -- the traceback quotes it
            return _respond("malformed", 200)
        return await self._handle_update(request, raw)

    async def _handle_update(self, request: Request, raw: object) -> Response:
        taken = await self._take(raw)
        if taken is None:
            return _respond("unavailable", 503, {"Retry-After": str(RETRY_AFTER_S)})
        if taken.call is None:
            return _respond("handled", 200)
        if await request.is_disconnected():
            taken.kept()
            return _respond("broken_off", 200)
        metrics.count_call(str(taken.call["method"]), "in_response")
        metrics.DELIVERIES.labels("handled").inc()
        return _Call(taken)

    async def _body(self, request: Request) -> bytes:
        self._check(request)
        try:
            async with asyncio.timeout(self._body_s) as deadline:
                self._reading.add(deadline)
                try:
                    return await self._read(request)
                finally:
                    self._reading.discard(deadline)
        except TimeoutError:
            raise _Refused(503, "unavailable") if self._closed else _Refused(408, "slow") from None

    def _check(self, request: Request) -> None:
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(given, self._secret):
            raise _Refused(403, "forbidden")
        if media_type(request) != JSON:
            raise _Refused(415, "no_json")
        if announces_more(request, self._limit):
            raise _Refused(413, "too_large")
        if self._closed:
            raise _Refused(503, "unavailable")

    async def _read(self, request: Request) -> bytes:
        try:
            return await read_body(request, self._limit)
        except TooLarge:
            raise _Refused(413, "too_large") from None


class _Call(Response):
    """A response that is a call of the Bot API as well, and tells whether it could be sent."""

    def __init__(self, taken: Taken) -> None:
        super().__init__(json.dumps(taken.call), media_type="application/json")
        self._taken = taken

    async def __call__(self, *connection: Any) -> None:
        sent = False
        try:
            await super().__call__(*connection)
            sent = True
        finally:
            with suppress(Exception):
                self._taken.given() if sent else self._taken.kept()


def _respond(outcome: str, status: int, headers: dict[str, str] | None = None) -> Response:
    metrics.DELIVERIES.labels(outcome).inc()
    return Response(status_code=status, headers=headers)
