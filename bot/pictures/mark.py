"""The bot's own picture."""

from pathlib import Path


def mark() -> bytes:
    """Give the picture that Telegram shows of the bot, as JPEG."""
    return (Path(__file__).parent / "mark.jpg").read_bytes()
