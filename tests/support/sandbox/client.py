"""A synchronous client for the sandbox's control API, for tests that play the people."""

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

JsonObject = dict[str, Any]

# The people that every sandbox starts with.
SHOPKEEPER = 100001
ENGLISH_SHOPKEEPER = 100002
ADVISOR = 100003
ADMIN = 100004


class SandboxError(AssertionError):
    """Say what the sandbox refused, with its HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason


class SandboxClient:
    """Play the people who chat with the bot, and look at their chats."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def start(self, user: int, payload: str = "") -> JsonObject:
        """Press START, or open a start link."""
        return self._post("start", user=user, payload=payload)

    def send(self, user: int, text: str, **more: Any) -> JsonObject:
        """Send a text; `edited=<message_id>` edits one, `chat=<id>` sends it to a group."""
        return self._post("send", user=user, text=text, **more)

    def tap(
        self,
        user: int,
        message_id: int,
        data: str | None = None,
        *,
        text: str | None = None,
        stale: bool = False,
    ) -> str:
        """Press a button by its data or its text and give the callback's id."""
        body: JsonObject = {"user": user, "message_id": message_id, "stale": stale}
        body |= {name: value for name, value in (("data", data), ("text", text)) if value is not None}
        callback_id: str = self._post("tap", **body)["callback_id"]
        return callback_id

    def upload(self, user: int, kind: str, data: bytes = b"", name: str = "file", **more: Any) -> JsonObject:
        """Send a photo, voice, sticker, document, video, location or contact."""
        encoded = base64.b64encode(data).decode()
        return self._post("upload", user=user, kind=kind, name=name, base64=encoded, **more)

    def block(self, user: int) -> JsonObject:
        """Block the bot."""
        return self._post("block", user=user)

    def unblock(self, user: int) -> JsonObject:
        """Let the bot in again."""
        return self._post("unblock", user=user)

    def group(self, user: int, title: str = "Winkeliers") -> int:
        """Make a group with the bot in it and give its id."""
        chat_id: int = self._post("group", user=user, title=title)["chat_id"]
        return chat_id

    def add_person(
        self, user: int, first_name: str, language_code: str = "nl", role: str = "winkelier"
    ) -> None:
        """Add somebody."""
        self._post("people", id=user, first_name=first_name, language_code=language_code, role=role)

    def raw(self, update: JsonObject) -> int:
        """Put an update in the bot's queue as it is, whatever its form, and give its number."""
        update_id: int = self._post("raw", update=update)["update_id"]
        return update_id

    def fault(self, kind: str, **details: Any) -> None:
        """Let something go wrong from now on: see bot.sandbox.faults.Fault for the details."""
        self._post("faults", kind=kind, **details)

    def faults(self) -> list[JsonObject]:
        """List the faults that are still to strike."""
        pending: list[JsonObject] = self._get("faults")["faults"]
        return pending

    def clear_faults(self) -> None:
        """Let nothing go wrong any more."""
        self._request("DELETE", "faults")

    def settings(self, **settings: float) -> None:
        """Change how the sandbox works, for instance `callback_max_age` in seconds."""
        self._post("settings", **settings)

    def stage(self) -> JsonObject:
        """Say what surrounds the sandbox: what time it is, and whether the clock was set on."""
        found: JsonObject = self._get("people")["stage"]
        return found

    def set_clock(self, to: str) -> JsonObject:
        """Set the clock on: to `tomorrow`, by a `week`, or by a `quarter`."""
        return self._post("clock", to=to)

    def begin_anew(self) -> None:
        """Empty the world and the bot's database."""
        self._post("anew")

    def transcript(self, chat: int) -> JsonObject:
        """Give a chat as it stands: `messages` in order, and `toasts`, the answers to pressed buttons."""
        return self._get(f"transcript/{chat}")

    def messages(self, chat: int) -> list[JsonObject]:
        """Give the messages of a chat in order."""
        found: list[JsonObject] = self.transcript(chat)["messages"]
        return found

    def last_message(self, chat: int, sender: str = "bot") -> JsonObject | None:
        """Give the newest message of the bot, or of the `user`, if there is one."""
        return next((m for m in reversed(self.messages(chat)) if m["from"] == sender), None)

    def calls(self, method: str | None = None) -> list[JsonObject]:
        """List the bot's API calls, oldest first."""
        calls: list[JsonObject] = self._get("calls")["calls"]
        return [call for call in calls if method is None or call["method"].lower() == method.lower()]

    def card(self, user: int) -> JsonObject:
        """Give the bot's name, descriptions and commands as a person sees them."""
        return self._get(f"bot/{user}")

    def wait_for(
        self, chat: int, predicate: Callable[[JsonObject], bool], timeout: float = 10.0, after: int = 0
    ) -> JsonObject:
        """Wait until the bot has a message that fits, and give the newest one.

        Only messages with an id above `after` count.
        """

        def find(transcript: JsonObject) -> JsonObject | None:
            messages = [m for m in transcript["messages"] if m["from"] == "bot" and m["message_id"] > after]
            return next((m for m in reversed(messages) if predicate(m)), None)

        return self.wait_until(chat, find, timeout)

    def wait_until(
        self, chat: int, find: Callable[[JsonObject], JsonObject | None], timeout: float = 10.0
    ) -> JsonObject:
        """Wait until `find` finds something in a chat's transcript, and give that."""
        end = time.monotonic() + timeout
        while True:
            transcript = self.transcript(chat)
            found = find(transcript)
            if found is not None:
                return found
            left = end - time.monotonic()
            if left <= 0:
                texts = [f"{m['from']}: {m['text']}" for m in transcript["messages"][-6:]]
                raise AssertionError(f"not there after {timeout} s; the chat ends with {texts}")
            # Whole seconds at least: the wait ends as soon as anything happens.
            self._get(f"events?after={transcript['last']}&wait={max(1, int(left))}")

    def _get(self, path: str) -> JsonObject:
        return self._request("GET", path)

    def _post(self, path: str, **body: Any) -> JsonObject:
        return self._request("POST", path, json.dumps(body).encode())

    def _request(self, method: str, path: str, body: bytes | None = None) -> JsonObject:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        request = urllib.request.Request(f"{self.url}/control/{path}", body, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=40) as response:  # noqa: S310
                answer: JsonObject = json.load(response)
                return answer
        except urllib.error.HTTPError as error:
            with error:
                raise SandboxError(error.code, error.read().decode()) from error
