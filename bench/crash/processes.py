"""The bots of the drill as processes, which are killed and started again."""

import asyncio
import json
import os
import resource
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.crash.colleagues import ADMIN
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
ORGANISATION, CONTACT = "Bakkersvereniging", "privacy@example.org"

_QUIET = ("debug", "info")
_STOP_S = 20.0
_MESSAGES_PER_SECOND = 30
_READ_S = 2.0
_RESTART_S = 1.0


def environment(**settings: str) -> dict[str, str]:
    """Give this process's environment, with these settings and no others."""
    own = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in own}
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return kept | {"PYTHONPATH": path} | settings


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@dataclass
class Bot:
    """One bot, through all its lives."""

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    kills: list[float] = field(default_factory=list)
    """When it was killed."""
    said: Counter[str] = field(default_factory=Counter)
    """How often it logged what, of warnings and worse."""
    tail: list[str] = field(default_factory=list)
    """The last it wrote that is no log line."""
    ended: int = 0
    """How often it ended by itself."""
    _crashing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _process: asyncio.subprocess.Process | None = None
    _minding: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start it, and start it again where it ends by itself, as a service manager does."""
        await self._start()
        self._minding = asyncio.create_task(self._mind())

    async def kill(self) -> None:
        """Kill it in the middle of whatever it does."""
        await self._end(signal.SIGKILL)
        self.kills.append(time.monotonic())

    async def crash(self) -> None:
        """Kill it, and start it again."""
        async with self._crashing:
            await self.kill()
            await self.start()

    async def stop(self) -> int:
        """Ask it to end, and tell with which status it did."""
        return await self._end(signal.SIGTERM)

    def disk_full(self, full: bool) -> None:
        """Let no file grow that it writes to, or any."""
        if self._process and self._process.returncode is None:
            _, most = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (0 if full else most, most))

    async def _start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=self.folder,
            env=self.environment,
            stdout=asyncio.subprocess.DEVNULL,
            # Not to a file, which could not grow on a full disk.
            stderr=asyncio.subprocess.PIPE,
            limit=1 << 20,
        )

    async def _mind(self) -> None:
        while self._process:
            await self._read(self._process)
            await self._process.wait()
            self.ended += 1
            await asyncio.sleep(_RESTART_S)
            await self._start()

    async def _end(self, how: signal.Signals) -> int:
        if self._process is None or self._minding is None:
            return 0
        self._minding.cancel()
        await asyncio.gather(self._minding, return_exceptions=True)
        process, self._process, self._minding = self._process, None, None
        if process.returncode is None:
            process.send_signal(how)
        reading = asyncio.create_task(self._read(process))
        async with asyncio.timeout(_STOP_S):
            status = await process.wait()
        # A child of it may still hold the other end.
        await asyncio.wait({reading}, timeout=_READ_S)
        reading.cancel()
        return status

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        while process.stderr and (line := await process.stderr.readline()):
            try:
                entry = json.loads(line)
                if entry["level"] not in _QUIET:
                    # What libraries say is a sentence, each time another.
                    self.said[entry["event"] if entry["event"].isidentifier() else entry["logger"]] += 1
            except (ValueError, KeyError, TypeError):
                self.tail = [*self.tail[-29:], line.decode(errors="replace").rstrip()]


def own_bots(
    count: int, api: str, token: str, database: str, clock: Path, hook: str | None, ports: Sequence[int]
) -> list[Bot]:
    """Make bots of ours on one database; with `hook` each takes its deliveries on a port of its own."""
    shared = {
        "TELEGRAM_TOKEN": token,
        "TELEGRAM_API_URL": api,
        "DATABASE_URL": database,
        "ORGANISATION": ORGANISATION,
        "PRIVACY_CONTACT": CONTACT,
        "ORGANISATION_KVK": "12345678",
        # Telegram's limit, divided among them.
        "MESSAGES_PER_SECOND": str(max(2, _MESSAGES_PER_SECOND // count)),
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "info",
        "DRILL_CLOCK": str(clock),
        "ADMIN_IDS": str(ADMIN),
    }
    if hook:
        shared |= {"WEBHOOK_URL": hook, "WEBHOOK_SECRET": "drill-secret-0123456789"}
    return [
        Bot(
            (sys.executable, "-m", "bench.crash.bot", "run"),
            environment(**shared, **({"HTTP_LISTEN": f"127.0.0.1:{ports[place]}"} if hook else {})),
            clock.parent,
        )
        for place in range(count)
    ]
