"""The contracts between the rooms: a change that breaks one is refused, and so is a room without a floor."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.support.paths import ROOT

ANYWHERE = {"pydantic", "structlog", "fontpkg-inter", "tzdata", "python-multipart"}
"""Libraries that any room may use, or that nobody imports: data, and what Starlette reads forms with."""
NAMES = {"markdown-it-py": "markdown_it", "pyyaml": "yaml", "python-telegram-bot": "telegram"}


def judged(folder: Path, added: Mapping[str, str]) -> str:
    """Add lines to modules in a copy of the code, and return what is objected to, if anything."""
    for room in ("bot", "content", "scoring"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path, lines in added.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("a") as file:
            file.write(f"\n{lines}\n")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    ended = subprocess.run(
        [*command, "--no-cache"],
        cwd=folder,
        env=os.environ | {"COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return "" if ended.returncode == 0 else ended.stdout


def test_forbidden_imports_are_each_refused(tmp_path: Path) -> None:
    """One of each kind: a floor from below, in the house and the dialogue, a library elsewhere, a clock."""
    forbidden = {
        "bot/roles.py": "import telegram",
        "bot/records/notices.py": "import bot.editorial.rebase",
        "bot/dialogue/core/dates.py": "import bot.dialogue.shop.home",
        "bot/dialogue/shop/home.py": "import bot.storage.database",
        "bot/dialogue/turn/beside.py": "import time",
        "bot/web/health.py": "import bot.telegram.api.calls",
        "bot/engine/turn.py": "import telegram",
        "bot/engine/worker.py": "import bot.telegram.api.updates",
        "bot/engine/batching.py": "import bot.web.webhook",
        "bot/editorial/rebase.py": "import bot.engine.commits",
        "bot/editorial/limits.py": "import yaml",
        "scoring/margin.py": "import bot.lib.log",
    }
    told = judged(tmp_path, forbidden)
    unnoticed = []
    for path, line in forbidden.items():
        importer, imported = path.removesuffix(".py").replace("/", "."), line.removeprefix("import ")
        if not re.search(rf"{re.escape(importer)} -> {re.escape(imported)}", told):
            unnoticed.append(f"{importer} -> {imported}")
    assert not unnoticed, told


def test_a_new_room_needs_a_floor(tmp_path: Path) -> None:
    told = judged(tmp_path, {"bot/loyalty/__init__.py": '"""A new room."""'})
    assert "bot.loyalty" in told


def test_the_code_as_it_is_breaks_none(tmp_path: Path) -> None:
    assert not judged(tmp_path, {})


def test_each_library_has_its_rooms() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = {re.split(r"[<>=\[;]", one)[0] for one in project["project"]["dependencies"]}
    contracts = project["tool"]["importlinter"]["contracts"]
    kept = {module for one in contracts for module in one.get("protected_modules", ())}
    assert len(kept) > 10
    assert {NAMES.get(one, one.replace("-", "_")) for one in named - ANYWHERE} <= kept
