"""Writes about what a shop shares, and how that becomes known in the totals."""

from bot.records.groups import SHARE_LASTS, Layers
from bot.records.notices import Shared
from bot.records.writes import Look, SetShare
from bot.storage.engines.interface import Sql
from bot.storage.groups.actor import Actor
from bot.storage.groups.blocks import blocks_of, make_known, members_of
from bot.storage.groups.contributions import leave_out, make_waiting_known
from bot.storage.groups.notices import tell_advisors
from scoring.group_disclosure import revealable

LOOKS_KEPT = 20

_LASTS_S = int(SHARE_LASTS.total_seconds())
_OF_SHOP = "bot_id = ? AND chat_id = ? AND organisation = ?"

HELD = """(s.result = 1 OR s.answers = 1) AND coalesce((
    SELECT c.batch > 0 AND c.known = 0 FROM contributions c
    WHERE c.bot_id = s.bot_id AND c.chat_id = s.chat_id AND c.organisation = s.organisation AND c.assisted = 0
    ORDER BY c.run DESC LIMIT 1
), FALSE)"""
"""Whether a share `s` is kept back: the shop's latest assessment there is in a batch, and not known."""

_MAY_SEE = f"SELECT result, answers, contact, {HELD} FROM shares s WHERE {_OF_SHOP} AND until > ?"  # noqa: S608
_SET = (
    "INSERT INTO shares (bot_id, chat_id, organisation, result, answers, contact, who, since, until) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (bot_id, chat_id, organisation) DO UPDATE SET result = excluded.result, "
    "answers = excluded.answers, contact = excluded.contact, who = excluded.who, since = excluded.since, "
    "until = excluded.until"
)
_ASK = (
    f"UPDATE contributions SET asked = coalesce(asked, ?) WHERE {_OF_SHOP} "  # noqa: S608
    "AND assisted = 0 AND batch > 0 AND known = 0 RETURNING batch"
)
_ASK_NO_MORE = (
    f"UPDATE contributions SET asked = NULL WHERE {_OF_SHOP} AND assisted = 0 AND asked IS NOT NULL"  # noqa: S608
)
_END = f"DELETE FROM shares WHERE {_OF_SHOP}"  # noqa: S608
_END_EXPIRED = f"{_END} AND until <= ?"


def set_share(actor: Actor, write: SetShare) -> None:
    """Share in these layers, as far as that gives no other shop away."""
    shop = (*actor.key, write.organisation)
    if write.layers.nothing:
        actor.run(_END, *shop)
        return
    if not actor.came_by(write.organisation):
        return
    actor.run(_END_EXPIRED, *shop, actor.now)
    before = _may_see(actor, write.organisation)
    _store(actor, write)
    if write.layers.answers:
        _make_known(actor, write.organisation)
    else:
        actor.run(_ASK_NO_MORE, *shop)
    if write.layers.result and not write.layers.answers:
        leave_out(actor, write.organisation)
    if _may_see(actor, write.organisation) - before:
        tell_advisors(actor, write.organisation, Shared(who=write.who))


def look(actor: Actor, write: Look) -> None:
    """Note a look at shares with the advisor's organisation; of each the last 20 are kept."""
    organisation = actor.advises()
    for share in dict.fromkeys(write.shares):
        actor.run(
            "INSERT INTO looks (share, at) SELECT id, ? FROM shares "
            "WHERE id = ? AND bot_id = ? AND organisation = ? AND until > ?",
            actor.now,
            share,
            actor.bot_id,
            organisation,
            actor.now,
        )
        actor.run(
            "DELETE FROM looks WHERE share = ? AND id NOT IN "
            "(SELECT id FROM looks WHERE share = ? ORDER BY id DESC LIMIT ?)",
            share,
            share,
            LOOKS_KEPT,
        )


def reveal(db: Sql, batch: int, now: int, asker: int | None = None) -> None:
    """Make known who of a batch asks for it, as far as that gives no other shop away.

    The advisors are told, of others than the asker.
    """
    whole = db.execute("SELECT wave_id FROM batches WHERE id = ? AND state = 'whole'", (batch,)).fetchone()
    if whole is None:
        return
    asking = {
        contribution: (bot_id, chat_id, organisation, who)
        for contribution, bot_id, chat_id, organisation, who in db.execute(
            "SELECT c.id, c.bot_id, c.chat_id, c.organisation, s.who FROM contributions c JOIN shares s "
            "ON s.bot_id = c.bot_id AND s.chat_id = c.chat_id AND s.organisation = c.organisation "
            "WHERE c.batch = ? AND c.asked IS NOT NULL AND c.known = 0 AND s.until > ? "
            "ORDER BY c.asked, s.id",
            (batch, now),
        )
    }
    if not asking:
        return
    members = members_of(db, batch)
    chosen = set(revealable(members, tuple(asking), blocks_of(db, batch))) & asking.keys()
    for contribution in members:
        if contribution.id in chosen:
            bot_id, chat_id, organisation, who = asking[contribution.id]
            shop = Actor(db, bot_id, chat_id, now)
            before = _may_see(shop, organisation)
            make_known(db, whole[0], batch, contribution)
            if chat_id != asker and _may_see(shop, organisation) - before:
                tell_advisors(shop, organisation, Shared(who=who))


def _store(actor: Actor, write: SetShare) -> None:
    layers = write.layers
    actor.run(
        _SET,
        *actor.key,
        write.organisation,
        int(layers.result or layers.answers),
        int(layers.answers),
        layers.contact,
        write.who,
        actor.now,
        actor.now + _LASTS_S,
    )


def _make_known(actor: Actor, organisation: int) -> None:
    make_waiting_known(actor, organisation)
    held = actor.run(_ASK, actor.now, *actor.key, organisation).fetchall()
    for (batch,) in held:
        reveal(actor.db, batch, actor.now, asker=actor.chat_id)


def _may_see(actor: Actor, organisation: int) -> frozenset[str]:
    """Name the layers of this chat that the organisation's advisors see now."""
    row = actor.row(_MAY_SEE, *actor.key, organisation, actor.now)
    if row is None:
        return frozenset()
    result, answers, contact, held = row
    seen = Layers(result=bool(result and not held), answers=bool(answers and not held), contact=contact)
    return frozenset(name for name, shown in seen if shown)
