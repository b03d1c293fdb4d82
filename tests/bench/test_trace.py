"""How far a turn travels: what is recorded of it, and what is read from the code."""

import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from bench.trace import turns
from bench.trace.code import Figures, figures, is_participle
from bench.trace.page import page
from bench.trace.recorder import Recorder, Trace
from bench.trace.turns import FOLDERS, GROUP, SAVE, TAP, TICK, TYPED, Measured, WentAstray, measured
from tests.support.paths import ROOT

# In each turn, a file that only runs where it is that turn.
PROOFS = {
    TAP: "bot/dialogue/shop/interview/answers.py",
    TICK: "bot/dialogue/shop/interview/answers.py",
    TYPED: "bot/dialogue/core/understanding/understand.py",
    SAVE: "bot/editorial/desk.py",
    GROUP: "scoring/group_figures.py",
}
# Files and moves: somewhat more than were measured. A loop over all the content is far more.
LIMITS = {TAP: (55, 350), TICK: (55, 350), TYPED: (75, 730), SAVE: (85, 2500), GROUP: (70, 700)}
CALLED = "def twice(number):\n    return 2 * number\n\n\ndef none():\n    pass\n"
CALLING = """
from sys import intern


def loop(twice):
    return [twice(number) for number in range(3)]


def threaded(thread, none):
    one = thread(target=none)
    one.start()
    one.join()


async def waits(awaited):
    await awaited()


def sorts(key):
    return sorted(("b", "a"), key=lambda one: intern(one))
"""


@cache
def found() -> Measured:
    return measured()


def numbers(trace: Trace) -> tuple[int, ...]:
    return (len(trace.files), trace.moves, trace.back, trace.moves_by_call, len(trace.functions))


@pytest.mark.parametrize("name", PROOFS)
def test_each_turn_is_traced_from_the_update_to_the_commit(name: str) -> None:
    trace = found().turns[name]
    assert {
        "bot/engine/worker.py",
        "bot/telegram/api/updates.py",
        "bot/dialogue/turn/step.py",
        "bot/storage/chats/chats.py",
        PROOFS[name],
    } <= trace.files
    assert all((ROOT / file).is_file() for file in trace.files)
    assert trace.moves > trace.moves_by_call >= len(trace.files) - 1
    assert trace.back == trace.moves - (len(trace.files) - 1)
    assert len(trace.functions) > len(trace.files)
    assert len(found().taps) > 5
    assert len(found().taps) > 5


def test_only_what_was_typed_is_understood_and_only_a_group_is_counted() -> None:
    assert [name for name, trace in found().turns.items() if PROOFS[TYPED] in trace.files] == [TYPED]
    assert [name for name, trace in found().turns.items() if PROOFS[GROUP] in trace.files] == [GROUP]
    assert [name for name, trace in found().turns.items() if PROOFS[SAVE] in trace.files] == [SAVE]


def test_a_second_run_gives_the_same_page(tmp_path: Path) -> None:
    # In processes of their own, because what one made of a text it keeps.
    files = [tmp_path / "one.md", tmp_path / "two.md"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.trace", "--results", file],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            stdout=subprocess.DEVNULL,
        )
        for seed, file in enumerate(files)
    ]
    assert [run.wait(timeout=90) for run in runs] == [0, 0]
    one, two = (file.read_text("utf-8") for file in files)
    assert one.partition("| turn |")[2] == two.partition("| turn |")[2]
    assert all(f"| {name} |" in one for name in PROOFS)


@pytest.mark.parametrize("name", LIMITS)
def test_no_turn_travels_much_further_than_it_did(name: str) -> None:
    trace = found().turns[name]
    files, moves = LIMITS[name]
    assert len(trace.files) <= files
    assert trace.moves <= moves


def test_a_turn_that_ends_elsewhere_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of so few nothing is told.
    monkeypatch.setattr(turns, "_SHOPS", 2)
    with pytest.raises(WentAstray, match=GROUP):
        measured()


def test_the_page_names_each_turn_and_its_figures() -> None:
    code = Figures(365, 9000, 8000, ("a", "b"), (), ("c",) * 1234)
    written = page(found(), code)
    for name, trace in found().turns.items():
        amounts = " | ".join(f"{number:,}" for number in numbers(trace))
        assert f"| {name} | {amounts} |" in written
    for line in (
        "`bot/dialogue` | 365 |",
        "9,000 |",
        "8,000 |",
        "apart | 2 |",
        "parameters | 0 |",
        "1,234 |",
    ):
        assert line in written


