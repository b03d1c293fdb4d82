"""Many updates a second by webhook, for minutes: how long each takes, and how the bot's memory grows."""

import argparse
import asyncio
import os
import platform
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.rig import wire
from bench.rig.fake import Fake
from bench.rig.lineup import HOOKED, ROOT
from bench.rig.machine import processor
from bench.rig.measure import cpu_s, on_core

_TICK_S = 0.005
_THINKING_S = (1.0, 5.0)
_STARTING_S = 30.0
_SAMPLE_S = 10.0
_PARTS = (("half within", 0.5), ("99 of 100 within", 0.99), ("the slowest", 1.0))
_METHOD = """\
People come as often as it takes to keep the rate; each thinks one to five seconds between two taps, and
goes through the questionnaire as in `make bench`. A fake Bot API delivers on forty connections, from a core
of its own; the bot has the other core. What is *handled* is committed: measured from the delivery to its
acknowledgement. *On screen* is from the tap to the screen that it leads to. Each who finishes gets a
picture of their own, drawn in the time that answering leaves over; what they tap next is shown after it.
"""
_FLOODER = 7
_FLOOD = (
    b'{"update_id":%d,"message":{"message_id":1,"date":%d,"chat":{"id":%d,"type":"private"},'
    b'"from":{"id":%d,"is_bot":false,"first_name":"Sam"},"text":"flood"}}'
)
_FLOOD_END = b'"text":"flood"}}'
_FLOOD_IDS = 1_500_000_000


@dataclass
class Stretch:
    """What was measured for a while."""

    name: str
    handled: list[float] = field(default_factory=list)
    """Seconds from a delivery to its acknowledgement."""
    flooded: int = 0
    """Updates of the one who floods."""
    again: int = 0
    """Deliveries that were refused for the moment."""
    pictures: int = 0
    """Pictures that reached their chat."""
    shown: Sequence[float] = ()
    """Seconds from a tap to the screen that it leads to."""
    memory: list[float] = field(default_factory=list)
    """Megabytes that the bot holds, every ten seconds."""
    cpu: float = 0.0
    """How much of a core the bot used."""


