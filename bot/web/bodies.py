"""What a request brings: the type of its body, and the body up to a limit."""

from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data"
JSON = "application/json"


class TooLarge(Exception):
    """A body has more bytes than may be read."""


def media_type(request: Request) -> str:
    """Give the type of a body in small letters, without its parameters; empty where it is not told."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def announces_more(request: Request, limit: int) -> bool:
    """Tell whether a request says that its body has more bytes than `limit`; it need not say so."""
    length = request.headers.get("content-length", "")
    # Compared by their number of digits first: Python refuses to read a number of thousands of them.
    digits = length.lstrip("0") if length.isascii() and length.isdecimal() else ""
    return len(digits) > len(str(limit)) or int(digits or 0) > limit


async def read_body(request: Request, limit: int) -> bytes:
    """Read a body of at most `limit` bytes. Raises TooLarge, and ClientDisconnect where it breaks off."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise TooLarge
    return bytes(body)
