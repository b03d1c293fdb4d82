"""The connection with the Bot API: the client, who the bot is, and the raw updates."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlencode

import structlog
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError

from bot.engine.incoming import FileUnreachable
from bot.lib.backoff import BackOff
from bot.telegram.api.credentials import Credentials
from bot.telegram.api.failures import classify, describe
from bot.telegram.api.request import LeanRequest
from bot.telegram.api.updates import ALLOWED, BotIdentity

log = structlog.get_logger(__name__)

POLL_S = 30
"""How long Telegram holds a poll open while there is nothing new."""

MAX_DELIVERIES = 40
"""How many updates Telegram may deliver at a time; so many that one commit can serve many chats."""

# How much later an answer to a poll may come than Telegram promised.
_SLACK_S = 10.0

_T = TypeVar("_T")


class Connection:
    """A `telegram.Bot` over a lean client, for as long as it is entered.

    `api_url` is the root of the Bot API, such as https://api.telegram.org. `hear` is told
    what time it is there.
    """

    def __init__(self, token: str, api_url: str, hear: Callable[[datetime], None] | None = None) -> None:
        root = api_url.rstrip("/")
        self._request = LeanRequest(hear, lambda: self.credentials.doubt())
        self._methods = f"{root}/bot{token}"
        # Not initialized by itself: it would make the token part of the error when Telegram refuses it.
        self.bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        self.credentials = Credentials(self.bot.get_me)

    async def __aenter__(self) -> Self:
        await self._request.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._request.shutdown()

    async def introduce(self) -> BotIdentity:
        """Ask who the bot is, until Telegram tells. Raises TokenRefused."""
        me = await self.credentials.proven()
        return BotIdentity(me.id, me.username or "")

    async def leave_webhook(self) -> None:
        """Tell Telegram to keep the updates for polling, those that wait included."""
        await _until_it_works("deleteWebhook", self.bot.delete_webhook)

    async def set_webhook(self, url: str, secret: str, certificate: bytes | None = None) -> None:
        """Have Telegram deliver the updates, those that wait too, until it does.

        Without a certificate of one's own in PEM Telegram trusts those that everybody trusts.
        """

        async def set_it() -> bool:
            return await self.bot.set_webhook(
                url,
                # Each time: without it Telegram forgets the one that it had.
                certificate=InputFile(certificate, "certificate.pem") if certificate else None,
                max_connections=MAX_DELIVERIES,
                allowed_updates=ALLOWED,
                secret_token=secret,
            )

        # What is wrong with the URL stands in the part that is left out elsewhere: nobody wrote it in a chat.
        await _until_it_works("setWebhook", set_it, lambda error: error.message[:200])

    async def webhook(self) -> str:
        """Ask where Telegram delivers, until it tells; empty where it does not."""
        return (await _until_it_works("getWebhookInfo", self.bot.get_webhook_info)).url

    async def file(self, file_id: str) -> bytes:
        """Download what somebody sent. Raises FileUnreachable."""
        try:
            found = await self.bot.get_file(file_id)
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            raise FileUnreachable(type(error).__name__) from error

    async def updates(self, offset: int | None, timeout: int = POLL_S) -> Sequence[object]:
        """Wait for updates and return them as Telegram sent them, at most a hundred.

        All below `offset` are forgotten by Telegram. Raises telegram.error.TelegramError.
        """
        fields = {"timeout": timeout, "allowed_updates": json.dumps(ALLOWED)}
        if offset is not None:
            fields["offset"] = offset
        # Not Bot.get_updates, which fails as a whole when one update is malformed.
        result = await self._request.post(
            f"{self._methods}/getUpdates?{urlencode(fields)}", read_timeout=timeout + _SLACK_S
        )
        if not isinstance(result, list):
            raise NetworkError("getUpdates returned no list")
        return result


async def _until_it_works(
    method: str, call: Callable[[], Awaitable[_T]], tell: Callable[[TelegramError], str] = describe
) -> _T:
    waits = BackOff()
    while True:
        try:
            return await call()
        except TelegramError as error:
            wait = classify(error).wait or waits.next()
            log.warning("telegram_failed", method=method, error=tell(error), again_in_s=round(wait, 1))
            await asyncio.sleep(wait)
