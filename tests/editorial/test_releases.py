"""What a release brings, over what admins made of the content."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from bot.editorial.releases import REASONS, Releases
from bot.editorial.working import Working
from bot.library.checks.check import check
from bot.library.files import modeline
from bot.library.loader import load
from bot.library.schema.content import LANGUAGES, Language
from bot.storage.chats.chats import Store
from bot.storage.engines.sqlite import open_database
from tests.support.content.changed import PACKAGED
from tests.support.editorial_office import CARD, LEVELS, SAID, Office, edited, errors, open_office
from tests.support.storage.stored import storage_of

TITLE = ("title: Mail elke maand", "title: Stuur elke maand")
THEIRS = (LEVELS, "lowest: 20", "lowest: 25")
NEW = "nl/advice/email/email_own.md"


def editors(working: Working) -> dict[str, str]:
    return {edit.path: edit.who for edit in working.draft.edits}


async def test_version_1_is_what_ships() -> None:
    async with open_office(shipped=False) as office:
        await office.ships()
        assert (await office.editorial.live()).files == PACKAGED
        for _ in range(2):
            await office.ships()
        await office.releases.begin({})
        assert await office.actions() == [("release", "shipped", 1)]


async def test_a_command_begins_the_versions_and_brings_no_release_in() -> None:
    async with open_office(shipped=False) as office:
        await office.releases.begin(PACKAGED)
        await office.releases.begin(edited(PACKAGED, THEIRS))
        assert (await office.editorial.live()).files == PACKAGED
        await office.ships(THEIRS)
        assert (await office.editorial.live()).files == edited(PACKAGED, THEIRS)


async def test_where_nobody_changed_the_content_a_release_goes_live_by_itself() -> None:
    async with open_office() as office:
        await office.ships(THEIRS)
        live = await office.editorial.live()
        assert (live.number, live.files, live.who) == (2, edited(PACKAGED, THEIRS), "release")
        assert await office.editorial.draft() is None
        (entry, _) = await office.editorial.log()
        assert entry.paths == (LEVELS,)


async def test_a_draft_goes_on_upon_what_a_release_brought() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.ships(THEIRS)
        working = await office.working()
        assert working.base.number == 2
        assert [one.path for one in working.changes] == [CARD]
        assert editors(working) == {CARD: "Piet"}
        assert working.files == edited(PACKAGED, THEIRS, (CARD, *TITLE))


async def test_that_files_come_to_name_their_schemas_is_no_conflict_with_what_admins_changed() -> None:
    before = {
        path: text.removeprefix(f"{modeline(path)}\n") if path.endswith(".yaml") else text
        for path, text in PACKAGED.items()
    }
    comment = before[LEVELS].partition("\n")[0]
    assert comment.startswith("# ")
    async with open_office(shipped=False) as office:
        await office.ships(files=before)
        assert (await office.editorial.live()).files == before
        await office.write(LEVELS, comment, "# Anders")
        await office.editorial.publish("Piet", "uitleg")
        await office.write(LEVELS, "# Anders", "# Nog anders")
        await office.ships()
        working = await office.working()
        assert working.draft.conflicts == ()
        assert working.files == edited(PACKAGED, (LEVELS, comment, "# Nog anders"))
        await office.editorial.publish("Piet", "release")
        await office.ships()
        assert await office.editorial.draft() is None


async def test_over_own_changes_a_release_comes_as_a_draft() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        await office.ships(THEIRS)
        assert office.live() == 2
        working = await office.working()
        assert working.files == edited(PACKAGED, (CARD, *TITLE), THEIRS)
        assert [one.path for one in working.changes] == [LEVELS]
        assert editors(working) == {LEVELS: "release"}
        await office.ships(THEIRS)
        assert (await office.actions())[-2:] == [("Piet", "published", 2), ("release", "merged", 2)]
        await office.editorial.publish("Piet", "release")
        assert (await office.editorial.live()).files == edited(PACKAGED, (CARD, *TITLE), THEIRS)


async def test_where_both_changed_a_text_ours_stays_and_the_other_is_shown() -> None:
    async with open_office() as office:
        await office.write(LEVELS, "lowest: 20", "lowest: 30")
        await office.editorial.publish("Piet", "levels")
        await office.ships(THEIRS, (CARD, *TITLE))
        working = await office.working()
        assert working.files == edited(PACKAGED, (LEVELS, "lowest: 20", "lowest: 30"), (CARD, *TITLE))
        (conflict,) = working.draft.conflicts
        assert (conflict.path, "lowest: 25" in (conflict.theirs or "")) == (LEVELS, True)
        shown = [fault for fault in await office.editorial.check() if fault.file == LEVELS]
        assert [fault.severity for fault in shown] == ["warning"]
        assert "lowest: 25" in shown[0].problem


async def test_a_release_comes_into_a_draft_that_is_there() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        await office.write(SAID, "nothing_answered: U", "nothing_answered: Nee, u")
        await office.write(LEVELS, "lowest: 20", "lowest: 30")
        await office.ships(THEIRS, (CARD, "minutes: 15", "minutes: 10"))
        working = await office.working()
        assert {one.path for one in working.changes} == {SAID, LEVELS, CARD}
        assert "lowest: 30" in working.files[LEVELS]
        assert [conflict.path for conflict in working.draft.conflicts] == [LEVELS]
        assert office.live() == 2


async def test_what_was_discarded_of_a_release_does_not_come_back_with_the_next() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        await office.ships(THEIRS)
        await office.editorial.discard("Piet", "niet nodig")
        await office.ships(THEIRS, (SAID, "nothing_answered: U", "nothing_answered: Nee, u"))
        working = await office.working()
        assert [one.path for one in working.changes] == [SAID]


async def test_after_own_changes_were_undone_releases_go_live_again() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        await office.editorial.rollback(1, "Piet", "terug")
        await office.ships(THEIRS)
        assert (await office.editorial.live()).files == edited(PACKAGED, THEIRS)


async def test_an_older_release_that_is_started_again_brings_its_content_back() -> None:
    async with open_office() as office:
        await office.ships(THEIRS)
        await office.ships()
        live = await office.editorial.live()
        assert (live.number, live.files) == (3, PACKAGED)


def older_release(*changes: tuple[str, str, str]) -> dict[str, str]:
    """Give the content of a release that knew one text less, and had other levels."""
    start, end = (PACKAGED[SAID].index(part) for part in ("overview:\n", "result:\n"))
    older = {**PACKAGED, SAID: PACKAGED[SAID][:start] + PACKAGED[SAID][end:]}
    return edited(older, (LEVELS, "lowest: 20", "lowest: 22"), *changes)


async def published_then(office: Office, files: dict[str, str]) -> None:
    """Let an admin have published files while an older release ran."""
    await office.ships(files=older_release())
    await office.ships(files=files)
    office.db.execute(
        "UPDATE content_state SET shipped = (SELECT files FROM content_versions WHERE number = 1)"
    )
    office.db.commit()


async def test_live_content_that_does_not_fit_a_release_goes_live_merged_with_it() -> None:
    """A release asks for a text that admins' content cannot have yet; the bot must not stop for that."""
    own = older_release((CARD, *TITLE), (LEVELS, "lowest: 22", "lowest: 30"))

    async with open_office(shipped=False) as office:
        await published_then(office, own)
        await office.editorial.save(
            SAID, own[SAID] + "# mine\n", (await office.editorial.file(SAID))[1], "Piet"
        )
        await office.ships()
        live = await office.editorial.live()
        assert (live.number, live.who) == (3, "release")
        assert live.files == edited(PACKAGED, (CARD, *TITLE), (LEVELS, "lowest: 20", "lowest: 30"))
        assert not errors(tuple(check(live.files)))
        working = await office.working()
        assert working.files[SAID] == PACKAGED[SAID] + "# mine\n"
        assert [conflict.path for conflict in working.draft.conflicts] == [LEVELS]
        (entry, *_) = await office.editorial.log()
        assert entry.why == "the live content does not fit this release, so this release's was merged with it"


