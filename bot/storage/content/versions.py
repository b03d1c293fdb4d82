"""The content in versions, as it is kept."""

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TypeVar

from sqlite_utils import Database

from bot.library.files import Files
from bot.library.merge import Conflict
from bot.records.content import Entry
from bot.storage.chats.records import VersionConflict
from bot.storage.content.records import ContentChange, Draft, Edit, Edition, State, Version
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, one_moment, seconds, transaction
from bot.storage.schema.version import this_release

T = TypeVar("T")
R = TypeVar("R")


class SqlContent:
    """A `ContentStore` in a database that is open."""

    def __init__(self, db: Sql) -> None:
        self._db = db

    async def state(self) -> State:
        with faults(), one_moment(self._db):
            token, base, conflicts = self._db.execute(
                "SELECT token, base, conflicts FROM content_state"
            ).fetchone()
            draft = None if base is None else Draft(int(base), self._edits(), _conflicts(conflicts))
            return State(int(token), self._live(), draft)

    async def live_number(self) -> int:
        with faults():
            return self._live()

    async def version(self, number: int) -> Version | None:
        with faults():
            row = self._db.execute(
                "SELECT files, digest, who, why, created, release FROM content_versions WHERE number = ?",
                (number,),
            ).fetchone()
            if row is None:
                return None
        files, digest, who, why, created, release = row
        unpacked = await self._apart(_unpacked, files)
        return Version(unpacked, digest, who, why, number, _moment(created), release)

    async def shipped(self) -> Files | None:
        with faults():
            (shipped,) = self._db.execute("SELECT shipped FROM content_state").fetchone()
            return None if shipped is None else _unpacked(shipped)

    async def shipped_by(self) -> str:
        with faults():
            (release,) = self._db.execute("SELECT shipped_by FROM content_state").fetchone()
            return str(release)

    async def commit(self, change: ContentChange) -> int:
        shipped = None if change.shipped is None else await self._apart(_packed, change.shipped)
        files = None if change.version is None else await self._apart(_packed, change.version.files)
        with transaction(self._db):
            current = self._db.execute(
                "UPDATE content_state SET token = token + 1, shipped = coalesce(?, shipped) WHERE token = ?",
                (shipped, change.token),
            ).rowcount
            if not current:
                raise VersionConflict("the content was changed meanwhile")
            if change.shipped is not None:
                self._db.execute("UPDATE content_state SET shipped_by = ?", (this_release(),))
            if change.version and files:
                self._publish(change.version, files, change.entry.at)
            if change.ends_draft:
                self._db.execute("UPDATE content_state SET base = NULL, conflicts = '[]'")
                self._db.execute("DELETE FROM content_edits")
            if change.draft:
                self._draft(change.draft)
            self._enter(change.entry)
            return self._live()

    async def log(self, limit: int) -> tuple[Entry, ...]:
        with faults():
            rows = self._db.execute(
                "SELECT at, who, action, version, paths, why FROM content_log ORDER BY id DESC LIMIT ?",
                (limit,),
            )
            return tuple(
                Entry(_moment(at), who, action, version, tuple(json.loads(paths)), why)
                for at, who, action, version, paths, why in rows
            )

    def _live(self) -> int:
        (number,) = self._db.execute("SELECT coalesce(max(number), 0) FROM content_versions").fetchone()
        return int(number)

    def _edits(self) -> tuple[Edit, ...]:
        rows = self._db.execute("SELECT id, path, text, who, at FROM content_edits ORDER BY id")
        return tuple(Edit(path, text, who, _moment(at), id_) for id_, path, text, who, at in rows)

    def _publish(self, version: Edition, files: bytes, at: datetime) -> None:
        self._db.execute(
            "INSERT INTO content_versions (number, files, digest, who, why, created, release) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(self._live() + 1, files, version.digest, version.who, version.why),
                *(seconds(at), this_release()),
            ),
        )

    async def _apart(self, work: Callable[[T], R], argument: T) -> R:
        """Compute in a thread; calls of a server are made in one already, in which nothing can be awaited."""
        return await asyncio.to_thread(work, argument) if isinstance(self._db, Database) else work(argument)

    def _draft(self, draft: Draft) -> None:
        written = json.dumps([asdict(conflict) for conflict in draft.conflicts])
        self._db.execute("UPDATE content_state SET base = ?, conflicts = ?", (draft.base, written))
        for edit in draft.edits:
            if edit.id is None:
                self._db.execute(
                    "INSERT INTO content_edits (path, text, who, at) VALUES (?, ?, ?, ?)",
                    (edit.path, edit.text, edit.who, seconds(edit.at)),
                )

    def _enter(self, entry: Entry) -> None:
        self._db.execute(
            "INSERT INTO content_log (at, who, action, version, paths, why) VALUES (?, ?, ?, ?, ?, ?)",
            (
                *(seconds(entry.at), entry.who, entry.action, entry.version),
                *(json.dumps(entry.paths), entry.why),
            ),
        )


def _packed(files: Files) -> bytes:
    return zlib.compress(json.dumps(dict(files)).encode())


def _unpacked(packed: bytes) -> Files:
    files: Files = json.loads(zlib.decompress(packed))
    return files


def _conflicts(written: str) -> tuple[Conflict, ...]:
    return tuple(Conflict(**fields) for fields in json.loads(written))


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
