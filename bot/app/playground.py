"""What a bot on a sandbox has, and a bot in service never."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.lib.movable_clock import MovableClock


@dataclass(frozen=True, slots=True)
class Playground:
    """A clock that can be set on, links that lead to the sandbox, and an end that its page can ask for."""

    clock: MovableClock
    links: str
    """Where links to the bot lead, in the place of Telegram's own address."""
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    """Set, it ends the bot as a signal does."""

    def wake_when_set(self, *wakes: Callable[[], None]) -> None:
        """Have services woken each time that the clock is set on."""
        for wake in wakes:
            self.clock.when_set(wake)
