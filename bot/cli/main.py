"""The `winkelpeil` command."""

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from bot.cli.admins import app as admin_app
from bot.cli.advisors import app as advisor_app
from bot.cli.common import STANDARD, WRONG_USE, Database, fail, run_on_storage, settings_of, url_of
from bot.cli.content import app as content_app
from bot.cli.operations import app as operations_app

if TYPE_CHECKING:
    from bot.library.files import Files
    from bot.library.schema.content import Content
    from bot.settings import Settings
    from bot.storage.database import Storage

# What a command needs is imported inside it, so that help stays fast, and a bot in service never loads the
# sandbox.

app = typer.Typer(
    name="winkelpeil",
    help="A Telegram bot with which Dutch shopkeepers see how far they are with e-marketing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(content_app, name="content")
app.add_typer(advisor_app, name="advisor")
app.add_typer(operations_app)
app.add_typer(admin_app, name="admin")

_SANDBOX_PORT = 8081
_SANDBOX_DATABASE = "sqlite:///winkelpeil-sandbox.db"
_COLLECTED_AFTER = (10_000, 10, 10)
"""New objects until they are looked through; by default 700, fewer than one batch of updates makes."""


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"winkelpeil {version('winkelpeil')}")
        raise typer.Exit


@app.callback()
def _winkelpeil(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def run() -> None:
    """Run the bot on Telegram; without TELEGRAM_TOKEN, in the sandbox.

    The settings come from the environment and the file .env; .env.example names them all.
    """
    settings = _settings(to_run=True)
    if settings.telegram_token is None:
        typer.echo("There is no TELEGRAM_TOKEN, so this is the sandbox.", err=True)
        return _run_in_sandbox(settings, _SANDBOX_PORT, _SANDBOX_DATABASE)
    from bot.app.run import run as run_bot

    content = _content()
    _configure_log(settings, settings.telegram_token.get_secret_value())
    return _until_stopped(run_bot(settings, content))


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the chat page.")] = _SANDBOX_PORT,
    database: Annotated[
        str, typer.Option(help="The sandbox's own database, in the form of DATABASE_URL.")
    ] = _SANDBOX_DATABASE,
) -> None:
    """Try the bot on a chat page, without Telegram."""
    _run_in_sandbox(_settings(), port, database)


@app.command()
def move(
    source: Annotated[str, typer.Argument(help="The SQLite file, as sqlite:///file.db.")],
    target: Annotated[
        str | None,
        typer.Argument(
            help="An empty database, as postgresql://user:password@host/database; else that of DATABASE_URL."
        ),
    ] = None,
) -> None:
    """Copy all that is stored from an SQLite file to PostgreSQL, and compare both; stop the bot before.

    It can be run again: what has been copied already is only compared.
    """
    from bot.storage.chats.records import StorageFault
    from bot.storage.database import CannotOpen, move

    try:
        moved = move(source, url_of(target) if target is None else target)
    except ValueError:
        fail("It is winkelpeil move sqlite:///file.db postgresql://user:password@host/database", WRONG_USE)
    except (CannotOpen, StorageFault) as fault:
        fail(str(fault))
    for table, there in moved.tables.items():
        typer.echo(f"{table}\t{there.rows}\t{there.digest:064x}")
    typer.echo("It had been copied before; both are the same." if moved.was_there else "Copied.", err=True)


@app.command()
def score(
    file: Annotated[str, typer.Argument(help="A file with a JSON record a line; - is standard input.")] = "-",
    database: Database = None,
) -> None:
    """Score answers: JSON records in, results out.

    The questions and points are those that are live in the database; where there is none, those that ship.
    A record is {"answers": {question: option}}. Bad records are named on standard error, and make the exit
    code 1.
    """
    from bot.cli.scoring import run_score

    content = _live_content(url_of(database))
    try:
        source = _open_input(file)
    except OSError as fault:
        fail(f"{file}: {fault.strerror}", WRONG_USE)
    with source:
        code = run_score(
            source, sys.stdout, sys.stderr, content.questionnaire, content.figures, content.cards
        )
    raise typer.Exit(code)


def _open_input(file: str) -> BinaryIO:
    return sys.stdin.buffer if file == STANDARD else Path(file).open("rb")


def _settings(*, to_run: bool = False) -> "Settings":
    from bot.settings import doubtful_settings

    settings = settings_of(to_run=to_run)
    for line in doubtful_settings():
        typer.echo(line, err=True)
    return settings


def _live_content(url: str) -> "Content":
    """Read what is live in a database, or what ships where there is no database yet."""
    from bot.lib.database_urls import is_postgres, sqlite_path

    if not is_postgres(url) and not Path(sqlite_path(url)).is_file():
        return _content()

    async def live(storage: "Storage") -> "Files | None":
        version = await storage.version(await storage.run(lambda unit: unit.content.live_number()))
        return version.files if version else None

    return _content(run_on_storage(url, live))


def _content(files: "Files | None" = None) -> "Content":
    from bot.library.loader import load
    from bot.library.parsing.source import ContentFaults

    try:
        return load(files)
    except ContentFaults as faults:
        fail(str(faults))


def _configure_log(settings: "Settings", key: str) -> None:
    from bot.lib.log import configure

    configure(settings.log_level, settings.log_format, key.encode(), settings.secrets())


def _run_in_sandbox(settings: "Settings", port: int, database: str) -> None:
    from bot.app.sandbox import Announcements, run_in_sandbox

    url_of(database)
    content = _content()
    _configure_log(settings, "sandbox")
    own = settings.model_copy(update={"database_url": database})
    _until_stopped(run_in_sandbox(own, content, port, Announcements(_announce, _announce_console)))


def _announce(url: str) -> None:
    typer.echo(f"Open {url}/ in uw browser. Ctrl+C stopt.")


def _announce_console(url: str) -> None:
    typer.echo(f"De console staat op {url}/ ; log in als Willem, de beheerder in de chat.")


def _until_stopped(running: Coroutine[None, None, None]) -> None:
    from bot.app.run import PortTaken
    from bot.app.services import ServiceEnded
    from bot.storage.database import CannotOpen
    from bot.telegram.api.failures import TokenRefused

    _spare_collector()
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(running)
    except (CannotOpen, PortTaken, ServiceEnded, TokenRefused) as fault:
        fail(str(fault))
    except Exception:
        import structlog

        # Through the log, which keeps texts of people and the token out of the traceback.
        structlog.get_logger(__name__).exception("bot_failed")
        fail("The bot stopped because of a fault of its own; see the log above.")


def _spare_collector() -> None:
    """Keep the garbage collector from all that is there by now: code and content, which stay to the end.

    It went through them time and again, which was a quarter of all that an update cost.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Choose the event loop: uvloop where there is one, which costs less."""
    try:
        import uvloop
    except ImportError:
        return None
    made: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return made


def main() -> None:
    app()


if __name__ == "__main__":
    main()
