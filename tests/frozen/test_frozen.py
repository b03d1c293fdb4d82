"""What was frozen is read by the code of today: each chat is shown, and each of its buttons answered."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.frozen.bot_of_today import House
from tests.support.frozen.buttons import GONE, Came, kind_of, pressed, shown
from tests.support.frozen.freezes import freezes
from tests.support.frozen.thaw import Thawed
from tests.support.storage.stored import Engine

pytestmark = pytest.mark.both_engines

SCREEN = {"message", "edit"}
ENOUGH_FAULTS = 40


def test_there_is_one() -> None:
    assert freezes()


def test_each_chat_is_where_it_was_and_is_shown(thawed: Thawed) -> None:
    house, seen = thawed.thaw(), set[str]()
    for number, chat in thawed.told["chats"].items():
        assert kind_of(house.session(int(number))) == chat["place"], chat["kind"]
        place = like(chat["place"])
        if is_enough(chat["place"]) and place in seen:
            continue
        seen.add(place)
        came = shown(house, int(number))
        assert wrong(thawed, came, chat["shown"], was_stale=False) is None, chat["kind"]
        # A menu of the chat's own comes beside.
        assert [kind for kind in came.kinds if kind != "menu"][-1] == "message", chat["kind"]
    assert len(seen) >= len(thawed.told["places"])


def test_each_button_does_what_it_did(thawed: Thawed) -> None:
    faults: list[str] = []
    number = 0
    for chat_id, kind, button in buttons(thawed):
        message, code, place, was_stale = button
        came = pressed(thawed.thaw(), chat_id, code, message)
        fault = wrong(thawed, came, place, was_stale=bool(was_stale))
        if fault is None and not (came.kinds[:1] == ("toast",) and SCREEN & set(came.kinds)):
            fault = f"is answered by {came.kinds}"
        if fault:
            faults.append(f"{kind}: {code} {fault}")
            if len(faults) == ENOUGH_FAULTS:
                break
        number += 1
    assert not faults, f"{len(faults)} of {number} buttons:\n" + "\n".join(faults)
    assert number > (150 if Engine.url else 1_500)


def is_enough(place: str) -> bool:
    """Tell whether one like it is enough: on a server, and of admins’ pages, of which each costs 50 ms."""
    return bool(Engine.url) or place.startswith("managing/")


def like(place: str) -> str:
    """Name the kind of a place: on a server without its page, since the page is nothing to the storage."""
    return place.partition("/")[0] if Engine.url else place


def buttons(thawed: Thawed) -> Iterator[tuple[int, str, list[Any]]]:
    """Give the buttons of all chats, and of those where one is enough the first."""
    seen: set[tuple[object, ...]] = set()
    for number, chat in thawed.told["chats"].items():
        for button in chat["buttons"]:
            kind = (like(chat["place"]), button[1].partition(":")[0], *button[2:])
            if not is_enough(chat["place"]) or kind not in seen:
                seen.add(kind)
                yield int(number), chat["kind"], button


def wrong(thawed: Thawed, came: Came, place: str, *, was_stale: bool) -> str | None:
    """Say what is other than it was; None where nothing is."""
    if came.failed:
        return "failed, and the person reads an apology"
    if came.stale and not was_stale:
        return "is taken as out of date"
    if not thawed.same_content:
        # The kind of place holds, not the page.
        place, came_to = place.partition("/")[0], came.place.partition("/")[0]
    else:
        came_to = came.place
    return None if came_to == place else f"leads to {came_to}, and led to {place}"


def test_what_is_due_is_said(thawed: Thawed) -> None:
    house = thawed.thaw()
    due = {
        chat_id
        for (chat_id,) in house.rows(
            "SELECT chat_id FROM chats WHERE due_at <= ? AND blocked = 0", int(house.now.timestamp())
        )
    }
    said = house.ring()
    assert due
    assert due <= {one.chat_id for one in said}
    assert not apologies(house, said)
    assert "reminded" in {kind_of(house.session(chat_id)) for chat_id in due}


def test_what_waits_to_be_told_is_told(thawed: Thawed) -> None:
    house = thawed.thaw()
    assert house.rows("SELECT count(*) FROM notices") != [(0,)]
    said = house.deliver()
    assert said
    assert not apologies(house, said)
    assert house.rows("SELECT count(*) FROM notices") == [(0,)]


def apologies(house: House, said: list[Any]) -> list[Any]:
    return [one for one in said if one.body.get("html") in house.general()["apology"]]


def test_nothing_is_kept_of_who_erased_all(thawed: Thawed) -> None:
    erased = [
        (int(number), button)
        for number, chat in thawed.told["chats"].items()
        for button in chat["buttons"]
        if button[2] == GONE
    ]
    assert erased
    for chat_id, (message, code, _, _) in erased:
        house = thawed.thaw()
        pressed(house, chat_id, code, message)
        assert house.session(chat_id) is None
