"""What goes over the wire: the JSON shapes and the errors of the Bot API."""

from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]


class ApiError(Exception):
    """Say why a call failed, in Telegram's own words.

    The code is also the HTTP status. A flood error carries the seconds to wait.
    """

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_json(self) -> JsonObject:
        """Give the body that Telegram sends with this error."""
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(reason: str) -> ApiError:
    """Make the error for a call that Telegram cannot accept.

    As Telegram does, the reason starts with a small letter unless it is an upper-case identifier.
    """
    shouting = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    return ApiError(400, "Bad Request: " + (reason if shouting else reason[:1].lower() + reason[1:]))


def forbidden(reason: str) -> ApiError:
    """Make the error for a call that the other side does not permit."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """Make the error for a bot that calls too often."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)
