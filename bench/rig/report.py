"""The results as a page, with a chart beside it."""

from collections.abc import Mapping, Sequence
from statistics import median

from bench.rig.chart import bars
from bench.rig.lineup import POLLED, Contender
from bench.rig.measure import Result

Runs = Mapping[str, Sequence[Result]]

_HEAD = "| {} | CPU an update | × | updates/s a core | p50 | p99 | peak memory | first answer |"
_RULE = "|---|--:|--:|--:|--:|--:|--:|--:|"

ENOUGH = 5
"""So many times as fast as a bot the fake must be."""

_METHOD = """\
A fake Bot API on one core plays shopkeepers; the bot has the other core to itself. Each shopkeeper answers
thirteen questions by taps, ticks included, then reads the result, the advice, a topic and a card: 21 updates.
The next tap comes when the screen of the one before has arrived. A tap makes two calls, answerCallbackQuery
and editMessageText. Each run begins anew, warms up with one conversation of each kind, and then counts.

- **CPU an update**: user and system time of the bot's process, by the updates that were answered.
- **×**: that by the first line's. **updates/s a core**: its inverse.
- **p50, p99**: from the tap sent to the screen that arrived, at the fake.
- **first answer**: from the start of the process to the first message that came.

What each bot does for its figure differs:

- This bot commits session, update id and replies before it acknowledges an update, sends a picture after the
  result (by its file_id, for it was drawn in the warm-up), and notes what was sent in a second commit.
- python-telegram-bot runs as it comes: updates one after another, and the pickle written every minute, so
  that a crash loses a minute. The other contenders commit each change with `synchronous = FULL`.
- The others show the same questions and this bot's own result pages, which they take ready-made; they
  score nothing, and send no picture.
- The floor is no bot to run: it checks nothing, and forgets what could not be sent.
"""


def page(
    described: Sequence[str],
    who: Sequence[Contender],
    runs: Runs,
    growth: Mapping[str, Runs],
    absent: Sequence[str],
    how: str,
) -> str:
    """Write the page in Markdown."""
    own = median(run.cpu_ms for run in runs[POLLED.name])
    lines = ["# Results of `make bench`", "", *described, "", how, "", "![CPU an update](results.svg)", ""]
    lines += ["| who | what |", "|---|---|", *(f"| {one.name} | {one.about} |" for one in who), ""]
    lines += [_HEAD.format("contender"), _RULE, *(_row(name, runs[name], own) for name in runs), ""]
    lines += [*(f"Left out: {one}." for one in absent), ""] if absent else []
    lines += [_fake(runs), ""]
    for title, grown in growth.items():
        lines += [f"## This bot, {title}", "", _HEAD.format(title), _RULE]
        lines += [*(_row(name, grown[name], own) for name in grown), ""]
    return "\n".join([*lines, "## How it is measured", "", _METHOD])


def chart(runs: Runs) -> str:
    """Draw what an update costs each."""
    own = [name for name in runs if name.startswith(POLLED.name)]
    costs = [(name, median(run.cpu_ms for run in runs[name]), name in own) for name in runs]
    return bars("CPU an update (less is better)", "ms", sorted(costs, key=lambda cost: cost[1]))


def _row(name: str, runs: Sequence[Result], own: float) -> str:
    cpu = median(run.cpu_ms for run in runs)
    return (
        f"| {name} | {cpu:.3f} ms | {cpu / own:.2f} | {1000 / cpu:,.0f} "
        f"| {median(run.p50_ms for run in runs):.1f} ms | {median(run.p99_ms for run in runs):.1f} ms "
        f"| {median(run.rss_mb for run in runs):.0f} MB | {median(run.start_s for run in runs):.2f} s |"
    )


def _fake(runs: Runs) -> str:
    """Say how much faster the fake is than each; the floor is the measure, and no bot."""
    times = {
        name: median(run.cpu_ms for run in of) / median(run.fake_cpu_ms for run in of)
        for name, of in runs.items()
    }
    floor = times.pop("floor", None)
    slowest = min(times, key=lambda name: times[name])
    beside = "" if floor is None else f", and {floor:.1f} times as fast as the floor"
    little = f" That is less than {ENOUGH}: the latencies are the fake's too."
    enough = "" if times[slowest] >= ENOUGH else little
    return (
        f"The fake, on its own core, is {times[slowest]:.1f} times as fast as {slowest}, more beside "
        f"the other bots{beside}.{enough}"
    )
