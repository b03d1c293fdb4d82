"""The chat page and its own files."""

from importlib import resources

import jinja2
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.responses import json_response, sandbox_of
from bot.sandbox.state import BOT_USERNAME

_TYPES = {
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}
_PAGE = resources.files("bot.sandbox") / "page"
_NAMES = frozenset(item.name for item in _PAGE.iterdir() if item.name.rpartition(".")[2] in _TYPES)
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FunctionLoader(lambda name: (_PAGE / name).read_text("utf-8")),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)


async def _index(request: Request) -> Response:
    sandbox = sandbox_of(request)
    page = _TEMPLATES.get_template("index.html").render(
        people=sandbox.people.values(), username=sandbox.bot_user()["username"]
    )
    return Response(page, media_type="text/html", headers={"Cache-Control": "no-store"})


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _NAMES:
        return json_response({"error": "no such file"}, 404)
    body = (_PAGE / name).read_bytes()
    return Response(body, media_type=_TYPES[name.rpartition(".")[2]], headers={"Cache-Control": "no-cache"})


LINKS = (f"/{BOT_USERNAME}", "/share/url")
"""Links to the bot, with the paths that Telegram gives them. The page asks who opens them."""
ROUTES = [
    *(Route(path, _index, methods=["GET"]) for path in ("/", *LINKS)),
    Route("/page/{name}", _asset, methods=["GET"]),
]
