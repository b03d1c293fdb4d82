"""The delivery of one reply: tried until it arrives, or until trying again cannot help."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog
from telegram.error import BadRequest, TelegramError

from bot.dialogue.core.replies import Edit, Menu, Message, Passed, Picture, Reply, Retire, Toast
from bot.lib.backoff import BackOff
from bot.storage.chats.records import RelayedMessage, StorageFault
from bot.telegram.api.calls import Calls
from bot.telegram.api.failures import Classified, Failure, classify, describe
from bot.telegram.sending.media import Media
from bot.telegram.sending.receipts import Receipts

log = structlog.get_logger(__name__)


class Blocked(Exception):
    """The chat takes nothing from the bot."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a reply became in its chat."""

    screen: int | None = None
    """The message that is the chat's screen by it, if any."""
    relayed: RelayedMessage | None = None
    """The message in which another person's words stand, if any."""


class Delivery:
    """Delivers replies, trying each as long as that can help, and when this process may."""

    def __init__(
        self,
        calls: Calls,
        media: Media,
        receipts: Receipts,
        allowed: Callable[[], Awaitable[None]],
    ) -> None:
        self._allowed = allowed
        self._calls = calls
        self._media = media
        self._receipts = receipts

    async def deliver(self, chat_id: int, reply: Reply, wanted: Callable[[bool], Awaitable[bool]]) -> Arrived:
        """Deliver a reply, or give up on one that will never arrive or is not wanted any more.

        `wanted` is asked before each try, and told whether there was one before. Raises Blocked.
        """
        waits = BackOff()
        present: Reply | None = reply
        arrived = Arrived()
        tried, to = False, chat_id
        while present:
            try:
                await self._allowed()
                if not await wanted(tried):
                    break
                tried = True
                return await self._once(to, present)
            except StorageFault as fault:
                log.warning("chat_not_loaded", fault=str(fault))
                await asyncio.sleep(waits.next())
            except TelegramError as error:
                failed = classify(error)
                _report(chat_id, present, failed.failure, error)
                arrived = Arrived(_screen_of(present) if failed.failure is Failure.DONE else None)
                if failed.chat_id and to != chat_id:
                    break  # A group moves once.
                to = failed.chat_id or to
                present = await self._next(present, failed, waits)
        return arrived

    async def _once(self, chat_id: int, reply: Reply) -> Arrived:
        match reply:
            case Message():
                sent = await self._calls.message(chat_id, reply)
                return Arrived(sent if reply.screen else None, _relayed_message(reply, sent))
            case Edit():
                if reply.alone:
                    await self._strip_other(chat_id, reply.message_id)
                await self._calls.edit(chat_id, reply)
                return Arrived(reply.message_id)
            case Passed():
                return Arrived(relayed=_relayed_message(reply, await self._media.send(chat_id, reply)))
            case Toast():
                await self._calls.answer(reply)
            case Menu():
                await self._calls.menu(chat_id, reply)
            case Retire():
                await self._retire(chat_id, reply)
            case _:
                await self._media.send(chat_id, reply)
        return Arrived()

    async def _retire(self, chat_id: int, retire: Retire) -> None:
        screen = await self._receipts.screen(chat_id)
        if screen is not None:
            await self._calls.retire(chat_id, screen, retire)

    async def _strip_other(self, chat_id: int, message_id: int) -> None:
        """Take the buttons of the screen away, where it is another message."""
        screen = await self._receipts.screen(chat_id)
        if screen is not None and screen != message_id:
            # It has none any more, or is gone: as good as done.
            with suppress(BadRequest):
                await self._calls.strip(chat_id, screen)

    async def _next(self, reply: Reply, failed: Classified, waits: BackOff) -> Reply | None:
        """Return what to try next after a failure, when it is time to; None for nothing. Raises Blocked."""
        match failed.failure:
            case Failure.BLOCKED:
                raise Blocked
            case Failure.MOVED:
                return reply
            case Failure.FLOOD:
                # Only this chat waits, outside the slots: others are not held up.
                await asyncio.sleep(failed.wait)
                return reply
            case Failure.TRANSIENT:
                await asyncio.sleep(waits.next())
                return reply
            case Failure.GONE if isinstance(reply, Edit):
                return Message(html=reply.html, keyboard=reply.keyboard, screen=True)
            case Failure.GONE if isinstance(reply, Picture) and reply.message_id is not None:
                return reply.model_copy(update={"message_id": None})
            case _:
                return None


def _relayed_message(reply: Message | Passed, message_id: int | None) -> RelayedMessage | None:
    return RelayedMessage(message_id, reply.thread) if message_id and reply.thread else None


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
