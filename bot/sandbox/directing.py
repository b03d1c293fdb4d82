"""The control API's deeds on what surrounds the sandbox: the clock, and beginning anew."""

from pydantic import BaseModel, ConfigDict

from bot.sandbox.control import post_route
from bot.sandbox.people import RefusedError
from bot.sandbox.stage import Leap, Stage
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import JsonObject


class _Nothing(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Clock(_Nothing):
    to: Leap


def _set_clock(sandbox: Sandbox, body: _Clock) -> JsonObject:
    stage = _stage(sandbox)
    stage.leap(body.to)
    sandbox.events.add("people")
    return stage.view()


def _begin_anew(sandbox: Sandbox, _body: _Nothing) -> JsonObject:
    begin = _stage(sandbox).begin_anew
    if begin is None:
        raise RefusedError("this sandbox cannot begin anew: its database is not its own to empty", 409)
    begin()
    return {}


def _stage(sandbox: Sandbox) -> Stage:
    if sandbox.stage is None:
        raise RefusedError("this sandbox runs by itself, without a bot that it could set", 409)
    return sandbox.stage


ROUTES = [
    post_route("clock", _Clock, _set_clock),
    post_route("anew", _Nothing, _begin_anew),
]
