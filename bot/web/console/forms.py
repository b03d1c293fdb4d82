"""What a form sends, within limits."""

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from bot.lib.text import one_line
from bot.web.bodies import FORM, TooLarge, media_type, read_body

LIMIT = 1_500_000
"""Bytes of a body: two files at their largest, written for a form."""
BODY_S = 20.0
_FIELDS = 300


class FormRefused(Exception):
    """A body that is no form, is too large, or does not come."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


async def form_of(request: Request) -> dict[str, str]:
    """Read a form; of a name that stands there twice the last counts. Raises FormRefused."""
    if media_type(request) != FORM:
        raise FormRefused(415)
    try:
        async with asyncio.timeout(BODY_S):
            body = await read_body(request, LIMIT)
    except TimeoutError:
        raise FormRefused(408) from None
    except TooLarge:
        raise FormRefused(413) from None
    except ClientDisconnect:
        raise FormRefused(400) from None
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:
        raise FormRefused(400) from None
    return {name: value.replace("\r\n", "\n") for name, value in fields}


def visible_line(text: str) -> str:
    """Make one line of what was typed, of characters that can be seen."""
    return one_line("".join(one if one.isprintable() else " " for one in text))
