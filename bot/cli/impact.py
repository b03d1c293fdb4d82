"""What a change of the content means for shops, as lines for a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.library.impact import Impact, Standing


def impact_lines(impact: "Impact | None") -> Iterator[str]:
    """Tell how many shops get something else, with a few of them."""
    if impact is None:
        yield "What this means for shops cannot be told: one of the two has errors."
        return
    if impact.nothing:
        yield "No score, level, comparison or next step changes."
        return
    yield (
        f"Of {impact.shops} made-up shops: {impact.scores} get another score, {impact.levels} another level, "
        f"{impact.compared} another comparison with 2010, {impact.steps} other next steps."
    )
    for example in impact.examples:
        yield f"  {_standing(example.before)} → {_standing(example.after)}"


def _standing(standing: "Standing") -> str:
    score = "no score" if standing.score is None else f"{standing.score} ({standing.level})"
    return f"{score}, {', '.join(standing.steps) or 'no steps'}"
