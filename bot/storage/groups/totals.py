"""What may be told of the waves of an organisation, as it is kept."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from bot.records.groups import WaveTotals
from bot.storage.engines.interface import Sql
from bot.storage.groups.blocks import stored_tally
from scoring.group_disclosure import WEBSHOP, Contribution, Tally, batches, shops_until_next_batch

_WAVES = (
    "SELECT id, campaign, number FROM waves WHERE bot_id = ? AND organisation = ? ORDER BY campaign, number"
)
_TOTALS = (
    "SELECT t.wave_id, t.variable, t.unknown, t.known FROM waves w "
    "JOIN group_totals t ON t.wave_id = w.id WHERE w.bot_id = ? AND w.organisation = ?"
)
_WAITING = (
    "SELECT c.wave_id, c.id, c.known FROM waves w "
    "JOIN contributions c ON c.wave_id = w.id AND c.batch IS NULL "
    "WHERE w.bot_id = ? AND w.organisation = ? ORDER BY c.finished_at, c.id"
)
_IN_BATCHES = (
    "SELECT b.wave_id, CAST(sum(b.size) AS INTEGER) FROM waves w "
    "JOIN batches b ON b.wave_id = w.id AND b.opened = 0 AND b.state = 'whole' "
    "WHERE w.bot_id = ? AND w.organisation = ? "
    "AND EXISTS (SELECT 1 FROM places p WHERE p.batch = b.id) GROUP BY b.wave_id"
)
# Not of those that are left out, whose batch is 0: they are in no totals.
_WEBSHOPS = (
    "SELECT DISTINCT c.wave_id FROM waves w "
    "JOIN contributions c ON c.wave_id = w.id AND c.batch > 0 AND c.categories LIKE ? "
    "WHERE w.bot_id = ? AND w.organisation = ?"
)


def wave_totals(db: Sql, bot_id: int, organisation: int) -> tuple[WaveTotals, ...]:
    """List what may be told of each campaign and wave, as of the last release."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = db.execute(sql, (bot_id, organisation)).fetchall()
        return found

    totals: defaultdict[int, dict[str, Tally]] = defaultdict(dict)
    for wave_id, variable, unknown, known in rows(_TOTALS):
        totals[wave_id][variable] = stored_tally(unknown, known)
    waiting: defaultdict[int, list[Contribution]] = defaultdict(list)
    for wave_id, contribution, known in rows(_WAITING):
        # How many more are needed does not depend on what was answered.
        waiting[wave_id].append(Contribution(id=contribution, known=bool(known), values={}))
    in_batches = dict(rows(_IN_BATCHES))
    webshops = {wave for (wave,) in db.execute(_WEBSHOPS, (f'%"{WEBSHOP}"%', bot_id, organisation))}
    return tuple(
        WaveTotals(
            campaign=campaign,
            wave=number,
            totals=totals[wave_id],
            shops=_shops(totals[wave_id]),
            waiting=len(waiting[wave_id]) + in_batches.get(wave_id, 0),
            needed=shops_until_next_batch(waiting[wave_id]),
            ripening=bool(batches(waiting[wave_id])),
            webshop=wave_id in webshops,
        )
        for wave_id, campaign, number in rows(_WAVES)
    )


def _shops(totals: Mapping[str, Tally]) -> int:
    """Count the shops behind the variable that most answered."""
    return max((sum(total.unknown) + sum(total.known) for total in totals.values()), default=0)
