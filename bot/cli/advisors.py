"""The `winkelpeil advisor` commands: who is an advisor of which organisation."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.common import (
    WRONG_USE,
    Database,
    bot_id_of,
    fail,
    run_on_storage,
    settings_of,
    telegram_username,
    user_name,
)
from bot.lib.links import INVITATION, bot_link, code_link
from bot.lib.text import one_line

if TYPE_CHECKING:
    from bot.records.writes import Write
    from bot.settings import Settings
    from bot.storage.groups.reads import GroupStore

app = typer.Typer(help="Invite advisors of an organisation, list them, withdraw one.", no_args_is_help=True)

T = TypeVar("T")


@app.command()
def invite(
    organisation: Annotated[
        str, typer.Argument(help="The organisation's name, as shopkeepers will read it.")
    ],
    label: Annotated[
        str, typer.Option("--for", help="Who it is for, to tell advisors apart; only you see it.")
    ] = "",
    database: Database = None,
) -> None:
    """Make an invitation, good for one person and seven days."""
    from bot.records.groups import LONGEST_ORGANISATION_NAME
    from bot.records.people import Author
    from bot.records.writes import Invite

    name, label = _line(organisation), _line(label)
    if not 1 <= len(name) <= LONGEST_ORGANISATION_NAME or len(label) > LONGEST_ORGANISATION_NAME:
        fail(f"A name has 1 to {LONGEST_ORGANISATION_NAME} characters.", WRONG_USE)
    settings, code = settings_of(database), secrets.token_urlsafe(16)
    _write(settings, Invite("advisor", name, code, Author(user_name()), label))
    typer.echo(f"Invitation for an advisor of {name}, good for one person and seven days:")
    username = asyncio.run(telegram_username(settings))
    to_send = f"Send this to the bot: /start {INVITATION}{code}"
    typer.echo(code_link(bot_link(username), INVITATION, code) if username else to_send)


@app.command(name="list")
def list_advisors(database: Database = None) -> None:
    """List the advisors, with the number that `withdraw` takes."""
    advisors = _query_groups(settings_of(database), lambda groups, bot_id: groups.advisors(bot_id))
    for advisor in advisors:
        since = advisor.since.date().isoformat()
        typer.echo(f"{advisor.chat_id}\t{advisor.organisation.name}\t{advisor.label or '-'}\tsince {since}")
    typer.echo(f"advisors: {len(advisors)}", err=True)


@app.command()
def withdraw(
    number: Annotated[int, typer.Argument(help="The number that `winkelpeil advisor list` shows.")],
    database: Database = None,
) -> None:
    """Take an advisor's access away, at once."""
    from bot.records.people import Author
    from bot.records.writes import Withdraw

    settings = settings_of(database)
    advisors = _query_groups(settings, lambda groups, bot_id: groups.advisors(bot_id))
    if number not in {advisor.chat_id for advisor in advisors}:
        fail(f"There is no advisor {number}; winkelpeil advisor list shows them.")
    _write(settings, Withdraw("advisor", number, Author(user_name())))
    typer.echo("Withdrawn.")


def _line(text: str) -> str:
    from bot.telegram.api.clean import clean_text

    return one_line(clean_text(text))


def _query_groups(settings: "Settings", ask: "Callable[[GroupStore, int], T]") -> T:
    bot_id = bot_id_of(settings)
    return run_on_storage(
        settings.database_url, lambda storage: storage.run(lambda unit: ask(unit.groups, bot_id))
    )


def _write(settings: "Settings", write: "Write") -> None:
    bot_id, now = bot_id_of(settings), datetime.now(UTC)
    run_on_storage(
        settings.database_url,
        lambda storage: storage.run(lambda unit: unit.writes(bot_id).commit(None, [write], now)),
    )
