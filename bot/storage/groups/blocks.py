"""The blocks of a wave's totals, and what each variable waits with, as they are kept."""

import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from bot.storage.engines.interface import Sql
from scoring.group_disclosure import Contribution, Tally, Unit, categories, placement, tally
from scoring.model import Questionnaire


def member(contribution: int, known: int, values: str) -> Contribution:
    """Read a contribution as it is stored."""
    return Contribution(id=contribution, known=bool(known), values=json.loads(values))


def stored_tally(unknown: str, known: str) -> Tally:
    """Read a tally as it is stored."""
    return Tally(unknown=tuple(json.loads(unknown)), known=tuple(json.loads(known)))


class Waiting:
    """What each variable of a wave waits with; a new batch joins it, and what opens goes to the totals."""

    def __init__(self, db: Sql, wave_id: int, questionnaire: Questionnaire) -> None:
        self._db = db
        self._wave_id = wave_id
        self._questionnaire = questionnaire
        self._batch_of: dict[int, int] = {}
        self._units: Mapping[str, Sequence[Unit]] = self._read()

    def join(self, batch: int, members: Unit) -> None:
        """Let a batch join; see `scoring.group_disclosure.placement`."""
        self._batch_of |= {contribution.id: batch for contribution in members}
        then = placement(self._units, members, self._questionnaire)
        for variable, unit in then.opened.items():
            size = categories(variable, len(self._questionnaire.levels))
            block = open_block(self._db, self._wave_id, variable, tally(unit, variable, size))
            self._place(variable, unit, batch, block)
        for variable, units in then.waiting.items():
            if not units:
                _leave_waiting(self._db, self._wave_id, variable)
            for unit in units[len(self._units.get(variable, ())) :]:
                self._place(variable, unit, batch, None)
        self._units = then.waiting

    def _read(self) -> dict[str, Sequence[Unit]]:
        places = self._db.execute(
            "SELECT variable, unit, batch FROM places WHERE wave_id = ? AND block IS NULL "
            "ORDER BY variable, unit, batch",
            (self._wave_id,),
        ).fetchall()
        members = {batch: self._members(batch) for batch in {batch for _, _, batch in places}}
        units: dict[str, dict[int, Unit]] = {}
        for variable, unit, batch in places:
            of = units.setdefault(variable, {})
            of[unit] = (*of.get(unit, ()), *members[batch])
        return {variable: tuple(of.values()) for variable, of in units.items()}

    def _members(self, batch: int) -> Unit:
        members = members_of(self._db, batch)
        self._batch_of |= {contribution.id: batch for contribution in members}
        return members

    def _place(self, variable: str, unit: Unit, newest: int, block: int | None) -> None:
        batches = dict.fromkeys(self._batch_of[contribution.id] for contribution in unit)
        self._db.conn.executemany(
            "INSERT INTO places (wave_id, variable, batch, unit, block) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (batch, variable) DO UPDATE SET block = excluded.block",
            [(self._wave_id, variable, batch, newest, block) for batch in batches],
        )
        if block is not None:
            self._db.conn.executemany(
                "UPDATE batches SET opened = 1 WHERE id = ? AND opened = 0", [(batch,) for batch in batches]
            )


def members_of(db: Sql, batch: int) -> Unit:
    """Give the contributions of a batch in order of finishing."""
    rows = db.execute(
        "SELECT id, known, categories FROM contributions WHERE batch = ? ORDER BY finished_at, id", (batch,)
    )
    return tuple(member(*row) for row in rows)


def blocks_of(db: Sql, batch: int) -> dict[str, Tally]:
    """Give the open blocks that hold a batch, by variable."""
    rows = db.execute(
        "SELECT p.variable, b.unknown, b.known FROM places p JOIN blocks b ON b.id = p.block "
        "WHERE p.batch = ?",
        (batch,),
    )
    return {variable: stored_tally(unknown, known) for variable, unknown, known in rows}


def open_block(db: Sql, wave_id: int, variable: str, counted: Tally) -> int:
    """Add a block to the totals; returns its id."""
    _add(db, wave_id, variable, counted)
    ((block,),) = db.execute(
        "INSERT INTO blocks (wave_id, variable, unknown, known) VALUES (?, ?, ?, ?) RETURNING id",
        (wave_id, variable, *_columns(counted)),
    ).fetchall()
    return int(block)


