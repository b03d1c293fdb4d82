"""The bot as a whole: the one place where its parts are put together."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog

from bot.app.admins import administration
from bot.app.claim_link import Claiming
from bot.app.contexts import context_of, profiles_of
from bot.app.group_totals import Releasing
from bot.app.live_content import open_library
from bot.app.newer_release import refuse_newer
from bot.app.parts import Parts, Readiness
from bot.app.peer_table import Comparing
from bot.app.playground import Playground
from bot.app.receiving import Entrance, entrance_of
from bot.app.retention import Cleaning, Retention
from bot.app.services import ServiceEnded, Services
from bot.dialogue.turn.step import apology, step, too_fast
from bot.engine.answers import FactsReader
from bot.engine.due import Alarm
from bot.engine.lease import Lease, Sending
from bot.engine.metrics import dated_handle, measured_handle, measured_step
from bot.engine.newer_sessions import NewerChats, held_handle
from bot.engine.notices import Postman
from bot.engine.restoring import Restoring
from bot.engine.step_runner import Conversations, Dialogue
from bot.engine.worker import Worker
from bot.lib import metrics
from bot.lib.clock import TrustedClock
from bot.lib.database_urls import is_postgres
from bot.lib.links import TELEGRAM
from bot.lib.loop_watch import LoopWatch
from bot.lib.setting_urls import listen_address
from bot.lib.signals import (
    Grace,
    Stopped,
    in_thread_of_its_own,
    start_giving_up,
    stopping_on_signals,
    unless_stopped,
)
from bot.library.schema.content import Content
from bot.pictures.mark import mark
from bot.settings import Settings
from bot.storage.chats.records import StorageFault
from bot.storage.database import Storage, open_storage
from bot.storage.engines.sqlite_lock import alone_on
from bot.storage.schema.version import NewerDatabase
from bot.telegram.api.connection import Connection
from bot.telegram.api.failures import TokenRefused
from bot.telegram.api.profile import Picture, publish
from bot.telegram.api.updates import BotIdentity, update_of
from bot.telegram.sending.drawing import Studio
from bot.telegram.sending.sender import Sender

if TYPE_CHECKING:
    from bot.web.console.door import Door
    from bot.web.serving import Serving

log = structlog.get_logger(__name__)

_GRACE_S = 5.0
"""What a stop allows for finishing the batch in hand and for sending, together."""
_GIVE_UP_S = 6.0
"""So long after it was told to stop the bot waits for a database server no more."""


class PortTaken(Exception):
    """Something else serves on the port of the sandbox, or on that of HTTP_LISTEN."""


async def run(settings: Settings, content: Content, playground: Playground | None = None) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises CannotOpen, PortTaken and TokenRefused.

    On a playground no finished assessment is kept for comparing others with, and none is told: whoever tries
    the bot out is no shop that others should be compared with.
    """
    token = settings.telegram_token
    if token is None:
        raise ValueError("run() needs settings with a token")
    stop = playground.stop if playground else asyncio.Event()
    with suppress(Stopped), stopping_on_signals(stop), alone_on(settings.database_url):
        storage = await _open_database(settings.database_url, stop)
        async with AsyncExitStack() as stack:
            stack.callback(start_giving_up(stop, _GIVE_UP_S, storage.cut).cancel)
            stack.push_async_callback(storage.close)
            entrance = entrance_of(settings)
            metrics.describe_build(version("winkelpeil"), content.version)
            readiness = Readiness(lambda: storage.run(lambda unit: unit.pulse.answers()), entrance.works)
            door, serving = await _serve_http(settings, entrance, readiness, stack)
            clock = playground.clock.as_trusted_clock() if playground else TrustedClock(storage.server_time)
            connection = Connection(token.get_secret_value(), settings.telegram_api_url, clock.hear)
            await stack.enter_async_context(connection)
            # Ready for the way in which updates come.
            bot = await unless_stopped(_introduce_bot(connection, entrance), stop)
            links = playground.links if playground else TELEGRAM
            context = context_of(settings, content, bot.username, links)
            parts = Parts(
                connection=connection,
                bot=bot,
                storage=storage,
                context=context,
                settings=settings,
                playground=playground,
                door=door,
                serving=serving,
                clock=clock,
                readiness=readiness,
            )
            await _serve(parts, entrance, stop)


async def _open_database(url: str, stop: asyncio.Event) -> Storage:
    """Open the database, which a server can take long to let be done. Raises CannotOpen and Stopped."""
    if not is_postgres(url):
        return open_storage(url)
    return await unless_stopped(in_thread_of_its_own(lambda: open_storage(url)), stop)


async def _serve_http(
    settings: Settings, entrance: Entrance, readiness: Readiness, stack: AsyncExitStack
) -> "tuple[Door | None, Serving | None]":
    """Serve webhook, health, metrics and console where the settings say so, until the stack ends.

    Gives the console's door, which is to be opened, and the server.
    """
    if not settings.http_listen:
        return None, None
    # Here, because most bots serve nothing.
    from bot.web.console.door import Door
    from bot.web.serving import console_routes, web_server

    door = Door()
    outside = f"{urlsplit(settings.public_url).path}/console"
    inside = settings.inside(outside) if settings.public_url else outside
    routes = [*entrance.routes(), *console_routes(door, inside, outside)]
    serving = web_server(*listen_address(settings.http_listen), readiness.checks(), routes)
    try:
        await serving.start()
    except OSError as fault:
        raise PortTaken(f"HTTP_LISTEN: {settings.http_listen} cannot be used: {fault.strerror}") from fault
    stack.push_async_callback(serving.stop)
    return door, serving


