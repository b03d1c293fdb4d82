from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.types import Message

from bot.web.bodies import TooLarge, announces_more, media_type, read_body


def request(*parts: bytes, **headers: str) -> Request:
    coming: Iterator[Message] = iter(
        [{"type": "http.request", "body": part, "more_body": True} for part in parts]
        + [{"type": "http.request", "body": b"", "more_body": False}]
    )

    async def receive() -> Message:
        return next(coming)

    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "headers": raw}, receive)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("application/json", "application/json"),
        ("Application/JSON ; charset=utf-8", "application/json"),
        ("", ""),
        (";x", ""),
    ],
)
def test_the_type_is_known_however_it_is_written(told: str, kind: str) -> None:
    assert media_type(request(content_type=told)) == kind


def test_a_request_need_not_tell_the_type() -> None:
    assert media_type(request()) == ""


@pytest.mark.parametrize("length", ["11", "0011", "9999999999", "1" + "0" * 9, "9" * 5000])
def test_more_than_the_limit_is_announced(length: str) -> None:
    assert announces_more(request(content_length=length), 10)


@pytest.mark.parametrize("length", ["", "0", "10", "0" * 5000, "-11", "+11", "1e9", "\xb2\xb2"])
def test_no_more_is_announced(length: str) -> None:
    assert not announces_more(request(content_length=length), 10)


async def test_a_body_is_read_up_to_the_limit() -> None:
    assert await read_body(request(b"12345", b"67890"), 10) == b"1234567890"


async def test_a_longer_body_is_not_read_whole() -> None:
    with pytest.raises(TooLarge):
        await read_body(request(b"12345", b"67890", b"1"), 10)
