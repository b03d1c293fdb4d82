"""The `winkelpeil advisor` commands: who is an advisor of which organisation."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Never, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage.groups import GroupStore

app = typer.Typer(help="Invite advisors of an organisation, list them, withdraw one.", no_args_is_help=True)

T = TypeVar("T")
_FAILED = 1
_WRONG_USE = 2
_ASKING_S = 10.0

_Database = Annotated[
    str | None, typer.Option(help="Another database than DATABASE_URL, such as the sandbox's own.")
]


@app.command()
def invite(
    organisation: Annotated[
        str, typer.Argument(help="The organisation's name, as shopkeepers will read it.")
    ],
    label: Annotated[
        str, typer.Option("--for", help="Who it is for, to tell advisors apart; only you see it.")
    ] = "",
    database: _Database = None,
) -> None:
    """Make an invitation, good for one person and seven days."""
    from bot.groups.model import LONGEST_ORGANISATION_NAME

    name, label = _line(organisation), _line(label)
    if not 1 <= len(name) <= LONGEST_ORGANISATION_NAME or len(label) > LONGEST_ORGANISATION_NAME:
        _fail(f"A name has 1 to {LONGEST_ORGANISATION_NAME} characters.", _WRONG_USE)
    settings, code = _settings(database), secrets.token_urlsafe(16)
    now = datetime.now(UTC)
    _asked(settings, lambda groups, bot_id: groups.invite(bot_id, name, label, code, now))
    typer.echo(f"Invitation for an advisor of {name}, good for one person and seven days:")
    username = asyncio.run(_username(settings))
    typer.echo(
        f"https://t.me/{username}?start=a-{code}" if username else f"Send this to the bot: /start a-{code}"
    )


@app.command(name="list")
def list_advisors(database: _Database = None) -> None:
    """List the advisors, with the number that `withdraw` takes."""
    advisors = _asked(_settings(database), lambda groups, bot_id: groups.advisors(bot_id))
    for advisor in advisors:
        since = advisor.since.date().isoformat()
        typer.echo(f"{advisor.chat_id}\t{advisor.organisation.name}\t{advisor.label or '-'}\tsince {since}")
    typer.echo(f"advisors: {len(advisors)}", err=True)


@app.command()
def withdraw(
    number: Annotated[int, typer.Argument(help="The number that `winkelpeil advisor list` shows.")],
    database: _Database = None,
) -> None:
    """Take an advisor's access away, at once."""
    if not _asked(_settings(database), lambda groups, bot_id: groups.withdraw(bot_id, number)):
        _fail(f"There is no advisor {number}; winkelpeil advisor list shows them.", _FAILED)
    typer.echo("Withdrawn.")


def _line(text: str) -> str:
    from bot.telegram.clean import clean_text

    return " ".join(clean_text(text).split())


def _settings(database: str | None) -> "Settings":
    from bot.settings import Settings, SettingsFault
    from bot.storage import urls

    try:
        settings = Settings.read()
    except SettingsFault as fault:
        _fail(str(fault), _WRONG_USE)
    if database is None:
        return settings
    try:
        urls.check(database)
    except ValueError:
        _fail(
            "--database should be sqlite:///file.db or postgresql://user:password@host/database", _WRONG_USE
        )
    return settings.model_copy(update={"database_url": database})


def _bot_id(settings: "Settings") -> int:
    """Tell the bot's id, with which its token begins; without a token it is the sandbox's."""
    from bot.sandbox.state import BOT_ID

    token = settings.telegram_token
    return int(token.get_secret_value().partition(":")[0]) if token else BOT_ID


def _asked(settings: "Settings", ask: "Callable[[GroupStore, int], Awaitable[T]]") -> T:
    from bot.storage.opening import CannotOpen, open_storage
    from bot.storage.store import StorageFault

    async def run() -> T:
        storage = open_storage(settings.database_url)
        try:
            return await ask(storage.groups(), _bot_id(settings))
        finally:
            await storage.close()

    try:
        return asyncio.run(run())
    except (CannotOpen, StorageFault) as fault:
        _fail(str(fault), _FAILED)


async def _username(settings: "Settings") -> str | None:
    """Ask Telegram for the bot's username; None without a token, or where it does not tell in time."""
    from bot.telegram.connection import Connection
    from bot.telegram.failures import TokenRefused

    if settings.telegram_token is None:
        return None
    async with AsyncExitStack() as stack:
        connection = Connection(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
        await stack.enter_async_context(connection)
        try:
            return (await asyncio.wait_for(connection.introduce(), _ASKING_S)).username
        except (TimeoutError, TokenRefused):
            return None


def _fail(line: str, code: int) -> Never:
    typer.echo(line, err=True)
    raise typer.Exit(code)
