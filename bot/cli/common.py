"""What the `winkelpeil` commands have in common."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Annotated, Never, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage.database import Storage

# What a command needs is imported inside it, so that help stays fast.

T = TypeVar("T")

FAILED = 1
WRONG_USE = 2
_ASKING_S = 10.0
STANDARD = "-"
"""Stands for standard input or output."""

Database = Annotated[
    str | None, typer.Option(help="Another database than DATABASE_URL, such as the sandbox's own.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask first.")]


def fail(line: str, code: int = FAILED) -> Never:
    """Say what is wrong, and end."""
    typer.echo(line, err=True)
    raise typer.Exit(code)


def settings_of(database: str | None = None, *, to_run: bool = False) -> "Settings":
    """Read the settings, with another database where one is given; a wrong one ends the command."""
    from bot.lib.setting_sources import SettingsFault
    from bot.settings import Settings

    try:
        settings = Settings.read(to_run=to_run)
    except SettingsFault as fault:
        fail(str(fault), WRONG_USE)
    if database is None:
        return settings
    return settings.model_copy(update={"database_url": url_of(database)})


def url_of(database: str | None) -> str:
    """Give the URL of a database, or of the one in the settings; a wrong one ends the command."""
    from bot.lib import database_urls as urls

    if database is None:
        return settings_of().database_url
    try:
        return urls.check(database)
    except ValueError:
        fail(
            "--database should be sqlite:///file.db, sqlite:///:memory: or "
            "postgresql://user:password@host/database",
            WRONG_USE,
        )


def bot_id_of(settings: "Settings") -> int:
    """Tell the bot's id, with which its token begins; without a token it is the sandbox's."""
    from bot.sandbox.state import BOT_ID

    token = settings.telegram_token
    return int(token.get_secret_value().partition(":")[0]) if token else BOT_ID


def run_on_storage(url: str, ask: "Callable[[Storage], Awaitable[T]]", *faults: type[Exception]) -> T:
    """Ask something of a database; what it cannot do, and these faults, end the command with one line."""
    from bot.storage.chats.records import StorageFault
    from bot.storage.database import CannotOpen, open_storage

    async def run() -> T:
        storage = open_storage(url)
        try:
            return await ask(storage)
        finally:
            await storage.close()

    told: tuple[type[Exception], ...] = (CannotOpen, StorageFault, *faults)
    try:
        return asyncio.run(run())
    except told as fault:
        fail(str(fault))


async def telegram_username(settings: "Settings") -> str | None:
    """Ask Telegram for the bot's username; None without a token, or where it does not tell in time."""
    from bot.telegram.api.connection import Connection
    from bot.telegram.api.failures import TokenRefused

    if settings.telegram_token is None:
        return None
    async with AsyncExitStack() as stack:
        connection = Connection(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
        await stack.enter_async_context(connection)
        try:
            return (await asyncio.wait_for(connection.introduce(), _ASKING_S)).username
        except (TimeoutError, TokenRefused):
            return None


def user_name() -> str:
    """Give the name of who works at this machine, for the log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run as a number that has no name.
        return "command line"
