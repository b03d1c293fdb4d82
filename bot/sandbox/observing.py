"""The control API's views: what there is to see. JSON under `/control/`."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.params import to_integer
from bot.sandbox.responses import json_response, sandbox_of
from bot.sandbox.views import person_view, transcript
from bot.sandbox.wire import ApiError

MAX_WAIT_SECONDS = 30
_INLINE_TYPES = {"image/png", "image/jpeg", "image/webp"}


async def _get_transcript(request: Request) -> Response:
    try:
        return json_response(transcript(sandbox_of(request), to_integer(request.path_params["chat"])))
    except ApiError as error:
        return json_response({"error": error.description}, 404)


async def _get_people(request: Request) -> Response:
    sandbox = sandbox_of(request)
    return json_response(
        {
            "epoch": sandbox.events.epoch,
            "last": sandbox.events.last,
            "people": [person_view(person) for person in sandbox.people.values()],
            "groups": list(sandbox.groups.values()),
            "stage": sandbox.stage.view() if sandbox.stage else None,
        }
    )


async def _get_card(request: Request) -> Response:
    sandbox = sandbox_of(request)
    person = sandbox.people.get(to_integer(request.path_params["user"]))
    if person is None:
        return json_response({"error": "nobody here has this id"}, 404)
    commands = sandbox.profile.commands_for(person.id, person.language_code)
    username = sandbox.bot_user()["username"]
    card = sandbox.profile.card(person.language_code)
    return json_response({**card, "username": username, "commands": commands})


async def _get_calls(request: Request) -> Response:
    return json_response({"calls": [asdict(call) for call in sandbox_of(request).calls.all()]})


async def _get_events(request: Request) -> Response:
    after = to_integer(request.query_params.get("after", "0"))
    wait = min(max(to_integer(request.query_params.get("wait", "25")), 0), MAX_WAIT_SECONDS)
    return json_response(await sandbox_of(request).events.after(after, wait))


async def _get_file(request: Request) -> Response:
    stored = sandbox_of(request).files.by_id(request.path_params["file_id"])
    if stored is None:
        return json_response({"error": "no such file"}, 404)
    # Only a picture is shown; anything else is kept from running in this server's name.
    shown = stored.mime_type if stored.mime_type in _INLINE_TYPES else "application/octet-stream"
    return Response(stored.data, media_type=shown)


ROUTES = [
    Route("/control/people", _get_people, methods=["GET"]),
    Route("/control/bot/{user}", _get_card, methods=["GET"]),
    Route("/control/transcript/{chat}", _get_transcript, methods=["GET"]),
    Route("/control/calls", _get_calls, methods=["GET"]),
    Route("/control/events", _get_events, methods=["GET"]),
    Route("/control/file/{file_id}", _get_file, methods=["GET"]),
]
