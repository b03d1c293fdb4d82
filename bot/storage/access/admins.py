"""Those who administer the bot."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from bot.records.people import Admin
from bot.records.writes import BecomeAdmin
from bot.storage.access.codes import digest
from bot.storage.chats.records import VersionConflict
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, seconds, transaction
from bot.storage.groups.actor import Actor

CODE_LASTS = timedelta(days=7)

CLAIMED = "by the claim link"


class AdminStore:
    """Knows those who became admins by a link; those of ADMIN_IDS it does not know.

    Every method raises StorageFault when the database fails. Codes are given without their prefix, and only
    a digest of them is kept. Appointing and withdrawing are writes (see `bot.records.writes`).
    """

    def __init__(self, db: Sql) -> None:
        self._db = db

    def admin(self, bot_id: int, chat_id: int) -> Admin | None:
        """Find an admin."""
        return next((one for one in self.admins(bot_id) if one.chat_id == chat_id), None)

    def admins(self, bot_id: int) -> tuple[Admin, ...]:
        """List the admins, the first appointed first."""
        with faults():
            rows = self._db.execute(
                "SELECT chat_id, label, since FROM admins WHERE bot_id = ? ORDER BY since, chat_id", (bot_id,)
            )
            return tuple(
                Admin(chat_id, label, datetime.fromtimestamp(since, UTC)) for chat_id, label, since in rows
            )

    def keep_ids(self, bot_id: int, chat_ids: Collection[int]) -> None:
        """Note who stands in the settings, so that they are left out of what is counted."""
        with transaction(self._db):
            self._db.execute("DELETE FROM admin_ids WHERE bot_id = ?", (bot_id,))
            for chat_id in sorted(set(chat_ids)):
                self._db.execute("INSERT INTO admin_ids (bot_id, chat_id) VALUES (?, ?)", (bot_id, chat_id))

    def open_code(self, bot_id: int, code: str, now: datetime) -> bool | None:
        """Tell whether a code can be used; None where it is not known."""
        with faults():
            row = self._db.execute(
                "SELECT expires_at > ? FROM admin_codes WHERE bot_id = ? AND digest = ?",
                (seconds(now), bot_id, digest(code)),
            ).fetchone()
            return None if row is None else bool(row[0])

    def first_claim(self, bot_id: int, code: str, now: datetime) -> bool:
        """Note a claim, where there is no admin and there never was a claim; tells whether it was noted."""
        with transaction(self._db):
            made = self._db.execute(
                "INSERT INTO admin_claims (bot_id, made_at) SELECT ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM admins WHERE bot_id = ?) ON CONFLICT DO NOTHING",
                (bot_id, seconds(now), bot_id),
            ).rowcount
            if made:
                self._keep_claim(bot_id, code, now)
            return bool(made)

    def claim(self, bot_id: int, code: str, now: datetime) -> None:
        """Note a claim, in the place of any that was not used."""
        with transaction(self._db):
            self._db.execute("DELETE FROM admin_codes WHERE bot_id = ? AND claim = 1", (bot_id,))
            self._db.execute(
                "INSERT INTO admin_claims (bot_id, made_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (bot_id, seconds(now)),
            )
            self._keep_claim(bot_id, code, now)

    def _keep_claim(self, bot_id: int, code: str, now: datetime) -> None:
        self._db.execute(
            "INSERT INTO admin_codes (bot_id, digest, label, claim, expires_at) VALUES (?, ?, '', 1, ?)",
            (bot_id, digest(code), seconds(now + CODE_LASTS)),
        )


def become_admin(actor: Actor, write: BecomeAdmin) -> None:
    """Use a link up; raises VersionConflict where it is used or expired."""
    row = actor.row(
        "DELETE FROM admin_codes WHERE bot_id = ? AND digest = ? AND expires_at > ? RETURNING label",
        actor.bot_id,
        digest(write.code),
        actor.now,
    )
    if row is None:
        raise VersionConflict("the link was used or expired meanwhile")
    actor.run(
        "INSERT INTO admins (bot_id, chat_id, label, since) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (bot_id, chat_id) DO UPDATE SET label = excluded.label, since = excluded.since",
        *actor.key,
        row[0],
        actor.now,
    )
    enter(actor.db, actor.now, row[0] or CLAIMED, "became admin", "")


def enter(db: Sql, at: int, who: str, action: str, why: str) -> None:
    """Add a line about people to the log, inside a transaction."""
    db.execute(
        "INSERT INTO content_log (at, who, action, version, paths, why) VALUES (?, ?, ?, NULL, '[]', ?)",
        (at, who, action, why),
    )
