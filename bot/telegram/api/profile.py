"""What Telegram shows of the bot itself: its commands and descriptions, for each language."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    InputProfilePhotoStatic,
)
from telegram.error import TelegramError

from bot.lib.backoff import BackOff
from bot.telegram.api.failures import Failure, classify, describe

log = structlog.get_logger(__name__)

Publication = Callable[[], Awaitable[None]]

_FIRST_S, _LONGEST_S = 1.0, 600.0

OTHER_LANGUAGES = ""
"""The key of the profile that people with any other language see."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The commands as (name, description), and the texts before the first message and on the bot's page."""

    commands: Sequence[tuple[str, str]]
    description: str
    short_description: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The bot's picture, and the bot whose it is."""

    bot_id: int
    jpeg: bytes


async def publish(bot: Bot, profiles: Mapping[str, Profile], picture: Picture | None = None) -> None:
    """Give Telegram the profiles by language code, where they differ from what it has, until it takes them.

    The picture is for a bot that has none: one that somebody chose stays.

    The bot works without; so what Telegram will never take is only logged. What it takes later, because it
    rations changes, holds up nothing else.
    """
    waiting: list[Publication] = [
        partial(part, bot, language, profile)
        for language, profile in profiles.items()
        for part in (_publish_commands, _publish_texts)
    ]
    if picture:
        waiting.append(partial(_publish_picture, bot, picture))
    waits = BackOff(_FIRST_S, _LONGEST_S)
    while waiting:
        late: list[Publication] = []
        longest = 0.0
        for publication in waiting:
            wait = await _try_publishing(publication)
            if wait is not None:
                late.append(publication)
                longest = max(longest, wait)
        waiting = late
        if waiting:
            wait = longest or waits.next()
            log.warning("profile_waits", count=len(waiting), again_in_s=round(wait, 1))
            await asyncio.sleep(wait)


async def _try_publishing(publication: Publication) -> float | None:
    """Try to publish a part; gives how long Telegram wants to wait, and None where it is done with."""
    try:
        await publication()
    except TelegramError as error:
        failed = classify(error)
        if failed.failure in (Failure.FLOOD, Failure.TRANSIENT):
            log.warning("profile_not_published", error=describe(error))
            return failed.wait
        log.error("profile_refused", error=describe(error))  # noqa: TRY400 -- the traceback tells no more
    return None


async def _publish_commands(bot: Bot, language: str, profile: Profile) -> None:
    """Offer the commands in private chats alone: in groups the bot does nothing."""
    private = BotCommandScopeAllPrivateChats()
    present = await bot.get_my_commands(private, language)
    if [(command.command, command.description) for command in present] != list(profile.commands):
        await bot.set_my_commands(profile.commands, private, language)
    for scope in (BotCommandScopeDefault(), BotCommandScopeAllGroupChats()):
        # As earlier releases published them, or somebody at BotFather.
        if await bot.get_my_commands(scope, language):
            await bot.delete_my_commands(scope, language)


async def _publish_picture(bot: Bot, picture: Picture) -> None:
    if not (await bot.get_user_profile_photos(picture.bot_id, limit=1)).total_count:
        await bot.set_my_profile_photo(InputProfilePhotoStatic(picture.jpeg))


async def _publish_texts(bot: Bot, language: str, profile: Profile) -> None:
    # Compared first, because Telegram allows few changes of these a day.
    if (await bot.get_my_description(language)).description != profile.description:
        await bot.set_my_description(profile.description, language)
    if (await bot.get_my_short_description(language)).short_description != profile.short_description:
        await bot.set_my_short_description(profile.short_description, language)
