"""A change of the content, made in a transaction that is open."""

import json
from dataclasses import asdict
from datetime import datetime

from bot.records.content import ChangeContent, Draft, Edition, Entry, encode_files
from bot.storage.access.appointments import check_appointment
from bot.storage.chats.records import VersionConflict
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import seconds
from bot.storage.schema.version import this_release


def change_content(db: Sql, change: ChangeContent) -> None:
    """Make a change; raises VersionConflict where the content is in another state by now."""
    check_appointment(db, change.appointment)
    current = db.execute(
        "UPDATE content_state SET token = token + 1 WHERE token = ?", (change.token,)
    ).rowcount
    if not current:
        raise VersionConflict("the content was changed meanwhile")
    if change.shipped is not None:
        db.execute(
            "UPDATE content_state SET shipped = ?, shipped_by = ?",
            (encode_files(change.shipped), this_release()),
        )
    if change.version:
        _publish(db, change.version, change.entry.at)
    if change.ends_draft:
        db.execute("UPDATE content_state SET base = NULL, conflicts = '[]'")
        db.execute("DELETE FROM content_edits")
    if change.draft:
        _keep_draft(db, change.draft)
    _enter(db, change.entry)


def live_number(db: Sql) -> int:
    """Give the number of the live version; 0 where there is none."""
    (number,) = db.execute("SELECT coalesce(max(number), 0) FROM content_versions").fetchone()
    return int(number)


def _publish(db: Sql, version: Edition, at: datetime) -> None:
    db.execute(
        "INSERT INTO content_versions (number, files, digest, who, why, created, release) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(live_number(db) + 1, version.stored_bytes, version.digest, version.who, version.why),
            *(seconds(at), this_release()),
        ),
    )


def _keep_draft(db: Sql, draft: Draft) -> None:
    written = json.dumps([asdict(conflict) for conflict in draft.conflicts])
    db.execute("UPDATE content_state SET base = ?, conflicts = ?", (draft.base, written))
    for edit in draft.edits:
        if edit.id is None:
            db.execute(
                "INSERT INTO content_edits (path, text, who, at) VALUES (?, ?, ?, ?)",
                (edit.path, edit.text, edit.who, seconds(edit.at)),
            )


def _enter(db: Sql, entry: Entry) -> None:
    db.execute(
        "INSERT INTO content_log (at, who, action, version, paths, why) VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(seconds(entry.at), entry.who, entry.action, entry.version),
            *(json.dumps(entry.paths), entry.why),
        ),
    )
