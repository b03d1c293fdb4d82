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


async def make(store: ContentStore, **fields: object) -> None:
    change = ChangeContent(token=(await store.state()).token, entry=ENTRY)
    await store.commit(dataclasses.replace(change, **fields))  # type: ignore[arg-type]


async def test_a_new_database_has_no_version_and_no_draft() -> None:
    async with empty_store() as opened:
        store = ContentStore(opened.db)
        state = await store.state()
        assert (state.live, state.draft) == (0, None)
        assert await store.live_number() == 0
        assert await store.version(0) is None
        assert await store.shipped_content() is None
        assert await store.log(5) == ()


# PostgreSQL stores no NUL, and no file of the content can hold one.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@settings(max_examples=20)
@given(st.dictionaries(TEXTS, TEXTS, max_size=4), st.lists(TEXTS | st.none(), max_size=3))
async def test_what_is_stored_comes_back_as_it_was(files: dict[str, str], texts: list[str | None]) -> None:
    async with empty_store() as opened:
        store = ContentStore(opened.db)
        assert await store.commit(publication(await store.state(), files)) == 1
        version = await store.version(1)
        assert version is not None
        assert (version.files, version.number, version.created) == (files, 1, NOW)
        assert (version.digest, version.who, version.why) == ("digest", "Piet", "why")
        assert await store.shipped_content() == files
        draft = Draft(
            1,
            tuple(Edit("p", text, "Anna", NOW) for text in texts),
            tuple(Conflict("p", 3, text, None, "x") for text in texts),
        )
        await make(store, draft=draft)
        found = (await store.state()).draft
        assert found is not None
        assert (found.base, found.conflicts) == (1, draft.conflicts)
        assert [dataclasses.replace(edit, id=None) for edit in found.edits] == list(draft.edits)
        assert [edit.id for edit in found.edits] == sorted({edit.id or 0 for edit in found.edits})
        assert await store.log(9) == (ENTRY, ENTRY)


async def test_the_packaged_content_takes_little_room() -> None:
    async with empty_store() as opened:
        store = ContentStore(opened.db)
        await store.commit(publication(await store.state(), PACKAGED))
        ((size,),) = rows(opened, "SELECT length(files) FROM content_versions")
        assert size < 300_000
        assert size * 3 < sum(len(text.encode()) for text in PACKAGED.values())


@pytest.mark.parametrize("sql", ["UPDATE content_versions SET why = ''", "DELETE FROM content_versions"])
async def test_a_version_never_changes(sql: str) -> None:
    async with empty_store() as opened:
        store = ContentStore(opened.db)
        await store.commit(publication(await store.state(), {"a": "b"}))
        with pytest.raises((sqlite3.IntegrityError, StorageFault), match="never changes"):
            opened.db.execute(sql)


async def test_a_change_is_made_to_the_state_it_names_alone() -> None:
    async with empty_store() as opened:
        store = ContentStore(opened.db)
        state = await store.state()
        await store.commit(publication(state, {"a": "1"}))
        with pytest.raises(VersionConflict):
            await store.commit(
                dataclasses.replace(publication(state, {"a": "2"}), draft=Draft(1), ends_draft=True)
            )
        assert await store.live_number() == 1
        assert (await store.state()).draft is None
        assert len(await store.log(5)) == 1


async def test_an_edit_of_a_draft_that_ended_never_comes_back() -> None:
    async with empty_store() as opened:
        store = ContentStore(opened.db)
        await store.commit(publication(await store.state(), {"a": "1"}))
        await make(store, draft=Draft(1, (Edit("a", "2", "Piet", NOW),)))
        first = (await store.state()).draft
        await make(store, ends_draft=True, draft=Draft(1, (Edit("a", "3", "Piet", NOW),)))
        second = (await store.state()).draft
        assert first is not None
        assert second is not None
        assert [edit.text for edit in second.edits] == ["3"]
        assert (second.edits[0].id or 0) > (first.edits[0].id or 0)
        await make(store, ends_draft=True)
        assert (await store.state()).draft is None


async def test_a_change_that_fails_midway_is_not_made() -> None:
    async with empty_store() as opened:
        store = ContentStore(opened.db)
        state = await store.state()
        broken = dataclasses.replace(ENTRY, why=None)  # type: ignore[arg-type]
        with pytest.raises(Exception, match=r"(?i)not.null"):
            await store.commit(dataclasses.replace(publication(state, {"a": "1"}), entry=broken))
        assert await store.state() == state
