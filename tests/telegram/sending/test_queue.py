"""What is sent next to a chat: in order, and no edit waits for a picture that is still being drawn."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.dialogue.core.replies import Edit, Message, Picture, Reply
from bot.telegram.sending.queue import Queue
from tests.support.pictures.made import card

PICTURE = Picture(drawing=card(), caption="Uw resultaat")
EDIT, NEWER = Edit(message_id=1, html="a screen"), Edit(message_id=1, html="a newer screen")
MESSAGE = Message(html="below")


def play(test: Callable[[Queue, asyncio.Event], Awaitable[None]], fault: Exception | None = None) -> None:
    """Try a queue whose drawings are done once the event is set."""

    async def run() -> None:
        drawn = asyncio.Event()

        async def draw(_: Reply) -> None:
            await drawn.wait()
            if fault:
                raise fault

        queue = Queue(draw)
        async with asyncio.timeout(5):
            await test(queue, drawn)
        queue.end()

    asyncio.run(run())


def test_an_edit_goes_before_a_picture_that_is_still_being_drawn() -> None:
    async def test(queue: Queue, drawn: asyncio.Event) -> None:
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

    play(test)


def test_a_message_waits_for_the_picture_above_it_and_so_does_what_comes_after_it() -> None:
    async def test(queue: Queue, drawn: asyncio.Event) -> None:
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

    play(test)


def test_what_is_dropped_while_it_is_drawn_is_not_sent() -> None:
    async def test(queue: Queue, _: asyncio.Event) -> None:
        queue.add(1, PICTURE)
        taking = asyncio.create_task(queue.take())
        await asyncio.sleep(0.01)
        queue.clear()
        assert await taking is None

    play(test)


def test_what_cannot_be_drawn_is_left_to_the_sending_to_tell() -> None:
    async def test(queue: Queue, drawn: asyncio.Event) -> None:
        queue.add(1, PICTURE)
        drawn.set()
        assert await queue.take() == (1, PICTURE)

    play(test, RuntimeError("made up"))


def test_what_is_found_later_than_what_came_after_it_goes_first() -> None:
    async def test(queue: Queue, _: asyncio.Event) -> None:
        queue.add(3, EDIT)
        queue.add(2, MESSAGE)
        queue.add(4, NEWER)
        assert [await queue.take() for _ in range(3)] == [(2, MESSAGE), (3, EDIT), (4, NEWER)]

    play(test)
