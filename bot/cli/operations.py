"""The `winkelpeil` commands for whoever runs a bot: backups, research data, a look at its health."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import FAILED, WRONG_USE, Database, Yes, fail, run_on_storage, settings_of, url_of

if TYPE_CHECKING:
    from bot.storage.chats.research import Release
    from bot.storage.database import Storage

# What a command needs is imported inside it, so that help stays fast.

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="A new file, or a folder: there it is named by its moment.")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="In a folder: delete the oldest until so many are left.")
    ] = None,
    database: Database = None,
) -> None:
    """Copy the database into one file while the bot runs, and look the copy through."""
    from bot.operations.backup import BackupFault, back_up, keep_newest, name_at

    source = _existing(_of_sqlite(database))
    if keep is not None and not file.is_dir():
        fail("--keep goes with a folder.", WRONG_USE)
    target = file / name_at(datetime.now(UTC)) if file.is_dir() else file
    try:
        contents = back_up(source, target)
        old = keep_newest(file, keep, target) if keep else ()
    except (BackupFault, OSError) as fault:
        fail(str(fault))
    typer.echo(f"{target}: {contents}")
    for path in old:
        typer.echo(f"Deleted {path}.", err=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `winkelpeil backup` made.")],
    yes: Yes = False,
    database: Database = None,
) -> None:
    """Put a backup in the database's place while the bot is stopped; what was there is kept beside it."""
    from bot.operations.backup import BackupFault, existing_contents, verify
    from bot.operations.backup import restore as put_back
    from bot.storage.engines.sqlite_lock import InUse, alone_on_file
    from bot.storage.schema.version import CannotOpen

    target = _file_of(_of_sqlite(database))
    try:
        typer.echo(f"{file}: {verify(file)}")
        there = existing_contents(target)
        if there and not yes:
            typer.echo(f"{target}: {there}")
            typer.confirm("Put the backup in its place?", abort=True)
        with alone_on_file(target):
            before = put_back(file, target, datetime.now(UTC))
    except InUse:
        fail(f"{target} is in use: stop the bot first")
    except (BackupFault, CannotOpen) as fault:
        fail(str(fault))
    typer.echo(f"{target} is the backup now.")
    if before:
        typer.echo(f"What was there is {before}; delete it when you no longer need it.")


@app.command()
def research(
    file: Annotated[Path, typer.Argument(help="A new CSV file; the codebook comes beside it.")],
    quarter: Annotated[
        str | None, typer.Option(help="Such as 2026-Q3; without it, the last quarter that has ended.")
    ] = None,
    database: Database = None,
) -> None:
    """Write the finished assessments of a quarter as a data set in which each shop is like four others.

    At least five shops share each combination of kind of shop, branch and way of scoring, and on no question
    did all or all but one of them answer the same; texts, names, numbers and dates are left out. The data set
    of a quarter is made once and kept: asked again, the same comes, since two that differ tell single shops.
    """
    from bot.lib.database_urls import is_postgres
    from bot.operations.research import NoQuarter, TooFew, ended_quarter

    beside = file.with_name(f"{file.stem}-codebook.csv")
    settings = settings_of(database)
    if not is_postgres(settings.database_url):
        _existing(settings.database_url)
    try:
        chosen = ended_quarter(datetime.now(UTC), quarter)
        made = run_on_storage(
            settings.database_url, lambda storage: _data_set(storage, chosen, settings.admin_ids)
        )
        for path, one in ((file, made.data), (beside, made.codebook)):
            # It holds what people answered: for nobody else on this machine.
            path.touch(mode=0o600, exist_ok=False)
            path.write_bytes(one)
    except NoQuarter as fault:
        fail(str(fault), WRONG_USE)
    except (TooFew, OSError) as fault:
        fail(str(fault))
    typer.echo(f"{file}: {made.shops} assessments of {chosen}; {beside} explains it.")
    left_out = "fewer than 5" if made.left_out is None else f"about {made.left_out}"
    typer.echo(f"left out, because too few were alike or too many answered the same: {left_out}", err=True)


