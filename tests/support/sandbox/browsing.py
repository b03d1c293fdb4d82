"""A real browser for the tests of the chat page, and the bot's side of the conversation."""

import itertools
import os
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import ViewportSize

from bot.sandbox.server import SandboxServer
from bot.sandbox.state import TOKEN

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 360, "height": 640}
# Ids for the people that the tests add.
NUMBERS = itertools.count(200_001)

# Without the browser these tests are skipped, but not where a skipped test would go unseen.
NEEDS_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason="no browser: apt-get install chromium"
    ),
]


class Bot:
    """The bot's side of the conversation."""

    def __init__(self, server: SandboxServer) -> None:
        self.root = f"{server.url}/bot{TOKEN}"

    def call(self, method: str, **params: Any) -> Any:
        answer = httpx.post(f"{self.root}/{method}", json=params).json()
        assert answer["ok"], answer
        return answer["result"]

    def say(self, chat: int, text: str, **params: Any) -> int:
        message_id: int = self.call("sendMessage", chat_id=chat, text=text, **params)["message_id"]
        return message_id

    def last_update(self) -> dict[str, Any]:
        update: dict[str, Any] = self.call("getUpdates", offset=-1)[0]
        return update
