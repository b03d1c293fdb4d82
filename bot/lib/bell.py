"""A service that looks from time to time is woken where there is something to see."""

import asyncio


class Bell:
    """Rung by others, and waited for by one; what is rung while nobody waits is heard at the next wait."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake who waits."""
        self._rung.set()

    async def wait(self, longest: float) -> None:
        """Wait until it is rung, for so many seconds at most."""
        try:
            await asyncio.wait_for(self._rung.wait(), longest)
        except TimeoutError:
            return
        self._rung.clear()