def module(folder: Path, name: str, source: str) -> ModuleType:
    file = folder / "app" / f"{name}.py"
    file.parent.mkdir(exist_ok=True)
    file.write_text(source)
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def recorded(folder: Path, act: Callable[[], object]) -> Trace:
    recorder = Recorder(folder, ("app",))
    with recorder.installed():
        act()
        recorder.begin()
        act()
        return recorder.end()


def test_calls_and_returns_are_moves(tmp_path: Path) -> None:
    calling, called = module(tmp_path, "calling", CALLING), module(tmp_path, "called", CALLED)
    trace = recorded(tmp_path, lambda: calling.loop(called.twice))
    assert trace.visits == ("app/calling.py", *("app/called.py", "app/calling.py") * 3)
    assert trace.called == ("app/calling.py", "app/called.py")
    assert (trace.moves, trace.back, trace.moves_by_call) == (6, 5, 1)
    assert trace.functions == {("app/calling.py", "loop"), ("app/called.py", "twice")}


def test_a_thread_is_followed_on_its_own(tmp_path: Path) -> None:
    calling, called = module(tmp_path, "calling", CALLING), module(tmp_path, "called", CALLED)
    trace = recorded(tmp_path, lambda: calling.threaded(threading.Thread, called.none))
    assert sorted(trace.visits) == ["app/called.py", "app/calling.py"]


def test_what_others_call_back_is_no_move_in_the_same_file(tmp_path: Path) -> None:
    calling = module(tmp_path, "calling", CALLING)
    trace = recorded(tmp_path, lambda: calling.sorts(None))
    assert trace.visits == ("app/calling.py",)
    assert len(trace.functions) == 2


def test_nothing_is_recorded_before_or_after(tmp_path: Path) -> None:
    called = module(tmp_path, "called", CALLED)
    recorder = Recorder(tmp_path, ("app",))
    with recorder.installed():
        called.none()
        recorder.begin()
        trace = recorder.end()
        called.none()
    assert numbers(trace) == (0, 0, 0, 0, 0)
    assert numbers(recorder.end()) == (0, 0, 0, 0, 0)


SOURCE = '''"""A docstring."""

from bot.dialogue import two
from bot.dialogue.two import told, other  # twice the same


class One:
    """What it is."""

    def many(self, a, b, *, c, d, **e):
        return told

    @staticmethod
    def more(a, b, c, d, e, *f):
        return """two
lines"""


async def _opened(a):
    def shown_names():
        pass
'''


def test_what_a_library_calls_has_the_library_s_parameters(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "base.py").write_text("class Own: ...\n")
    (tmp_path / "bot" / "one.py").write_text(
        "from asyncio import Protocol\n"
        "from bot.base import Own\n"
        "class One(Protocol):\n"
        "    def data_received(self, a, b, c, d, e, f): ...\n"
        "    def __init__(self, a, b, c, d, e, f): ...\n"
        "    def own(self, a, b, c, d, e, f): ...\n"
        "class Two(Own):\n"
        "    def data_received(self, a, b, c, d, e, f): ...\n"
    )
    found = figures(tmp_path, ("bot",)).many_parameters
    assert found == ("bot/one.py:5 __init__", "bot/one.py:6 own", "bot/one.py:8 data_received")


def test_the_code_is_counted(tmp_path: Path) -> None:
    dialogue = tmp_path / "bot" / "dialogue"
    dialogue.mkdir(parents=True)
    (dialogue / "__init__.py").touch()
    (dialogue / "one.py").write_text(SOURCE)
    (dialogue / "two.py").write_text("import bot.dialogue.one\n" + "\n" * 39)
    code = figures(tmp_path, ("bot",))
    assert code.arrows == 2
    assert (code.lines, code.code_lines) == (SOURCE.count("\n") + 40, 12 + 1)
    assert code.short == ("bot/dialogue/one.py",)
    assert code.many_parameters == ("bot/dialogue/one.py:14 more",)
    assert code.participles == ("bot/dialogue/one.py:19 _opened",)


@pytest.mark.parametrize("name", ["told", "_opened", "shown", "left"])
def test_a_bare_participle_is_one(name: str) -> None:
    assert is_participle(name)


@pytest.mark.parametrize("name", ["read", "need", "opened_store", "is_told", "red_list", "page", "__init__"])
def test_others_are_none(name: str) -> None:
    assert not is_participle(name)


def test_the_code_of_the_project_is_found() -> None:
    code = figures(ROOT, FOLDERS)
    assert code.lines > code.code_lines > 10_000
    assert code.arrows > 100