async def test_of_what_cannot_be_merged_this_release_s_goes_live_and_the_rest_stands_in_the_draft() -> None:
    """The level that an admin moved does not fit under this release's, so the merge cannot be read either."""
    own = older_release((CARD, *TITLE), (LEVELS, "lowest: 22", "lowest: 40"))

    async with open_office(shipped=False) as office:
        await published_then(office, own)
        await office.write(SAID, "  nothing_answered: U", "  nothing_answered: Nee, u")
        await office.ships()
        live = await office.editorial.live()
        assert (live.number, live.who) == (3, "release")
        assert live.files == edited(PACKAGED, (CARD, *TITLE))
        working = await office.working()
        nothing = (SAID, "  nothing_answered: U", "  nothing_answered: Nee, u")
        assert working.files == edited(
            PACKAGED, (CARD, *TITLE), (LEVELS, "lowest: 20", "lowest: 40"), nothing
        )
        (conflict,) = working.draft.conflicts
        assert (conflict.path, "lowest: 20" in (conflict.theirs or "")) == (LEVELS, True)
        assert [fault.file for fault in errors(await office.editorial.check())] == [LEVELS]
        (entry, *_) = await office.editorial.log()
        assert (entry.who, entry.action, entry.version) == ("release", "shipped", 3)
        assert (
            entry.why
            == "the live content does not fit this release; what could not be merged stands in the draft"
        )
        await office.write(LEVELS, "lowest: 40", "lowest: 20")
        assert (await office.editorial.publish("Piet", "levels")).files == edited(
            PACKAGED, (CARD, *TITLE), nothing
        )


async def test_an_own_card_that_this_release_cannot_read_stands_in_the_draft_and_all_else_stays_live() -> (
    None
):
    new = PACKAGED[CARD].replace("suits:", "branches:").replace("title: Mail", "title: Schrijf")
    own = {**older_release((CARD, *TITLE)), NEW: new}

    async with open_office(shipped=False) as office:
        await published_then(office, own)
        await office.ships()
        assert (await office.editorial.live()).files == edited(PACKAGED, (CARD, *TITLE))
        working = await office.working()
        assert [(one.path, one.kind, one.after) for one in working.changes] == [(NEW, "added", new)]
        assert {fault.file for fault in errors(await office.editorial.check())} == {NEW}
        await office.ships()
        assert (await office.working()).changes == working.changes


async def test_where_no_file_alone_is_at_fault_what_ships_goes_live_whole() -> None:
    """What is missing is blamed on what asks for it, and that is this release's already."""
    kept_up = "nl/advice/twitter/twitter_keep_up.md"
    own = {path: text for path, text in older_release((CARD, *TITLE)).items() if path != kept_up}

    async with open_office(shipped=False) as office:
        await published_then(office, own)
        await office.ships()
        assert (await office.editorial.live()).files == PACKAGED
        working = await office.working()
        assert {one.path: one.kind for one in working.changes} == {CARD: "changed", kept_up: "removed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_release_did_is_told_in_each_language(language: Language) -> None:
    told = load().texts[language].messages.admin.draft.words
    assert set(REASONS) <= set(told)


async def test_two_processes_that_start_together_bring_a_release_in_once(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")

    async with open_office(path) as office:
        with closing(open_database(path)) as second:
            both = [office.releases, Releases(storage_of(Store(second)))]
            await asyncio.gather(*(one.arrive(edited(PACKAGED, THEIRS)) for one in both))
        assert office.live() == 2
