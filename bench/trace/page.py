"""The page that says what came of it."""

import platform
import statistics
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bench.trace.code import FEW_LINES, MOST_PARAMETERS, Figures
from bench.trace.recorder import Trace
from bench.trace.turns import Measured

_METHOD = """\
Each turn goes from Telegram’s update to the commit and the replies that it hands over, on an SQLite
file, by the parts of the running bot; sending is not in it. Others of its kind went before it, so
nothing is made or imported for the first time. *Files* are those of `bot/` and `scoring/` that run, in
any thread. A *move* is each time that execution goes from one file to another, by a call or by a return;
*back* are the moves to a file that was left before. *Moves by call* leave the returns out, so that a
loop that calls one other file is one move. *Functions* count once, however often they are called. With
the same Python and the same libraries the same code gives the same figures on any machine.
"""


def page(found: Measured, code: Figures) -> str:
    """Write the page in Markdown."""
    head = (
        "# Results of `python -m bench.trace`\n\n"
        f"Made on {datetime.now(UTC):%Y-%m-%d} with Python {platform.python_version()}: how far one turn "
        "travels through the code, and figures of the code itself.\n\n"
    )
    turns = [
        ("turn", "files", "moves", "of which back", "moves by call", "functions"),
        ("---", *("--:" for _ in range(5))),
        *((name, *map(_amount, _counts(trace))) for name, trace in found.turns.items()),
        ("median of these", *_median([_counts(trace) for trace in found.turns.values()])),
        (
            f"median of all {len(found.taps)} taps of one shop",
            *_median([_counts(trace) for trace in found.taps]),
        ),
    ]
    figures = [
        ("the code", ""),
        ("---", "--:"),
        ("arrows: imports between two modules of `bot/dialogue`", _amount(code.arrows)),
        ("lines of `bot/` and `scoring/`", _amount(code.lines)),
        ("of which code, without blank lines, comments and docstrings", _amount(code.code_lines)),
        (f"modules under {FEW_LINES} lines, `__init__.py` apart", _amount(len(code.short))),
        (f"functions with more than {MOST_PARAMETERS} parameters", _amount(len(code.many_parameters))),
        ("functions named by a bare participle, such as `told`", _amount(len(code.participles))),
    ]
    return f"{head}{_table(turns)}\n\n{_METHOD}\n{_table(figures)}\n"


def _counts(trace: Trace) -> tuple[int, ...]:
    return (len(trace.files), trace.moves, trace.back, trace.moves_by_call, len(trace.functions))


def _median(rows: Sequence[Sequence[int]]) -> list[str]:
    return [_amount(round(statistics.median(column))) for column in zip(*rows, strict=True)]


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


_amount: Callable[[int], str] = "{:,}".format
