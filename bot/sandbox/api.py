"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import methods
from bot.sandbox.events import Call
from bot.sandbox.faults import Fault
from bot.sandbox.params import Params, read_params, to_integer
from bot.sandbox.responses import ConnectionReset, error_response, json_response, sandbox_of
from bot.sandbox.state import TOKEN, Sandbox
from bot.sandbox.wire import ApiError, JsonObject


async def _bot_call(request: Request) -> Response:
    if request.path_params["token"] != TOKEN:
        return error_response(ApiError(401, "Unauthorized"))
    sandbox, name = sandbox_of(request), request.path_params["method"]
    try:
        params = await read_params(request)
    except ApiError as error:
        sandbox.calls.add(name, None, {}).outcome = f"{error.code} {error.description}"
        return error_response(error)
    return await _perform(sandbox, name, params)


async def _perform(sandbox: Sandbox, name: str, params: Params) -> Response:
    """Do a call, and let what is planned to go wrong go wrong."""
    chat_id = _chat_of(sandbox, name, params)
    record = sandbox.calls.add(name, chat_id, _as_sent(params))
    strike = sandbox.faults.strike(name, chat_id)
    if strike.delay:
        record.fault = "delay"
        await asyncio.sleep(strike.delay)
    fault = strike.fault
    if fault is None:
        return await _apply(sandbox, name, params, record)
    record.fault = fault.kind
    return await _fail(sandbox, name, params, record, fault)


async def _fail(sandbox: Sandbox, name: str, params: Params, record: Call, fault: Fault) -> Response:
    if error := fault.as_error():
        record.outcome = f"{error.code} {error.description}"
        return error_response(error)
    if fault.kind == "reset_after":
        await _apply(sandbox, name, params, record)
    else:
        record.outcome = "connection reset"
    return ConnectionReset()


async def _apply(sandbox: Sandbox, name: str, params: Params, record: Call) -> Response:
    try:
        return json_response({"ok": True, "result": await _result(sandbox, name, params, record)})
    except ApiError as error:
        return error_response(error)


async def _result(sandbox: Sandbox, name: str, params: Params, record: Call) -> Any:
    try:
        result = await methods.call(sandbox, name, params)
    except ApiError as error:
        record.outcome = f"{error.code} {error.description}"
        raise
    record.outcome, record.applied = "ok", True
    return result


async def apply(sandbox: Sandbox, name: str, params: Params) -> None:
    """Do a call that came in the answer to a delivery: nobody hears its result."""
    record = sandbox.calls.add(name, _chat_of(sandbox, name, params), _as_sent(params))
    record.in_answer = True
    with suppress(ApiError):
        await _result(sandbox, name, params, record)


def _chat_of(sandbox: Sandbox, name: str, params: Params) -> int | None:
    if name.lower() == "answercallbackquery":
        callback = sandbox.callbacks.get(params.text("callback_query_id"))
        return callback.chat_id if callback else None
    return to_integer(params.text("chat_id")) or None


def _as_sent(params: Params) -> JsonObject:
    files = {name: f"<{upload.name}, {len(upload.data)} bytes>" for name, upload in params.files.items()}
    return {**params.values, **files}


async def _download(request: Request) -> Response:
    stored = sandbox_of(request).files.by_path(request.path_params["path"])
    if request.path_params["token"] != TOKEN or stored is None:
        return error_response(ApiError(404, "Not Found"))
    return Response(stored.data, media_type="application/octet-stream")


ROUTES = [
    Route("/bot{token}/{method}", _bot_call, methods=["GET", "POST"]),
    Route("/file/bot{token}/{path:path}", _download, methods=["GET"]),
]
