"""How many shops begin and finish, and where they stop."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from bot.library.schema.content import LANGUAGES
from bot.records.statistics import Stopped, Week
from bot.web.console.visit import Visit
from scoring.disclosure import CHANGED_SHOPS, ENOUGH

WEEKS = 24
"""Rows: two languages, so about twelve weeks."""
BAR, STEP, HIGH = 12, 40, 120


@dataclass(frozen=True, slots=True)
class Bars:
    """A week in the drawing: where it stands, and how high its two bars are; 0 for fewer than five."""

    x: int
    monday: str
    started: int
    finished: int


async def show(visit: Visit) -> Response:
    """Tell what the tables tell, and what they cannot."""
    office = visit.office
    newest_first, stopping_points = await office.storage.run(
        lambda unit: (
            unit.statistics.weeks(office.bot_id, WEEKS, office.clock()),
            unit.statistics.stopping_points(office.bot_id),
        )
    )
    weeks = newest_first[::-1]
    texts = office.context().content.texts[visit.language].questions.questions
    stopped = stopped_of(stopping_points)
    named = [(texts[one].name if one in texts else one, counts) for one, counts in stopped]
    bars = bars_of(weeks)
    return visit.page(
        "numbers.html",
        weeks=weeks,
        stopped=named,
        languages=LANGUAGES,
        bars=bars,
        fewest=ENOUGH,
        changed=CHANGED_SHOPS,
        bar=BAR,
        high=HIGH,
        step=STEP,
    )


def stopped_of(stopped: Sequence[Stopped]) -> list[tuple[str, Counter[str]]]:
    """Count by question and language, the question with the most first."""
    counts: dict[str, Counter[str]] = {}
    for one in stopped:
        counts.setdefault(one.question, Counter())[one.language] += one.shops
    return sorted(counts.items(), key=lambda item: -item[1].total())


def bars_of(weeks: Sequence[Week]) -> list[Bars]:
    """Draw the weeks of all languages together."""
    totals: dict[date, tuple[int, int]] = {}
    for week in weeks:
        started, finished = totals.get(week.monday, (0, 0))
        totals[week.monday] = (started + (week.started or 0), finished + (week.finished or 0))
    most = max((max(pair) for pair in totals.values()), default=0) or 1
    return [
        Bars(number * STEP, monday.isoformat(), started * HIGH // most, finished * HIGH // most)
        for number, (monday, (started, finished)) in enumerate(sorted(totals.items()))
    ]
