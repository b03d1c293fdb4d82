"""The release of a wave: what is ripe joins the totals, and what was deleted leaves them."""

import json

from bot.storage.engines.interface import Sql
from bot.storage.groups.blocks import Waiting, dissolve, member
from bot.storage.groups.contributions import RIPENS_S
from bot.storage.groups.shares import reveal
from scoring.group_disclosure import Contribution, Unit, batches, categories
from scoring.model import Questionnaire

MOST_AT_ONCE = 400
"""How many batches one release makes of a wave, as the bot stands still meanwhile; others wait for more."""


def organisation_due(db: Sql, bot_id: int, now: int) -> int | None:
    """Give an organisation with a wave to be looked at; None where there is none."""
    row = db.execute(
        "SELECT organisation FROM waves WHERE bot_id = ? AND due_at <= ? ORDER BY due_at, id LIMIT 1",
        (bot_id, now),
    ).fetchone()
    return None if row is None else int(row[0])


class Releases:
    """Makes the releases of one organisation's waves."""

    def __init__(self, db: Sql, bot_id: int, organisation: int, now: int) -> None:
        self._db = db
        self._bot_id = bot_id
        self._organisation = organisation
        self._now = now

    @property
    def due(self) -> list[int]:
        """The waves that something happened to, or in which something ripened."""
        rows = self._db.execute(
            "SELECT id FROM waves WHERE bot_id = ? AND organisation = ? AND due_at <= ? ORDER BY id",
            (self._bot_id, self._organisation, self._now),
        )
        return [wave_id for (wave_id,) in rows]

    def make(self, questionnaire: Questionnaire) -> None:
        """Make those that are due, in a transaction that is open."""
        for wave_id in self.due:
            for batch in self._ids("SELECT id FROM batches WHERE wave_id = ? AND state = 'broken'", wave_id):
                dissolve(self._db, wave_id, batch)
            made = batches(self._ripe(wave_id, questionnaire))
            self._join(wave_id, made[:MOST_AT_ONCE], questionnaire)
            for batch in self._asking(wave_id):
                reveal(self._db, batch, self._now)
            self._set_next(wave_id, more=len(made) > MOST_AT_ONCE)

    def _join(self, wave_id: int, made: tuple[Unit, ...], questionnaire: Questionnaire) -> None:
        if not made:
            return
        waiting = Waiting(self._db, wave_id, questionnaire)
        for members in made:
            ((batch,),) = self._db.execute(
                "INSERT INTO batches (wave_id, size) VALUES (?, ?) RETURNING id", (wave_id, len(members))
            ).fetchall()
            self._db.conn.executemany(
                "UPDATE contributions SET batch = ? WHERE id = ?",
                [(batch, contribution.id) for contribution in members],
            )
            waiting.join(batch, members)

    def _ripe(self, wave_id: int, questionnaire: Questionnaire) -> tuple[Contribution, ...]:
        rows = self._db.execute(
            "SELECT id, known, categories FROM contributions WHERE wave_id = ? AND batch IS NULL "
            "AND (known = 1 OR decided = 1 OR finished_at <= ?) ORDER BY finished_at, id",
            (wave_id, self._now - RIPENS_S),
        ).fetchall()
        return tuple(self._as_now(member(*row), questionnaire) for row in rows)

    def _as_now(self, contribution: Contribution, questionnaire: Questionnaire) -> Contribution:
        """Leave out what does not fit the content any more, such as a level that there was."""
        levels = len(questionnaire.levels)
        values = {
            name: category
            for name, category in contribution.values.items()
            if category < categories(name, levels)
        }
        if values == contribution.values:
            return contribution
        self._db.execute(
            "UPDATE contributions SET categories = ? WHERE id = ?", (json.dumps(values), contribution.id)
        )
        return contribution.model_copy(update={"values": values})

    def _asking(self, wave_id: int) -> list[int]:
        return self._ids(
            "SELECT DISTINCT batch FROM contributions WHERE wave_id = ? AND asked IS NOT NULL", wave_id
        )

    def _ids(self, sql: str, wave_id: int) -> list[int]:
        return [id_ for (id_,) in self._db.execute(sql, (wave_id,)).fetchall()]

    def _set_next(self, wave_id: int, *, more: bool) -> None:
        """Note when the wave is to be looked at again: when the next contribution is ripe."""
        self._db.execute(
            "UPDATE waves SET due_at = CASE WHEN ? = 1 THEN ? ELSE ("
            "SELECT min(finished_at) + ? FROM contributions "
            "WHERE wave_id = ? AND batch IS NULL AND known = 0 AND decided = 0 AND finished_at > ?"
            ") END WHERE id = ?",
            (int(more), self._now, RIPENS_S, wave_id, self._now - RIPENS_S, wave_id),
        )
