"""How many shops begin and finish, and where they stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import Response

from bot.storage.statistics import Week
from bot.web.console.visit import Visit

WEEKS = timedelta(weeks=12)
LEFT_AFTER = timedelta(days=1)
"""Who answered so long ago is counted as stopped."""
BAR, STEP, HIGH = 12, 40, 120


@dataclass(frozen=True, slots=True)
class Bars:
    """A week in the drawing: where it stands, and how high its two bars are."""

    x: int
    monday: str
    started: int
    finished: int


async def show(visit: Visit) -> Response:
    """Tell what the tables tell, and what they cannot."""
    now, statistics = visit.office.clock(), visit.office.statistics
    weeks = await statistics.weeks(now - WEEKS)
    stopped = await statistics.stopped(now - LEFT_AFTER)
    texts = visit.office.context().content.texts[visit.language].questions.questions
    named = [(texts[one].name if one in texts else one, count) for one, count in stopped]
    bars = bars_of(weeks)
    return visit.page("numbers.html", weeks=weeks, stopped=named, bars=bars, bar=BAR, high=HIGH, step=STEP)


def bars_of(weeks: Sequence[Week]) -> list[Bars]:
    """Draw the weeks of all languages together."""
    totals: dict[str, tuple[int, int]] = {}
    for week in weeks:
        started, finished = totals.get(week.monday, (0, 0))
        totals[week.monday] = (started + week.started, finished + week.finished)
    most = max((max(pair) for pair in totals.values()), default=0) or 1
    return [
        Bars(number * STEP, monday, started * HIGH // most, finished * HIGH // most)
        for number, (monday, (started, finished)) in enumerate(sorted(totals.items()))
    ]
