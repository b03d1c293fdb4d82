"""What an administrator's turns come to: parsed once, and nothing of it where everybody waits."""

import asyncio
from pathlib import Path

from bench.counting import Work, counting
from bench.editing import played

STEPS, PARSES = 12, 4


async def turns(path: str) -> dict[str, Work]:
    with counting() as counts:
        return {name: work async for name, work in played(path, counts)}


def test_turns_work_little_and_nothing_in_the_loop(tmp_path: Path) -> None:
    found = asyncio.run(turns(f"sqlite:///{tmp_path / 'bot.db'}"))
    # The first search reads each file, once.
    first = found.pop("search")
    assert not first.in_loop["parses"]
    for name, work in found.items():
        done = work.done
        assert done["steps"] <= STEPS, name
        assert done["steps"] or done["pages"], name
        assert done["parses"] <= PARSES, name
        assert done["loads"] + done["checks"] + done["impacts"] <= 2, name
        assert work.in_loop.keys() <= {"steps"}, name
    # A text that is typed is checked once, and not again when it is saved, looked at and published.
    assert found["type a text"].done["checks"] == 1
    assert found["type a message"].done["checks"] == 1
    for name in ("save", "save it", "page: draft", "check", "impact", "publish", "say why", "do publish"):
        assert not found[name].done["checks"], name
    # Weighed for the console's page, and then for the chat's.
    assert found["page: draft"].done["impacts"] == 1
    assert not found["impact"].done["impacts"]
    assert not found["say why"].done["impacts"]
