"""The ways in which the sandbox answers over HTTP."""

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.state import Sandbox
from bot.sandbox.wire import ApiError


def sandbox_of(request: Request) -> Sandbox:
    """Give the sandbox that this app serves."""
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


def json_response(content: Any, status: int = 200) -> Response:
    """Answer with JSON, in ASCII so that any text at all can be sent."""
    headers = {"Cache-Control": "no-store"}
    return Response(json.dumps(content), status, headers=headers, media_type="application/json")


def error_response(error: ApiError) -> Response:
    """Answer with a Bot API error, whose code is also the HTTP status."""
    response = json_response(error.as_json(), error.code)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


class ConnectionReset(Response):
    """Answer by cutting the connection, without a word.

    Needs the server in `bot.sandbox.server`, which hands every request the means to cut its connection.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 -- ASGI
        """Cut the connection and wait until it is gone, so that nobody writes to it."""
        abort: Callable[[], None] = scope["state"]["abort"]
        abort()
        while (await receive())["type"] != "http.disconnect":
            pass
