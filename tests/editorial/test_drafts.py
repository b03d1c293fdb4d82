"""Drafts: what admins write, alone and at the same time."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from bot.editorial.editorial import Editorial
from bot.editorial.errors import ContentRefused, DraftChanged
from bot.editorial.working import NO_FILE
from bot.storage.chats.chats import Store
from bot.storage.engines.sqlite import open_database
from tests.support.content.changed import PACKAGED
from tests.support.editorial_office import CARD, LEVELS, edited, errors, open_office, seen
from tests.support.storage.stored import storage_of

TITLE = ("title: Mail elke maand", "title: Stuur elke maand")
LEVEL = ("lowest: 20", "lowest: 25")
NEW = "nl/advice/email/email_new.md"


# Making a draft


async def test_what_is_saved_is_in_the_draft_and_not_live() -> None:
    async with open_office() as office:
        assert await office.editorial.draft() is None
        named = await office.write(CARD, *TITLE)
        working = await office.working()
        assert [(one.path, one.kind) for one in working.changes] == [(CARD, "changed")]
        assert working.files == edited(PACKAGED, (CARD, *TITLE))
        assert await office.editorial.file(CARD) == (working.files[CARD], named)
        assert (await office.editorial.live()).files == PACKAGED


async def test_files_are_added_and_taken_out() -> None:
    async with open_office() as office:
        assert await office.editorial.file(NEW) == (None, NO_FILE)
        await office.editorial.save(NEW, PACKAGED[CARD], NO_FILE, "Piet")
        await office.editorial.save(CARD, None, seen(CARD), "Piet")
        changes = (await office.working()).changes
        assert [(one.path, one.kind) for one in changes] == [(CARD, "removed"), (NEW, "added")]
        await office.editorial.save(CARD, PACKAGED[CARD], NO_FILE, "Piet")
        await office.editorial.save(NEW, None, (await office.editorial.file(NEW))[1], "Piet")
        assert (await office.working()).changes == ()


@pytest.mark.parametrize(
    "path", ["../a.md", "/a.md", "nl/é.md", ".hidden", "loader.py", "json-schema/a.json", ""]
)
async def test_what_can_be_no_file_is_refused(path: str) -> None:
    async with open_office() as office:
        with pytest.raises(ContentRefused, match="no file of the content"):
            await office.editorial.save(path, "x", NO_FILE, "Piet")
        with pytest.raises(ContentRefused):
            await office.editorial.take({**PACKAGED, path: "x"}, "Piet")
        assert await office.editorial.draft() is None


@pytest.mark.parametrize("text", ["x" * 10_000_000, "half \ud800", "byte \udc80"])
async def test_texts_that_cannot_be_kept_are_refused(text: str) -> None:
    async with open_office() as office:
        with pytest.raises(ContentRefused):
            await office.editorial.save(CARD, text, seen(CARD), "Piet")


async def test_the_check_tells_errors_stale_translations_and_reviews() -> None:
    async with open_office() as office:
        assert await office.editorial.check() == ()
        await office.write(CARD, *TITLE)
        (warning,) = await office.editorial.check()
        assert warning.file == CARD.replace("nl/", "en/")
        assert warning.problem == "title: the Dutch text changed; see if this still says the same"
        await office.write(LEVELS, "lowest: 0", "lowest: 1")
        assert [fault.file for fault in errors(await office.editorial.check())] == [LEVELS]


# Two admins


async def test_a_second_save_is_told_what_changed_and_changes_nothing() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE, who="Anna")
        mine = edited(PACKAGED, (CARD, "minutes: 15", "minutes: 10"))[CARD]
        with pytest.raises(DraftChanged, match="was changed meanwhile by Anna on 2026-11-24") as raised:
            await office.editorial.save(CARD, mine, seen(CARD), "Piet")
        assert f"-{TITLE[0]}" in raised.value.difference
        assert f"+{TITLE[1]}" in raised.value.difference
        assert "minutes" not in "".join(
            line for line in raised.value.difference.splitlines() if line.startswith(("+", "-"))
        )
        assert (await office.working()).files == edited(PACKAGED, (CARD, *TITLE))
        await office.write(CARD, "minutes: 15", "minutes: 10", who="Piet")
        assert (await office.working()).files == edited(
            PACKAGED, (CARD, *TITLE), (CARD, "minutes: 15", "minutes: 10")
        )


async def test_saves_of_different_files_do_not_hinder_each_other() -> None:
    async with open_office() as office:
        await asyncio.gather(office.write(CARD, *TITLE), office.write(LEVELS, *LEVEL, who="Anna"))
        assert {one.path for one in (await office.working()).changes} == {CARD, LEVELS}


async def test_a_save_on_a_file_that_was_published_otherwise_is_told_so() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE, who="Anna")
        await office.editorial.publish("Anna", "title")
        with pytest.raises(DraftChanged, match="Anna"):
            await office.editorial.save(CARD, "mine", seen(CARD), "Piet")


async def test_of_two_saves_in_two_processes_one_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")

    async with open_office(path) as office:
        with closing(open_database(path)) as second:
            other = Editorial(storage_of(Store(second)))
            saves = [
                office.editorial.save(LEVELS, PACKAGED[LEVELS] + "# a\n", seen(LEVELS), "Anna"),
                other.save(LEVELS, PACKAGED[LEVELS] + "# b\n", seen(LEVELS), "Bert"),
            ]
            done = await asyncio.gather(*saves, return_exceptions=True)
        # Either may come first.
        told = [isinstance(one, DraftChanged) for one in done]
        assert sorted(told) == [False, True]
        assert (await office.working()).files[LEVELS].endswith(("# a\n", "# b\n")[told.index(False)])
