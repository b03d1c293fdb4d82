"""The store, in a database that is open."""

import math
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.storage.chats.claims import rows_in
from bot.storage.chats.outbox import Outbox
from bot.storage.chats.records import Assessment, Change, Loaded, Pending, StoredChat, VersionConflict
from bot.storage.engines.sqlite import CannotOpen as CannotOpen
from bot.storage.engines.sqlite import faults, open_database, seconds, transaction
from bot.storage.groups.actor import Actor
from bot.storage.groups.notices import delete_notice
from bot.storage.groups.writes import make

# A row made anew, after a chat was deleted, must not come to a version that somebody loaded before: so it
# begins at a random one.
_VERSION_BITS = 48
_INSERT = (
    "INSERT INTO chats (bot_id, chat_id, version, visited_at, session, due_at, finished, "
    "language, question, begun, ended, demo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING"
)
_UPDATE = (
    "UPDATE chats SET version = version + 1, session = ?, due_at = ?, finished = ?, "
    "language = ?, question = ?, begun = ?, ended = ?, demo = ?, visited_at = coalesce(?, visited_at) "
    "WHERE bot_id = ? AND chat_id = ? AND version = ?"
)
_VISIT = (
    "UPDATE chats SET visited_at = coalesce(?, visited_at) WHERE bot_id = ? AND chat_id = ? AND version = ?"
)


