"""What a running process has of the live content."""

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import live_content as library
from bot.app.live_content import Library, open_library
from bot.dialogue.core.context import Context
from bot.library.loader import load
from bot.storage.chats.chats import Store
from bot.storage.engines import sqlite as sqlite_file
from bot.storage.schema.version import NewerDatabase
from tests.support.content.changed import PACKAGED
from tests.support.editorial_office import CARD, LEVELS, Office, edited, open_office
from tests.support.storage.stored import storage_of

TITLE = ("title: Mail elke maand", "title: Kwikstaart elke maand")
CONTEXT = Context(load(), "Test", "privacy@example.org", "test_bot")


def titles(read: Library) -> list[str]:
    texts = read.context().content.texts["nl"].cards
    return [texts[found].title for found in read.find("kwikstaart", "nl")]


async def test_another_process_sees_what_is_published(tmp_path: Path) -> None:
    path = str(tmp_path / "test.db")

    async with open_office(path) as office:
        file = sqlite_file.open_database(path)
        other = await open_library(storage_of(Store(file)), CONTEXT)
        assert other.context().content is CONTEXT.content
        assert titles(other) == []
        await office.write(CARD, *TITLE)
        assert not await other.refresh()
        await office.editorial.publish("Piet", "title")
        assert await other.refresh()
        assert not await other.refresh()
        assert titles(other) == ["Kwikstaart elke maand op een vaste dag"]
        assert (other.context().organisation, other.context().content.version) == (
            "Test",
            (await office.editorial.live()).digest,
        )
        await office.editorial.rollback(1, "Piet", "terug")
        assert await other.refresh()
        assert titles(other) == []
        other.close()
        file.close()


async def test_a_process_that_starts_later_begins_with_what_is_live() -> None:
    async with open_office() as office:
        await office.write(CARD, *TITLE)
        await office.editorial.publish("Piet", "title")
        assert titles(await open_library(office.storage, CONTEXT)) == [
            "Kwikstaart elke maand op een vaste dag"
        ]


async def test_a_process_follows_by_itself_and_tells_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_EVERY_S", 0.01)

    async with open_office() as office:
        told: list[str] = []

        async def tell() -> None:
            told.append(read.context().content.version)

        read = await open_library(office.storage, CONTEXT)
        following = asyncio.create_task(read.follow(tell))
        await office.write(CARD, *TITLE)
        made = await office.editorial.publish("Piet", "title")
        for _ in range(500):
            if len(told) == 2:
                break
            await asyncio.sleep(0.01)
        assert told == [CONTEXT.content.version, made.digest]
        following.cancel()


async def test_content_of_a_newer_release_leaves_what_was_there() -> None:
    async with open_office() as office:
        read = await open_library(office.storage, CONTEXT)
        await office.ships(files=edited(PACKAGED, (LEVELS, "levels:", "grades:")))
        with capture_logs() as logged:
            assert not await read.refresh()
            assert not await read.refresh()
        assert [(entry["event"], entry["number"]) for entry in logged] == [("content_unusable", 2)]
        assert read.context().content is CONTEXT.content
        assert read.unusable.startswith("The live content (version 2) was stored by Winkelpeil ")
        await office.ships()
        await read.refresh()
        assert read.unusable == ""


def by_newer(office: Office, release: str = "99.0") -> None:
    office.db.execute("DROP TRIGGER content_versions_update")
    office.db.execute("UPDATE content_versions SET release = ?", (release,))
    office.db.execute("UPDATE content_state SET shipped_by = ?", (release,))


async def test_a_process_does_not_begin_with_content_that_only_a_newer_release_can_read() -> None:
    async with open_office() as office:
        await office.ships(files=edited(PACKAGED, (LEVELS, "levels:", "grades:")))
        by_newer(office)
        with pytest.raises(
            NewerDatabase, match=r"stored by Winkelpeil 99.0, and .* cannot read it: install "
        ):
            await open_library(office.storage, CONTEXT)
        assert office.live() == 2, "nor does it bring in its own"


async def test_what_a_newer_release_brought_and_this_one_can_read_stays_live() -> None:
    async with open_office() as office:
        await office.ships((LEVELS, "lowest: 20", "lowest: 25"))
        by_newer(office)
        read = await open_library(office.storage, CONTEXT)
        assert office.live() == 2
        assert read.context().content.version != CONTEXT.content.version


async def test_without_a_database_the_bot_begins_with_what_it_ships_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(library, "_OPENING_TIMES", 1)
    monkeypatch.setattr(library, "_OPENING_PAUSE_S", 0.0)

    async with open_office() as office:
        office.db.execute("DROP TABLE content_state")
        with capture_logs() as logged:
            read = await open_library(office.storage, CONTEXT)
        assert [entry["event"] for entry in logged] == ["content_not_read"]
        assert read.context() is CONTEXT
