"""One drill: bots, a crowd and trouble, and then the verdict."""

import asyncio
import json
import pickle
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.crash.arrivals import Calls
from bench.crash.balancer import Balancer
from bench.crash.colleagues import Colleagues, invite
from bench.crash.crowd import Answers, Crowd
from bench.crash.engines import engine_of
from bench.crash.processes import Bot, environment, free_port, own_bots
from bench.crash.trouble import Clock, Trouble, strike_calls, until
from bench.crash.verdict import Course, Verdict, compared, judged
from bench.rig.lineup import OTHERS
from bench.rig.script import script
from bot.dialogue.core.speaking_hours import SUNDAY, ZONE
from bot.sandbox.server import SandboxServer
from bot.sandbox.state import TOKEN, Sandbox

_SETTLE_S = 120.0
_REMINDED_S = 300.0
_LONGEST_S = 3600.0
_PACE = 0.05
"""While no bot is up Telegram would come again ever later; a drill has less time."""
_UNTIL_DUE = 10
"""Days until all reminders are due, and no second one is."""
_MIDDAY = 13
_IN_ORDER = {0, -signal.SIGTERM}
"""A bot that has just started may be told to stop before it listens for that."""


@dataclass(frozen=True)
class Plan:
    """What is tried."""

    engine: str = "sqlite"
    hooked: bool = False
    bots: int = 1
    chats: int = 1000
    at_once: int = 100
    pauses: tuple[float, float] = (1.0, 4.0)
    """Seconds between two kinds of trouble."""
    lasting: tuple[float, float] = (0.5, 2.0)
    """Seconds that a lock lasts, or a full disk."""
    patience: float = 120.0
    """Seconds after which a shopkeeper taps again."""
    seed: int = 1
    cuts: bool = False
    """Only calls fail, and far more of them: nothing is killed, locked or set wrong."""
    plans: bool = True
    """They go on after the result until reminders are agreed to, and are reminded."""


@dataclass
class Drill:
    """What was tried, what happened, and what became of it."""

    plan: Plan
    database: str
    seconds: float
    trouble: Counter[str]
    struck: Counter[str]
    said: Counter[str]
    verdict: Verdict
    reminded_s: float = 0.0


async def drill(plan: Plan) -> Drill:
    """Try our bot. Raises TimeoutError where it does not get to an end."""
    with engine_of(plan.engine) as engine:
        async with _stage(plan) as stage:
            await stage.open(engine.url)
            trouble = Trouble(
                stage.bots, engine, stage.clock, stage.sayings, plan.pauses, plan.lasting, plan.seed
            )
            began = time.monotonic()
            stop = asyncio.Event()
            others = Colleagues(stage.sandbox, plan.patience, plan.seed) if engine.restarts else None
            if others:
                await invite(engine.url)
            working = asyncio.create_task(others.run(stop) if others else stop.wait())
            strike_calls(stage.sandbox, hooked=plan.hooked, cuts=plan.cuts)
            making = asyncio.create_task(asyncio.Event().wait() if plan.cuts else trouble.run())
            try:
                await _beside(making, stage.crowd.run(), _LONGEST_S)
                stop.set()
                await _beside(making, _through(working), _LONGEST_S)
                # Whatever was said comes before the reminder, as it does in the replay.
                tried = until(
                    lambda: (plan.cuts or trouble.tried()) and not stage.sandbox.updates.pending,
                    _LONGEST_S,
                    "each kind of trouble made, and no update waits",
                )
                await _beside(making, tried, _LONGEST_S)
                stage.clock.go_on(_until_reminders(datetime.now(UTC)).total_seconds())
                reminding = time.monotonic()
                if not plan.cuts:
                    # A bot looks for what is due when it starts, and every half minute.
                    await stage.bots[0].crash()
                await _beside(making, until(stage.all_reminded, _REMINDED_S, "all reminded"), _REMINDED_S + 1)
                reminded = time.monotonic() - reminding
            finally:
                for task in (making, working):
                    task.cancel()
                await asyncio.gather(making, working, return_exceptions=True)
            stage.sandbox.faults.clear()
            await until(lambda: not stage.sandbox.updates.pending, _SETTLE_S, "no update waits")
            await until(lambda: not engine.rows("SELECT 1 FROM replies LIMIT 1"), _SETTLE_S, "no reply waits")
            statuses = {await bot.stop() for bot in stage.bots} - _IN_ORDER
            seconds = time.monotonic() - began
            kills = sorted(at for bot in stage.bots for at in bot.kills)
            restored = stage.said()["screen_restored"]
            course = Course(kills, others.updates if others else 0, restored)
            verdict = judged(stage.sandbox, stage.calls, stage.crowd, engine, course)
            if others:
                verdict.read = others.read
                verdict.again += others.late
                verdict.wrong += [
                    f"did not come to an advisor or its shop: {what}" for what in others.missing
                ]
            if statuses:
                verdict.wrong.append(f"a bot that was told to stop ended with {statuses}: {stage.tails()}")
            return Drill(
                plan, engine.version(), seconds, trouble.done, stage.struck(), stage.said(), verdict, reminded
            )


