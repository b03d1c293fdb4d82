"""How a day is written."""

from datetime import datetime

from bot.dialogue.core.speaking_hours import ZONE
from bot.library.parsing.markup import plain
from bot.library.schema.content import Texts


def date_text(moment: datetime, texts: Texts, *, short: bool = False) -> str:
    """Write the day of a moment in the shops' time zone: "24 november 2026"."""
    picture, day = texts.messages.picture, moment.astimezone(ZONE)
    months = picture.months_short if short else picture.months
    return plain(picture.date.fill(day=day.day, month=months[day.month - 1], year=day.year))
