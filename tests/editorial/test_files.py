"""Content out and in again as files."""

import pytest

from bot.editorial.errors import ExportTooOld
from bot.editorial.working import Mark
from bot.library.merge import Conflict
from tests.support.content.changed import PACKAGED
from tests.support.editorial_office import CARD, LEVELS, SAID, edited, open_office

TITLE = ("title: Mail elke maand", "title: Stuur elke maand")
LEVEL = ("lowest: 20", "lowest: 25")
NEW = "nl/advice/email/email_new.md"


# Files


async def test_an_import_of_what_was_exported_changes_nothing() -> None:
    async with open_office() as office:
        assert await office.editorial.take(PACKAGED, "Piet") == ()
        await office.write(CARD, *TITLE)
        working = await office.working()
        assert await office.editorial.take(working.files, "Piet", "", working.mark) == ()
        assert (await office.working()).mark == working.mark


async def test_an_import_is_held_against_what_it_was_exported_from() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Anna", "title")
        await office.write(SAID, "nothing_answered: U hebt", "nothing_answered: Nee, u hebt", who="Bert")
        mine = edited(PACKAGED, (LEVELS, *LEVEL))
        assert await office.editorial.take(mine, "Piet", "levels", Mark(1)) == ()
        wanted = edited(
            PACKAGED,
            (CARD, *TITLE),
            (LEVELS, *LEVEL),
            (SAID, "nothing_answered: U", "nothing_answered: Nee, u"),
        )
        assert (await office.working()).files == wanted


async def test_what_an_import_and_the_draft_both_changed_stays_as_in_the_draft() -> None:
    async with open_office() as office:
        await office.write(LEVELS, *LEVEL, who="Anna")
        mine = edited(PACKAGED, (LEVELS, "lowest: 20", "lowest: 30"), (CARD, *TITLE))
        (conflict,) = await office.editorial.take(mine, "Piet", "", Mark(1))
        assert isinstance(conflict, Conflict)
        assert "lowest: 30" in (conflict.theirs or "")
        assert (await office.working()).files == edited(PACKAGED, (LEVELS, *LEVEL), (CARD, *TITLE))


async def test_an_exported_draft_can_be_changed_and_imported_again() -> None:
    async with open_office() as office:
        await office.write(LEVELS, *LEVEL, who="Anna")
        exported = await office.working()
        mine = edited(exported.files, (LEVELS, "lowest: 25", "lowest: 30"))
        await office.write(CARD, *TITLE, who="Bert")
        assert await office.editorial.take(mine, "Piet", "", exported.mark) == ()
        assert (await office.working()).files == edited(
            PACKAGED, (LEVELS, "lowest: 20", "lowest: 30"), (CARD, *TITLE)
        )
        await office.editorial.discard("Bert")
        with pytest.raises(ExportTooOld):
            await office.editorial.take(mine, "Piet", "", exported.mark)


@pytest.mark.parametrize("text", ["3", "3+17", "12+4\n"])
def test_a_mark_is_read_as_it_was_written(text: str) -> None:
    mark = Mark.read(text)
    assert str(mark) == text.strip()


@pytest.mark.parametrize("text", ["", "x", "-1", "3+", "3+1+1", "9" * 30])
def test_what_is_no_mark_is_none(text: str) -> None:
    assert Mark.read(text) is None
