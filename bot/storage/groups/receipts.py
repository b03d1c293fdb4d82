"""Codes of shops that an advisor filled in for: noted, read and used to erase."""

import json
from datetime import UTC, datetime

from bot.records.groups import Filled, Organisation
from bot.records.writes import EraseReceipt
from bot.storage.access.codes import digest
from bot.storage.engines.interface import Sql
from bot.storage.groups.actor import Actor

_KEPT = (
    "SELECT o.id, o.name, c.finished_at, c.categories FROM receipts r "
    "JOIN contributions c ON c.id = r.contribution JOIN organisations o ON o.id = c.organisation "
    "WHERE r.bot_id = ? AND r.digest = ?"
)


def is_erased(actor: Actor, code: str) -> bool:
    """Tell whether a shop has erased what was filled in for it under this code."""
    return bool(
        actor.row(
            "SELECT 1 FROM receipts WHERE bot_id = ? AND digest = ? AND contribution IS NULL",
            actor.bot_id,
            digest(code),
        )
    )


def note_receipt(actor: Actor, code: str, contribution: int) -> None:
    """Keep the digest of a code beside what it stands for."""
    actor.run(
        "INSERT INTO receipts (bot_id, digest, contribution, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        actor.bot_id,
        digest(code),
        contribution,
        actor.now,
    )


def contribution_of(db: Sql, bot_id: int, code: str) -> Filled | None:
    """Tell what is kept under a code."""
    for id_, name, finished, categories in db.execute(_KEPT, (bot_id, digest(code))):
        return Filled(Organisation(id_, name), datetime.fromtimestamp(finished, UTC), json.loads(categories))
    return None


def erase_receipt(actor: Actor, write: EraseReceipt) -> None:
    """Take a shop out of its group, whoever has its code: with its batch it leaves the totals."""
    key = (actor.bot_id, digest(write.code))
    row = actor.row(
        "SELECT contribution FROM receipts WHERE bot_id = ? AND digest = ? AND contribution IS NOT NULL", *key
    )
    if row is None:
        return
    # First: a trigger deletes the receipts of what is deleted, and that it was erased must stay known.
    actor.run(
        "UPDATE receipts SET contribution = NULL, at = ? WHERE bot_id = ? AND digest = ?", actor.now, *key
    )
    actor.run("DELETE FROM contributions WHERE id = ?", row[0])
