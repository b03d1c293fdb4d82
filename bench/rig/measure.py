"""One run: a contender and the fake, each on a core of its own."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bench.rig.lineup import ROOT, Contender

_TICK = os.sysconf("SC_CLK_TCK")
_SETTLE_S = 0.2
"""What is done after the last answer, such as noting it, counts too."""
_STOP_S = 10.0

Prepare = Callable[[Path], None]


class RunFailed(Exception):
    """A run came to no end; the text says what the contender said last."""


@dataclass(frozen=True)
class Load:
    """How many people at once, and how many altogether or for how long."""

    at_once: int
    users: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Result:
    """What a run came to."""

    updates: int
    finished: int
    cpu_ms: float
    """Of the contender, an update."""
    p50_ms: float
    p99_ms: float
    rss_mb: float
    start_s: float
    """From its start to its first answer."""
    wall_rate: float
    """Updates a second as they came, with the fake on another core."""
    fake_cpu_ms: float
    calls: Mapping[str, int]

    @property
    def rate(self) -> float:
        """Updates a second that one core could do."""
        return 1000 / self.cpu_ms


def run(
    contender: Contender,
    load: Load,
    script: str,
    prepare: Prepare | None = None,
    warm: Callable[[int], None] = lambda _pid: None,
) -> Result:
    """Let a contender answer the people; `warm` is told its process before it counts. Raises RunFailed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "script.json").write_text(script)
        if prepare:
            prepare(folder)
        with _fake(load) as fake, (folder / "log").open("wb+") as log:
            return _measured(contender, folder, fake, log, warm)


def _measured(
    contender: Contender,
    folder: Path,
    fake: "subprocess.Popen[str]",
    log: IO[bytes],
    warm: Callable[[int], None],
) -> Result:
    env = contender.env(f"http://127.0.0.1:{_told(fake)['port']}", folder)
    started = time.monotonic()
    with on_core(0):
        bot = subprocess.Popen(  # noqa: S603 -- our own
            contender.command, cwd=folder, env={**os.environ, **env}, stdout=log, stderr=log
        )
    try:
        answered = _told(fake)["answered"]
        _told(fake)
        warm(bot.pid)
        before = cpu_s(bot.pid)
        _go(fake)
        played = _told(fake)
        time.sleep(_SETTLE_S)
        cpu, rss = cpu_s(bot.pid) - before, _peak_mb(bot.pid)
        _go(fake)
    except (RunFailed, OSError) as fault:
        log.seek(0)
        said = log.read()[-2000:].decode(errors="replace")
        raise RunFailed(f"{contender.name}: {fault}\n{said}") from fault
    finally:
        _stop(bot)
    updates = played["updates"]
    return Result(
        updates=updates,
        finished=played["finished"],
        cpu_ms=1000 * cpu / updates,
        p50_ms=1000 * played["p50"],
        p99_ms=1000 * played["p99"],
        rss_mb=rss,
        start_s=answered - started,
        wall_rate=updates / played["seconds"],
        fake_cpu_ms=1000 * played["fake_cpu"] / updates,
        calls=played["calls"],
    )


@contextmanager
def _fake(load: Load) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-m", "bench.rig.fake", "--at-once", str(load.at_once)]
    for option, value in (("--users", load.users), ("--seconds", load.seconds)):
        command += [] if value is None else [option, str(value)]
    with on_core(-1):
        fake = subprocess.Popen(  # noqa: S603 -- our own
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
    try:
        yield fake
    finally:
        _stop(fake)
        for pipe in (fake.stdin, fake.stdout):
            if pipe:
                pipe.close()


def _told(fake: "subprocess.Popen[str]") -> dict[str, Any]:
    line = fake.stdout.readline() if fake.stdout else ""
    if not line:
        raise RunFailed("the fake ended")
    told: dict[str, Any] = json.loads(line)
    if "stuck" in told:
        raise RunFailed(f"no answer came any more: {told['stuck']}")
    return told


def _go(fake: "subprocess.Popen[str]") -> None:
    if fake.stdin:
        fake.stdin.write("go\n")
        fake.stdin.flush()


def _stop(process: "subprocess.Popen[Any]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def on_core(place: int) -> Iterator[None]:
    """Let what is started meanwhile run on one core only."""
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(mine)[place]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, mine)


def cpu_s(pid: int) -> float:
    """Give the user and system time of a process, its threads and the children it waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICK


def _peak_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RunFailed("the peak of the memory is not told")
