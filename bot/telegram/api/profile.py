"""What Telegram shows of the bot itself: its commands and descriptions, for each language."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.lib.backoff import BackOff
from bot.telegram.api.failures import Failure, classify, describe

log = structlog.get_logger(__name__)

_FIRST_S, _LONGEST_S = 1.0, 600.0

OTHER_LANGUAGES = ""
"""The key of the profile that people with any other language see."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The commands as (name, description), and the texts before the first message and on the bot's page."""

    commands: Sequence[tuple[str, str]]
    description: str
    short_description: str


async def publish(bot: Bot, profiles: Mapping[str, Profile]) -> None:
    """Give Telegram the profiles by language code, where they differ from what it has, until it takes them.

    The bot works without; so what Telegram will never take is only logged.
    """
    waits = BackOff(_FIRST_S, _LONGEST_S)
    while True:
        try:
            for language, profile in profiles.items():
                await _publish_commands(bot, language, profile.commands)
                await _publish_texts(bot, language, profile)
        except TelegramError as error:
            failed = classify(error)
            if failed.failure not in (Failure.FLOOD, Failure.TRANSIENT):
                log.error("profile_refused", error=describe(error))  # noqa: TRY400 -- the traceback tells no more
                return
            wait = failed.wait or waits.next()
            log.warning("profile_not_published", error=describe(error), again_in_s=round(wait, 1))
            await asyncio.sleep(wait)
        else:
            return


async def _publish_commands(bot: Bot, language: str, commands: Sequence[tuple[str, str]]) -> None:
    present = await bot.get_my_commands(language_code=language)
    if [(command.command, command.description) for command in present] != list(commands):
        await bot.set_my_commands(commands, language_code=language)


async def _publish_texts(bot: Bot, language: str, profile: Profile) -> None:
    # Compared first, because Telegram allows few changes of these a day.
    if (await bot.get_my_description(language)).description != profile.description:
        await bot.set_my_description(profile.description, language)
    if (await bot.get_my_short_description(language)).short_description != profile.short_description:
        await bot.set_my_short_description(profile.short_description, language)