@app.command()
def doctor(database: Database = None) -> None:
    """Look whether all around the bot is fit for service; the exit code is 1 where something needs doing."""
    from bot.operations.doctor import doctor_findings
    from bot.settings import doubtful_settings

    settings = settings_of(database)
    found = asyncio.run(doctor_findings(settings, datetime.now(UTC)))
    for finding in found:
        typer.echo(str(finding))
    doubtful = doubtful_settings()
    for line in doubtful:
        typer.echo(f"TODO  {line}")
    if doubtful or not all(finding.fine for finding in found):
        raise typer.Exit(FAILED)


@app.command()
def purge(
    confirm: Annotated[bool, typer.Option("--confirm", help="Delete it, once.")] = False,
    database: Database = None,
) -> None:
    """Say what has been kept long enough, table by table; with --confirm delete it, beside the bot.

    The bot does so by itself every day, but for more than 20 rows and 5 of 100 of a table at once.
    """
    from bot.lib.database_urls import is_postgres
    from bot.operations.purging import purge as purged
    from bot.storage.chats.expiry import Retention

    settings = settings_of(database)
    url, api_url = settings.database_url, settings.telegram_api_url
    if not is_postgres(url):
        _existing(url)
    retention = Retention.after(
        unfinished_days=settings.retention_unfinished_days, months=settings.retention_months
    )
    found = run_on_storage(url, lambda storage: purged(storage, retention, api_url, confirmed=confirm))
    typer.echo(f"As of {found.moment.now:%Y-%m-%d %H:%M} UTC:")
    for table, share in found.due.items():
        waits = "  (waits for --confirm)" if share.many and not found.done else ""
        typer.echo(f"{table}: {share}{waits}")
    if found.done:
        typer.echo("Deleted.", err=True)
    elif confirm:
        fail(f"Nothing was deleted: {found.moment.doubt}.")
    else:
        typer.echo(found.moment.doubt or "Nothing was deleted; --confirm does it.", err=True)


def _of_sqlite(database: str | None) -> str:
    """Give the URL of a database that is a file; another ends the command."""
    from bot.lib.database_urls import is_postgres

    url = url_of(database)
    if is_postgres(url):
        fail(
            "The database is PostgreSQL: copy it with pg_dump, and put the copy back with pg_restore; "
            "docs/operations.md tells how.",
            WRONG_USE,
        )
    return url


def _existing(url: str) -> Path:
    path = _file_of(url)
    if not path.is_file():
        fail(f"There is no database {path}.")
    return path


def _file_of(url: str) -> Path:
    from bot.lib.database_urls import sqlite_path
    from bot.storage.engines.sqlite import MEMORY

    path = sqlite_path(url)
    if path == MEMORY:
        fail("A database in memory cannot be copied.", WRONG_USE)
    return Path(path)


async def _data_set(storage: "Storage", quarter: str, admin_ids: Collection[int]) -> "Release":
    """Give the data set of a quarter: the one that was given out, or else a new one, once it is kept.

    Raises TooFew.
    """
    from bot.dialogue.core.session import UnreadableSession, load
    from bot.library.loader import load as load_content
    from bot.operations.research import data_set
    from bot.storage.chats.research import Release
    from bot.tables.write import csv_bytes

    known = await storage.run(lambda unit: unit.research.release(quarter))
    if known:
        return known
    version = await storage.version(await storage.run(lambda unit: unit.content.live_number()))
    sessions = []
    for text in await storage.run(lambda unit: unit.research.sessions_of_shops(admin_ids)):
        try:
            sessions.append(load(text))
        except UnreadableSession:
            continue
    made = data_set(sessions, load_content(version.files if version else None), quarter)
    release = Release(len(made.data.rows), made.left_out, csv_bytes(made.data), csv_bytes(made.codebook))
    return await storage.run(lambda unit: unit.research.keep(quarter, release))
