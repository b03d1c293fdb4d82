"""What the bot asks of a database about organisations, their campaigns and the shops in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """Something that a chat is to be told."""

    id: int
    chat_id: int
    body: str
    """As JSON; see `bot.records.notices`."""