async def plain_drill(plan: Plan, python: str = sys.executable) -> Drill:
    """Try the same questions on python-telegram-bot as it comes, which keeps a pickle."""
    async with _stage(plan) as stage:
        state = stage.clock.file.parent / "state"
        words = state.with_name("script.json")
        words.write_text(json.dumps(await script()))
        shared = {
            "BENCH_API": stage.api,
            "BENCH_TOKEN": TOKEN,
            "BENCH_STATE": str(state),
            "BENCH_SCRIPT": str(words),
        }
        bot = Bot((python, str(OTHERS / "ptb.py")), environment(**shared), state.parent)
        stage.bots = [bot]
        await bot.start()
        trouble = Trouble(stage.bots, None, stage.clock, stage.sayings, plan.pauses, plan.lasting, plan.seed)
        began = time.monotonic()
        strike_calls(stage.sandbox, hooked=False, cuts=False)
        making = asyncio.create_task(trouble.run())
        try:
            await _beside(making, stage.crowd.run(), _LONGEST_S)
        finally:
            making.cancel()
            await asyncio.gather(making, return_exceptions=True)
        stage.sandbox.faults.clear()
        await until(lambda: not stage.sandbox.updates.pending, _SETTLE_S, "no update waits")
        await bot.stop()
        verdict = Verdict()
        compared(verdict, stage.crowd, _pickled(state))
        seconds = time.monotonic() - began
        return Drill(plan, "a pickle", seconds, trouble.done, stage.struck(), stage.said(), verdict)


def _pickled(state: Path) -> dict[int, Answers]:
    """Read what python-telegram-bot kept."""
    if not state.exists():
        return {}
    kept = pickle.loads(state.read_bytes())  # noqa: S301 -- the bot of this drill wrote it
    return {chat: data["state"]["given"] for chat, data in kept["user_data"].items() if "state" in data}


class _Stage:
    """The sandbox with its people, and the bots."""

    def __init__(self, plan: Plan, server: SandboxServer, folder: Path, stack: AsyncExitStack) -> None:
        self.plan = plan
        self.sandbox = server.sandbox
        self.calls = self.sandbox.calls = Calls()
        self.api = server.url
        self.clock = Clock(folder / "clock")
        self.bots: list[Bot] = []
        self.crowd = Crowd(self.sandbox, plan.chats, plan.at_once, plan.patience, plan.seed, plans=plan.plans)
        self._stack = stack

    async def open(self, database: str) -> None:
        """Start our bots, with a balancer before them where updates are delivered."""
        hook, ports = None, [free_port() for _ in range(self.plan.bots)]
        if self.plan.hooked:
            balancer = Balancer(ports)
            hook = f"http://127.0.0.1:{await balancer.start()}/hook"
            self._stack.push_async_callback(balancer.close)
        self.bots = own_bots(self.plan.bots, self.api, TOKEN, database, self.clock.file, hook, ports)
        for bot in self.bots:
            await bot.start()

    def all_reminded(self) -> bool:
        """Tell whether everybody who went through was asked how it went."""
        screens = (self.crowd.screen(one) for one in self.crowd.shopkeepers.values() if one.finished)
        return all(screen and "reminded:" in str(screen.keyboard) for screen in screens)

    def sayings(self) -> int:
        """Count the calls with which the bots said anything."""
        return self.calls.sayings

    def struck(self) -> Counter[str]:
        """Count the calls that failed on purpose, by how."""
        return self.calls.struck

    def said(self) -> Counter[str]:
        """Count what the bots logged, of warnings and worse, and how often one ended by itself."""
        ended = Counter({"(ended by itself)": sum(bot.ended for bot in self.bots)})
        return +sum((bot.said for bot in self.bots), ended)

    def tails(self) -> list[str]:
        """Give what the bots wrote last that is no log."""
        return [line for bot in self.bots for line in bot.tail]


@asynccontextmanager
async def _stage(plan: Plan) -> AsyncIterator[_Stage]:
    sandbox = Sandbox(people=())
    sandbox.hook.pace = _PACE
    # A thousand people answer in minutes what takes days elsewhere.
    sandbox.flood.on = False
    server = SandboxServer(sandbox=sandbox)
    await server.start()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stage = _Stage(plan, server, Path(folder), stack)
        try:
            yield stage
        finally:
            for bot in stage.bots:
                await bot.kill()


async def _through(working: asyncio.Task[Any]) -> None:
    await working


async def _beside(making: asyncio.Task[Any], work: Coroutine[Any, Any, None], seconds: float) -> None:
    """Do something while trouble is made. Raises TimeoutError, and whatever stopped the trouble."""
    working = asyncio.create_task(work)
    try:
        await asyncio.wait({making, working}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if making.done():
            making.result()
        if not working.done():
            raise TimeoutError(f"not done after {seconds:g} s")
        working.result()
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def _until_reminders(now: datetime) -> timedelta:
    """Tell how much time is to pass until all reminders may be sent, with an hour to spare on both sides."""
    then = now.astimezone(ZONE) + timedelta(days=_UNTIL_DUE)
    then = then.replace(hour=_MIDDAY, minute=0)
    return then + timedelta(days=then.weekday() == SUNDAY) - now
