"""The parameters of a Bot API call, however they were sent, read as leniently as Telegram reads them."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from bot.sandbox.wire import ApiError, bad_request
from bot.web.bodies import FILES, FORM, JSON, announces_more, media_type

# Telegram refuses a larger upload before it looks at it.
MAX_BODY = 52 * 1024 * 1024
_INTEGER = re.compile(r"\s*([+-]?[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Upload:
    """Hold a file that came with a call."""

    name: str
    content_type: str
    data: bytes


class InvalidJsonError(ValueError):
    """Say that a parameter that should hold JSON does not."""


@dataclass(frozen=True, slots=True)
class Params:
    """Give the parameters of one call by name."""

    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a parameter as it was sent; an absent one is the empty text."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """Give a parameter as a number; what is no number counts as zero, as at Telegram."""
        value = self.text(name)
        return to_integer(value) if value else default

    def flag(self, name: str) -> bool:
        """Give a parameter as a choice."""
        return self.text(name).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """Give the value that a parameter holds as JSON; an absent one is None.

        Raises InvalidJsonError for what is not JSON.
        """
        value = self.text(name)
        return parse_json(value) if value else None


def to_integer(value: str) -> int:
    """Read the number a text begins with, or zero."""
    match = _INTEGER.match(value)
    return int(match[1]) if match else 0


def parse_json(value: str | bytes) -> Any:
    """Parse JSON; whatever the text, the only error is InvalidJsonError."""
    try:
        return json.loads(value, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise InvalidJsonError(str(error)) from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else 0.0


async def read_params(request: Request) -> Params:
    """Collect the parameters from the query string and the body.

    Where both name one, the query string counts.
    """
    if announces_more(request, MAX_BODY):
        raise ApiError(413, "Request Entity Too Large")
    values, files = await _body(request)
    values |= dict(request.query_params)
    for value in values.values():
        if not _encodable(value):
            raise bad_request("Strings must be encoded in UTF-8")
    return Params(values, files)


async def _body(request: Request) -> tuple[dict[str, str], dict[str, Upload]]:
    kind = media_type(request)
    try:
        if kind == JSON:
            return json_values(await request.body()), {}
        if kind in (FILES, FORM):
            return await _form(request)
    except ClientDisconnect as error:
        raise bad_request("unexpected end of request content") from error
    return {}, {}


async def _form(request: Request) -> tuple[dict[str, str], dict[str, Upload]]:
    values: dict[str, str] = {}
    files: dict[str, Upload] = {}
    try:
        async with request.form(max_files=50, max_fields=500) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    kind = value.content_type or "application/octet-stream"
                    files[name] = Upload(value.filename or "file", kind, await value.read())
                else:
                    values.setdefault(name, value)
    except (HTTPException, ValueError, LookupError) as error:
        raise bad_request("can't parse form data") from error
    return values, files


def json_values(body: bytes) -> dict[str, str]:
    """Read the parameters in a JSON body; one that is no JSON object has none, as at Telegram."""
    try:
        document = parse_json(body)
    except InvalidJsonError:
        return {}
    if not isinstance(document, dict):
        return {}
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in document.items()
        if value is not None
    }


def _encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
