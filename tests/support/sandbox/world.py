"""A sandbox in the test's own process, for what it says."""

import asyncio
import json
import struct
import zlib
from typing import Any

import httpx

from bot.sandbox.flood import FloodControl
from bot.sandbox.server import create_app
from bot.sandbox.state import TOKEN, Sandbox

ROOT = "http://127.0.0.1:8081"
JOKE, SANDER, MARIJKE = 100001, 100002, 100003


class World:
    """A sandbox without a network, spoken to over HTTP all the same."""

    def __init__(self, sandbox: Sandbox | None = None) -> None:
        self.now = 1_800_000_000.0
        self.sandbox = sandbox or Sandbox(clock=lambda: self.now)
        self.sandbox.flood = FloodControl(clock=lambda: self.now)
        self.app = create_app(self.sandbox)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url=ROOT) as client:
                return await client.request(method, path, **options)

        return asyncio.run(send())

    def reply(self, method: str, **params: Any) -> httpx.Response:
        return self.request("POST", f"/bot{TOKEN}/{method}", json=params)

    def call(self, method: str, **params: Any) -> Any:
        answer = self.reply(method, **params).json()
        assert answer["ok"], answer
        return answer["result"]

    def error(self, method: str, **params: Any) -> str:
        """Give an error as "<code> <description>", having checked that code and status agree."""
        response = self.reply(method, **params)
        answer = response.json()
        assert answer["ok"] is False, answer
        assert response.status_code == answer["error_code"]
        return f"{answer['error_code']} {answer['description']}"

    def control(self, path: str, **body: Any) -> Any:
        response = self.request("POST", f"/control/{path}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    def refusal(self, path: str, **body: Any) -> tuple[int, str]:
        response = self.request("POST", f"/control/{path}", json=body)
        return response.status_code, response.json()["error"]

    def messages(self, chat: int = JOKE) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.request("GET", f"/control/transcript/{chat}").json()["messages"]
        return found

    def updates(self, **params: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call("getUpdates", **params)
        return found

    def say(self, text: str = "Hallo", **params: Any) -> dict[str, Any]:
        """Let the bot send Joke a message."""
        message: dict[str, Any] = self.call("sendMessage", chat_id=JOKE, text=text, **params)
        return message


def keyboard(*rows: list[dict[str, Any]]) -> str:
    return json.dumps({"inline_keyboard": rows})


def png(width: int = 4, height: int = 3) -> bytes:
    """Make a real picture, grey all over."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
