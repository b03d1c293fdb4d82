"""The bot as a whole: the one place where its parts are put together."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import structlog
from pydantic import SecretStr

from bot import metrics
from bot.administration import administration, begin_administration
from bot.contexts import context_of
from bot.dialogue import commands
from bot.dialogue.context import Context
from bot.dialogue.step import apology, step, too_fast
from bot.entrance import Entrance, entrance_of
from bot.library import opened
from bot.roles import Roles
from bot.settings import Settings, listen_address
from bot.stopping import stopping_on_signals
from bot.storage.opening import Storage, open_storage
from bot.storage.peers import Comparing
from bot.storage.retention import Cleaning, Retention
from bot.telegram.alarm import Alarm
from bot.telegram.connection import Connection
from bot.telegram.facts import FactsReader
from bot.telegram.lease import Lease
from bot.telegram.measuring import measured_handle, measured_step
from bot.telegram.postman import Postman
from bot.telegram.profile import OTHER_LANGUAGES, Profile, publish
from bot.telegram.restoring import Restoring
from bot.telegram.send import Sender
from bot.telegram.stepping import Conversations, Dialogue
from bot.telegram.studio import Studio
from bot.telegram.updates import BotIdentity
from bot.telegram.worker import Worker
from content.schema import LANGUAGES, Content, Language

if TYPE_CHECKING:
    from bot.web.console.door import Door

log = structlog.get_logger(__name__)

_GRACE_S = 5.0
"""What a stop allows for finishing the batch in hand, and again for sending."""

_DEFAULT_LANGUAGE: Language = "nl"
SANDBOX_ADMINS = (100_004,)
"""Willem, the admin among the people of the sandbox."""
_SANDBOX_CONTACT, _SANDBOX_ADDRESS = "privacy@example.org", "Voorbeeldstraat 1, 1234 AB Voorbeeldstad"


class PortTaken(Exception):
    """Something else serves on the port of the sandbox, or on that of HTTP_LISTEN."""


async def run(settings: Settings, content: Content, *, count_participants: bool = True) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises CannotOpen, PortTaken and TokenRefused.

    Without `count_participants` no finished assessment is kept for comparing others with, and none is told.
    """
    token = settings.telegram_token
    if token is None:
        raise ValueError("run() needs settings with a token")
    stop = asyncio.Event()
    with stopping_on_signals(stop):
        storage = open_storage(settings.database_url)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(storage.close)
            entrance = entrance_of(settings)
            metrics.describe_build(version("winkelpeil"), content.version)
            door = await _serve_http(settings, entrance, storage, stack)
            connection = Connection(token.get_secret_value(), settings.telegram_api_url)
            await stack.enter_async_context(connection)
            bot = await _started(connection, entrance, stop)
            if bot:
                context = context_of(settings, content, bot.username)
                retention = Retention.after(
                    unfinished_days=settings.retention_unfinished_days, months=settings.retention_months
                )
                admins = settings.admin_ids
                parts = _Parts(
                    *(connection, bot, storage, context, retention, count_participants, admins),
                    *(door, settings.public_url, settings.messages_per_second),
                )
                await _serve(parts, entrance, stop)


async def run_in_sandbox(
    settings: Settings,
    content: Content,
    port: int,
    announce: Callable[[str], None],
    announce_console: Callable[[str], None],
) -> None:
    """Run the bot on a sandbox of its own, whose address is announced once it serves, and the console's.

    Raises CannotOpen and PortTaken.
    """
    # Here, because a bot in service has no use for it.
    from bot.consoling import address_beside
    from bot.sandbox.server import SandboxServer

    server = SandboxServer(port=port)
    try:
        await server.start()
    except OSError as fault:
        raise PortTaken(
            f"Port {port} cannot be used: {fault.strerror}. Choose another: winkelpeil sandbox --port NUMBER."
        ) from fault
    try:
        console = address_beside(port)
        announce(server.url)
        announce_console(f"http://{console}/console")
        own = {
            "telegram_token": SecretStr(server.token),
            "telegram_api_url": server.url,
            "privacy_contact": settings.privacy_contact or _SANDBOX_CONTACT,
            "organisation_address": settings.organisation_address or _SANDBOX_ADDRESS,
            # Those of the bot in service, which may run beside it.
            "webhook_url": "",
            "http_listen": console,
            "public_url": "",
            "admin_ids": settings.admin_ids or SANDBOX_ADMINS,
        }
        # Whoever tries it out is no shop that others should be compared with.
        await run(settings.model_copy(update=own), content, count_participants=False)
    finally:
        await server.stop()


async def _serve_http(
    settings: Settings, entrance: Entrance, storage: Storage, stack: AsyncExitStack
) -> "Door | None":
    """Serve webhook, health, metrics and console where the settings say so, until the stack ends.

    Gives the console's door, which is to be opened.
    """
    if not settings.http_listen:
        return None
    # Here, because most bots serve nothing.
    from bot.web.console.door import Door
    from bot.web.server import console_routes, web_server

    async def loaded() -> bool:
        return True

    checks = {"database": storage.pulse.answers, "content": loaded, "updates": entrance.works}
    door = Door()
    routes = [*entrance.routes(), *console_routes(door)]
    serving = web_server(*listen_address(settings.http_listen), checks, routes)
    try:
        await serving.start()
    except OSError as fault:
        raise PortTaken(f"HTTP_LISTEN: {settings.http_listen} cannot be used: {fault.strerror}") from fault
    stack.push_async_callback(serving.stop)
    return door


