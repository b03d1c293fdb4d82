"""The drills: each in turn, and the results as a page."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.crash import report
from bench.crash.drill import Drill, Plan, drill, plain_drill
from bench.crash.processes import ROOT

_DRILLS = {
    "sqlite": partial(Plan, engine="sqlite"),
    "sqlite-webhook": partial(Plan, engine="sqlite", hooked=True),
    "postgres": partial(Plan, engine="postgres"),
    "postgres-webhook": partial(Plan, engine="postgres", hooked=True, bots=3),
    "postgres-cuts": partial(Plan, engine="postgres", hooked=True, bots=3, cuts=True),
}
_PLAIN = "python-telegram-bot"
_PLAIN_PATIENCE_S = 5.0
"""Nobody waits long for a bot that forgot what was said."""


def main() -> None:
    """Hold the drills, write the page, and fail where our bot lost something."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash")
    names = [*_DRILLS, _PLAIN]
    parser.add_argument(
        "drills", nargs="*", metavar="DRILL", help=f"which, of {', '.join(names)}; all by default"
    )
    parser.add_argument("--chats", type=int, default=1000, help="people in each drill, 1000 by default")
    parser.add_argument("--at-once", type=int, default=100, help="of them at a time, 100 by default")
    parser.add_argument("--bots", type=int, help="bots behind a webhook")
    parser.add_argument("--seed", type=int, default=1, help="for the chance in it")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "CRASH.md")
    options = parser.parse_args()
    if unknown := set(options.drills) - set(names):
        parser.error(f"there is no drill {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    shared = {"chats": options.chats, "at_once": options.at_once, "seed": options.seed}
    held: list[tuple[str, Drill]] = []
    for name in options.drills or names:
        if name == _PLAIN:
            done = asyncio.run(plain_drill(Plan(plans=False, patience=_PLAIN_PATIENCE_S, **shared)))
        else:
            plan = _DRILLS[name](**shared)
            done = asyncio.run(
                drill(replace(plan, bots=options.bots) if options.bots and plan.hooked else plan)
            )
        held.append((name, done))
        _tell(name, done)
    options.results.write_text(report.page(held))
    sys.exit(_failed(held))


def _tell(name: str, done: Drill) -> None:
    verdict = done.verdict
    print(  # noqa: T201 -- how it goes
        f"{name}: {done.seconds:.0f} s (reminders {done.reminded_s:.0f} s), "
        f"{verdict.through:,} of {verdict.chats:,} through, "
        f"{verdict.lost:,} of {verdict.tapped:,} answers lost, {len(verdict.wrong)} things wrong; "
        f"{dict(done.trouble)}; {dict(done.said)}",
        *verdict.wrong[:5],
        sep="\n  ",
        flush=True,
    )


def _failed(held: Sequence[tuple[str, Drill]]) -> int:
    return int(not all(done.verdict.clean for name, done in held if name != _PLAIN))


if __name__ == "__main__":
    main()
