"""The people: so many at once, each tapping on as soon as the answer came."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.rig import wire
from bench.rig.player import VARIANTS, next_tap

_FIRST_CHAT = 2_000_000_000
_KNOWN = 20_000
_USER = b'{"id":%d,"is_bot":false,"first_name":"Sam","language_code":"nl"}'
_CHAT = b'{"id":%d,"type":"private","first_name":"Sam"}'
_START = (
    b'{"update_id":%d,"message":{"message_id":1,"date":%d,"chat":' + _CHAT + b',"from":' + _USER + b","
    b'"text":"/start","entities":[{"type":"bot_command","offset":0,"length":6}]}}'
)
_TAP = (
    b'{"update_id":%d,"callback_query":{"id":"%d","from":' + _USER + b',"chat_instance":"1","message":'
    b'{"message_id":%d,"date":%d,"chat":' + _CHAT + b',"from":{"id":7000000,"is_bot":true,'
    b'"first_name":"Bench","username":"bench_bot"},"text":"x"},"data":"%b"}}'
)


@dataclass(slots=True)
class _Shopkeeper:
    variant: int
    read: int = 0
    sent: float = 0.0
    """When the last update was sent; 0 while no answer is waited for."""


@dataclass(slots=True)
class Played:
    """What a stretch of play came to."""

    began: float = field(default_factory=time.monotonic)
    lasted: float = 0.0
    finished: int = 0
    latencies: list[float] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)


class Play:
    """Lets people come, tap and go. `offer` takes each update with its number; `over` tells the end."""

    def __init__(self, offer: Callable[[int, bytes], None], over: Callable[[], None]) -> None:
        self._offer = offer
        self._over = over
        self._people: dict[int, _Shopkeeper] = {}
        self._known: dict[tuple[int, int, bytes], tuple[bytes | None, int]] = {}
        # Others in each run: a database may know those of the runs before.
        self._update = int(time.time() * 10_000) % 10**9
        self._came = _FIRST_CHAT + int(time.time() * 10_000)
        self._to_come = 0
        self._until = 0.0
        self.played = Played()

    def begin(self, at_once: int, users: int | None, seconds: float | None) -> None:
        """Let people come: so many altogether, or for so long."""
        self.played = Played()
        self._to_come = 10**9 if users is None else users
        self._until = float("inf") if seconds is None else self.played.began + seconds
        self._people.clear()
        for _ in range(min(at_once, self._to_come)):
            self._come()

    def come(self) -> None:
        """Let one more come."""
        self._to_come += 1
        self._come()

    def sent(self, chat_id: int) -> None:
        """Note that what somebody did goes out only now."""
        self._people[chat_id].sent = time.monotonic()

    def screen(self, chat_id: int, message_id: int, cut: bytes) -> None:
        """Show a screen to whom it was sent, and let them tap."""
        person = self._people.get(chat_id)
        if person is None or not person.sent:
            return
        now = time.monotonic()
        self.played.latencies.append(now - person.sent)
        person.sent = 0.0
        code, person.read = self._choice(person, cut)
        if code is None:
            self.played.finished += 1
        elif now < self._until:
            self._tap(chat_id, person, message_id, code)
            return
        del self._people[chat_id]
        if self._to_come and now < self._until:
            self._come()
        if not self._people:
            self.played.lasted = now - self.played.began
            self._over()

    def _choice(self, person: _Shopkeeper, cut: bytes) -> tuple[bytes | None, int]:
        key = (person.variant, person.read, cut)
        choice = self._known.get(key)
        if choice is None:
            code, read = next_tap(person.variant, person.read, wire.codes(cut))
            choice = (None if code is None else code.encode(), read)
            if len(self._known) < _KNOWN:
                self._known[key] = choice
        return choice

    def _come(self) -> None:
        self._to_come -= 1
        self._came += 1
        chat_id = self._came
        person = self._people[chat_id] = _Shopkeeper(self._came % VARIANTS)
        self._update += 1
        person.sent = time.monotonic()
        self._offer(self._update, _START % (self._update, int(time.time()), chat_id, chat_id))

    def _tap(self, chat_id: int, person: _Shopkeeper, message_id: int, code: bytes) -> None:
        self._update += 1
        number, now = self._update, int(time.time())
        person.sent = time.monotonic()
        self._offer(number, _TAP % (number, number, chat_id, message_id, now, chat_id, code))
