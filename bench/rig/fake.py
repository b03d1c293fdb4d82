"""A fake Bot API as a process of its own, made to be fast: it knows what the contenders need, and no more."""

import argparse
import asyncio
import importlib
import json
import os
import sys
import time
from collections import deque
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from bench.rig import wire
from bench.rig.play import Play
from bench.rig.player import VARIANTS

BATCH = 100
_HOLD_S = 10.0
_STUCK_S = 20.0
_QUIET_S, _SETTLING_S = 0.3, 10.0
_TRUE = b'{"ok":true,"result":true}'
_NONE = b'{"ok":true,"result":[]}'
_ME = (
    b'{"ok":true,"result":{"id":7000000,"is_bot":true,"first_name":"Bench","username":"bench_bot",'
    b'"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}}'
)
_MESSAGE = (
    b'{"ok":true,"result":{"message_id":%d,"date":1800000000,"chat":{"id":%d,"type":"private",'
    b'"first_name":"Sam"},"from":{"id":7000000,"is_bot":true,"first_name":"Bench","username":"bench_bot"},%b}}'
)
_TEXT = b'"text":"x"'
_PHOTO = b'"photo":[{"file_id":"photo-1","file_unique_id":"1","width":9,"height":9}]'
_WEBHOOK = b'{"ok":true,"result":{"url":"%b","has_custom_certificate":false,"pending_update_count":0}}'
_CONNECTIONS = 40
_FIXED = {
    b"getMe": _ME,
    b"getMyCommands": _NONE,
    b"getMyDescription": b'{"ok":true,"result":{"description":""}}',
    b"getMyShortDescription": b'{"ok":true,"result":{"short_description":""}}',
}


class Fake:
    """Takes the calls, and hands the updates out by polls or to a webhook."""

    def __init__(self) -> None:
        self.play = Play(self._offer, self._over)
        self.ended = asyncio.Event()
        self.reached = asyncio.Event()
        """Set once updates can go out."""
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._poller: wire.Connection | None = None
        self._holding: asyncio.TimerHandle | None = None
        self._waking = False
        self._hook = b""
        self._webhook: bytes | None = None
        self._idle: list[wire.Delivery] = []
        self._message = 10
        self._loop = asyncio.get_running_loop()

    def call(self, connection: wire.Connection, method: bytes, query: bytes, body: bytes) -> bytes | None:
        """Answer a call of the Bot API."""
        if method == b"getUpdates":
            return self._poll(connection, query or body)
        calls, name = self.play.played.calls, method.decode()
        calls[name] = calls.get(name, 0) + 1
        if method in (b"editMessageText", b"sendMessage"):
            return self._screen(method, body)
        if method in (b"sendPhoto", b"sendDocument"):
            self._message += 1
            return _MESSAGE % (self._message, wire.chat_id(body), _PHOTO)
        if method == b"setWebhook":
            self._hook = wire.field(b"url", body)
            self._loop.create_task(self._connect(body))
        if method == b"getWebhookInfo":
            return _WEBHOOK % self._hook
        return _FIXED.get(method, _TRUE)

    def lost(self, connection: wire.Connection) -> None:
        """Forget the poll of a connection that ended."""
        if self._poller is connection:
            self._poller = None

    def _screen(self, method: bytes, body: bytes) -> bytes:
        chat_id = wire.chat_id(body)
        if method == b"editMessageText":
            message_id = wire.message_id(body)
        else:
            self._message += 1
            message_id = self._message
        cut = wire.markup(body)
        # After the answer is on its way, as with Telegram.
        if cut:
            self._loop.call_soon(self.play.screen, chat_id, message_id, cut)
        return _MESSAGE % (message_id, chat_id, _TEXT)

    def _poll(self, connection: wire.Connection, asked: bytes) -> bytes | None:
        offset = int(wire.field(b"offset", asked) or 0)
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        self.reached.set()
        if self._waiting:
            return self._batch()
        self._poller = connection
        if self._holding:
            self._holding.cancel()
        held = float(wire.field(b"timeout", asked) or 0)
        self._holding = self._loop.call_later(min(held, _HOLD_S), self._release, connection)
        return None

    def _batch(self) -> bytes:
        ready = [update for _, update in list(self._waiting)[:BATCH]]
        return b'{"ok":true,"result":[' + b",".join(ready) + b"]}"

    def _release(self, connection: wire.Connection) -> None:
        if self._poller is connection:
            self._poller = None
            connection.answer(_NONE)

    def _offer(self, number: int, update: bytes) -> None:
        self._waiting.append((number, update))
        if self._webhook:
            self._deliver()
        elif self._poller and not self._waking:
            # What comes in the same moment goes out together.
            self._waking = True
            self._loop.call_soon(self._wake)

    def _wake(self) -> None:
        self._waking = False
        if self._poller and self._waiting:
            poller, self._poller = self._poller, None
            poller.answer(self._batch())

    async def _connect(self, body: bytes) -> None:
        url = urlsplit(wire.field(b"url", body).decode())
        secret = wire.field(b"secret_token", body)
        self._webhook = (
            b"POST %b HTTP/1.1\r\nHost: webhook\r\nContent-Type: application/json\r\n"
            b"X-Telegram-Bot-Api-Secret-Token: %b\r\n" % (url.path.encode(), secret)
        )
        for _ in range(_CONNECTIONS):
            made = partial(wire.Delivery, self._webhook, self._delivered)
            _, delivery = await self._loop.create_connection(made, url.hostname or "", url.port or 80)
            self._idle.append(delivery)
        self.reached.set()
        self._deliver()

    def _deliver(self) -> None:
        while self._idle and self._waiting:
            self._idle.pop().deliver(self._waiting.popleft()[1])

    def _delivered(self, delivery: wire.Delivery, status: int, body: bytes) -> None:
        if status != 200:
            raise ValueError(f"the webhook answered {status}")
        if method := wire.field(b"method", body):
            calls, name = self.play.played.calls, method.decode()
            calls[name] = calls.get(name, 0) + 1
        self._idle.append(delivery)
        self._deliver()

    def _over(self) -> None:
        self.ended.set()


