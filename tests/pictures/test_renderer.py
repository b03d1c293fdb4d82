"""Drawing for many at once: once each, beside the event loop, and from memory."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.pictures.drawing import Drawing
from bot.pictures.render import CannotDraw, key, render
from bot.pictures.renderer import WORKERS, Renderer
from tests.support.pictures.made import card, report


class Maker:
    """Stands in for `render`: counts by key, and can be held back or made to fail."""

    def __init__(self, size: int = 10) -> None:
        self.made: Counter[str] = Counter()
        self.size = size
        self.go = threading.Event()
        self.go.set()
        self.fails = False
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()

    def __call__(self, drawing: Drawing) -> bytes:
        with self._lock:
            self.made[key(drawing)] += 1
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        assert self.go.wait(5)
        with self._lock:
            self.at_once -= 1
        if self.fails:
            raise CannotDraw("card: broken")
        return key(drawing).encode()[:4] * self.size


@contextmanager
def drawing_with(maker: Maker, cache_bytes: int = 10_000) -> Iterator[Renderer]:
    renderer = Renderer(cache_bytes, maker)
    try:
        yield renderer
    finally:
        maker.go.set()
        renderer.close()


async def test_ten_at_once_each_get_their_own() -> None:
    drawings = [card(shop=f"Winkel {number}") for number in range(8)] + [report(), report(language="en")]

    async def draw() -> list[bytes]:
        return await asyncio.gather(*(renderer.draw(drawing) for drawing in drawings))

    renderer = Renderer()
    made = await draw()
    renderer.close()
    assert made == [render(drawing) for drawing in drawings]


async def test_what_was_drawn_is_not_drawn_again() -> None:
    maker = Maker()
    with drawing_with(maker) as renderer:
        first = await renderer.draw(card())
        assert await renderer.draw(card()) == first
        await renderer.draw(card(shop="x"))
    assert maker.made == {key(card()): 1, key(card(shop="x")): 1}


async def test_what_is_somebody_s_own_is_drawn_anew_for_another() -> None:
    """It would come at once, and so tell that another shop has the same result."""

    maker = Maker()
    with drawing_with(maker) as renderer:
        for whose in (1, 2, 1, 2):
            await renderer.draw(card(), whose)
    assert maker.made == {key(card()): 2}


async def test_who_asks_for_what_is_being_drawn_waits_for_it() -> None:
    async def draw() -> list[bytes]:
        waiting = [asyncio.create_task(renderer.draw(card())) for _ in range(5)]
        await asyncio.sleep(0.05)
        maker.go.set()
        return await asyncio.gather(*waiting)

    maker = Maker()
    maker.go.clear()
    with drawing_with(maker, cache_bytes=0) as renderer:
        assert len(set(await draw())) == 1
    assert maker.made == {key(card()): 1}


async def test_who_stops_waiting_does_not_stop_the_drawing() -> None:
    async def draw() -> bytes:
        impatient, patient = (asyncio.create_task(renderer.draw(card())) for _ in range(2))
        await asyncio.sleep(0.02)
        impatient.cancel()
        maker.go.set()
        return await patient

    maker = Maker()
    maker.go.clear()
    with drawing_with(maker) as renderer:
        assert await draw() == maker(card())


async def test_the_event_loop_goes_on_and_few_draw_at_once() -> None:
    async def draw() -> float:
        waiting = [asyncio.create_task(renderer.draw(card(shop=str(number)))) for number in range(6)]
        await asyncio.sleep(0)
        started = time.perf_counter()
        await asyncio.sleep(0.02)
        passed = time.perf_counter() - started
        maker.go.set()
        await asyncio.gather(*waiting)
        return passed

    maker = Maker()
    maker.go.clear()
    with drawing_with(maker) as renderer:
        assert await draw() < 1
    assert maker.most_at_once == WORKERS


async def test_a_failure_reaches_all_who_wait_and_is_not_kept() -> None:
    async def draw() -> list[bytes | BaseException]:
        return await asyncio.gather(*(renderer.draw(card()) for _ in range(2)), return_exceptions=True)

    maker = Maker()
    maker.fails = True
    with drawing_with(maker) as renderer:
        assert [type(one) for one in await draw()] == [CannotDraw, CannotDraw]
        maker.fails = False
        assert all(isinstance(one, bytes) for one in await draw())
    assert maker.made == {key(card()): 2}


async def test_a_failure_that_nobody_waits_for_is_quiet(caplog: pytest.LogCaptureFixture) -> None:
    maker = Maker()
    maker.fails = True
    maker.go.clear()
    with drawing_with(maker) as renderer:
        task = asyncio.create_task(renderer.draw(card()))
        await asyncio.sleep(0.02)
        task.cancel()
        maker.go.set()
        await asyncio.sleep(0.05)
    assert caplog.text == ""


async def test_the_cache_holds_so_many_bytes_and_drops_what_was_used_longest_ago() -> None:
    a, b, c = (card(shop=shop) for shop in "abc")

    maker = Maker(size=100)
    with drawing_with(maker, cache_bytes=900) as renderer:
        for drawing in (a, b, a, c, a, b):
            await renderer.draw(drawing)
    assert maker.made == {key(a): 1, key(b): 2, key(c): 1}


async def test_what_is_larger_than_the_cache_is_drawn_and_not_kept() -> None:
    maker = Maker(size=1000)
    with drawing_with(maker, cache_bytes=3999) as renderer:
        for _ in range(2):
            assert len(await renderer.draw(card())) == 4000
    assert maker.made == {key(card()): 2}
