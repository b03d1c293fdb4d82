"""How a day is written."""

from datetime import date, datetime

from bot.dialogue.core.speaking_hours import ZONE, local_date
from bot.library.parsing.markup import plain
from bot.library.schema.content import Texts


def date_text(moment: datetime, texts: Texts, *, short: bool = False) -> str:
    """Write the day of a moment in the shops' time zone: "24 november 2026"."""
    picture, day = texts.messages.picture, moment.astimezone(ZONE)
    months = picture.months_short if short else picture.months
    return plain(picture.date.fill(day=day.day, month=months[day.month - 1], year=day.year))


def weekday_text(day: date | datetime, texts: Texts, *, short: bool = False) -> str:
    """Write a day with its name and without its year: "maandag 30 november"."""
    words, picture = texts.messages.followup.days, texts.messages.picture
    on = local_date(day) if isinstance(day, datetime) else day
    weekdays = words.weekdays_short if short else words.weekdays
    month = (picture.months_short if short else picture.months)[on.month - 1]
    return plain(words.day.fill(weekday=weekdays[on.weekday()], day=on.day, month=month))
