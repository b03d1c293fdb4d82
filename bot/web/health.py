"""Whether the bot is alive and ready, and its metrics."""

import json
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.lib import metrics

Check = Callable[[], Awaitable[bool | str]]
"""Tells whether something is as it should be, or in words why not."""


def health_routes(checks: Mapping[str, Check]) -> list[Route]:
    """Make `/healthz`, `/readyz` with these checks, and `/metrics`; they tell nothing about people."""

    async def alive(_request: Request) -> Response:
        return _json({"alive": True})

    async def ready(_request: Request) -> Response:
        answers = {name: await check() for name, check in checks.items()}
        reasons = {name: answer for name, answer in answers.items() if isinstance(answer, str)}
        found = {name: answer is True for name, answer in answers.items()}
        fine = all(found.values())
        told = {"ready": fine, **found, **({"reasons": reasons} if reasons else {})}
        return _json(told, 200 if fine else 503)

    async def metrics_response(_request: Request) -> Response:
        body, media_type = metrics.exposition()
        return Response(body, headers={"Content-Type": media_type, **_HEADERS})

    return [
        Route("/healthz", alive, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
        Route("/metrics", metrics_response, methods=["GET"]),
    ]


_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def _json(content: Mapping[str, object], status: int = 200) -> Response:
    return Response(json.dumps(content), status, headers=_HEADERS, media_type="application/json")
