"""What Telegram knows of the bot, asked once."""

from dataclasses import dataclass
from datetime import datetime

from telegram.error import TelegramError

from bot.telegram.api.connection import Connection
from bot.telegram.api.failures import TokenRefused, describe


class NoAnswer(Exception):
    """Telegram does not tell; the text says why."""


@dataclass(frozen=True, slots=True)
class WebhookState:
    """How deliveries go, as Telegram sees it."""

    url: str
    pending: int
    failed_at: datetime | None
    failure: str
    own_certificate: bool
    """Whether a certificate was uploaded for it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Who the bot is, and how its updates go."""

    username: str
    webhook: WebhookState


async def ask(token: str, api_url: str) -> Answers:
    """Ask Telegram who the bot is and how its webhook does. Raises NoAnswer."""
    async with Connection(token, api_url) as connection:
        try:
            me = await connection.credentials.proven(patient=False)
            seen = await connection.bot.get_webhook_info()
        except TokenRefused as refused:
            raise NoAnswer(str(refused)) from None
        except TelegramError as error:
            raise NoAnswer(f"Telegram does not answer: {describe(error)}") from None
    state = WebhookState(
        seen.url,
        seen.pending_update_count,
        seen.last_error_date,
        seen.last_error_message or "",
        seen.has_custom_certificate,
    )
    return Answers(me.username or "", state)
