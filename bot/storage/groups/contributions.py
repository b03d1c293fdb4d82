"""Writes about what counts in a campaign's totals."""

import json

from bot.records.groups import RIPENS
from bot.records.writes import Contribute, Decide, Leave, Uncount
from bot.storage.engines.sqlite import seconds
from bot.storage.groups.actor import Actor
from bot.storage.groups.campaigns import note_finished
from bot.storage.groups.receipts import is_erased, note_receipt

RIPENS_S = int(RIPENS.total_seconds())
LEFT_OUT = 0
"""Stands for a batch where a contribution never enters one: beside the totals, a score that is known could
tell the answers of others, or of this shop itself."""

_OF_SHOP = "WHERE bot_id = ? AND chat_id = ? AND organisation = ? AND assisted = 0"
_WAITING = f"{_OF_SHOP} AND batch IS NULL"


def contribute(actor: Actor, write: Contribute) -> None:
    organisation, advises = actor.organisation_of(write.campaign), actor.advises()
    # With an advisor's help it counts for the advisor's organisation; without, an advisor never counts.
    if organisation is None or advises != (organisation if write.assisted else None):
        return
    if write.receipt and is_erased(actor, write.receipt):
        return
    if not write.assisted:
        note_finished(actor, write.campaign, seconds(write.finished))
    earlier = actor.row(
        "SELECT id, batch FROM contributions "
        "WHERE bot_id = ? AND chat_id = ? AND organisation = ? AND assisted = ? AND run = ?",
        *actor.key,
        organisation,
        int(write.assisted),
        write.run,
    )
    if earlier is None:
        _add(actor, organisation, write)
    elif earlier[1] is None:
        actor.run(
            "UPDATE contributions SET categories = ?, finished_at = ? WHERE id = ?",
            _categories(write),
            seconds(write.finished),
            earlier[0],
        )
        # It waits behind those that finished meanwhile, so what waited with it may be ready now.
        _set_due(actor, earlier[0], at_once=True)


def decide(actor: Actor, write: Decide) -> None:
    """Let a shop's contributions ripen now: to the organisation, whichever of its links was opened last."""
    organisation = actor.organisation_of(write.campaign)
    decided = actor.run(
        f"UPDATE contributions SET decided = 1 {_WAITING} RETURNING id",  # noqa: S608
        *actor.key,
        organisation,
    ).fetchall()
    for (contribution,) in decided:
        _set_due(actor, contribution)


def leave(actor: Actor, write: Leave) -> None:
    """Take a shop out of an organisation's group, as when it erases everything.

    What it shares there goes too: beside totals that were shown before, it could give other shops away.
    """
    shop = (*actor.key, write.organisation)
    actor.run(f"DELETE FROM contributions {_OF_SHOP}", *shop)  # noqa: S608
    actor.run("DELETE FROM shares WHERE bot_id = ? AND chat_id = ? AND organisation = ?", *shop)
    actor.run(
        "DELETE FROM participants WHERE bot_id = ? AND chat_id = ? "
        "AND campaign IN (SELECT id FROM campaigns WHERE organisation = ?)",
        *shop,
    )


def uncount(actor: Actor, _write: Uncount) -> None:
    """Take a chat's assessment out of those that others are compared with."""
    actor.run("DELETE FROM assessments WHERE bot_id = ? AND chat_id = ?", *actor.key)


def make_waiting_known(actor: Actor, organisation: int) -> None:
    """Make known what a shop shares, as far as it is in no batch yet; what was left out may count again."""
    actor.run(
        f"UPDATE contributions SET batch = NULL {_OF_SHOP} AND batch = {LEFT_OUT}",  # noqa: S608
        *actor.key,
        organisation,
    )
    known = actor.run(
        f"UPDATE contributions SET known = 1 {_WAITING} RETURNING id",  # noqa: S608
        *actor.key,
        organisation,
    ).fetchall()
    for (contribution,) in known:
        _set_due(actor, contribution)


def leave_out(actor: Actor, organisation: int) -> None:
    """Keep out of the totals what is in no batch yet, as the shop shares its score and not its answers."""
    actor.run(f"UPDATE contributions SET batch = {LEFT_OUT} {_WAITING}", *actor.key, organisation)  # noqa: S608


def _add(actor: Actor, organisation: int, write: Contribute) -> None:
    wave = 1 if write.assisted else _next_wave(actor, organisation)
    shared = None if write.assisted else _shared_layer(actor, organisation)
    added = actor.row(
        "INSERT INTO contributions "
        "(bot_id, chat_id, organisation, wave_id, run, assisted, known, finished_at, categories, batch) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        *actor.key,
        organisation,
        _wave_id(actor, organisation, write.campaign, wave),
        write.run,
        int(write.assisted),
        int(write.assisted or shared == "answers"),
        seconds(write.finished),
        _categories(write),
        LEFT_OUT if shared == "result" else None,
    )
    if added:
        _set_due(actor, added[0])
        if write.receipt:
            note_receipt(actor, write.receipt, added[0])


def _next_wave(actor: Actor, organisation: int) -> int:
    """Number a shop's next assessment: by the latest and not by how many, as old ones are deleted."""
    row = actor.row(
        "SELECT coalesce(max(w.number), 0) + 1 FROM contributions c JOIN waves w ON w.id = c.wave_id "
        "WHERE c.bot_id = ? AND c.chat_id = ? AND c.organisation = ? AND c.assisted = 0",
        *actor.key,
        organisation,
    )
    return int(row[0]) if row else 1


def _wave_id(actor: Actor, organisation: int, campaign: int, number: int) -> int:
    actor.run(
        "INSERT INTO waves (bot_id, organisation, campaign, number) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        actor.bot_id,
        organisation,
        campaign,
        number,
    )
    ((wave_id,),) = actor.run(
        "SELECT id FROM waves WHERE bot_id = ? AND campaign = ? AND number = ?",
        actor.bot_id,
        campaign,
        number,
    )
    return int(wave_id)


def _shared_layer(actor: Actor, organisation: int) -> str | None:
    """Tell the deepest layer of its assessments that this chat shares now."""
    row = actor.row(
        "SELECT CASE answers WHEN 1 THEN 'answers' ELSE 'result' END FROM shares "
        "WHERE bot_id = ? AND chat_id = ? AND organisation = ? AND (result = 1 OR answers = 1) AND until > ?",
        *actor.key,
        organisation,
        actor.now,
    )
    return str(row[0]) if row else None


def _set_due(actor: Actor, contribution: int, *, at_once: bool = False) -> None:
    """Note when the wave of a contribution that waits is to be looked at: when this is ripe, or at once."""
    actor.run(
        "UPDATE waves SET due_at = CASE WHEN waves.due_at < c.due THEN waves.due_at ELSE c.due END "
        "FROM (SELECT wave_id, "
        "CASE WHEN known = 1 OR decided = 1 OR ? = 1 THEN ? ELSE finished_at + ? END AS due "
        "FROM contributions WHERE id = ?) AS c WHERE waves.id = c.wave_id",
        int(at_once),
        actor.now,
        RIPENS_S,
        contribution,
    )


def _categories(write: Contribute) -> str:
    return json.dumps(dict(write.values))
