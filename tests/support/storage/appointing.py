"""Inviting and withdrawing people, as an administrator's writes do."""

from datetime import datetime

from bot.records.groups import Organisation
from bot.records.people import Author, Kind
from bot.records.writes import Invite, Withdraw
from bot.storage.engines.interface import Sql
from bot.storage.groups.reads import GroupStore
from bot.storage.groups.writes import Writes

WILLEM = Author("Willem")


def invite(
    db: Sql, bot_id: int, name: str, code: str, now: datetime, *, label: str = "", kind: Kind = "advisor"
) -> None:
    """Invite an advisor of an organisation, or an administrator."""
    Writes(db, bot_id).commit(None, [Invite(kind, name, code, WILLEM, label)], now)


def invited_to(db: Sql, bot_id: int, code: str, now: datetime) -> Organisation:
    """Give the organisation that an invitation is for."""
    link = GroupStore(db).link(bot_id, f"a-{code}", now)
    assert link
    return link.organisation


def withdraw(db: Sql, bot_id: int, chat_id: int, now: datetime, *, kind: Kind = "advisor") -> None:
    """End that somebody is an advisor or an administrator."""
    Writes(db, bot_id).commit(None, [Withdraw(kind, chat_id, WILLEM)], now)
