"""The rig that compares bots: people go through our bot to the end, and the others ask the same."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.rig.lineup import OTHERS, POLLED
from bench.rig.measure import Load, run
from bench.rig.player import LAST, VARIANTS, next_tap
from bench.rig.script import Rows, converse, script
from tests.support.dialogue.talk import bare

ANSWERS = ("answer", "tick")
PLAYERS: Mapping[str, tuple[str, Path, str]] = {
    "python": (
        sys.executable,
        OTHERS / "flow.py",
        "import json, sys, flow\n"
        "for taps in json.load(sys.stdin):\n"
        "    state = flow.begin()\n"
        "    print(json.dumps([flow.tap(state, code) for code in taps]))\n",
    ),
    "node": (
        "node",
        OTHERS / "grammy" / "flow.js",
        'import { readFileSync } from "node:fs";\n'
        'import { begin, tap } from "./flow.js";\n'
        'for (const taps of JSON.parse(readFileSync(0, "utf8"))) {\n'
        "  const state = begin();\n"
        "  const screens = taps.map((code) => tap(state, code)).map(({ html, rows }) => [html, rows]);\n"
        "  console.log(JSON.stringify(screens));\n"
        "}\n",
    ),
}


def test_two_people_go_through_our_bot() -> None:
    result = run(POLLED, Load(at_once=2, users=2), script="")
    assert result.finished == 2
    # The first question; eleven answers, two ticked ones with "done"; what is read then, and the way to it.
    taps = 1 + 11 + 2 * 2 + LAST + 1
    assert result.updates == 2 * (1 + taps)
    # The welcome, and the result below its picture.
    assert result.calls["sendMessage"] == 4
    assert result.calls["answerCallbackQuery"] == result.calls["editMessageText"] == 2 * taps
    # Where the machine is busy, some are of those who went before.
    assert result.calls["editMessageMedia"] >= 2
    assert result.cpu_ms > 0
    assert 0 < result.p50_ms <= result.p99_ms


def test_a_person_ticks_one_option_and_goes_on() -> None:
    assert next_tap(1, 0, ["tick:1:today:a:1", "tick:1:today:b:1", "skip:1:today"]) == ("tick:1:today:b:1", 0)
    assert next_tap(1, 0, ["tick:1:today:a:1", "tick:1:today:b:0", "done:1:today"]) == ("done:1:today", 0)
    assert next_tap(4, 0, ["answer:1:social:a", "answer:1:social:b", "answer:1:social:c", "result:1"]) == (
        "answer:1:social:b",
        0,
    )
    assert next_tap(0, LAST, ["page:1:result"]) == (None, LAST)


def offered(rows: Rows) -> list[tuple[str, str]]:
    """Give the answers among a screen's buttons: words and code."""
    return [(bare(label), code) for row in rows for label, code in row if code.startswith(ANSWERS)]


@pytest.mark.parametrize("player", PLAYERS)
def test_the_others_ask_what_our_bot_asks(player: str, tmp_path: Path) -> None:
    """Each way of answering, a webshop's too: the same questions, hints and answers on each screen."""
    program, flow, plays = PLAYERS[player]
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program}")
    shutil.copy(flow, tmp_path)
    (tmp_path / "play.mjs").write_text(plays)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "script.json").write_text(json.dumps(asyncio.run(script())))
    talks = [asyncio.run(converse(variant)).screens for variant in range(VARIANTS)]
    # Their result and what comes after it are one conversation's, ready-made.
    asked = [
        [code for code in talk if code != "/start" and not code.startswith(("result", "page"))]
        for talk in talks
    ]
    ended = subprocess.run(
        [program, *(["-c", plays] if player == "python" else ["play.mjs"])],
        cwd=tmp_path,
        env={"BENCH_SCRIPT": str(tmp_path / "script.json"), "PYTHONPATH": str(tmp_path)},
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    theirs = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(theirs) == VARIANTS
    webshops = 0
    for talk, codes, screens in zip(talks, asked, theirs, strict=True):
        webshops += any(code.endswith(":shop_type:web") for code in codes)
        for code, (html, rows) in zip(codes, screens, strict=True):
            own_html, own_rows = talk[code]
            assert offered(rows) == offered(own_rows), code
            if offered(rows):
                question = own_html[own_html.index("<b>") :].partition("\n\n")[0]
                assert question in html
    assert webshops
