"""The console's own files."""

from importlib import resources

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_TYPES = {"css": "text/css", "js": "text/javascript"}
_FOLDER = resources.files("bot.web.console") / "static"
_NAMES = frozenset(item.name for item in _FOLDER.iterdir() if item.name.rpartition(".")[2] in _TYPES)


async def asset(request: Request) -> Response:
    """Give a file of the console's own."""
    name = request.path_params["name"]
    if name not in _NAMES:
        raise HTTPException(404)
    media_type = _TYPES[name.rpartition(".")[2]]
    return Response(
        (_FOLDER / name).read_bytes(), media_type=media_type, headers={"Cache-Control": "no-cache"}
    )
