"""The link with which the first administrator comes in: shown to whoever starts the bot, and never logged."""

import asyncio
import os
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO

import structlog

from bot.engine.worker import new_nonce
from bot.lib.clock import utc_now
from bot.lib.links import ADMIN, bot_link, code_link
from bot.storage.access.admins import CODE_LASTS
from bot.storage.chats.records import StorageFault
from bot.storage.database import Storage
from bot.telegram.api.updates import BotIdentity

log = structlog.get_logger(__name__)

CLAIM_FILE = Path("claim-link.txt")
_EVERY_S = 30.0


class Claiming:
    """Offers the link once, on the terminal or else in a file, and removes the file when it is of no use."""

    def __init__(
        self,
        storage: Storage,
        bot: BotIdentity,
        clock: Callable[[], datetime] = utc_now,
        file: Path = CLAIM_FILE,
    ) -> None:
        self._storage = storage
        self._bot = bot
        self._clock = clock
        self._file = file

    async def begin(self, admin_ids: Collection[int]) -> None:
        """Note who stands in the settings; where nobody does, offer once how the first one comes in."""
        code = new_nonce()
        try:
            await self._storage.run(lambda unit: unit.admins.keep_ids(self._bot.id, admin_ids))
            offered = not admin_ids and await self._storage.run(
                lambda unit: unit.admins.first_claim(self._bot.id, code, self._clock())
            )
        except StorageFault as fault:
            log.warning("admins_not_noted", fault=str(fault))
            return
        if offered:
            self._offer(claim_link(self._bot.username, code))

    async def keep(self) -> None:
        """Remove the file once its link was used, replaced or expired, and then end."""
        while code := self._code():
            with suppress(StorageFault):
                if not await self._storage.run(
                    lambda unit: unit.admins.open_code(self._bot.id, code, self._clock())
                ):
                    self._file.unlink(missing_ok=True)
                    log.info("claim_link_removed", file=str(self._file.resolve()))
                    return
            await asyncio.sleep(_EVERY_S)

    async def _is_good(self, code: str) -> bool | None:
        return await self._storage.run(lambda unit: unit.admins.open_code(self._bot.id, code, self._clock()))

    def _offer(self, link: str) -> None:
        if terminal := _terminal():
            terminal.write(
                f"Who opens this link first, within {CODE_LASTS.days} days, is administrator:\n{link}\n"
            )
            terminal.flush()
            return
        try:
            self._file.unlink(missing_ok=True)
            # Made anew and for its owner alone, so that nobody else has it open, or has put it there.
            made = os.open(self._file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(made, "w") as file:
                file.write(f"{link}\n")
        except OSError as fault:
            log.warning("claim_link_not_written", error=fault.strerror, do="winkelpeil admin claim")
        else:
            log.info("claim_link_written", file=str(self._file.resolve()), days=CODE_LASTS.days)

    def _code(self) -> str:
        """Read the code of this bot's link in the file; empty where there is none."""
        try:
            written = self._file.read_text()
        except (OSError, UnicodeDecodeError):
            return ""
        link, own = written.strip(), claim_link(self._bot.username, "")
        return link.removeprefix(own) if link.startswith(own) else ""


def claim_link(username: str, code: str) -> str:
    """Write a link with which somebody becomes an administrator."""
    return code_link(bot_link(username), ADMIN, code)


def _terminal() -> TextIO | None:
    """Give the terminal that somebody looks at; None where the bot runs as a service."""
    return next((one for one in (sys.stderr, sys.stdout) if one.isatty()), None)
