"""The content in versions, as it is kept."""

import json
from datetime import UTC, datetime
from typing import NamedTuple

from bot.library.files import Files
from bot.library.merge import Conflict
from bot.records.content import ChangeContent, Draft, Edit, Entry, State, Version, decode_files
from bot.storage.content.changes import change_content, live_number
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, one_moment, transaction


class PackedVersion(NamedTuple):
    """A row of a version; unpacking it needs no database, and so no turn of the event loop."""

    number: int
    files: bytes
    digest: str
    who: str
    why: str
    created: int
    release: str

    def unpack(self) -> Version:
        files, created = decode_files(self.files), _moment(self.created)
        return Version(files, self.digest, self.who, self.why, self.number, created, self.release)


class ContentStore:
    """Keeps the content for all bots of a database; a call that returns has made its change durable.

    Every method raises StorageFault when the database fails.
    """

    def __init__(self, db: Sql) -> None:
        self._db = db

    def state(self) -> State:
        """Tell where things stand."""
        with faults(), one_moment(self._db):
            token, base, conflicts = self._db.execute(
                "SELECT token, base, conflicts FROM content_state"
            ).fetchone()
            draft = None if base is None else Draft(int(base), self._edits(), _conflicts(conflicts))
            return State(int(token), live_number(self._db), draft)

    def live_number(self) -> int:
        """Tell which version is live; 0 where there is none yet."""
        with faults():
            return live_number(self._db)

    def version(self, number: int) -> Version | None:
        """Load a version; to unpack it takes milliseconds, see `packed_version`."""
        packed = self.packed_version(number)
        return packed.unpack() if packed else None

    def packed_version(self, number: int) -> PackedVersion | None:
        """Load a version as it is kept."""
        with faults():
            row = self._db.execute(
                "SELECT number, files, digest, who, why, created, release FROM content_versions "
                "WHERE number = ?",
                (number,),
            ).fetchone()
            return None if row is None else PackedVersion(*row)

    def shipped_content(self) -> Files | None:
        """Load what a release brought last."""
        with faults():
            (shipped,) = self._db.execute("SELECT shipped FROM content_state").fetchone()
            return None if shipped is None else decode_files(shipped)

    def shipped_by(self) -> str:
        """Name the release that brought what was brought last; empty of one that did not say so."""
        with faults():
            (release,) = self._db.execute("SELECT shipped_by FROM content_state").fetchone()
            return str(release)

    def commit(self, change: ChangeContent) -> int:
        """Make a change, all or nothing; returns the number of the live version. Raises VersionConflict."""
        with transaction(self._db):
            change_content(self._db, change)
            return live_number(self._db)

    def log(self, limit: int) -> tuple[Entry, ...]:
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


def _conflicts(written: str) -> tuple[Conflict, ...]:
    return tuple(Conflict(**fields) for fields in json.loads(written))


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
