"""Drafts and versions: what admins do, alone and at the same time."""

import asyncio
from pathlib import Path

import pytest

from bot.editorial.editorial import Editorial
from bot.editorial.faults import ContentRefused, DraftChanged, ExportTooOld, NoDraft, UnknownVersion
from bot.editorial.recent import recent_answers
from bot.editorial.working import NO_FILE, Mark
from bot.storage.sql_content import SqlContent
from bot.storage.sql_store import SqlStore
from bot.storage.sqlite_file import opened
from bot.storage.store import Change
from content.changes import Conflict
from content.loader import load
from tests.content.changed import PACKAGED
from tests.editorial.office import CARD, LEVELS, NOW, SAID, Office, edited, errors, in_office, seen

TITLE = ("title: Mail elke maand", "title: Stuur elke maand")
LEVEL = ("lowest: 20", "lowest: 25")
NEW = "nl/advice/email/email_new.md"


# Making a draft


def test_what_is_saved_is_in_the_draft_and_not_live() -> None:
    async def test(office: Office) -> None:
        assert await office.editorial.draft() is None
        named = await office.write(CARD, *TITLE)
        working = await office.working()
        assert [(one.path, one.kind) for one in working.changes] == [(CARD, "changed")]
        assert working.files == edited(PACKAGED, (CARD, *TITLE))
        assert await office.editorial.file(CARD) == (working.files[CARD], named)
        assert (await office.editorial.live()).files == PACKAGED

    in_office(test)


def test_files_are_added_and_taken_out() -> None:
    async def test(office: Office) -> None:
        assert await office.editorial.file(NEW) == (None, NO_FILE)
        await office.editorial.save(NEW, PACKAGED[CARD], NO_FILE, "Piet")
        await office.editorial.save(CARD, None, seen(CARD), "Piet")
        changes = (await office.working()).changes
        assert [(one.path, one.kind) for one in changes] == [(CARD, "removed"), (NEW, "added")]
        await office.editorial.save(CARD, PACKAGED[CARD], NO_FILE, "Piet")
        await office.editorial.save(NEW, None, (await office.editorial.file(NEW))[1], "Piet")
        assert (await office.working()).changes == ()

    in_office(test)


@pytest.mark.parametrize(
    "path", ["../a.md", "/a.md", "nl/é.md", ".hidden", "loader.py", "json-schema/a.json", ""]
)
def test_what_can_be_no_file_is_refused(path: str) -> None:
    async def test(office: Office) -> None:
        with pytest.raises(ContentRefused, match="no file of the content"):
            await office.editorial.save(path, "x", NO_FILE, "Piet")
        with pytest.raises(ContentRefused):
            await office.editorial.take({**PACKAGED, path: "x"}, "Piet")
        assert await office.editorial.draft() is None

    in_office(test)


@pytest.mark.parametrize("text", ["x" * 10_000_000, "half \ud800", "byte \udc80"])
def test_texts_that_cannot_be_kept_are_refused(text: str) -> None:
    async def test(office: Office) -> None:
        with pytest.raises(ContentRefused):
            await office.editorial.save(CARD, text, seen(CARD), "Piet")

    in_office(test)


def test_the_check_tells_errors_stale_translations_and_reviews() -> None:
    async def test(office: Office) -> None:
        assert await office.editorial.check() == ()
        await office.write(CARD, *TITLE)
        (warning,) = await office.editorial.check()
        assert warning.file == CARD.replace("nl/", "en/")
        assert warning.problem == "title: the Dutch text changed; see if this still says the same"
        await office.write(LEVELS, "lowest: 0", "lowest: 1")
        assert [fault.file for fault in errors(await office.editorial.check())] == [LEVELS]

    in_office(test)


# Two admins


def test_a_second_save_is_told_what_changed_and_changes_nothing() -> None:
    async def test(office: Office) -> None:
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

    in_office(test)


