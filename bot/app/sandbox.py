"""The bot on a sandbox of its own."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.app.console import address_beside
from bot.app.contexts import context_of
from bot.app.playground import Playground
from bot.app.run import PortTaken, run
from bot.app.street import Street
from bot.app.street_shops import SHOPS
from bot.lib.database_urls import is_postgres, sqlite_path
from bot.lib.movable_clock import MovableClock
from bot.library.schema.content import Content
from bot.sandbox.server import SandboxServer
from bot.sandbox.stage import Stage
from bot.sandbox.state import BOT_ID, BOT_USERNAME, Person, Sandbox
from bot.settings import Settings
from bot.storage.chats.whole import all_chats
from bot.storage.database import open_storage
from bot.storage.engines.sqlite import MEMORY
from bot.storage.engines.sqlite_lock import alone_on

SANDBOX_ADMINS = (100_004,)
"""Willem, the admin among the people of the sandbox."""
SANDBOX_ADVISOR = 100_003
"""Marijke, the advisor among them."""
_SANDBOX_CONTACT, _SANDBOX_ADDRESS = "privacy@example.org", "Voorbeeldstraat 1, 1234 AB Voorbeeldstad"
_FILES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Announcements:
    """Told where the sandbox is, once it serves."""

    page: Callable[[str], None]
    console: Callable[[str], None]


async def run_in_sandbox(settings: Settings, content: Content, port: int, announce: Announcements) -> None:
    """Run the bot on a sandbox of its own, until told to stop; it begins anew as often as the page asks.

    Raises CannotOpen and PortTaken.
    """
    clock = MovableClock()
    server = SandboxServer(port=port, sandbox=Sandbox(clock=clock.seconds))
    try:
        await server.start()
    except OSError as fault:
        raise PortTaken(
            f"Port {port} cannot be used: {fault.strerror}. Choose another: winkelpeil sandbox --port NUMBER."
        ) from fault
    try:
        console = address_beside(port)
        announce.page(server.url)
        announce.console(f"http://{console}/console")
        own = _own_settings(settings, server, console)
        while await _run_once(own, content, server, clock):
            _erase(own.database_url)
            clock.set_right()
            server.sandbox.begin_anew()
    finally:
        await server.stop()


def _own_settings(settings: Settings, server: SandboxServer, console: str) -> Settings:
    own = {
        "telegram_token": SecretStr(server.token),
        "telegram_api_url": server.url,
        "privacy_contact": settings.privacy_contact or _SANDBOX_CONTACT,
        "organisation_address": settings.organisation_address or _SANDBOX_ADDRESS,
        # Those of the bot in service, which may run beside it.
        "webhook_url": "",
        "webhook_certificate": "",
        "proxy_strips": "",
        "proxy_adds": "",
        "http_listen": console,
        "public_url": "",
        "admin_ids": settings.admin_ids or SANDBOX_ADMINS,
    }
    return settings.model_copy(update=own)


async def _run_once(settings: Settings, content: Content, server: SandboxServer, clock: MovableClock) -> bool:
    """Run the bot until it ends; tells whether it is to begin anew. Raises CannotOpen and PortTaken."""
    playground, asked = Playground(clock, server.url), asyncio.Event()

    def begin_anew() -> None:
        asked.set()
        playground.stop.set()

    with alone_on(settings.database_url):
        is_own = await _set_scene(settings, content, server, clock)
    console = f"http://{settings.http_listen}/console"
    server.sandbox.stage = Stage(clock, begin_anew if is_own else None, console)
    server.sandbox.events.add("people")
    await run(settings, content, playground)
    return asked.is_set()


async def _set_scene(
    settings: Settings, content: Content, server: SandboxServer, clock: MovableClock
) -> bool:
    """Bring the street to the database where it has none, and the people of the database to the sandbox.

    Tells whether the database is the sandbox's own to empty: a file in which no other bot has a chat. Raises
    CannotOpen and StorageFault.
    """
    url = settings.database_url
    if not is_postgres(url) and sqlite_path(url) == MEMORY:
        # It would be gone before the bot opens its own.
        return True
    sandbox, storage = server.sandbox, open_storage(url)
    try:
        chats = await storage.run(lambda unit: all_chats(unit.db, BOT_ID))
        is_own = chats.alone and not is_postgres(url)
        if chats.visited:
            # The clock of an earlier run may have been set on.
            clock.set_on(chats.visited)
        taken = await storage.run(lambda unit: unit.groups.advises(BOT_ID, SANDBOX_ADVISOR))
        if taken is None and not chats.ids & {shop.chat_id for shop in SHOPS}:
            context = context_of(settings, content, BOT_USERNAME, server.url)
            street = Street(storage, BOT_ID, context, clock.now())
            await _fill_street(street, url, is_new=is_own and not chats.ids)
            chats = await storage.run(lambda unit: all_chats(unit.db, BOT_ID))
        people = (Person(shop.chat_id, shop.owner, "nl", "winkelier", shop=shop.name) for shop in SHOPS)
        sandbox.people.update({person.id: person for person in people})
        for chat_id in chats.ids & sandbox.people.keys():
            # Telegram remembers who pressed START.
            sandbox.people[chat_id].started = True
        return is_own
    finally:
        await storage.close()


async def _fill_street(street: Street, url: str, *, is_new: bool) -> None:
    try:
        await street.fill(SANDBOX_ADVISOR)
    except BaseException:
        # Half a street would stay so: the next start leaves a street alone.
        if is_new:
            _erase(url)
        raise


def _erase(url: str) -> None:
    path = sqlite_path(url)
    for ending in _FILES:
        Path(f"{path}{ending}").unlink(missing_ok=True)
