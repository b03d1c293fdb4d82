"""What is worked out of a draft is worked out once, and never of a draft that has changed."""

import asyncio
import threading
from contextlib import closing
from functools import partial

import pytest

from bot.editorial.checking import Checking
from bot.lib.memo import Recent, Worked
from bot.storage.engines.sqlite import open_database
from tests.support.content.changed import PACKAGED
from tests.support.editorial_office import CARD, NOW, Office


def noted(done: list[str], what: str) -> str:
    done.append(what)
    return what


async def test_who_asks_meanwhile_waits_for_the_same_work() -> None:
    done: list[str] = []

    def work() -> str:
        assert threading.current_thread() is not threading.main_thread()
        done.append("once")
        return "made"

    kept: Worked[str] = Worked()
    assert await asyncio.gather(*(kept.of("a", work) for _ in range(5))) == ["made"] * 5
    assert await kept.of("a", work) == "made"
    assert done == ["once"]


async def test_what_fails_is_tried_again_and_the_oldest_goes() -> None:
    done: list[str] = []

    def fails() -> str:
        done.append("fails")
        raise ValueError("x")

    kept: Worked[str] = Worked(most=2)
    for _ in range(2):
        with pytest.raises(ValueError, match="x"):
            await kept.of("a", fails)
    for key in ("b", "c", "b", "d", "b", "c"):
        await kept.of(key, partial(noted, done, key))
    assert done == ["fails", "fails", "b", "c", "d", "c"]


async def test_one_who_gives_up_takes_it_from_nobody() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        go_on.wait(5)
        return "made"

    async def ask() -> str:
        kept: Worked[str] = Worked()
        first, second = (asyncio.create_task(kept.of("a", work)) for _ in range(2))
        await asyncio.to_thread(begun.wait, 5)
        first.cancel()
        go_on.set()
        return await second

    assert await ask() == "made"


def test_of_each_name_the_last_states_are_kept() -> None:
    kept: Recent[str] = Recent(states=2, names=2)
    done: list[str] = []

    def ask(name: str, state: str) -> None:
        kept.of(name, state, partial(noted, done, f"{name}{state}"))

    for name, state in ("a1", "a2", "a1", "a3", "a2", "b1", "c1", "a1", "c1"):
        ask(name, state)
    assert done == ["a1", "a2", "a3", "a2", "b1", "c1", "a1"]


async def test_what_the_check_says_goes_with_each_edit_publication_and_rollback() -> None:
    async def work(office: Office) -> list[int]:
        await office.releases.arrive(PACKAGED)

        async def errors() -> int:
            return sum(one.severity == "error" for one in await office.editorial.check())

        editorial, found = office.editorial, [await errors()]
        _, named = await editorial.file(CARD)
        named = await editorial.save(CARD, "no card", named, "Piet")
        found.append(await errors())
        other = PACKAGED[CARD].replace("title: ", "title: Al ", 1)
        await editorial.save(CARD, other, named, "Truus")
        found.append(await errors())
        assert await editorial.impact()
        await editorial.publish("Piet", "x")
        assert (await editorial.live()).files[CARD] == other
        found.append(await errors())
        await editorial.rollback(1, "Piet", "x")
        assert (await editorial.live()).files == PACKAGED
        found.append(await errors())
        return found

    with closing(open_database(":memory:")) as db:
        before, broken, mended, published, back = await work(Office(db))
    assert broken > 0
    assert before == mended == published == back == 0


async def test_the_same_content_is_checked_once() -> None:
    checking = Checking()

    today = NOW.date()
    first, again = await asyncio.gather(checking.of(PACKAGED, today), checking.of(dict(PACKAGED), today))
    assert first is again