async def _started(connection: Connection, entrance: Entrance, stop: asyncio.Event) -> BotIdentity | None:
    """Ready Telegram for the way in which updates come; None when told to stop before it answered."""
    introducing = asyncio.create_task(_introduced(connection, entrance))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({introducing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if introducing.done():
        return introducing.result()
    introducing.cancel()
    return None


async def _introduced(connection: Connection, entrance: Entrance) -> BotIdentity:
    bot = await connection.introduce()
    await entrance.prepare(connection)
    return bot


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the bot is put together from once it knows who it is."""

    connection: Connection
    bot: BotIdentity
    storage: Storage
    context: Context
    retention: Retention
    count_participants: bool
    admins: tuple[int, ...]
    door: "Door | None"
    public_url: str
    messages_per_second: int


async def _serve(parts: _Parts, entrance: Entrance, stop: asyncio.Event) -> None:
    storage, bot, client = parts.storage, parts.bot, parts.connection.bot
    store = storage.store
    studio = Studio()
    sender = Sender(client, bot.id, store, storage.pictures, studio, parts.messages_per_second)
    library = await opened(storage.content, parts.context)
    groups = storage.groups(lambda: library.context().content.questionnaire)
    roles = Roles(groups, bot.id, parts.admins, storage.admins)
    administers = administration(parts.connection, bot.id, storage, groups, library, roles)
    reader = FactsReader(
        groups,
        bot.id,
        library.find,
        peers=storage.peers,
        count_participants=parts.count_participants,
        roles=roles,
        console=storage.console(bot.id),
        administration=administers,
    )
    if parts.door:
        from bot.consoling import office_of

        told = (groups, library, reader, studio)
        named, url = administers.who, parts.public_url
        parts.door.open(office_of(storage, bot.id, *told, roles=roles, named=named, public_url=url))
    dialogue = Dialogue(measured_step(step), apology, library.context, too_fast)
    conversations = Conversations(store, bot.id, dialogue, reader)
    postman = Postman(conversations, groups, sender.hand_first)
    worker = Worker(conversations, bot, entrance.hand(sender), told=postman.wake)
    metrics.watch_sending(lambda: sender.busy, sender.oldest)
    alarm = Alarm(conversations, sender.hand_first)
    lease = Lease(store, bot.id, sender.hand_first, sender.forsake, alone=entrance.alone)
    restoring = Restoring(conversations, sender.hand)
    sender.allowed, sender.overtaken = lease.fresh, restoring.put
    aside: list[asyncio.Task[None]] = []
    try:
        await lease.begin()
        aside += [
            asyncio.create_task(lease.run()),
            asyncio.create_task(restoring.run()),
            asyncio.create_task(library.follow(lambda: publish(client, _profiles(library.context())))),
            asyncio.create_task(Cleaning(storage.upkeep, parts.retention).run()),
            asyncio.create_task(
                Comparing(
                    storage.peers,
                    storage.statistics,
                    bot.id,
                    lambda: library.context().content.questionnaire,
                ).run()
            ),
            # After the resuming: what is said now comes after what was left unsent.
            asyncio.create_task(alarm.run()),
            asyncio.create_task(postman.run()),
        ]
        log.info("bot_started", username=bot.username, content=library.context().content.version)
        await begin_administration(storage.admins, bot, parts.admins)
        taking = asyncio.create_task(entrance.run(parts.connection, measured_handle(worker.handle), stop))
        await _take_in(taking, sender, stop)
    finally:
        for task in aside:
            task.cancel()
        await asyncio.gather(*aside, return_exceptions=True)
        await sender.close(_GRACE_S)
        await lease.end()
        studio.close()
        library.close()
        log.info("bot_stopped")


async def _take_in(taking: asyncio.Task[None], sender: Sender, stop: asyncio.Event) -> None:
    """Let updates be taken in until told to stop. Raises TokenRefused, whoever was told so."""
    stopping = asyncio.create_task(stop.wait())
    first: set[asyncio.Future[Any]] = {taking, stopping, sender.refused}
    try:
        await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        if stopping.done():
            # A batch that the storage does not take in time is offered again by Telegram.
            await asyncio.wait({taking}, timeout=_GRACE_S)
        if sender.refused.done():
            sender.refused.result()
        if taking.done():
            taking.result()
    finally:
        stopping.cancel()
        taking.cancel()
        # Waited for, because it ends what is under way in good order.
        await asyncio.wait({taking})


def _profiles(context: Context) -> dict[str, Profile]:
    def profile(language: Language) -> Profile:
        description, short_description = commands.profile(context, language)
        return Profile(tuple(commands.registered(context, language)), description, short_description)

    others = [language for language in LANGUAGES if language != _DEFAULT_LANGUAGE]
    return {OTHER_LANGUAGES: profile(_DEFAULT_LANGUAGE)} | {str(other): profile(other) for other in others}
