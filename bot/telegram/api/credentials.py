"""Whether Telegram still takes the bot's token: one refusal proves nothing, it comes with good ones too."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram import User
from telegram.error import InvalidToken, TelegramError

from bot.lib.backoff import BackOff
from bot.telegram.api.failures import TokenRefused, classify, describe

log = structlog.get_logger(__name__)

REFUSALS = 3
"""So many of getMe, one after the other, are taken for an answer."""
_BETWEEN_S = 1.0
_NOT_AGAIN_S = 10.0


class Credentials:
    """Finds out, where a call was refused as if the token were wrong, whether it is."""

    def __init__(self, get_me: Callable[[], Awaitable[User]], between: float = _BETWEEN_S) -> None:
        self._get_me = get_me
        self._between = between
        self._doubted = asyncio.Event()

    def doubt(self) -> None:
        """Note that a call was refused."""
        self._doubted.set()

    async def run(self) -> None:
        """Find out whenever there is a doubt, until cancelled. Raises TokenRefused."""
        while True:
            await self._doubted.wait()
            await self.proven()
            log.warning("call_refused_once")
            await asyncio.sleep(_NOT_AGAIN_S)
            self._doubted.clear()

    async def proven(self, *, patient: bool = True) -> User:
        """Ask until Telegram tells who the bot is; without patience only until something else fails.

        Raises TokenRefused where it said often enough that it does not know it, and TelegramError.
        """
        waits, refusals = BackOff(), 0
        while True:
            try:
                return await self._get_me()
            except InvalidToken:
                refusals += 1
                if refusals == REFUSALS:
                    raise TokenRefused from None
                await asyncio.sleep(self._between)
            except TelegramError as error:
                if not patient:
                    raise
                wait = classify(error).wait or waits.next()
                log.warning(
                    "telegram_failed", method="getMe", error=describe(error), again_in_s=round(wait, 1)
                )
                await asyncio.sleep(wait)
