import re
from pathlib import Path

import pytest

from bot.library.button_labels import fits
from tests.support.golden import files, play, read

ROW = re.compile(r"\[[^][|]+\]( \[[^][|]+\])*")
# What an administrator looks for is shown as it begins.
EXCERPTS = {"admin", "admin_english"}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_conversation_goes_as_written(path: Path) -> None:
    conversation = read(path)
    seen = play(conversation)
    assert seen
    for number, (turn, bot) in enumerate(zip(conversation["turns"], seen, strict=True), 1):
        said = {key: value for key, value in turn.items() if key != "bot"}
        assert bot == turn["bot"].rstrip("\n"), f"turn {number}: {said}"


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_a_phone_shows_every_label_whole(path: Path) -> None:
    shown = [line for turn in read(path)["turns"] for line in turn["bot"].split("\n")]
    rows = [line[1:-1].split("] [") for line in shown if ROW.fullmatch(line)]
    assert rows
    assert [row for row in rows if not all(fits(label, len(row)) for label in row)] == []
    cut = [label for row in rows for label in row if label.endswith("…")]
    assert cut == [] or path.stem in EXCERPTS


def test_the_conversations_that_matter_are_there() -> None:
    wanted = "all_step_0 asks_early english front_runner goes_back resumes skips_much typist web_only"
    wanted += " plan reminders reminder_worked what_if again my_data own_words plan_english"
    assert {path.stem for path in files()} >= set(wanted.split())
