"""How often something is done, in times a year, from a lowest to a highest."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.core.understanding.lexicon import Lexicon

Interval = tuple[float, float]
_EVER = math.inf
_JUST_UNDER = 0.999
_JUST_OVER = 1.001
_TOO_OFTEN = 100


@dataclass(frozen=True, eq=False)
class Rhythms:
    """A language's words for how often: patterns that may hold {n}, {m}, {k} and {p}."""

    periods: dict[str, float]
    """Each as a pattern, and how many of them are in a year."""
    adverbs: dict[str, Interval]
    patterns: tuple[str, ...]
    """With the groups n and m (how many times), k (of how many periods) and p (the period)."""
    per: str
    """Begins a period that stands without a number."""
    about: str
    """Stands between "at most" and the number."""
    events: str
    amount: str
    less: str
    most: str
    more: str
    least: str
    almost: str
    deny: str
    figures: str
    """Numbers that are seen to be some, but not which."""


@dataclass(frozen=True, slots=True)
class Often:
    """What a clause says of how often, and what is left of the clause."""

    intervals: tuple[Interval, ...]
    amount: bool
    """An amount without a period: "2 keer"."""
    rest: str


def often(clause: str, rhythms: Rhythms, lexicon: Lexicon) -> Often:
    """Read how often something is done."""
    found: list[Interval] = []
    rest, bare = clause, False
    for pattern in _amount_patterns(rhythms, lexicon):
        for match in reversed(list(pattern.finditer(rest))):
            interval = _interval(match, rhythms, lexicon)
            if interval is None:
                continue
            bare = bare or match.groupdict().get("adverb", "").startswith(rhythms.per)
            begin, interval = _with_qualifier(rest[: match.start()], interval, rhythms)
            found.append(interval)
            rest = f"{rest[:begin]} {rest[match.end() :]}"
    if bare and re.search(rf"(?<!\w)(?:{_number(lexicon)}|{rhythms.figures})(?!\w)", rest):
        # A number that was not read stands beside it: "five or so, per year".
        found.append((0, _EVER))
    events = list(re.finditer(rf"(?<!\w)(?:{rhythms.events})(?!\w)", rest))
    if events and not found:
        found.append((1, len(events)))
        rest = re.sub(rf"(?<!\w)(?:{rhythms.events})(?!\w)", " ", rest)
    amount = re.search(rf"(?<!\w)(?:{_number(lexicon)}) (?:{rhythms.amount})(?!\w)", rest)
    if amount:
        rest = f"{rest[: amount.start()]} {rest[amount.end() :]}"
    return Often(tuple(found), bool(amount), " ".join(rest.split()))


@lru_cache(maxsize=8)
def _amount_patterns(rhythms: Rhythms, lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    number, period = _number(lexicon), "|".join(rhythms.periods)
    adverbs = "|".join(sorted(rhythms.adverbs, key=len, reverse=True))
    filled = [
        pattern.replace("{n}", rf"(?P<n>{number})")
        .replace("{m}", rf"(?P<m>{number})")
        .replace("{k}", rf"(?P<k>{number})")
        .replace("{p}", rf"(?P<p>{period})")
        for pattern in rhythms.patterns
    ]
    return tuple(re.compile(rf"(?<!\w){one}(?!\w)") for one in (*filled, rf"(?P<adverb>{adverbs})"))


@lru_cache(maxsize=8)
def _numbers(words: tuple[str, ...]) -> str:
    return r"\d{1,4}|" + "|".join(sorted(words, key=len, reverse=True))


def _number(lexicon: Lexicon) -> str:
    return _numbers(tuple(lexicon.numbers))


def _value(word: str | None, lexicon: Lexicon) -> Interval | None:
    if word is None:
        return None
    return (float(word), float(word)) if word.isdecimal() else lexicon.numbers[word]


def _interval(match: re.Match[str], rhythms: Rhythms, lexicon: Lexicon) -> Interval | None:
    groups = match.groupdict()
    if groups.get("adverb"):
        return rhythms.adverbs[groups["adverb"]]
    yearly = next(
        count for pattern, count in rhythms.periods.items() if re.fullmatch(pattern, groups["p"] or "")
    )
    times = _value(groups.get("n"), lexicon) or (1, 1)
    upto = _value(groups.get("m"), lexicon)
    every = _value(groups.get("k"), lexicon) or ((2, 2) if "other" in groups else (1, 1))
    high = upto[1] if upto else times[1]
    # Of so many it is told how many customers, not how often.
    if times[0] > _TOO_OFTEN:
        return 0, _EVER
    if every[0] == 0:
        return None
    return times[0] * yearly / every[1], high * yearly / every[0]


def _with_qualifier(before: str, interval: Interval, rhythms: Rhythms) -> tuple[int, Interval]:
    """Read what stands before it: "at most", "almost", "not"; gives where that begins."""
    low, high = interval
    ways: tuple[tuple[str, Interval], ...] = (
        (rhythms.almost, (low * 0.6, high * _JUST_UNDER)),
        (rhythms.less, (0, high * _JUST_UNDER)),
        (rhythms.most, (0, high)),
        (rhythms.more, (low * _JUST_OVER, _EVER)),
        (rhythms.least, (low, _EVER)),
        (rhythms.deny, (0, low * _JUST_UNDER)),
    )
    for pattern, changed in ways:
        match = re.search(rf"(?<!\w)(?:{pattern}) ?(?:(?:{rhythms.about}) ?)?$", before)
        if match:
            return match.start(), changed
    return len(before), interval


def against(intervals: tuple[Interval, ...], regular: int | None) -> frozenset[str]:
    """Hold how often against a question's yardstick: what it may be, of regular and sometimes."""
    if regular is None:
        return frozenset({"regular", "sometimes"})
    found: set[str] = set()
    for low, high in intervals:
        found |= {"regular"} if high >= regular else set()
        found |= {"sometimes"} if low < regular else set()
    return frozenset(found)
