"""Which day a text names: "woensdag", "overmorgen", "3 december", "over twee weken". Never a guess."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dialogue.core.matching import normal
from bot.library.schema.content import Language

_WEEK = timedelta(days=7)
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?|(\d{4})-(\d{2})-(\d{2})")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:e|de|ste|st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True)
class _Words:
    """How a language names days; of a pattern, its groups are what the day depends on."""

    weekdays: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]
    relative: dict[str, int]
    """Of so many days from today."""
    counts: dict[str, int]
    fillers: frozenset[str]
    part_of_day: re.Pattern[str]
    ahead: re.Pattern[str]
    """So many days or weeks ahead; its second group names weeks."""
    coming: re.Pattern[str]
    next_week: re.Pattern[str]
    next_one: re.Pattern[str]
    """The next of that name: to some the first that comes, to others the one of next week."""


_NL = _Words(
    weekdays=(
        ("maandag", "ma"),
        ("dinsdag", "di"),
        ("woensdag", "wo"),
        ("donderdag", "do"),
        ("vrijdag", "vr", "vrij"),
        ("zaterdag", "za"),
        ("zondag", "zo"),
    ),
    months=(
        ("januari", "jan"),
        ("februari", "feb"),
        ("maart", "mrt"),
        ("april", "apr"),
        ("mei",),
        ("juni", "jun"),
        ("juli", "jul"),
        ("augustus", "aug"),
        ("september", "sep", "sept"),
        ("oktober", "okt"),
        ("november", "nov"),
        ("december", "dec"),
    ),
    relative={"vandaag": 0, "morgen": 1, "overmorgen": 2, "gisteren": -1, "eergisteren": -2},
    counts={"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "tien": 10},
    fillers=frozenset(
        ["op", "de", "het", "dan", "doe", "ik", "dit", "liever", "graag", "doen", "in", "a", "s"]
    ),
    part_of_day=re.compile(r"(?:\b|\b(?:van|deze )|(?<=dag)|(?<=morgen))(?:ochtend|middag|avond)\b"),
    ahead=re.compile(r"over (\w+) (?:dag|dagen|(week|weken))"),
    coming=re.compile(r"\b(?:komende|eerstkomende|aankomende|aanstaande|as|deze)\b"),
    next_week=re.compile(r"\bvolgende week\b"),
    next_one=re.compile(r"\bvolgende\b"),
)
_EN = _Words(
    weekdays=(
        ("monday", "mon"),
        ("tuesday", "tue", "tues"),
        ("wednesday", "wed"),
        ("thursday", "thu", "thurs"),
        ("friday", "fri"),
        ("saturday", "sat"),
        ("sunday", "sun"),
    ),
    months=(
        ("january", "jan"),
        ("february", "feb"),
        ("march", "mar"),
        ("april", "apr"),
        ("may",),
        ("june", "jun"),
        ("july", "jul"),
        ("august", "aug"),
        ("september", "sep", "sept"),
        ("october", "oct"),
        ("november", "nov"),
        ("december", "dec"),
    ),
    relative={"today": 0, "tomorrow": 1, "day after tomorrow": 2, "yesterday": -1},
    counts={"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10},
    fillers=frozenset(["on", "the", "of", "please", "i", "will", "do", "it", "then", "rather"]),
    part_of_day=re.compile(r"\b(?:this )?(?:morning|afternoon|evening)\b|\btonight\b"),
    ahead=re.compile(r"in (\w+) (?:day|days|(week|weeks))"),
    coming=re.compile(r"\b(?:coming|this)\b"),
    next_week=re.compile(r"\bnext week\b"),
    next_one=re.compile(r"\bnext\b"),
)
_LANGUAGES: dict[Language, _Words] = {"nl": _NL, "en": _EN}


def days_named(text: str, today: date, language: Language) -> tuple[date, ...]:
    """Give the day that a text names, and nothing else; both where it may be either of two."""
    numeric = _NUMERIC.fullmatch(text.strip())
    if numeric:
        return tuple(_of_numbers(numeric, today))
    words = _LANGUAGES[language]
    said = _ORDINAL.sub(r"\1", normal(text))
    bare = words.part_of_day.sub("", said)
    if not bare.strip() and said != bare:
        # "Vanmiddag".
        return (today,)
    readings: tuple[Callable[[str, date, _Words], Iterator[date]], ...] = (_relative, _weekday, _of_month)
    for reading in readings:
        found = tuple(dict.fromkeys(reading(bare, today, words)))
        if found:
            return found
    return ()


def _of_numbers(numeric: re.Match[str], today: date) -> Iterator[date]:
    day, month, year, *iso = numeric.groups()
    if iso[0]:
        yield from _date(int(iso[0]), int(iso[1]), int(iso[2]))
    else:
        yield from _date_from(int(day), int(month), int(year) if year else None, today)


def _relative(said: str, today: date, words: _Words) -> Iterator[date]:
    kept = _without(said, words.fillers - {"in", "a"})
    if kept in words.relative:
        yield today + timedelta(days=words.relative[kept])
    ahead = words.ahead.fullmatch(said.strip())
    if ahead:
        count = int(ahead[1]) if ahead[1].isdigit() else words.counts.get(ahead[1], 0)
        if 0 < count < 1000:
            yield today + (_WEEK if ahead[2] else timedelta(days=1)) * count


def _weekday(said: str, today: date, words: _Words) -> Iterator[date]:
    for modifier in (words.next_week, words.next_one, words.coming):
        if modifier.search(said):
            break
    else:
        modifier = None
    named = _without(modifier.sub("", said) if modifier else said, words.fillers)
    number = next((count for count, names in enumerate(words.weekdays) if named in names), None)
    if number is None:
        return
    first = today + timedelta(days=(number - today.weekday()) % 7)
    of_next_week = today - timedelta(days=today.weekday()) + _WEEK + timedelta(days=number)
    if modifier is words.next_week:
        yield of_next_week
    elif first == today:
        # Whoever says the name of today may mean today, or that day of the next week.
        yield from (today, today + _WEEK) if modifier is None else (today + _WEEK,)
    else:
        yield first
        if modifier is words.next_one:
            yield of_next_week


def _of_month(said: str, today: date, words: _Words) -> Iterator[date]:
    tokens = _without(said, words.fillers).split()
    weekday = next(
        (count for count, names in enumerate(words.weekdays) if tokens and tokens[0] in names), None
    )
    if weekday is not None:
        tokens = tokens[1:]
    year = int(tokens.pop()) if len(tokens) == 3 and re.fullmatch(r"\d{4}", tokens[-1]) else None
    if len(tokens) != 2:
        return
    day, name = tokens if tokens[0].isdigit() else reversed(tokens)
    month = next((count for count, names in enumerate(words.months, 1) if name in names), None)
    if month is None or not re.fullmatch(r"\d{1,2}", day):
        return
    for found in _date_from(int(day), month, year, today):
        if weekday is None or found.weekday() == weekday:
            yield found


def _date_from(day: int, month: int, year: int | None, today: date) -> Iterator[date]:
    """Give that day of that year; without a year, the first that is not in the past."""
    if year is not None:
        yield from _date(year, month, day)
        return
    this_year = tuple(_date(today.year, month, day))
    if this_year and this_year[0] >= today:
        yield this_year[0]
    else:
        yield from _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _without(said: str, fillers: frozenset[str]) -> str:
    return " ".join(word for word in said.split() if word not in fillers)
