"""Versions: publishing, going back, what it would change, and the trail of it."""

import asyncio

import pytest

from bot.editorial.errors import ContentRefused, DraftChanged, NoDraft, UnknownVersion
from bot.editorial.working import NO_FILE, Mark
from bot.library.loader import load
from tests.support.content.changed import PACKAGED
from tests.support.editorial_office import CARD, LEVELS, NOW, SAID, edited, open_office, seen

TITLE = ("title: Mail elke maand", "title: Stuur elke maand")
LEVEL = ("lowest: 20", "lowest: 25")
NEW = "nl/advice/email/email_new.md"


# Publishing


async def test_publishing_makes_the_next_version_and_ends_the_draft() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        made = await office.editorial.publish("Piet", " Zo is het\nduidelijker ")
        assert (made.number, made.who, made.why) == (2, "Piet", "Zo is het duidelijker")
        assert made.digest == load(made.files).version
        assert await office.editorial.live() == made
        assert await office.editorial.draft() is None
        assert (await office.editorial.version(1)).files == PACKAGED


async def test_a_draft_with_an_error_is_not_published() -> None:
    async with open_office() as office:
        await office.write(LEVELS, "lowest: 0", "lowest: 1")
        with pytest.raises(ContentRefused, match=r"levels\.yaml:\d+: error: the first level must begin at 0"):
            await office.editorial.publish("Piet", "levels")
        assert office.live() == 1
        assert (await office.working()).changes


async def test_a_warning_hinders_nothing() -> None:
    async with open_office() as office:
        english = CARD.replace("nl/", "en/")
        await office.editorial.save(english, None, seen(english), "Piet")
        (warning,) = await office.editorial.check()
        assert warning.severity == "warning"
        await office.editorial.publish("Piet", "Engels komt later")


async def test_nothing_cannot_be_published() -> None:
    async with open_office() as office:
        with pytest.raises(NoDraft):
            await office.editorial.publish("Piet", "x")
        named = await office.editorial.save(LEVELS, PACKAGED[LEVELS] + "#\n", seen(LEVELS), "Piet")
        await office.editorial.save(LEVELS, PACKAGED[LEVELS], named, "Piet")
        with pytest.raises(NoDraft):
            await office.editorial.publish("Piet", "x")


async def test_only_the_draft_that_was_looked_at_is_published_or_discarded() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        looked_at = (await office.working()).draft_revision
        await office.write(LEVELS, *LEVEL, who="Anna")
        with pytest.raises(DraftChanged, match="Anna"):
            await office.editorial.publish("Piet", "title", looked_at)
        with pytest.raises(DraftChanged, match="Anna"):
            await office.editorial.discard("Piet", "", looked_at)
        assert office.live() == 1
        await office.editorial.publish("Piet", "both", (await office.working()).draft_revision)


async def test_of_two_publications_at_once_one_is_made() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        both = [office.editorial.publish(who, "x") for who in ("Anna", "Bert")]
        done = await asyncio.gather(*both, return_exceptions=True)
        assert sorted(type(one).__name__ for one in done) == ["DraftChanged", "Version"]
        assert office.live() == 2


async def test_a_save_while_a_publication_is_checked_keeps_it_from_being_made() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        publishing = asyncio.create_task(office.editorial.publish("Anna", "x"))
        await asyncio.sleep(0)
        await office.write(LEVELS, "lowest: 0", "lowest: 1", who="Bert")
        with pytest.raises(DraftChanged):
            await publishing
        assert office.live() == 1


# Going back


async def test_a_rollback_publishes_the_old_version_under_a_new_number() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        back = await office.editorial.rollback(1, "Anna", "toch niet")
        assert (back.number, back.files, back.who) == (3, PACKAGED, "Anna")
        assert (await office.editorial.version(2)).files != PACKAGED


async def test_a_rollback_leaves_the_changes_of_a_draft_in_it() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        await office.write(LEVELS, *LEVEL, who="Bert")
        await office.write(CARD, "minutes: 15", "minutes: 10", who="Bert")
        await office.editorial.rollback(1, "Anna", "toch niet")
        working = await office.working()
        assert working.base.number == 3
        assert working.files == edited(PACKAGED, (LEVELS, *LEVEL), (CARD, "minutes: 15", "minutes: 10"))
        assert {edit.who for edit in working.draft.edits} == {"Bert"}


async def test_a_rollback_under_what_a_draft_changed_too_is_a_conflict() -> None:
    async with open_office() as office:
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


@pytest.mark.parametrize(
    ("number", "said"), [(2, "2 is the live one"), (3, "no version 3"), (0, "no version 0")]
)
async def test_there_is_no_going_back_to_what_is_not_there(number: int, said: str) -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        with pytest.raises(UnknownVersion, match=f"{said}; choose one from 1 to 1"):
            await office.editorial.rollback(number, "Anna", "x")


async def test_a_version_that_this_release_finds_an_error_in_does_not_come_back() -> None:
    async with open_office(shipped=False) as office:
        await office.ships(files={**PACKAGED, LEVELS: PACKAGED[LEVELS].replace("lowest: 0", "lowest: 1")})
        await office.ships()
        with pytest.raises(ContentRefused):
            await office.editorial.rollback(1, "Anna", "x")
        assert office.live() == 2


# Impact


async def test_the_impact_is_told_before_publishing() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        none = await office.editorial.impact()
        assert none
        assert none.nothing
        await office.write(LEVELS, *LEVEL)
        found = await office.editorial.impact()
        assert found
        assert found.scores == 0
        assert found.levels > 0
        await office.editorial.publish("Piet", "x")
        back = await office.editorial.impact_of(1)
        assert back
        assert back.levels == found.levels
        await office.write(LEVELS, "lowest: 0", "lowest: 1")
        with pytest.raises(ContentRefused):
            await office.editorial.impact()


async def test_live_content_that_this_release_cannot_use_hinders_no_way_out() -> None:
    """As after going back to an older release."""

    async with open_office() as office:
        await office.ships(files={**PACKAGED, LEVELS: PACKAGED[LEVELS].replace("levels:", "grades:")})
        assert await office.editorial.impact_of(1) is None
        assert (await office.editorial.rollback(1, "Piet", "oudere release")).number == 3


# The trail


async def test_every_action_is_in_the_audit_trail() -> None:
    async with open_office() as office:
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


async def test_what_is_refused_leaves_no_trace() -> None:
    async with open_office() as office:
        with pytest.raises(NoDraft):
            await office.editorial.discard("Piet")
        with pytest.raises(DraftChanged):
            await office.editorial.save(CARD, "x", NO_FILE, "Piet")
        assert await office.actions() == [("release", "shipped", 1)]
