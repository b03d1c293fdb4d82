from pathlib import Path

import pytest

from tests.support.golden import files, play, read


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_conversation_goes_as_written(path: Path) -> None:
    conversation = read(path)
    seen = play(conversation)
    assert seen
    for number, (turn, bot) in enumerate(zip(conversation["turns"], seen, strict=True), 1):
        said = {key: value for key, value in turn.items() if key != "bot"}
        assert bot == turn["bot"].rstrip("\n"), f"turn {number}: {said}"


def test_the_conversations_that_matter_are_there() -> None:
    wanted = "all_step_0 asks_early english front_runner goes_back resumes skips_much typist web_only"
    wanted += " plan reminders reminder_worked what_if again my_data own_words plan_english"
    assert {path.stem for path in files()} >= set(wanted.split())
