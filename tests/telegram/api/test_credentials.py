"""One refusal proves nothing: only getMe that is refused again and again ends the bot."""

import asyncio
from collections.abc import Iterator

import pytest
from telegram import User
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.telegram.api.credentials import REFUSALS, Credentials
from bot.telegram.api.failures import TokenRefused

WRONG = InvalidToken("Unauthorized")
AWAY = NetworkError("No answer")


class Telegram:
    """Answers getMe as told, then well."""

    def __init__(self, *answers: TelegramError) -> None:
        self._answers: Iterator[TelegramError] = iter(answers)
        self.asked = 0

    async def get_me(self) -> User:
        self.asked += 1
        if error := next(self._answers, None):
            raise error
        return User(1, "Bot", is_bot=True)


@pytest.mark.parametrize("before", [(), (WRONG,), (WRONG,) * (REFUSALS - 1), (WRONG, AWAY)])
async def test_a_token_that_is_known_in_the_end_is_good(before: tuple[TelegramError, ...]) -> None:
    telegram = Telegram(*before)
    await Credentials(telegram.get_me, between=0).proven()
    assert telegram.asked == len(before) + 1


@pytest.mark.parametrize("between", [(), (AWAY,)])
async def test_a_token_that_is_refused_again_and_again_is_wrong(between: tuple[TelegramError, ...]) -> None:
    telegram = Telegram(WRONG, *between, *(WRONG,) * REFUSALS)
    with pytest.raises(TokenRefused):
        await Credentials(telegram.get_me, between=0).proven()
    assert telegram.asked == REFUSALS + len(between)


async def test_nobody_asks_without_a_doubt_and_a_doubt_is_asked_about_once() -> None:
    telegram = Telegram(WRONG)
    credentials = Credentials(telegram.get_me, between=0)
    running = asyncio.create_task(credentials.run())
    await asyncio.sleep(0.05)
    assert telegram.asked == 0
    for _ in range(20):
        credentials.doubt()
        await asyncio.sleep(0.005)
    assert telegram.asked == 2
    assert not running.done()
    running.cancel()
