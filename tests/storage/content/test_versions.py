"""The content in versions, as it is stored."""

import dataclasses
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.merge import Conflict
from bot.records.content import ChangeContent, Draft, Edit
from bot.storage.chats.records import StorageFault, VersionConflict
from bot.storage.content.versions import ContentStore
from tests.support.content.changed import PACKAGED
from tests.support.storage.publication import ENTRY, publication
from tests.support.storage.stored import NOW, empty_store, rows


def make(store: ContentStore, **fields: object) -> None:
    change = ChangeContent(token=store.state().token, entry=ENTRY)
    store.commit(dataclasses.replace(change, **fields))  # type: ignore[arg-type]


def test_a_new_database_has_no_version_and_no_draft() -> None:
    with empty_store() as opened:
        store = ContentStore(opened.db)
        state = store.state()
        assert (state.live, state.draft) == (0, None)
        assert store.live_number() == 0
        assert store.version(0) is None
        assert store.shipped_content() is None
        assert store.log(5) == ()


# PostgreSQL stores no NUL, and no file of the content can hold one.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@settings(max_examples=20)
@given(st.dictionaries(TEXTS, TEXTS, max_size=4), st.lists(TEXTS | st.none(), max_size=3))
def test_what_is_stored_comes_back_as_it_was(files: dict[str, str], texts: list[str | None]) -> None:
    with empty_store() as opened:
        store = ContentStore(opened.db)
        assert store.commit(publication(store.state(), files)) == 1
        version = store.version(1)
        assert version is not None
        assert (version.files, version.number, version.created) == (files, 1, NOW)
        assert (version.digest, version.who, version.why) == ("digest", "Piet", "why")
        assert store.shipped_content() == files
        draft = Draft(
            1,
            tuple(Edit("p", text, "Anna", NOW) for text in texts),
            tuple(Conflict("p", 3, text, None, "x") for text in texts),
        )
        make(store, draft=draft)
        found = store.state().draft
        assert found is not None
        assert (found.base, found.conflicts) == (1, draft.conflicts)
        assert [dataclasses.replace(edit, id=None) for edit in found.edits] == list(draft.edits)
        assert [edit.id for edit in found.edits] == sorted({edit.id or 0 for edit in found.edits})
        assert store.log(9) == (ENTRY, ENTRY)


def test_the_packaged_content_takes_little_room() -> None:
    with empty_store() as opened:
        store = ContentStore(opened.db)
        store.commit(publication(store.state(), PACKAGED))
        ((size,),) = rows(opened, "SELECT length(files) FROM content_versions")
        assert size < 300_000
        assert size * 3 < sum(len(text.encode()) for text in PACKAGED.values())


@pytest.mark.parametrize("sql", ["UPDATE content_versions SET why = ''", "DELETE FROM content_versions"])
def test_a_version_never_changes(sql: str) -> None:
    with empty_store() as opened:
        store = ContentStore(opened.db)
        store.commit(publication(store.state(), {"a": "b"}))
        with pytest.raises((sqlite3.IntegrityError, StorageFault), match="never changes"):
            opened.db.execute(sql)


def test_a_change_is_made_to_the_state_it_names_alone() -> None:
    with empty_store() as opened:
        store = ContentStore(opened.db)
        state = store.state()
        store.commit(publication(state, {"a": "1"}))
        with pytest.raises(VersionConflict):
            store.commit(dataclasses.replace(publication(state, {"a": "2"}), draft=Draft(1), ends_draft=True))
        assert store.live_number() == 1
        assert store.state().draft is None
        assert len(store.log(5)) == 1


def test_an_edit_of_a_draft_that_ended_never_comes_back() -> None:
    with empty_store() as opened:
        store = ContentStore(opened.db)
        store.commit(publication(store.state(), {"a": "1"}))
        make(store, draft=Draft(1, (Edit("a", "2", "Piet", NOW),)))
        first = store.state().draft
        make(store, ends_draft=True, draft=Draft(1, (Edit("a", "3", "Piet", NOW),)))
        second = store.state().draft
        assert first is not None
        assert second is not None
        assert [edit.text for edit in second.edits] == ["3"]
        assert (second.edits[0].id or 0) > (first.edits[0].id or 0)
        make(store, ends_draft=True)
        assert store.state().draft is None


def test_a_change_that_fails_midway_is_not_made() -> None:
    with empty_store() as opened:
        store = ContentStore(opened.db)
        state = store.state()
        broken = dataclasses.replace(ENTRY, why=None)  # type: ignore[arg-type]
        with pytest.raises(Exception, match=r"(?i)not.null"):
            store.commit(dataclasses.replace(publication(state, {"a": "1"}), entry=broken))
        assert store.state() == state