async def _serve(at_once: int, users: int | None, seconds: float | None) -> None:
    loop = asyncio.get_running_loop()
    fake = Fake()
    server = await loop.create_server(lambda: wire.Connection(fake.call, fake.lost), "127.0.0.1", 0)
    _say(port=server.sockets[0].getsockname()[1])
    async with asyncio.timeout(_STUCK_S):
        await fake.reached.wait()
    fake.play.begin(1, 1, None)
    watching = asyncio.create_task(_watch(fake))
    while not fake.play.played.latencies:
        await asyncio.sleep(0.001)
    _say(answered=time.monotonic())
    await fake.ended.wait()
    # Every way of answering once, so that what is made once is made by now.
    await _stretch(fake, VARIANTS, VARIANTS, None)
    _say(warm=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    before = time.process_time()
    await _stretch(fake, at_once, users, seconds)
    played = fake.play.played
    times = sorted(played.latencies)
    _say(
        updates=len(times),
        seconds=played.lasted,
        finished=played.finished,
        p50=times[len(times) // 2],
        p99=times[len(times) * 99 // 100],
        calls=played.calls,
        fake_cpu=time.process_time() - before,
    )
    watching.cancel()
    # Until the rig has looked at the contender.
    await loop.run_in_executor(None, sys.stdin.readline)


async def _watch(fake: Fake) -> None:
    """End the process when nothing is answered any more, rather than wait for ever."""
    while True:
        answered = len(fake.play.played.latencies)
        await asyncio.sleep(_STUCK_S)
        if not fake.ended.is_set() and len(fake.play.played.latencies) == answered:
            _say(stuck=fake.play.played.calls)
            os._exit(1)


async def _stretch(fake: Fake, at_once: int, users: int | None, seconds: float | None) -> None:
    fake.ended.clear()
    fake.play.begin(at_once, users, seconds)
    await fake.ended.wait()
    # What is still on its way belongs to it: a picture may come after the screens that were tapped meanwhile.
    until, calls = time.monotonic() + _SETTLING_S, -1
    while calls < (calls := sum(fake.play.played.calls.values())) and time.monotonic() < until:
        await asyncio.sleep(_QUIET_S)


def _say(**what: Any) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 -- the rig reads it


def main() -> None:
    """Serve on a free port, which is told on standard output, as is what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--at-once", type=int, required=True)
    parser.add_argument("--users", type=int)
    parser.add_argument("--seconds", type=float)
    options = parser.parse_args()
    try:
        factory = importlib.import_module("uvloop").new_event_loop
    except ImportError:
        factory = None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(_serve(options.at_once, options.users, options.seconds))


if __name__ == "__main__":
    main()
