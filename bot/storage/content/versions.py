"""The content in versions, as it is kept."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from sqlite_utils import Database

from bot.library.files import Files
from bot.library.merge import Conflict
from bot.records.content import ChangeContent, Draft, Edit, Entry, State, Version, decode_files
from bot.storage.content.changes import change_content, live_number
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, one_moment, transaction

T = TypeVar("T")
R = TypeVar("R")


class ContentStore:
    """Keeps the content for all bots of a database; a call that returns has made its change durable.

    Every method raises StorageFault when the database fails.
    """

    def __init__(self, db: Sql) -> None:
        self._db = db

    async def state(self) -> State:
        """Tell where things stand."""
        with faults(), one_moment(self._db):
            token, base, conflicts = self._db.execute(
                "SELECT token, base, conflicts FROM content_state"
            ).fetchone()
            draft = None if base is None else Draft(int(base), self._edits(), _conflicts(conflicts))
            return State(int(token), live_number(self._db), draft)

    async def live_number(self) -> int:
        """Tell which version is live; 0 where there is none yet."""
        with faults():
            return live_number(self._db)

    async def version(self, number: int) -> Version | None:
        """Load a version."""
        with faults():
            row = self._db.execute(
                "SELECT files, digest, who, why, created, release FROM content_versions WHERE number = ?",
                (number,),
            ).fetchone()
            if row is None:
                return None
        files, digest, who, why, created, release = row
        read = await self._apart(decode_files, files)
        return Version(read, digest, who, why, number, _moment(created), release)

    async def shipped_content(self) -> Files | None:
        """Load what a release brought last."""
        with faults():
            (shipped,) = self._db.execute("SELECT shipped FROM content_state").fetchone()
            return None if shipped is None else decode_files(shipped)

    async def shipped_by(self) -> str:
        """Name the release that brought what was brought last; empty of one that did not say so."""
        with faults():
            (release,) = self._db.execute("SELECT shipped_by FROM content_state").fetchone()
            return str(release)

    async def commit(self, change: ChangeContent) -> int:
        """Make a change, all or nothing; returns the number of the live version. Raises VersionConflict."""
        with transaction(self._db):
            change_content(self._db, change)
            return live_number(self._db)

    async def log(self, limit: int) -> tuple[Entry, ...]:
        """List the last lines of the audit trail, the newest first."""
        with faults():
            rows = self._db.execute(
                "SELECT at, who, action, version, paths, why FROM content_log ORDER BY id DESC LIMIT ?",
                (limit,),
            )
            return tuple(
                Entry(_moment(at), who, action, version, tuple(json.loads(paths)), why)
                for at, who, action, version, paths, why in rows
            )

    def _edits(self) -> tuple[Edit, ...]:
        rows = self._db.execute("SELECT id, path, text, who, at FROM content_edits ORDER BY id")
        return tuple(Edit(path, text, who, _moment(at), id_) for id_, path, text, who, at in rows)

    async def _apart(self, work: Callable[[T], R], argument: T) -> R:
        """Compute in a thread; calls of a server are made in one already, in which nothing can be awaited."""
        return await asyncio.to_thread(work, argument) if isinstance(self._db, Database) else work(argument)


def _conflicts(written: str) -> tuple[Conflict, ...]:
    return tuple(Conflict(**fields) for fields in json.loads(written))


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