def test_saves_of_different_files_do_not_hinder_each_other() -> None:
    async def test(office: Office) -> None:
        await asyncio.gather(office.write(CARD, *TITLE), office.write(LEVELS, *LEVEL, who="Anna"))
        assert {one.path for one in (await office.working()).changes} == {CARD, LEVELS}

    in_office(test)


def test_a_save_on_a_file_that_was_published_otherwise_is_told_so() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE, who="Anna")
        await office.editorial.publish("Anna", "title")
        with pytest.raises(DraftChanged, match="Anna"):
            await office.editorial.save(CARD, "mine", seen(CARD), "Piet")

    in_office(test)


def test_of_two_saves_in_two_processes_one_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")

    async def test(office: Office) -> None:
        other = Editorial(SqlContent(opened(path)))
        saves = [
            office.editorial.save(LEVELS, PACKAGED[LEVELS] + "# a\n", seen(LEVELS), "Anna"),
            other.save(LEVELS, PACKAGED[LEVELS] + "# b\n", seen(LEVELS), "Bert"),
        ]
        done = await asyncio.gather(*saves, return_exceptions=True)
        assert [isinstance(one, DraftChanged) for one in done] == [False, True]
        assert (await office.working()).files[LEVELS].endswith("# a\n")

    in_office(test, path)


# Publishing


def test_publishing_makes_the_next_version_and_ends_the_draft() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        made = await office.editorial.publish("Piet", " Zo is het\nduidelijker ")
        assert (made.number, made.who, made.why) == (2, "Piet", "Zo is het duidelijker")
        assert made.digest == load(made.files).version
        assert await office.editorial.live() == made
        assert await office.editorial.draft() is None
        assert (await office.editorial.version(1)).files == PACKAGED

    in_office(test)


def test_a_draft_with_an_error_is_not_published() -> None:
    async def test(office: Office) -> None:
        await office.write(LEVELS, "lowest: 0", "lowest: 1")
        with pytest.raises(ContentRefused, match=r"levels\.yaml:\d+: error: the first level must begin at 0"):
            await office.editorial.publish("Piet", "levels")
        assert await office.live() == 1
        assert (await office.working()).changes

    in_office(test)


def test_a_warning_hinders_nothing() -> None:
    async def test(office: Office) -> None:
        english = CARD.replace("nl/", "en/")
        await office.editorial.save(english, None, seen(english), "Piet")
        (warning,) = await office.editorial.check()
        assert warning.severity == "warning"
        await office.editorial.publish("Piet", "Engels komt later")

    in_office(test)


def test_nothing_cannot_be_published() -> None:
    async def test(office: Office) -> None:
        with pytest.raises(NoDraft):
            await office.editorial.publish("Piet", "x")
        named = await office.editorial.save(LEVELS, PACKAGED[LEVELS] + "#\n", seen(LEVELS), "Piet")
        await office.editorial.save(LEVELS, PACKAGED[LEVELS], named, "Piet")
        with pytest.raises(NoDraft):
            await office.editorial.publish("Piet", "x")

    in_office(test)


def test_only_the_draft_that_was_looked_at_is_published_or_discarded() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        looked_at = (await office.working()).seen
        await office.write(LEVELS, *LEVEL, who="Anna")
        with pytest.raises(DraftChanged, match="Anna"):
            await office.editorial.publish("Piet", "title", looked_at)
        with pytest.raises(DraftChanged, match="Anna"):
            await office.editorial.discard("Piet", "", looked_at)
        assert await office.live() == 1
        await office.editorial.publish("Piet", "both", (await office.working()).seen)

    in_office(test)


def test_of_two_publications_at_once_one_is_made() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        both = [office.editorial.publish(who, "x") for who in ("Anna", "Bert")]
        done = await asyncio.gather(*both, return_exceptions=True)
        assert sorted(type(one).__name__ for one in done) == ["DraftChanged", "Version"]
        assert await office.live() == 2

    in_office(test)


def test_a_save_while_a_publication_is_checked_keeps_it_from_being_made() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        publishing = asyncio.create_task(office.editorial.publish("Anna", "x"))
        await asyncio.sleep(0)
        await office.write(LEVELS, "lowest: 0", "lowest: 1", who="Bert")
        with pytest.raises(DraftChanged):
            await publishing
        assert await office.live() == 1

    in_office(test)


