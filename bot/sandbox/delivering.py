"""Delivering updates to the bot's webhook, with Telegram's rules for order, retries and answers."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import TypeAlias

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError

from bot.lib.cancellation import keep_cancellation
from bot.sandbox.faults import DELIVERY
from bot.sandbox.params import Params, json_values, to_integer
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import JsonObject

Apply = Callable[[Sandbox, str, Params], Awaitable[None]]
Lane: TypeAlias = tuple[str, int]

_TIMEOUT = timedelta(seconds=60)
_LONGEST_WAIT_S = (60, 120)
_MAX_RETRY_AFTER_S = 3600
_NOT_IN_ANSWERS = ("deletewebhook", "setwebhook", "close", "logout")
_SHUFFLE_S = 0.03


@dataclass(frozen=True, slots=True)
class _Failed:
    """Say why a delivery failed, and after how many seconds the bot wants it again; 0 if it did not say."""

    why: str
    retry_after: int = 0


class Delivering:
    """Deliver what waits, as long as a webhook is set.

    As at Telegram the messages of a chat come one after another, and so do the presses of its buttons; those
    two, and other chats, come beside each other. What fails comes again at once, then ever later.
    """

    def __init__(self, sandbox: Sandbox, apply: Apply) -> None:
        self._sandbox = sandbox
        self._apply = apply
        self._lanes: set[Lane] = set()
        self._under_way = 0
        self._freed = asyncio.Event()
        self._random = random.Random(0)  # noqa: S311 -- a repeatable test needs a seed, not a secret

    async def run(self) -> None:
        """Deliver until cancelled."""
        updates, hook = self._sandbox.updates, self._sandbox.hook
        async with (
            _builder().build() as client,
            asyncio.TaskGroup() as group,
        ):
            while True:
                updates.changed.clear()
                lanes = {self._lane(update) for update in updates.waiting()} if hook.url else set()
                for lane in lanes - self._lanes:
                    self._lanes.add(lane)
                    group.create_task(self._work(client, lane))
                await updates.changed.wait()

    async def _work(self, client: Client, lane: Lane) -> None:
        try:
            while (update := self._first(lane)) is not None:
                await self._keep_delivering(client, update)
        finally:
            # There is no await between here and the empty lane, so nothing was put in unseen.
            self._lanes.discard(lane)

    def _first(self, lane: Lane) -> JsonObject | None:
        if not self._sandbox.hook.url:
            return None
        return next((u for u in self._sandbox.updates.waiting() if self._lane(u) == lane), None)

    def _lane(self, update: JsonObject) -> Lane:
        if self._sandbox.hook.shuffled:
            return "update", update["update_id"]
        if "callback_query" in update:
            return "callback_query", _chat_of(update)
        return ("my_chat_member" if "my_chat_member" in update else "message"), _chat_of(update)

    async def _keep_delivering(self, client: Client, update: JsonObject) -> None:
        hook, failures = self._sandbox.hook, 0
        while hook.url and any(update is waiting for waiting in self._sandbox.updates.waiting()):
            failed = await self._in_turn(client, update)
            if failed is None:
                self._sandbox.updates.remove(update)
                return
            hook.record_failure(failed.why, self._sandbox.now())
            await asyncio.sleep(self._wait(failed, failures) * hook.pace)
            failures += 1

    def _wait(self, failed: _Failed, failures: int) -> float:
        if failed.retry_after:
            return failed.retry_after
        return min(self._random.uniform(*_LONGEST_WAIT_S), 2.0 ** min(failures, 10)) if failures else 0.0

    async def _in_turn(self, client: Client, update: JsonObject) -> _Failed | None:
        if self._sandbox.hook.shuffled:
            await asyncio.sleep(self._random.uniform(0, _SHUFFLE_S))
        # No semaphore: how many may be under way can change.
        while self._under_way >= self._sandbox.hook.max_connections:
            self._freed.clear()
            await self._freed.wait()
        self._under_way += 1
        try:
            return await self._deliver(client, update)
        finally:
            self._under_way -= 1
            self._freed.set()

    async def _deliver(self, client: Client, update: JsonObject) -> _Failed | None:
        strike = self._sandbox.faults.strike(DELIVERY, _chat_of(update))
        await asyncio.sleep(strike.delay)
        lost = strike.fault is not None and strike.fault.kind == "reset_after"
        if strike.fault and not lost:
            return _Failed("Connection reset by peer")
        try:
            return await keep_cancellation(self._trusting(client, update, lost))
        except (PyreqwestError, ValueError) as error:
            return _Failed(f"Can't connect to the webhook: {type(error).__name__}")

    async def _trusting(self, client: Client, update: JsonObject, lost: bool) -> _Failed | None:
        if not self._sandbox.hook.certificate:
            return await self._post(client, update, lost)
        trusting = _builder().add_root_certificate_pem(self._sandbox.hook.certificate)
        async with trusting.build() as own:
            return await self._post(own, update, lost)

    async def _post(self, client: Client, update: JsonObject, lost: bool) -> _Failed | None:
        hook = self._sandbox.hook
        request = client.post(hook.url).timeout(_TIMEOUT).header("Content-Type", "application/json")
        if hook.secret:
            request = request.header("X-Telegram-Bot-Api-Secret-Token", hook.secret)
        response = await request.body_text(json.dumps(update)).build().send()
        body = bytes(await response.bytes())
        if lost:
            return _Failed("Webhook connection closed")
        if not 200 <= response.status <= 299:
            again = min(max(to_integer(response.headers.get("retry-after") or ""), 0), _MAX_RETRY_AFTER_S)
            return _Failed(f"Wrong response from the webhook: {_status(response.status)}", again)
        await self._apply_answer(body)
        return None

    async def _apply_answer(self, body: bytes) -> None:
        """Do the call that the bot gave in its answer, if it did."""
        values = json_values(body)
        method = values.pop("method", "")
        if method and method.lower() not in _NOT_IN_ANSWERS and not method.lower().startswith("get"):
            await self._apply(self._sandbox, method, Params(values))


def _builder() -> ClientBuilder:
    return ClientBuilder().no_proxy().follow_redirects(False)


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _chat_of(update: JsonObject) -> int:
    """Give the chat or person that an update is about; 0 for one whose form is unknown."""
    for kind in ("message", "edited_message", "callback_query", "my_chat_member"):
        part = update.get(kind)
        if isinstance(part, dict):
            who = part.get("from" if kind == "callback_query" else "chat")
            if isinstance(who, dict) and isinstance(who.get("id"), int):
                return int(who["id"])
    return 0
