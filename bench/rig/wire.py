"""HTTP/1.1 as the fake Bot API speaks it: kept connections, bodies with a length, and no more."""

import asyncio
import re
from collections.abc import Callable
from typing import Protocol, cast
from urllib.parse import unquote_to_bytes

# Found by what all write alike: to look for a name in any case takes as long as all else of a call.
_LENGTH = re.compile(rb"ontent-[Ll]ength: *(\d+)")
_CHUNKED = re.compile(rb"ransfer-[Ee]ncoding:")
_SENDER = re.compile(rb'"from":\{"id":(\d+)')
_CHAT = re.compile(rb'\bchat_id"?[=:] ?"?(\d+)')
_MESSAGE = re.compile(rb'\bmessage_id"?[=:] ?"?(\d+)')
_CODES = re.compile(rb'\\?"callback_data\\?" ?: ?\\?"([^"\\]*)')
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"


class Call(Protocol):
    """Takes a call; it is answered at once, or later where None is returned."""

    def __call__(self, connection: "Connection", method: bytes, query: bytes, body: bytes) -> bytes | None:
        """Answer with JSON."""
        ...


class Connection(asyncio.Protocol):
    """One kept connection of a contender."""

    def __init__(self, call: Call, lost: Callable[["Connection"], None]) -> None:
        self._call = call
        self._lost = lost
        self._rest = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not checked: uvloop's own is none of asyncio's classes.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 -- asyncio's name
        self._lost(self)

    def data_received(self, data: bytes) -> None:
        buffer = self._rest + data if self._rest else data
        while (end := buffer.find(b"\r\n\r\n")) >= 0:
            head = buffer[:end]
            found = _LENGTH.search(head)
            if found is None and _CHUNKED.search(head):
                raise ValueError("the fake takes no chunked bodies")
            stop = end + 4 + (int(found[1]) if found else 0)
            if len(buffer) < stop:
                break
            target = head[: head.index(b"\r\n")].split(b" ")[1]
            path, _, query = target.partition(b"?")
            answer = self._call(self, path.rpartition(b"/")[2], query, buffer[end + 4 : stop])
            if answer is not None:
                self.answer(answer)
            buffer = buffer[stop:]
        self._rest = buffer

    def answer(self, body: bytes) -> None:
        """Send the answer to the call that waits."""
        if self._transport and not self._transport.is_closing():
            self._transport.write(_OK % (len(body), body))


class Delivery(asyncio.Protocol):
    """One kept connection to a webhook: one delivery at a time."""

    def __init__(self, head: bytes, answered: Callable[["Delivery", int, bytes], None]) -> None:
        self._head = head
        self._answered = answered
        self._rest = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not checked: uvloop's own is none of asyncio's classes.
        self._transport = cast("asyncio.Transport", transport)

    def deliver(self, update: bytes) -> None:
        """Send an update."""
        if self._transport:
            self._transport.write(b"%bContent-Length: %d\r\n\r\n%b" % (self._head, len(update), update))

    def data_received(self, data: bytes) -> None:
        self._rest += data
        end = self._rest.find(b"\r\n\r\n")
        if end < 0:
            return
        found = _LENGTH.search(self._rest[:end])
        stop = end + 4 + (int(found[1]) if found else 0)
        if len(self._rest) >= stop:
            status, body = int(self._rest[9:12]), self._rest[end + 4 : stop]
            self._rest = self._rest[stop:]
            self._answered(self, status, body)


def chat_id(body: bytes) -> int:
    """Give the chat that a call is for."""
    found = _CHAT.search(body)
    return int(found[1] if found else field(b"chat_id", body))


def sender_id(update: bytes) -> int:
    """Give who an update of ours comes from."""
    found = _SENDER.search(update)
    return int(found[1]) if found else 0


def message_id(body: bytes) -> int:
    """Give the message that a call edits."""
    found = _MESSAGE.search(body)
    return int(found[1] if found else field(b"message_id", body))


def field(name: bytes, body: bytes) -> bytes:
    """Give a number or a plain word out of a form, in parts or not, or JSON; empty where it is absent."""
    if body[:1] == b"{":
        found = re.search(rb'"%b" ?: ?"?([\w:/.-]*)' % name, body)
    elif body[:2] == b"--":
        found = re.search(rb'name="?%b"?\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]*)' % name, body)
    else:
        found = re.search(rb"(?:^|&)%b=([^&]*)" % name, body)
        return unquote_to_bytes(found[1]) if found else b""
    return found[1] if found else b""


def markup(body: bytes) -> bytes:
    """Cut the keyboard out of a call's body, still as it is written there."""
    start = body.find(b"reply_markup")
    if start < 0:
        return b""
    if body[:1] in (b"{", b"-"):
        return body[start:]
    end = body.find(b"&", start)
    return body[start:] if end < 0 else body[start:end]


def codes(cut: bytes) -> list[str]:
    """List the callback data of a keyboard that was cut out."""
    plain = cut if b"callback_data" in cut and b'"' in cut else unquote_to_bytes(cut.replace(b"+", b" "))
    return [code.decode() for code in _CODES.findall(plain)]