# Going back


def test_a_rollback_publishes_the_old_version_under_a_new_number() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        back = await office.editorial.rollback(1, "Anna", "toch niet")
        assert (back.number, back.files, back.who) == (3, PACKAGED, "Anna")
        assert (await office.editorial.version(2)).files != PACKAGED

    in_office(test)


def test_a_rollback_leaves_the_changes_of_a_draft_in_it() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        await office.write(LEVELS, *LEVEL, who="Bert")
        await office.write(CARD, "minutes: 15", "minutes: 10", who="Bert")
        await office.editorial.rollback(1, "Anna", "toch niet")
        working = await office.working()
        assert working.base.number == 3
        assert working.files == edited(PACKAGED, (LEVELS, *LEVEL), (CARD, "minutes: 15", "minutes: 10"))
        assert {edit.who for edit in working.draft.edits} == {"Bert"}

    in_office(test)


def test_a_rollback_under_what_a_draft_changed_too_is_a_conflict() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        await office.write(CARD, TITLE[1], "title: Schrijf elke maand")
        await office.editorial.rollback(1, "Anna", "toch niet")
        (conflict,) = (await office.working()).draft.conflicts
        assert (conflict.path, conflict.line) == (CARD, 2)
        assert conflict.theirs == f"{TITLE[0]} op een vaste dag\n"
        assert "another change came in here" in str(await office.editorial.check())
        await office.write(CARD, "title: Schrijf elke maand", "title: Stuur elke maand")
        assert (await office.working()).draft.conflicts == ()

    in_office(test)


@pytest.mark.parametrize(
    ("number", "said"), [(2, "2 is the live one"), (3, "no version 3"), (0, "no version 0")]
)
def test_there_is_no_going_back_to_what_is_not_there(number: int, said: str) -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        with pytest.raises(UnknownVersion, match=f"{said}; choose one from 1 to 1"):
            await office.editorial.rollback(number, "Anna", "x")

    in_office(test)


def test_a_version_that_this_release_finds_an_error_in_does_not_come_back() -> None:
    async def test(office: Office) -> None:
        await office.ships(files={**PACKAGED, LEVELS: PACKAGED[LEVELS].replace("lowest: 0", "lowest: 1")})
        await office.ships()
        with pytest.raises(ContentRefused):
            await office.editorial.rollback(1, "Anna", "x")
        assert await office.live() == 2

    in_office(test, shipped=False)


# Impact


def test_the_impact_is_told_before_publishing() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        none = await office.editorial.impact([{"email": "regular"}])
        assert none
        assert none.nothing
        await office.write(LEVELS, *LEVEL)
        found = await office.editorial.impact()
        assert found
        assert (found.profiles.scores, found.recent.shops) == (0, 0)
        assert found.profiles.levels > 0
        await office.editorial.publish("Piet", "x")
        back = await office.editorial.impact_of(1)
        assert back
        assert back.profiles.levels == found.profiles.levels
        await office.write(LEVELS, "lowest: 0", "lowest: 1")
        with pytest.raises(ContentRefused):
            await office.editorial.impact()

    in_office(test)


def test_live_content_that_this_release_cannot_use_hinders_no_way_out() -> None:
    """As after going back to an older release."""

    async def test(office: Office) -> None:
        await office.ships(files={**PACKAGED, LEVELS: PACKAGED[LEVELS].replace("levels:", "grades:")})
        assert await office.editorial.impact_of(1) is None
        assert (await office.editorial.rollback(1, "Piet", "oudere release")).number == 3

    in_office(test)