def dissolve(db: Sql, wave_id: int, batch: int) -> None:
    """Take a batch out of the totals: with it goes all that it stands in, for that variable for good."""
    places = db.execute("SELECT variable, block FROM places WHERE batch = ?", (batch,)).fetchall()
    for variable, block in places:
        if block is None:
            _leave_waiting(db, wave_id, variable)
        else:
            _close_block(db, wave_id, variable, block)
    # What was answered is needed no more: these are in no totals again. That they were there stays known, so
    # that the same assessment does not count twice.
    db.execute("UPDATE contributions SET categories = '{}', asked = NULL WHERE batch = ?", (batch,))
    db.execute("UPDATE batches SET state = 'gone' WHERE id = ?", (batch,))
    db.execute(
        "DELETE FROM batches WHERE id = ? AND NOT EXISTS (SELECT 1 FROM contributions WHERE batch = ?)",
        (batch, batch),
    )


def _leave_waiting(db: Sql, wave_id: int, variable: str) -> None:
    """Leave out for good what waits with a variable."""
    db.execute("DELETE FROM places WHERE wave_id = ? AND variable = ? AND block IS NULL", (wave_id, variable))


def make_known(db: Sql, wave_id: int, batch: int, contribution: Contribution) -> None:
    """Count a contribution of a batch as known from now on."""
    db.execute("UPDATE contributions SET known = 1, asked = NULL WHERE id = ?", (contribution.id,))
    blocks = db.execute(
        "SELECT p.variable, b.id, b.unknown, b.known FROM places p JOIN blocks b ON b.id = p.block "
        "WHERE p.batch = ?",
        (batch,),
    ).fetchall()
    for variable, block, unknown, known in blocks:
        counted = stored_tally(unknown, known)
        if variable in contribution.values:
            one = [int(category == contribution.values[variable]) for category in range(len(counted.unknown))]
            moved = Tally(unknown=tuple(-count for count in one), known=tuple(one))
            db.execute(
                "UPDATE blocks SET unknown = ?, known = ? WHERE id = ?",
                (*_columns(_sum(counted, moved)), block),
            )
            _add(db, wave_id, variable, moved)


def _close_block(db: Sql, wave_id: int, variable: str, block: int) -> None:
    ((unknown, known),) = db.execute(
        "DELETE FROM blocks WHERE id = ? RETURNING unknown, known", (block,)
    ).fetchall()
    _add(db, wave_id, variable, _negative(stored_tally(unknown, known)))
    db.execute("DELETE FROM places WHERE block = ?", (block,))


def _add(db: Sql, wave_id: int, variable: str, counted: Tally) -> None:
    row = db.execute(
        "SELECT unknown, known FROM group_totals WHERE wave_id = ? AND variable = ?", (wave_id, variable)
    ).fetchone()
    total = counted if row is None else _sum(stored_tally(*row), counted)
    if any(total.unknown) or any(total.known):
        db.execute(
            "INSERT INTO group_totals (wave_id, variable, unknown, known) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (wave_id, variable) "
            "DO UPDATE SET unknown = excluded.unknown, known = excluded.known",
            (wave_id, variable, *_columns(total)),
        )
    else:
        db.execute("DELETE FROM group_totals WHERE wave_id = ? AND variable = ?", (wave_id, variable))


def _sum(one: Tally, other: Tally) -> Tally:
    # Not `one + other`: an older block has fewer categories where the content got another level since.
    return Tally(
        unknown=tuple(map(sum, zip_longest(one.unknown, other.unknown, fillvalue=0))),
        known=tuple(map(sum, zip_longest(one.known, other.known, fillvalue=0))),
    )


def _negative(counted: Tally) -> Tally:
    return Tally(
        unknown=tuple(-count for count in counted.unknown), known=tuple(-count for count in counted.known)
    )


def _columns(counted: Tally) -> tuple[str, str]:
    return json.dumps(counted.unknown), json.dumps(counted.known)
