"""One reply, until it arrived or never will."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import TelegramError

from bot.dialogue.core.replies import Edit, Message, Reply, Retire, Toast
from bot.lib.backoff import BackOff
from bot.storage.chats.records import StorageFault
from bot.storage.database import Storage
from bot.telegram.api.calls import Calls
from bot.telegram.api.failures import Classified, Failure, classify, describe
from bot.telegram.sending.media import Media
from bot.telegram.sending.receipts import Receipts

log = structlog.get_logger(__name__)


class Blocked(Exception):
    """The chat takes nothing from the bot."""


class Delivery:
    """Delivers replies, trying each as long as that can help, and when this process may."""

    def __init__(
        self,
        calls: Calls,
        media: Media,
        storage: Storage,
        bot_id: int,
        receipts: Receipts,
        allowed: Callable[[], Awaitable[None]],
    ) -> None:
        self._allowed = allowed
        self._calls = calls
        self._media = media
        self._storage = storage
        self._bot_id = bot_id
        self._receipts = receipts

    async def deliver(
        self, chat_id: int, reply: Reply, wanted: Callable[[bool], Awaitable[bool]]
    ) -> int | None:
        """Deliver a reply, or give up on one that will never arrive or is not wanted any more.

        `wanted` is asked before each try, and told whether there was one before. Returns the id of the
        message that became the chat's screen, if any. Raises Blocked.
        """
        waits = BackOff()
        present: Reply | None = reply
        screen: int | None = None
        tried = False
        while present:
            try:
                await self._allowed()
                if not await wanted(tried):
                    break
                tried = True
                return await self._once(chat_id, present)
            except StorageFault as fault:
                log.warning("chat_not_loaded", fault=str(fault))
                await asyncio.sleep(waits.next())
            except TelegramError as error:
                failed = classify(error)
                _report(chat_id, present, failed.failure, error)
                screen = _screen_of(present) if failed.failure is Failure.DONE else None
                present = await self._next(present, failed, waits)
        return screen

    async def _once(self, chat_id: int, reply: Reply) -> int | None:
        match reply:
            case Message():
                sent = await self._calls.message(chat_id, reply)
                return sent if reply.screen else None
            case Edit():
                await self._calls.edit(chat_id, reply)
                return reply.message_id
            case Toast():
                await self._calls.answer(reply)
            case Retire():
                await self._retire(chat_id, reply)
            case _:
                await self._media.send(chat_id, reply)
        return None

    async def _retire(self, chat_id: int, retire: Retire) -> None:
        # What this chat sent a moment ago may be its screen, and not yet in the store.
        await self._receipts.flush_screen(chat_id)
        screen = await self._storage.run(lambda unit: unit.chats.screen(self._bot_id, chat_id))
        if screen is not None:
            await self._calls.retire(chat_id, screen, retire)

    async def _next(self, reply: Reply, failed: Classified, waits: BackOff) -> Reply | None:
        """Return what to try next after a failure, when it is time to; None for nothing. Raises Blocked."""
        match failed.failure:
            case Failure.BLOCKED:
                raise Blocked
            case Failure.FLOOD:
                # Only this chat waits, outside the slots: others are not held up.
                await asyncio.sleep(failed.wait)
                return reply
            case Failure.TRANSIENT:
                await asyncio.sleep(waits.next())
                return reply
            case Failure.GONE if isinstance(reply, Edit):
                return Message(html=reply.html, keyboard=reply.keyboard, screen=True)
            case _:
                return None


def _screen_of(reply: Reply) -> int | None:
    return reply.message_id if isinstance(reply, Edit) else None


def _report(chat_id: int, reply: Reply, failure: Failure, error: TelegramError) -> None:
    note = log.bind(chat_id=chat_id, kind=reply.kind, error=describe(error))
    if failure is Failure.REFUSED and not isinstance(reply, Retire):
        note.error("reply_refused")
    elif failure in (Failure.FLOOD, Failure.TRANSIENT):
        note.warning("reply_delayed")
    else:
        note.debug("reply_settled", failure=failure.name.lower())