def test_recent_answers_are_those_of_finished_assessments() -> None:
    async def test(office: Office) -> None:
        store = SqlStore(office.db)
        given = '{"email":"regular","sms":null}'
        finished = (
            f'{{"v":1,"finished":{{"run":1,"given":{given},"result":{{"overall":null,"topics":{{}},"missing":[]}},'
            '"content_version":"x","edition":"hbd-2010","started":"2026-11-24T12:00:00Z",'
            '"finished":"2026-11-24T12:05:00Z"}}'
        )
        sessions = {1: ("{}", False), 2: (finished, True), 3: ("{", True)}
        changes = [
            Change(chat_id=chat, version=0, session=session, finished=done)
            for chat, (session, done) in sessions.items()
        ]
        await store.commit(7, [1], changes, NOW)
        assert await recent_answers(office.store) == ({"email": "regular"},)

    in_office(test)


# Files


def test_an_import_of_what_was_exported_changes_nothing() -> None:
    async def test(office: Office) -> None:
        assert await office.editorial.take(PACKAGED, "Piet") == ()
        await office.write(CARD, *TITLE)
        working = await office.working()
        assert await office.editorial.take(working.files, "Piet", "", working.mark) == ()
        assert (await office.working()).mark == working.mark

    in_office(test)


def test_an_import_is_held_against_what_it_was_exported_from() -> None:
    async def test(office: Office) -> None:
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

    in_office(test)


def test_what_an_import_and_the_draft_both_changed_stays_as_in_the_draft() -> None:
    async def test(office: Office) -> None:
        await office.write(LEVELS, *LEVEL, who="Anna")
        mine = edited(PACKAGED, (LEVELS, "lowest: 20", "lowest: 30"), (CARD, *TITLE))
        (conflict,) = await office.editorial.take(mine, "Piet", "", Mark(1))
        assert isinstance(conflict, Conflict)
        assert "lowest: 30" in (conflict.theirs or "")
        assert (await office.working()).files == edited(PACKAGED, (LEVELS, *LEVEL), (CARD, *TITLE))

    in_office(test)


def test_an_exported_draft_can_be_changed_and_imported_again() -> None:
    async def test(office: Office) -> None:
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

    in_office(test)


@pytest.mark.parametrize("text", ["3", "3+17", "12+4\n"])
def test_a_mark_is_read_as_it_was_written(text: str) -> None:
    mark = Mark.read(text)
    assert str(mark) == text.strip()


@pytest.mark.parametrize("text", ["", "x", "-1", "3+", "3+1+1", "9" * 30])
def test_what_is_no_mark_is_none(text: str) -> None:
    assert Mark.read(text) is None


# The trail


def test_every_action_is_in_the_audit_trail() -> None:
    async def test(office: Office) -> None:
        await office.write(CARD, *TITLE)
        await office.editorial.take(edited(PACKAGED, (LEVELS, *LEVEL)), "Anna", "levels", Mark(1))
        await office.editorial.publish("Bert", "klaar")
        await office.write(SAID, "nothing_answered: U", "nothing_answered: Nee, u")
        await office.editorial.discard("Piet", "toch niet")
        await office.editorial.rollback(1, "Anna", "terug")
        assert await office.actions() == [
            ("release", "shipped", 1),
            ("Piet", "saved", 1),
            ("Anna", "imported", 1),
            ("Bert", "published", 2),
            ("Piet", "saved", 2),
            ("Piet", "discarded", 2),
            ("Anna", "rolled back", 3),
        ]
        back, discarded, _, published, imported, *_ = await office.editorial.log(6)
        assert (back.why, back.paths) == ("to version 1: terug", (LEVELS, CARD))
        assert (discarded.why, discarded.paths) == ("toch niet", (SAID,))
        assert (imported.paths, published.paths) == ((LEVELS,), (LEVELS, CARD))
        assert back.at > discarded.at > NOW

    in_office(test)


def test_what_is_refused_leaves_no_trace() -> None:
    async def test(office: Office) -> None:
        with pytest.raises(NoDraft):
            await office.editorial.discard("Piet")
        with pytest.raises(DraftChanged):
            await office.editorial.save(CARD, "x", NO_FILE, "Piet")
        assert await office.actions() == [("release", "shipped", 1)]

    in_office(test)