class Store(Outbox):
    """Keeps chats, applied updates and pending replies; a call that returns has made its change durable.

    Chats and updates are keyed by bot as well, so one database can serve several tokens.
    Every method raises StorageFault when the database fails.
    """

    @classmethod
    def open(cls, path: str) -> "Store":
        """Open or make the database: a file, or ":memory:". Raises CannotOpen."""
        return cls(open_database(path))

    @property
    def db(self) -> Any:
        """The database, for the other tables in it; each engine has more to ask than `Sql`."""
        return self._db

    def load(self, bot_id: int, chat_ids: Collection[int], update_ids: Collection[int]) -> Loaded:
        """Load the chats and the applied updates among those named."""
        with faults():
            chats = {
                chat_id: StoredChat(session, version)
                for chat_id, session, version in rows_in(
                    self._db,
                    "SELECT chat_id, session, version FROM chats WHERE bot_id = ? AND chat_id IN ({})",
                    (bot_id,),
                    chat_ids,
                )
            }
            seen = rows_in(
                self._db,
                "SELECT update_id FROM seen WHERE bot_id = ? AND update_id IN ({})",
                (bot_id,),
                update_ids,
            )
            return Loaded(chats, frozenset(update_id for (update_id,) in seen))

    def commit(
        self, bot_id: int, update_ids: Collection[int], changes: Sequence[Change], now: datetime
    ) -> Mapping[int, tuple[Pending, ...]]:
        # In order, so that two that change the same chats do not each wait for the other.
        """Change the chats, mark the updates as applied and append the replies, all or nothing.

        Where there are updates, the chats count as visited now. Returns by chat id what this process is to
        send; where another one sends to a chat, what is appended is that one's. Raises VersionConflict.
        """
        changes = sorted(changes, key=lambda change: change.chat_id)
        alone = not all(map(_is_plain, changes))
        with transaction(self._db, alone=alone):
            self._mark_seen(bot_id, update_ids, now)
            # Of a chat that goes it is known only before; alone, nothing changes in between.
            claims = self.claim_chats(bot_id, changes) if alone else {}
            for change in changes:
                self._change(bot_id, change, now, visited=bool(update_ids))
                self._beside(Actor(self._db, bot_id, change.chat_id, seconds(now)), change)
            claims = claims or self.claim_chats(bot_id, changes)
            return {
                change.chat_id: self.append(bot_id, change, claims.get(change.chat_id)) for change in changes
            }

    def due(self, bot_id: int, now: datetime, limit: int) -> tuple[int, ...]:
        """List the chats in which the bot is to speak first by now, the longest due first.

        Chats that blocked the bot are not among them.
        """
        with faults():
            rows = self._db.execute(
                "SELECT chat_id FROM chats WHERE bot_id = ? AND due_at <= ? AND blocked = 0 "
                "ORDER BY due_at, chat_id LIMIT ?",
                (bot_id, seconds(now), limit),
            )
            return tuple(chat_id for (chat_id,) in rows)

    def postpone(self, bot_id: int, chat_id: int, version: int, until: datetime) -> None:
        """Move what is due in a chat to a later moment; a chat at another version stays as it is."""
        with transaction(self._db, alone=False):
            self._db.execute(
                "UPDATE chats SET due_at = ? WHERE bot_id = ? AND chat_id = ? AND version = ?",
                (_due(until), bot_id, chat_id, version),
            )

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def _mark_seen(self, bot_id: int, update_ids: Collection[int], now: datetime) -> None:
        marked = self._db.conn.executemany(
            "INSERT INTO seen (bot_id, update_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(bot_id, update_id, seconds(now)) for update_id in sorted(update_ids)],
        )
        if update_ids and marked.rowcount < len(update_ids):
            raise VersionConflict("one of the updates was applied meanwhile")

    def _change(self, bot_id: int, change: Change, now: datetime, *, visited: bool) -> None:
        key = (bot_id, change.chat_id)
        version = self._delete_chat(key, change) if change.forget else change.version
        at = seconds(now) if visited else None
        if change.session is None:
            current = self._is_at(key, version, at)
        elif version == 0:
            first = 1 + secrets.randbits(_VERSION_BITS)
            current = self._wrote(_INSERT, (*key, first, seconds(now), *_row(change)))
        else:
            current = self._wrote(_UPDATE, (*_row(change), at, *key, version))
        if not current:
            raise VersionConflict(f"the chat is no longer at version {change.version}")

    def _beside(self, actor: Actor, change: Change) -> None:
        """Do what a change does outside the chat's own row."""
        for notice in change.notices:
            delete_notice(actor, notice)
        # What is deleted with a chat is deleted with its row: without one it leaves nothing.
        if not (change.session or (change.version and not change.forget)):
            return
        if change.assessment and actor.advises() is None:
            self._assess(actor.key, change.assessment)
        for write in change.writes:
            make(actor, write)

    def _delete_chat(self, key: tuple[int, int], change: Change) -> int:
        """Delete a chat, and return the version at which it is then; a trigger deletes what hangs on it.

        Its roles go too, which stay where only the chat's time is over; so they may be there without a row.
        """
        if change.version and not self._wrote(
            "DELETE FROM chats WHERE bot_id = ? AND chat_id = ? AND version = ?", (*key, change.version)
        ):
            raise VersionConflict(f"the chat is no longer at version {change.version}")
        for role in ("advisors", "admins"):
            self._db.execute(f"DELETE FROM {role} WHERE bot_id = ? AND chat_id = ?", key)  # noqa: S608
        return 0

    def _is_at(self, key: tuple[int, int], version: int, visited: int | None) -> bool:
        if version:
            return self._wrote(_VISIT, (visited, *key, version))
        return not self._db.execute("SELECT 1 FROM chats WHERE bot_id = ? AND chat_id = ?", key).fetchone()

    def _assess(self, key: tuple[int, int], assessment: Assessment) -> None:
        self._db.execute(
            "INSERT INTO assessments (bot_id, chat_id, steps, finished_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (bot_id, chat_id) "
            "DO UPDATE SET steps = excluded.steps, finished_at = excluded.finished_at",
            (*key, "".join(map(str, assessment.steps)), seconds(assessment.finished)),
        )

    def _wrote(self, sql: str, values: tuple[int | str | None, ...]) -> bool:
        return self._db.execute(sql, values).rowcount == 1


def _is_plain(change: Change) -> bool:
    """Tell whether a change is one of the chat's own row and replies, which names the version of that row."""
    return not (change.forget or change.assessment or change.writes or change.notices)


def _row(change: Change) -> tuple[int | str | None, ...]:
    due, done = None if change.due is None else _due(change.due), change.progress
    counted = (done.language, done.question, done.begun, done.ended, int(done.demo))
    return (change.session, due, int(change.finished), *counted)


def _due(moment: datetime) -> int:
    # Rounded up: what is found to be due must be so for the dialogue too.
    return math.ceil(moment.timestamp())
