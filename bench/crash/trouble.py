"""What goes wrong in a drill: now this, now that, as chance has it."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

from bench.crash.engines import Engine
from bench.crash.processes import Bot
from bot.sandbox.faults import DELIVERY, Fault
from bot.sandbox.state import Sandbox

_OFTEN = 0.02
_ALWAYS: tuple[Fault, ...] = (
    Fault(kind="reset_before", probability=_OFTEN, times=None),
    Fault(kind="reset_after", probability=_OFTEN, times=None),
    Fault(kind="delay", probability=_OFTEN, times=None, seconds=0.5),
)
_CALLS: tuple[Fault, ...] = (
    *_ALWAYS,
    Fault(kind="error", probability=_OFTEN, times=None, code=502),
    Fault(kind="too_many_requests", probability=0.01, times=None, retry_after=1),
)
"""What strikes calls of the Bot API, and how often."""
_DELIVERIES = tuple(fault.model_copy(update={"method": DELIVERY}) for fault in _ALWAYS)
_HOUR = 3600
_MORE_KILLS = 4
_AT_ONCE = 0.2
"""How often trouble does not wait for a bot to be up again."""
_SILENT_S = 5.0


_CUTS: tuple[Fault, ...] = (
    Fault(kind="reset_after", method="editMessageText", probability=0.33, times=None),
    Fault(kind="error", probability=0.05, times=None, code=502),
    Fault(kind="too_many_requests", probability=0.05, times=None, retry_after=1),
)
"""What strikes calls in a drill of cuts."""


def strike_calls(sandbox: Sandbox, *, hooked: bool, cuts: bool) -> None:
    """Let calls fail from now on, and deliveries where there are any."""
    for fault in (*(_CUTS if cuts else _CALLS), *(_DELIVERIES if hooked and not cuts else ())):
        sandbox.faults.add(fault)


class Clock:
    """The clock of the bots, in a file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._base = 0.0
        self.set(0)

    def go_on(self, seconds: float) -> None:
        """Let so much time pass for good."""
        self._base += seconds
        self.set(0)

    def set(self, seconds: float) -> None:
        """Set it so much wrong."""
        # Put in place whole, for a bot may read it at any moment.
        written = self.file.with_suffix(".new")
        written.write_text(str(self._base + seconds))
        written.replace(self.file)


class Trouble:
    """Makes trouble until it is cancelled, a pause between; counts what it did.

    `said` counts what the bots said.
    """

    def __init__(
        self,
        bots: Sequence[Bot],
        engine: Engine | None,
        clock: Clock,
        said: Callable[[], int],
        pauses: tuple[float, float],
        lasting: tuple[float, float],
        seed: int,
    ) -> None:
        self.done: Counter[str] = Counter()
        self._bots = bots
        self._engine = engine
        self._clock = clock
        self._said = said
        self._pauses = pauses
        self._lasting = lasting
        self._random = random.Random(seed)  # noqa: S311 -- a drill that can be repeated
        kinds: dict[str, Callable[[], Awaitable[None]]] = {"killed": self._kill, "clock set": self._jump}
        if engine:
            kinds["database locked"] = self._lock
            kinds["database restarted" if engine.restarts else "disk full"] = (
                engine.restart if engine.restarts else self._fill
            )
        # Killing is the most of it.
        self._kinds = [*kinds.items(), *[("killed", self._kill)] * _MORE_KILLS]

    async def run(self) -> None:
        """Make trouble of each kind at least once before any chance."""
        while True:
            await self._pause()
            untried = [kind for kind in self._kinds if kind[0] not in self.done]
            name, make = self._random.choice(untried or self._kinds)
            making = asyncio.ensure_future(make())
            try:
                await asyncio.shield(making)
            finally:
                # Also where it is to end: a bot that was killed comes up, and a disk has room again.
                await making
            self.done[name] += 1

    def tried(self) -> bool:
        """Tell whether each kind was made."""
        return self.done.keys() == dict(self._kinds).keys()

    async def _pause(self) -> None:
        """Wait a while, most often until a bot said something first: one that starts needs time for it."""
        if self._random.random() > _AT_ONCE:
            before = self._said()
            with suppress(TimeoutError):
                await until(lambda: self._said() > before, _SILENT_S, "anything said")
        await asyncio.sleep(self._random.uniform(*self._pauses))

    async def _kill(self) -> None:
        await self._random.choice(self._bots).crash()

    async def _lock(self) -> None:
        if self._engine:
            await self._engine.lock(self._random.uniform(*self._lasting))

    async def _fill(self) -> None:
        for bot in self._bots:
            bot.disk_full(True)
        await asyncio.sleep(self._random.uniform(*self._lasting))
        for bot in self._bots:
            bot.disk_full(False)

    async def _jump(self) -> None:
        self._clock.set(self._random.uniform(-_HOUR, _HOUR))


async def until(met: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something is so. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not met():
        if time.monotonic() > end:
            raise TimeoutError(f"after {seconds:g} s still not: {what}")
        await asyncio.sleep(0.05)
