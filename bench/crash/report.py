"""The drills as a page."""

import importlib.metadata
import os
import platform
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from bench.crash.drill import Drill
from bench.rig.machine import processor

_METHOD = """\
People come to the sandbox's Bot API, some at a time. Each answers all thirteen questions by taps, reads the
result and some advice, puts a step into the plan, and says yes to reminders. They answer what is on their
screen, as chance has it, also where it is a question that they answered before; of each answer the last tap
counts, on whatever screen it was. Now and then one taps twice, goes back, asks for help, sends a text whose
step fails, edits it, or something comes that is no update at all. On PostgreSQL an administrator looks texts
up all the while, and a shop asks its advisor five things and is answered. Meanwhile

- bots are killed (SIGKILL) in the middle of whatever they do, and started again;
- calls of the Bot API, and deliveries to the webhook, lose their connection before or after they are
  applied, come late, or are answered with 429 or 502;
- the database is locked by somebody else for up to two seconds; SQLite finds the disk full (no file that
  the bot writes can grow, by RLIMIT_FSIZE); the server of PostgreSQL crashes (an immediate restart);
- the bots' clock is set up to an hour wrong, forwards and backwards.

A bot that ends by itself is started again after a second, as by a service manager. Several bots stand
behind a balancer that passes each connection to the next one that is up. When all are through, the clock
goes on by ten days, and each is sent its reminder, under the same trouble. In the end each chat's session,
screen and answers are held against those of a replay, which takes each of the chat's updates once and in
order; each update must be marked once; and each message must have come once, or once more where Telegram's
reply was lost or the bot was killed before it could note it. Of all edits is counted by how many a screen was
replaced by one that came before it in the replay, if only for a moment.

In a drill of cuts nothing is killed: of every three edits one is applied and its answer lost, and every
twentieth call is answered with 429 or 502.

python-telegram-bot writes its pickle once a minute and when it is told to stop. Something goes wrong every
few seconds here, so it seldom lives that long; its people are spared the nonsense and the reminders, and
start anew three times before they give up.
"""


def page(drills: Sequence[tuple[str, Drill]]) -> str:
    """Write the page in Markdown."""
    lines = [
        "# Results of `make crash`",
        "",
        *_about(drills),
        "",
        "| drill | " + " | ".join(n for n, _ in drills) + " |",
    ]
    lines.append("|---|" + "--:|" * len(drills))
    lines += [f"| {what} | {' | '.join(cells)} |" for what, cells in _rows([drill for _, drill in drills])]
    for name, drill in drills:
        if drill.verdict.wrong:
            lines += ["", f"Wrong in {name}:", "", *(f"- {what}" for what in drill.verdict.wrong[:20])]
    return "\n".join([*lines, "", "## How it is done", "", _METHOD])


def _about(drills: Sequence[tuple[str, Drill]]) -> list[str]:
    versions = [
        f"{name} {importlib.metadata.version(name)}" for name in ("winkelpeil", "python-telegram-bot")
    ]
    databases = dict.fromkeys(drill.database for _, drill in drills)
    return [
        f"Made on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {processor()}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.release()}; Python {platform.python_version()}, "
        f"{', '.join(versions)}, "
        f"{', '.join(databases)}.",
    ]


def _rows(drills: Sequence[Drill]) -> list[tuple[str, list[str]]]:
    verdicts = [drill.verdict for drill in drills]
    kept = [drill.plan.plans for drill in drills]
    rows = [
        ("database", [drill.database for drill in drills]),
        ("bots, by", [f"{d.plan.bots}, {'webhook' if d.plan.hooked else 'polling'}" for d in drills]),
        ("minutes", [f"{drill.seconds / 60:.1f}" for drill in drills]),
        ("**chats**", [f"{one.chats:,}" for one in verdicts]),
        ("that got through", [f"{one.through:,}" for one in verdicts]),
        ("times that nothing came, and somebody tried again", [f"{one.again:,}" for one in verdicts]),
        ("**answers tapped**", [f"{one.tapped:,}" for one in verdicts]),
        ("lost", [f"**{one.lost:,}**" for one in verdicts]),
        ("chats that lost some", [f"{one.spoiled:,}" for one in verdicts]),
        (
            "screens replaced by an older one, for a moment",
            [f"{one.older:,}" if known else "" for one, known in zip(verdicts, kept, strict=True)],
        ),
        ("updates", [f"{one.updates:,}" for one in verdicts]),
        (
            "otherwise wrong",
            [f"{len(v.wrong):,}" if known else "" for v, known in zip(verdicts, kept, strict=True)],
        ),
    ]
    for title, found in (
        ("arrived: {}", [one.sent for one in verdicts]),
        ("sent again: {}", [one.repeated for one in verdicts]),
        ("trouble: {}", [drill.trouble for drill in drills]),
        ("calls struck: {}", [drill.struck for drill in drills]),
    ):
        rows += [(title.format(name), [f"{one[name]:,}" for one in found]) for name in _names(found)]
    return rows


def _names(counts: Sequence[Counter[str]]) -> list[str]:
    return sorted({name for count in counts for name in count})
