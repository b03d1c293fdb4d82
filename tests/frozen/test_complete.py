"""The frozen databases hold every kind of what is stored, and together all that the code of today makes.

A freeze is the past and is never made again. A new kind of place, button or reply is named in SINCE until the
next one is made, which then holds it.
"""

import json
from pathlib import Path

import pytest

from tests.support.frozen.bot_of_today import House, open_storage, places, replies, verbs
from tests.support.frozen.freezes import Freeze, freezes

SINCE: dict[str, set[str]] = {"places": set(), "verbs": set(), "replies": set()}
"""What came after the newest freeze. With the next one it is empty again."""


def test_it_holds_each_kind_that_there_was(freeze: Freeze, tmp_path: Path) -> None:
    told, chats = freeze.told, freeze.told["chats"].values()
    assert {chat["place"].partition("/")[0] for chat in chats} == set(told["places"])
    shown = {button[1].partition(":")[0] for chat in chats for button in chat["buttons"]}
    assert shown == set(told["verbs"])
    assert freeze.replies(tmp_path) == set(told["replies"])


@pytest.mark.parametrize("what", ["places", "verbs", "replies"])
def test_the_newest_holds_all_that_the_code_makes(what: str) -> None:
    today = {"places": places, "verbs": verbs, "replies": replies}[what]()
    newest = freezes()[-1]
    frozen = set(newest.told[what])
    assert frozen <= today, (
        f"{what} that the code no longer knows, though chats of schema {newest.number} hold them: "
        f"{sorted(frozen - today)}"
    )
    assert today - frozen == SINCE[what], (
        f"{what} that no frozen database holds: {sorted(today - frozen)}. Name them in SINCE; schema "
        f"{newest.number} is frozen and stays as it is. The next freeze is to hold them."
    )


def test_it_is_not_frozen_again(freeze: Freeze) -> None:
    house = House(open_storage("sqlite:///:memory:"), freeze.now)
    with pytest.raises(AssertionError, match="frozen already"):
        freeze.keep(house.storage.unit.db.conn)  # type: ignore[arg-type]
    house.close()


def test_it_holds_no_names_of_the_code(freeze: Freeze) -> None:
    for text in (freeze.sql, json.dumps(freeze.told)):
        assert not [name for name in ("bot.", "content.", "scoring.", "tests.") if name in text]
