"""Parameters that hold a JSON object, and choices inside one, refused as Telegram refuses them."""

from typing import Any

from bot.sandbox.buttons import ButtonError, checked_flag
from bot.sandbox.params import InvalidJsonError, Params
from bot.sandbox.wire import JsonObject, bad_request


def read_object(params: Params, name: str, what: str) -> JsonObject:
    """Read a parameter that holds an object; an absent one is empty."""
    try:
        value: Any = params.json(name)
    except InvalidJsonError as error:
        raise bad_request(f"Can't parse {what} JSON object") from error
    if value is None and not params.text(name):
        return {}
    if not isinstance(value, dict):
        raise bad_request(f"Object expected as {what}")
    return value


def read_flag(value: JsonObject, name: str) -> bool:
    """Read a choice inside an object."""
    try:
        return checked_flag(value, name)
    except ButtonError as error:
        raise bad_request(str(error)) from error
