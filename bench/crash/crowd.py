"""Shopkeepers who tap their way through the questionnaire, without regard for what happens to the bot."""

import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.codes import parse
from bot.sandbox.server import SandboxServer
from tests.crash.poisoned import POISON
from tests.sandbox_client import SandboxClient

Shown = tuple[int, int]
"""A message with buttons and how often it was edited."""

# Never "result": it carries the time, which a replay cannot know.
_VERBS = {
    "begin": 9,
    "answer": 9,
    "tick": 5,
    "done": 6,
    "skip": 2,
    "back": 1,
    "change": 9,
    "help": 1,
    "go_on": 9,
}
_IMPATIENT_S = 3.0


@dataclass(frozen=True)
class Did:
    """What a shopkeeper did: a start, a tap on a button of a message, or poison."""

    what: str
    message_id: int = 0
    code: str = ""
    callback_id: str = ""


@dataclass
class Shopkeeper:
    """One chat: what was done in it, and what was on screen when."""

    id: int
    done: list[Did] = field(default_factory=list)
    seen: Shown = (0, 0)
    since: float = 0.0


class Crowd:
    """Acts from a thread of its own, at what the bot shows, until told to stop."""

    def __init__(self, server: SandboxServer, size: int, seed: int) -> None:
        self.shopkeepers = {id_: Shopkeeper(id_) for id_ in range(1, size + 1)}
        self.malformed = 0
        self.fault: BaseException | None = None
        self._client = SandboxClient(server.url)
        self._random = random.Random(seed)  # noqa: S311 -- a test that can be repeated
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="crowd")

    @property
    def actions(self) -> int:
        return sum(len(shopkeeper.done) for shopkeeper in self.shopkeepers.values())

    def acted(self) -> bool:
        """Tell whether everybody tapped, and something malformed was among it all."""
        tapped = (any(did.what == "tap" for did in one.done) for one in self.shopkeepers.values())
        return self.malformed > 0 and all(tapped)

    def __enter__(self) -> "Crowd":
        for shopkeeper in self.shopkeepers.values():
            self._client.add_person(shopkeeper.id, f"P{shopkeeper.id}")
            self._client.start(shopkeeper.id)
            shopkeeper.done.append(Did("start"))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        if self.fault:
            raise self.fault

    def _run(self) -> None:
        try:
            after = 0
            while not self._stop.is_set():
                news = self._client._get(f"events?after={after}&wait=1")
                after = news["last"]
                touched = {event["chat"] for event in news["events"]}
                for shopkeeper in self.shopkeepers.values():
                    waited = time.monotonic() - shopkeeper.since
                    if shopkeeper.id in touched or news["reset"] or waited > _IMPATIENT_S:
                        self._look(shopkeeper)
        except BaseException as fault:
            self.fault = fault

    def _look(self, shopkeeper: Shopkeeper) -> None:
        screens = [m for m in self._client.messages(shopkeeper.id) if m["from"] == "bot" and m["buttons"]]
        if not screens or self._stop.is_set():
            return
        screen = screens[-1]
        shown = (screen["message_id"], screen["edited"])
        if shown == shopkeeper.seen and time.monotonic() - shopkeeper.since < _IMPATIENT_S:
            return
        shopkeeper.seen, shopkeeper.since = shown, time.monotonic()
        self._act(shopkeeper, screen)

    def _act(self, shopkeeper: Shopkeeper, screen: dict[str, Any]) -> None:
        chance = self._random.random()
        if chance < 0.03:
            self._client.send(shopkeeper.id, POISON)
            shopkeeper.done.append(Did("poison"))
        elif chance < 0.06:
            self._client.raw({"message": {"text": POISON}})
            self.malformed += 1
        code = self._choose(screen)
        for _ in range(2 if self._random.random() < 0.1 else 1):
            # Stale, because the bot may have changed the buttons since they were looked at.
            callback = self._client.tap(shopkeeper.id, screen["message_id"], code, stale=True)
            shopkeeper.done.append(Did("tap", screen["message_id"], code, callback))

    def _choose(self, screen: dict[str, Any]) -> str:
        codes = [button["data"] for row in screen["buttons"] for button in row if "data" in button]
        weights = [_VERBS.get(parse(code).verb, 0) for code in codes]
        assert any(weights), f"nothing to do on {codes}"
        return str(self._random.choices(codes, weights)[0])
