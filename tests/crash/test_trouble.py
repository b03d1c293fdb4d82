"""The end of trouble: nothing stays broken."""

import asyncio
from pathlib import Path

from bench.crash.processes import Bot
from bench.crash.trouble import Clock, Trouble


class Killed(Bot):
    """A bot whose killing takes a while."""

    def __init__(self, folder: Path) -> None:
        super().__init__((), {}, folder)
        self.up = True

    async def crash(self) -> None:
        self.up = False
        await asyncio.sleep(0.05)
        self.up = True


async def test_a_bot_that_is_being_killed_when_trouble_ends_comes_up_again(tmp_path: Path) -> None:
    bot = Killed(tmp_path)
    said = iter(range(10**6))
    trouble = Trouble([bot], None, Clock(tmp_path / "clock"), lambda: next(said), (0, 0), (0, 0), 1)
    making = asyncio.create_task(trouble.run())
    while bot.up:
        await asyncio.sleep(0)
    making.cancel()
    await asyncio.gather(making, return_exceptions=True)
    assert bot.up
