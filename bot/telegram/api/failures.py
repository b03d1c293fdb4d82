"""What a failed call means, and so what to do with the reply."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError


class TokenRefused(Exception):
    """Telegram does not accept the bot's token (any more)."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses TELEGRAM_TOKEN: take the present one from @BotFather")


class Failure(Enum):
    DONE = auto()
    """It was already so: as good as sent."""
    GONE = auto()
    """The message to edit is not there any more, too old to edit, or a picture by now."""
    EXPIRED = auto()
    """The tap can no longer be answered; its effect stands."""
    BLOCKED = auto()
    """The chat takes nothing from the bot."""
    FLOOD = auto()
    """Too fast: wait as long as told."""
    TRANSIENT = auto()
    """It may work later. It may also have been applied."""
    MOVED = auto()
    """The group has another id now: it became a supergroup."""
    REFUSED = auto()
    """It will never work."""


@dataclass(frozen=True, slots=True)
class Classified:
    failure: Failure
    wait: float = 0.0
    """Seconds, on FLOOD."""
    chat_id: int | None = None
    """The new one, on MOVED."""


# Parts of Telegram's descriptions, in lower case; it has no error codes of its own. Tried in this order.
_BAD_REQUESTS = (
    ("message is not modified", Failure.DONE),
    ("message to edit not found", Failure.GONE),
    ("message can't be edited", Failure.GONE),
    ("there is no text in the message to edit", Failure.GONE),
    ("message_id_invalid", Failure.GONE),
    ("query is too old", Failure.EXPIRED),
    ("query id is invalid", Failure.EXPIRED),
    ("query_id_invalid", Failure.EXPIRED),
)


def classify(error: TelegramError) -> Classified:
    """Tell what a failed call means. A refused token may pass: `credentials` finds out."""
    match error:
        case Forbidden():
            return Classified(Failure.BLOCKED)
        case RetryAfter():
            return Classified(Failure.FLOOD, seconds(error))
        case ChatMigrated():
            return Classified(Failure.MOVED, chat_id=error.new_chat_id)
        case BadRequest():
            said = error.message.lower()
            return Classified(next((f for part, f in _BAD_REQUESTS if part in said), Failure.REFUSED))
        case _:
            return Classified(Failure.TRANSIENT)


def seconds(error: RetryAfter) -> float:
    """Return how long Telegram wants the bot to wait."""
    # A timedelta, as request.py asks for; the type of an older form allows a number.
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def describe(error: TelegramError) -> str:
    """Describe an error for the log, without what people wrote: Telegram may quote it after a colon.

    Nor does an InvalidToken tell more than its name, for it quotes the token.
    """
    if isinstance(error, RetryAfter):
        return f"RetryAfter: {seconds(error):g} s"
    if isinstance(error, InvalidToken):
        return "InvalidToken"
    return f"{type(error).__name__}: {error.message.partition(':')[0][:80]}"
