"""What is sent next to a chat: in order, and no edit waits for a picture that is still being drawn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.dialogue.core.replies import Edit, Message, Picture, Reply
from bot.telegram.sending import queue as queue_module
from bot.telegram.sending.queue import Queue
from tests.support.pictures.made import card

PICTURE = Picture(drawing=card(), caption="Uw resultaat")
EDIT, NEWER = Edit(message_id=1, html="a screen"), Edit(message_id=1, html="a newer screen")
MESSAGE = Message(html="below")


@asynccontextmanager
async def queue_of_drawings(fault: Exception | None = None) -> AsyncIterator[tuple[Queue, asyncio.Event]]:
    """Make a queue whose drawings are done once the event is set."""
    drawn = asyncio.Event()

    async def draw(_: Reply) -> None:
        await drawn.wait()
        if fault:
            raise fault

    queue = Queue(draw)
    async with asyncio.timeout(5):
        yield queue, drawn
    queue.end()


async def test_an_edit_goes_before_a_picture_that_is_still_being_drawn() -> None:
    async with queue_of_drawings() as (queue, drawn):
        queue.add(1, PICTURE)
        taking = asyncio.create_task(queue.take())
        await asyncio.sleep(0)
        queue.add(2, EDIT)
        queue.add(3, NEWER)
        assert await taking == (2, EDIT)
        assert await queue.take() == (3, NEWER)
        drawn.set()
        assert await queue.take() == (1, PICTURE)
        assert await queue.take() is None


async def test_a_message_waits_for_the_picture_above_it_and_so_does_what_comes_after_it() -> None:
    async with queue_of_drawings() as (queue, drawn):
        queue.add(1, PICTURE)
        queue.add(2, MESSAGE)
        queue.add(3, EDIT)
        taking = asyncio.create_task(queue.take())
        await asyncio.sleep(0.05)
        assert not taking.done()
        drawn.set()
        assert [await taking, await queue.take(), await queue.take()] == [
            (1, PICTURE),
            (2, MESSAGE),
            (3, EDIT),
        ]


async def test_a_screen_waits_a_while_for_the_picture_above_it_and_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queue_module, "PATIENCE_S", 0.1)
    screen = Message(html="below", screen=True)
    async with queue_of_drawings() as (queue, drawn):
        queue.add(1, PICTURE)
        queue.add(2, screen)
        taking = asyncio.create_task(queue.take())
        await asyncio.sleep(0.02)
        assert not taking.done()
        assert await taking == (2, screen)
        queue.add(3, MESSAGE)
        drawn.set()
        assert [await queue.take(), await queue.take()] == [(1, PICTURE), (3, MESSAGE)]


async def test_a_screen_that_is_drawn_in_time_comes_after_its_picture() -> None:
    screen = Message(html="below", screen=True)
    async with queue_of_drawings() as (queue, drawn):
        queue.add(1, PICTURE)
        queue.add(2, screen)
        taking = asyncio.create_task(queue.take())
        await asyncio.sleep(0.02)
        drawn.set()
        assert [await taking, await queue.take()] == [(1, PICTURE), (2, screen)]


async def test_nothing_waits_for_a_picture_that_has_its_place_but_an_edit_of_that_message() -> None:
    becoming = PICTURE.model_copy(update={"message_id": 1})
    elsewhere = Edit(message_id=2, html="another")
    async with queue_of_drawings() as (queue, drawn):
        queue.add(1, becoming)
        queue.add(2, MESSAGE)
        queue.add(3, elsewhere)
        queue.add(4, EDIT)
        assert [await queue.take(), await queue.take()] == [(2, MESSAGE), (3, elsewhere)]
        taking = asyncio.create_task(queue.take())
        await asyncio.sleep(0.02)
        assert not taking.done()
        drawn.set()
        assert [await taking, await queue.take()] == [(1, becoming), (4, EDIT)]


async def test_what_is_dropped_while_it_is_drawn_is_not_sent() -> None:
    async with queue_of_drawings() as (queue, _):
        queue.add(1, PICTURE)
        taking = asyncio.create_task(queue.take())
        await asyncio.sleep(0.01)
        queue.clear()
        assert await taking is None


async def test_what_cannot_be_drawn_is_left_to_the_sending_to_tell() -> None:
    async with queue_of_drawings(RuntimeError("made up")) as (queue, drawn):
        queue.add(1, PICTURE)
        drawn.set()
        assert await queue.take() == (1, PICTURE)


async def test_what_is_found_later_than_what_came_after_it_goes_first() -> None:
    async with queue_of_drawings() as (queue, _):
        queue.add(3, EDIT)
        queue.add(2, MESSAGE)
        queue.add(4, NEWER)
        assert [await queue.take() for _ in range(3)] == [(2, MESSAGE), (3, EDIT), (4, NEWER)]