async def _introduce_bot(connection: Connection, entrance: Entrance) -> BotIdentity:
    bot = await connection.introduce()
    await entrance.prepare(connection)
    return bot


async def _serve(parts: Parts, entrance: Entrance, stop: asyncio.Event) -> None:
    storage, bot, client, settings = parts.storage, parts.bot, parts.connection.bot, parts.settings
    clock = parts.clock
    library = await unless_stopped(open_library(storage, parts.context), stop)
    studio = Studio()
    sender = Sender(client, bot.id, storage, studio, settings.messages_per_second)
    releasing = Releasing(storage, bot.id, lambda: library.context().content.questionnaire, clock)
    administers = administration(parts, library)
    reader = FactsReader(
        storage,
        bot.id,
        library.find,
        count_participants=parts.playground is None,
        administration=administers.reader,
    )
    if parts.door:
        from bot.app.console import office_of

        parts.door.open(office_of(parts, library, administers, reader, studio))
    dialogue = Dialogue(measured_step(step), apology, library.context, too_fast)
    conversations = Conversations(storage, bot.id, dialogue, reader, clock)
    postman = Postman(conversations, sender.hand_first)
    newer = NewerChats(storage, bot.id)

    def tell() -> Coroutine[Any, Any, None]:
        return publish(client, profiles_of(library.context()), Picture(bot.id, mark()))

    def wake() -> None:
        postman.wake()
        releasing.wake()

    parts.readiness.content, parts.readiness.sessions = lambda: library.unusable, newer.unready
    worker = Worker(conversations, entrance.hand(sender), wake, meet_newer=newer.meet)
    metrics.watch_sending(lambda: sender.busy, sender.oldest)
    metrics.watch_receiving(entrance.longest_wait)
    alarm = Alarm(conversations, sender.hand_first)
    if parts.playground:
        parts.playground.wake_when_set(alarm.wake, wake)
    lease = Lease(
        storage, bot.id, Sending(sender.hand_first, sender.forsake, sender.find_missed), alone=entrance.alone
    )
    restoring = Restoring(conversations, sender.hand)
    sender.allowed, sender.overtaken = lease.fresh, restoring.put
    retention = Retention.after(
        unfinished_days=settings.retention_unfinished_days, months=settings.retention_months
    )
    watch, grace = LoopWatch(), Grace(_GRACE_S)
    watch.start()
    try:
        async with Services(TokenRefused, NewerDatabase) as services:
            try:
                services.run("newer release", refuse_newer(storage))
                services.run("credentials", parts.connection.credentials.run())
                if parts.serving:
                    services.run("web server", parts.serving.wait())
                services.watch("receipts", sender.noting)
                services.watch("sending", sender.failed)
                await unless_stopped(lease.begin(), stop)
                with suppress(StorageFault):
                    await clock.sure()
                if storage.is_shared:
                    services.run("lease", lease.run())
                services.run("restoring", restoring.run())
                services.run("live content", library.follow(tell))
                services.run("retention", Cleaning(storage, retention, clock.sure, lambda: clock.doubt).run())
                comparing = Comparing(
                    *(storage, bot.id),
                    lambda: library.context().content.questionnaire,
                    clock.sure,
                )
                services.run("participants", comparing.run())
                # After the resuming: what is said now comes after what was left unsent.
                services.run("due", alarm.run())
                services.run("notices", postman.run())
                services.run("group totals", releasing.run())
                if storage.wiping:
                    services.run("wiping", storage.wiping.run())
                log.info("bot_started", username=bot.username, content=library.context().content.version)
                claiming = Claiming(storage, bot, clock)
                await claiming.begin(settings.admin_ids)
                services.run("claim link", claiming.keep(), may_end=True)
                held = held_handle(worker.handle, lambda: library.unusable)
                handle = measured_handle(dated_handle(held, clock.hear_update))
                work = entrance.run(parts.connection, lambda raw: update_of(raw, bot, clock()), handle, stop)
                await _take_in(work, stop, grace)
            finally:
                # Also where something else than a signal ends it.
                stop.set()
                grace.begin()
                watch.stop()
    finally:
        await sender.close(grace.seconds_left())
        await lease.end()
        studio.close()
        library.close()
        log.info("bot_stopped")


async def _take_in(entrance: Coroutine[Any, Any, None], stop: asyncio.Event, grace: Grace) -> None:
    """Let updates be taken in until told to stop. Raises ServiceEnded where that ends by itself."""
    taking, stopping = asyncio.create_task(entrance), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({taking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stopping.done():
            # A batch that the storage does not take in time is offered again by Telegram.
            await asyncio.wait({taking}, timeout=grace.seconds_left())
        elif taking.cancelled() or not taking.exception():
            log.error("service_ended", service="updates", reason="returned")
            raise ServiceEnded("updates")
        if taking.done():
            taking.result()
    finally:
        stopping.cancel()
        taking.cancel()
        # Waited for, because it ends what is under way in good order.
        await asyncio.wait({taking})