class Load(Fake):
    """The fake Bot API; its people think before they tap, and so many come that the rate is kept."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.stretch = Stretch("")
        self.flood = 0.0
        self._rate = rate
        self.play.begin(0, 0, None)
        self._ready: deque[tuple[int, bytes]] = deque()
        self._under_way: dict[wire.Delivery, tuple[float, bytes]] = {}
        self._random = random.Random(1)  # noqa: S311 -- a load that can be repeated
        self._flooded = _FLOOD_IDS + int(time.time()) % 10**8

    async def keep(self, seconds: float) -> None:
        """Deliver at the rate for so long."""
        until = time.monotonic() + seconds
        owed = flood = 0.0
        last = time.monotonic()
        while (now := time.monotonic()) < until:
            owed += (now - last) * self._rate
            flood += (now - last) * self.flood
            last = now
            for _ in range(int(owed)):
                self._go_on()
            for _ in range(int(flood)):
                self._flooded += 1
                super()._offer(self._flooded, _FLOOD % (self._flooded, int(time.time()), _FLOODER, _FLOODER))
            owed, flood = owed % 1, flood % 1
            await asyncio.sleep(_TICK_S)

    def _go_on(self) -> None:
        if not self._ready:
            self.play.come()
            return
        number, update = self._ready.popleft()
        self.play.sent(wire.sender_id(update))
        super()._offer(number, update)

    def _offer(self, number: int, update: bytes) -> None:
        if b'"/start"' in update:
            super()._offer(number, update)
        else:
            self._loop.call_later(self._random.uniform(*_THINKING_S), self._ready.append, (number, update))

    def _deliver(self) -> None:
        while self._idle and self._waiting:
            delivery, (_, update) = self._idle.pop(), self._waiting.popleft()
            self._under_way[delivery] = (time.monotonic(), update)
            delivery.deliver(update)

    def _delivered(self, delivery: wire.Delivery, status: int, body: bytes) -> None:
        since, update = self._under_way.pop(delivery)
        if status != 200:
            self.stretch.again += 1
            self._waiting.append((0, update))
        elif update.endswith(_FLOOD_END):
            self.stretch.flooded += 1
        else:
            self.stretch.handled.append(time.monotonic() - since)
        super()._delivered(delivery, 200, body)


async def measured(options: argparse.Namespace, folder: Path) -> list[Stretch]:
    """Let people come, first alone, and then beside one who floods."""
    loop = asyncio.get_running_loop()
    load = Load(options.rate)
    server = await loop.create_server(lambda: wire.Connection(load.call, load.lost), "127.0.0.1", 0)
    env = HOOKED.env(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", folder)
    with on_core(0), (folder / "log").open("wb") as log:
        bot = await asyncio.create_subprocess_exec(
            *HOOKED.command, cwd=folder, env={**os.environ, **env}, stdout=log, stderr=log
        )
    try:
        async with asyncio.timeout(_STARTING_S):
            await load.reached.wait()
        # Slowly, so that what is made for the first one who types is made.
        load.flood = 1
        await load.keep(options.warm)
        load.flood = 0
        half = options.minutes * 60 / 2
        calm = await _stretch(load, bot.pid, "calm", half)
        load.flood = options.flood
        return [calm, await _stretch(load, bot.pid, "beside a flood", half)]
    finally:
        # What it logged comes first: where it ended by itself, that says why.
        sys.stderr.write((folder / "log").read_text()[-2000:])
        if bot.returncode is None:
            bot.terminate()
        await bot.wait()
        server.close()


async def _stretch(load: Load, pid: int, name: str, seconds: float) -> Stretch:
    load.stretch = Stretch(name)
    load.play.played.latencies = []
    load.play.played.calls.clear()
    sampling = asyncio.create_task(_sampled(load.stretch, pid))
    before, began = cpu_s(pid), time.monotonic()
    await load.keep(seconds)
    sampling.cancel()
    load.stretch.cpu = (cpu_s(pid) - before) / (time.monotonic() - began)
    load.stretch.shown = load.play.played.latencies
    load.stretch.pictures = sum(
        load.play.played.calls.get(call, 0) for call in ("sendPhoto", "editMessageMedia")
    )
    return load.stretch


async def _sampled(stretch: Stretch, pid: int) -> None:
    while True:
        status = Path(f"/proc/{pid}/status").read_text()
        (kilobytes,) = (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
        stretch.memory.append(kilobytes / 1024)
        await asyncio.sleep(_SAMPLE_S)


def page(options: argparse.Namespace, stretches: Sequence[Stretch]) -> str:
    """Write the page in Markdown."""
    head = (
        "# Results of `make load`\n\n"
        f"Made on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {processor()}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.release()}; Python {platform.python_version()}. "
        f"After {options.warm:g} seconds to warm up {options.rate:g} updates a second by "
        f"webhook for {options.minutes:g} minutes; in the second half one "
        f"chat sends {options.flood:g} a second more.\n\n"
    )
    rows = [("", *(stretch.name for stretch in stretches)), ("---", *("--:" for _ in stretches))]
    rows += [
        ("updates", *(f"{len(one.handled):,}" for one in stretches)),
        ("of the flood, beside", *(f"{one.flooded:,}" for one in stretches)),
        ("deliveries refused for the moment", *(f"{one.again:,}" for one in stretches)),
        *((f"handled: {name}", *(_ms(one.handled, part) for one in stretches)) for name, part in _PARTS),
        *((f"on screen: {name}", *(_ms(one.shown, part) for one in stretches)) for name, part in _PARTS),
        ("pictures drawn and sent", *(f"{one.pictures:,}" for one in stretches)),
        ("CPU of the bot, of one core", *(f"{one.cpu:.0%}" for one in stretches)),
        ("memory at the start", *(f"{one.memory[0]:.1f} MB" for one in stretches)),
        ("half way", *(f"{one.memory[len(one.memory) // 2]:.1f} MB" for one in stretches)),
        ("at the end", *(f"{one.memory[-1]:.1f} MB" for one in stretches)),
    ]
    return head + "\n".join(f"| {' | '.join(row)} |" for row in rows) + f"\n\n{_METHOD}"


def _ms(seconds: Sequence[float], part: float) -> str:
    return f"{1000 * sorted(seconds)[min(int(len(seconds) * part), len(seconds) - 1)]:.1f} ms"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long, 10 by default")
    parser.add_argument("--warm", type=float, default=20.0, help="seconds before, 20 by default")
    parser.add_argument("--rate", type=float, default=200.0, help="updates a second, 200 by default")
    parser.add_argument("--flood", type=float, default=100.0, help="of one user beside, 100 by default")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "LOAD.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, on_core(-1):
        written = page(options, asyncio.run(measured(options, Path(name))))
    options.results.write_text(written)
    print(written)  # noqa: T201 -- what came of it


if __name__ == "__main__":
    main()
