"""The control API's deeds: what people do and what goes wrong. JSON under `/control/`."""

import base64
import binascii
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import people
from bot.sandbox.attachments import Attachment, content_of
from bot.sandbox.entities import checked_entities
from bot.sandbox.faults import Fault
from bot.sandbox.markup import Keyboard
from bot.sandbox.people import RefusedError
from bot.sandbox.responses import json_response, sandbox_of
from bot.sandbox.state import Person, Sandbox
from bot.sandbox.text import spans_of
from bot.sandbox.views import person_view
from bot.sandbox.wire import ApiError, JsonObject
from bot.web.bodies import JSON, media_type


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Who(_Body):
    user: int


class _Start(_Who):
    payload: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,64}$")


class _Send(_Who):
    text: str
    reply_to: int | None = None
    chat: int | None = None
    edited: int | None = None
    entities: list[dict[str, Any]] | None = None


class _Tap(_Who):
    message_id: int
    data: str | None = None
    text: str | None = None
    chat: int | None = None
    stale: bool = False


class _Upload(_Who):
    kind: Literal["photo", "voice", "sticker", "document", "video", "location", "contact"]
    name: str = "file"
    base64: str = ""
    caption: str = ""
    reply_to: int | None = None
    chat: int | None = None
    latitude: float = 52.0907
    longitude: float = 5.1214
    phone_number: str = "+31612345678"


class _Group(_Who):
    title: str = Field(min_length=1, max_length=128)


class _NewPerson(_Body):
    id: int = Field(gt=0, lt=1 << 52)
    first_name: str = Field(min_length=1, max_length=64)
    language_code: str = "nl"
    role: str = "winkelier"


class _Raw(_Body):
    update: dict[str, Any]


class _Settings(_Body):
    callback_max_age: float | None = Field(default=None, ge=0)
    webhook_pace: float | None = Field(default=None, ge=0)
    webhook_shuffled: bool | None = None
    flood_control: bool | None = None


def _start(sandbox: Sandbox, body: _Start) -> JsonObject:
    return people.start(sandbox, people.find_person(sandbox, body.user), body.payload)


def _send(sandbox: Sandbox, body: _Send) -> JsonObject:
    person = people.find_person(sandbox, body.user)
    if body.edited is not None:
        return people.rewrite(sandbox, person, body.edited, body.text, body.chat)
    spans = spans_of(body.text, checked_entities(body.entities))
    return people.write(sandbox, person, body.text, people.Where(body.chat, body.reply_to), spans)


def _tap(sandbox: Sandbox, body: _Tap) -> JsonObject:
    person = people.find_person(sandbox, body.user)
    message = people.find_message(people.chat_for(sandbox, person, body.chat), body.message_id)
    data = body.data if body.stale else _data_of(message.keyboard, body)
    if data is None:
        raise RefusedError("a stale tap needs the data of the button that was there")
    return people.tap(sandbox, person, body.message_id, data, body.chat)


def _data_of(keyboard: Keyboard, body: _Tap) -> str | None:
    """Find the button that is meant and give its data."""
    if (body.data is None) == (body.text is None):
        raise RefusedError("a tap needs the data of a button, or its text")
    for button in (button for row in keyboard for button in row):
        by_data = body.data is not None and button.get("callback_data") == body.data
        if by_data or button["text"] == body.text:
            if "callback_data" not in button:
                raise RefusedError(f"the button {button['text']!r} does not call the bot")
            return str(button["callback_data"])
    labels = [button["text"] for row in keyboard for button in row]
    raise RefusedError(f"message {body.message_id} has no such button; it has {labels}", 404)


def _upload(sandbox: Sandbox, body: _Upload) -> JsonObject:
    person = people.find_person(sandbox, body.user)
    try:
        data = base64.b64decode(body.base64, validate=True)
    except binascii.Error as error:
        raise RefusedError("the file is not in base64") from error
    attachment = Attachment(
        body.kind, body.name, data, body.caption, body.latitude, body.longitude, body.phone_number
    )
    where = people.Where(body.chat, body.reply_to)
    return people.send_content(sandbox, person, content_of(sandbox, person, attachment), where)


def _block(sandbox: Sandbox, body: _Who) -> JsonObject:
    return people.block(sandbox, people.find_person(sandbox, body.user))


def _unblock(sandbox: Sandbox, body: _Who) -> JsonObject:
    return people.unblock(sandbox, people.find_person(sandbox, body.user))


def _group(sandbox: Sandbox, body: _Group) -> JsonObject:
    return people.create_group(sandbox, people.find_person(sandbox, body.user), body.title)


def _add_person(sandbox: Sandbox, body: _NewPerson) -> JsonObject:
    if body.id in sandbox.people:
        raise RefusedError(f"somebody already has the id {body.id}", 409)
    person = Person(body.id, body.first_name, body.language_code, body.role)
    sandbox.people[person.id] = person
    sandbox.events.add("people")
    return person_view(person)


def _raw(sandbox: Sandbox, body: _Raw) -> JsonObject:
    return {"update_id": sandbox.updates.add_raw(body.update)}


def _add_fault(sandbox: Sandbox, body: Fault) -> JsonObject:
    sandbox.faults.add(body)
    return _faults(sandbox)


def _faults(sandbox: Sandbox) -> JsonObject:
    return {"faults": [fault.model_dump() for fault in sandbox.faults.pending()]}


def _settings(sandbox: Sandbox, body: _Settings) -> JsonObject:
    if body.callback_max_age is not None:
        sandbox.callback_max_age = body.callback_max_age
    if body.webhook_pace is not None:
        sandbox.hook.pace = body.webhook_pace
    if body.webhook_shuffled is not None:
        sandbox.hook.shuffled = body.webhook_shuffled
    if body.flood_control is not None:
        sandbox.flood.on = body.flood_control
    return body.model_dump(exclude_none=True)


_BodyType = TypeVar("_BodyType", bound=BaseModel)


def post_route(
    path: str, model: type[_BodyType], action: Callable[[Sandbox, _BodyType], JsonObject]
) -> Route:
    async def endpoint(request: Request) -> Response:
        # Only a page of this server can send this type: for another site's page the browser asks first.
        if media_type(request) != JSON:
            return json_response({"error": "Content-Type must be application/json"}, 415)
        try:
            body = model.model_validate_json(await request.body())
            return json_response(action(sandbox_of(request), body))
        except ValidationError as error:
            return json_response({"error": str(error)}, 400)
        except RefusedError as error:
            return json_response({"error": error.reason}, error.status)
        except ApiError as error:
            return json_response({"error": error.description}, error.code)

    return Route(f"/control/{path}", endpoint, methods=["POST"])


async def _get_faults(request: Request) -> Response:
    return json_response(_faults(sandbox_of(request)))


async def _clear_faults(request: Request) -> Response:
    sandbox_of(request).faults.clear()
    return json_response(_faults(sandbox_of(request)))


ROUTES = [
    post_route("start", _Start, _start),
    post_route("send", _Send, _send),
    post_route("tap", _Tap, _tap),
    post_route("upload", _Upload, _upload),
    post_route("block", _Who, _block),
    post_route("unblock", _Who, _unblock),
    post_route("group", _Group, _group),
    post_route("people", _NewPerson, _add_person),
    post_route("raw", _Raw, _raw),
    post_route("faults", Fault, _add_fault),
    post_route("settings", _Settings, _settings),
    Route("/control/faults", _get_faults, methods=["GET"]),
    Route("/control/faults", _clear_faults, methods=["DELETE"]),
]
