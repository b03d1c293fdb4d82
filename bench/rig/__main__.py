"""The bench: every contender in turn, some rounds, and the results as a page."""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.rig import report
from bench.rig.fill import fill
from bench.rig.lineup import POLLED, ROOT, Contender, lineup
from bench.rig.machine import described
from bench.rig.measure import Load, Prepare, Result, RunFailed, run
from bench.rig.script import converse, script
from bench.rig.server import databases

AT_ONCE = 100
_PEOPLE = (10, 100, 1_000)
_STORED = (1_000, 10_000, 100_000)
_MILLION = 1_000_000


@dataclass(frozen=True)
class _Case:
    """What is run once a round."""

    table: str
    name: str
    contender: Contender
    load: Load
    prepare: Prepare | None = None


def _cases(who: Sequence[Contender], seconds: float, stored: Sequence[int], folder: Path) -> list[_Case]:
    cases = [_Case("", one.name, one, Load(AT_ONCE, seconds=seconds)) for one in who]
    cases += [
        _Case("people at once", f"{people:,}", POLLED, Load(people, seconds=seconds)) for people in _PEOPLE
    ]
    for chats in stored:
        kept = folder / f"{chats}.db"
        cases.append(
            _Case(
                "chats stored before",
                f"{chats:,}",
                POLLED,
                Load(AT_ONCE, seconds=seconds),
                partial(_linked, kept),
            )
        )
    return cases


def _linked(kept: Path, folder: Path) -> None:
    (folder / "state.db").symlink_to(kept)


def _measured(cases: Sequence[_Case], rounds: int, words: str) -> dict[str, dict[str, list[Result]]]:
    tables: dict[str, dict[str, list[Result]]] = {}
    for number in range(rounds):
        for case in cases:
            try:
                result = run(case.contender, case.load, words, case.prepare)
            except RunFailed as fault:
                _tell(f"{case.name} failed: {fault}")
                continue
            tables.setdefault(case.table, {}).setdefault(case.name, []).append(result)
            _tell(
                f"{number + 1}/{rounds} {case.table:20}{case.name:22}{result.cpu_ms:8.3f} ms"
                f"{result.rate:8.0f}/s  p50 {result.p50_ms:6.1f}  p99 {result.p99_ms:6.1f} ms"
                f"{result.rss_mb:6.0f} MB{result.start_s:6.2f} s"
            )
    return tables


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 -- what is on


def _fill(folder: Path, stored: Sequence[int]) -> None:
    session = asyncio.run(converse()).session
    for chats in stored:
        _tell(f"filling a database with {chats:,} chats")
        fill(folder / f"{chats}.db", chats, session)


def main() -> None:
    """Measure, and write the page and the chart."""
    parser = argparse.ArgumentParser(prog="python -m bench.rig")
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--rounds", type=int, help="rounds, 3 by default")
    parser.add_argument("--seconds", type=float, help="seconds a run, 6 by default")
    parser.add_argument("--million", action="store_true", help="also with a million chats stored before")
    parser.add_argument(
        "--python", type=os.path.abspath, default=sys.executable, help="the Python that has the other bots"
    )
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "RESULTS.md")
    options = parser.parse_args()
    if len(os.sched_getaffinity(0)) < 2:
        parser.error("this needs two cores")
    rounds = options.rounds or (1 if options.quick else 3)
    seconds = options.seconds or (2.0 if options.quick else 6.0)
    stored = _STORED[:-1] if options.quick else (*_STORED, *([_MILLION] if options.million else []))
    about = described(options.python)
    with databases() as database, tempfile.TemporaryDirectory() as name:
        who, absent = lineup(options.python, database)
        _fill(Path(name), stored)
        words = json.dumps(asyncio.run(script()))
        tables = _measured(_cases(who, seconds, stored, Path(name)), rounds, words)
    if POLLED.name not in tables.get("", {}):
        sys.exit("this bot could not be measured; see above")
    runs = tables.pop("")
    ran = [one for one in who if one.name in runs]
    how = (
        f"Medians of {rounds} alternating rounds of {seconds:g} s, {AT_ONCE} people at once."
        if rounds > 1
        else f"One round of {seconds:g} s a run, {AT_ONCE} people at once: a first look only."
    )
    options.results.write_text(report.page(about, ran, runs, tables, absent, how))
    (options.results.parent / "results.svg").write_text(report.chart(runs))
    _tell(f"written: {options.results.name} and results.svg")


if __name__ == "__main__":
    main()
