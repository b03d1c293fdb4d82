"""The `winkelpeil admin` commands: the link with which the first administrator comes in."""

import secrets
from datetime import UTC, datetime

import typer

from bot.cli.common import Database, bot_id_of, run_on_storage, settings_of, telegram_username
from bot.lib.links import ADMIN

app = typer.Typer(help="Let an administrator in.", no_args_is_help=True)


@app.callback()
def _admin() -> None:
    pass


@app.command()
def claim(database: Database = None) -> None:
    """Make a link with which one person becomes an administrator, within seven days; an earlier one ends."""
    import asyncio

    from bot.app.claim_link import claim_link

    settings, code = settings_of(database), secrets.token_urlsafe(16)
    now, bot_id = datetime.now(UTC), bot_id_of(settings)
    run_on_storage(
        settings.database_url, lambda storage: storage.run(lambda unit: unit.admins.claim(bot_id, code, now))
    )
    username = asyncio.run(telegram_username(settings))
    typer.echo("Link for one administrator, good for one person and seven days:")
    typer.echo(claim_link(username, code) if username else f"Send this to the bot: /start {ADMIN}{code}")
