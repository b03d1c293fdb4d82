"""What a sandbox finds in its database before the bot runs."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.sandbox import SANDBOX_ADVISOR, _erase, _set_scene
from bot.app.street_shops import SHOPS
from bot.lib.clock import AGREES, utc_now
from bot.lib.movable_clock import MovableClock
from bot.sandbox.server import SandboxServer
from bot.sandbox.state import BOT_ID
from bot.settings import Settings
from bot.storage.chats.records import Change
from bot.storage.database import Storage, open_storage
from tests.support.dialogue.talk import CONTEXT

JOKE = 100_001


class Scene:
    """A sandbox that looks into a database."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "sandbox.db"
        self.clock = MovableClock()
        self.server = SandboxServer()

    def set(self) -> bool:
        settings = Settings.model_construct(database_url=f"sqlite:///{self.file}")
        return asyncio.run(_set_scene(settings, CONTEXT.content, self.server, self.clock))

    def visit(self, chat_id: int, at: datetime, bot_id: int = BOT_ID) -> None:
        """Let somebody talk with a bot on this database."""

        async def commit(storage: Storage) -> None:
            change = Change(chat_id=chat_id, version=0, session="{}")
            await storage.run(lambda unit: unit.chats.commit(bot_id, [1], [change], at))
            await storage.close()

        asyncio.run(commit(open_storage(f"sqlite:///{self.file}")))

    def is_started(self, chat_id: int) -> bool:
        return self.server.sandbox.people[chat_id].started


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_a_new_database_gets_the_street_once_and_is_the_sandboxs_own_to_empty(scene: Scene) -> None:
    assert scene.set()
    assert all(scene.is_started(shop.chat_id) for shop in SHOPS)
    assert scene.is_started(SANDBOX_ADVISOR)
    assert not scene.is_started(JOKE)
    names = {person.shop for person in scene.server.sandbox.people.values()}
    assert names == {"", *(shop.name for shop in SHOPS)}

    before, again = scene.file.stat().st_size, Scene(scene.file.parent)
    assert again.set()
    assert again.file.stat().st_size == before
    assert again.is_started(SHOPS[0].chat_id)

    _erase(f"sqlite:///{scene.file}")
    assert list(scene.file.parent.iterdir()) == []


def test_who_talked_with_the_bot_before_has_pressed_start_and_the_clock_goes_on_from_there(
    scene: Scene,
) -> None:
    scene.visit(JOKE, utc_now() + timedelta(days=92))
    assert scene.set()
    assert scene.is_started(JOKE)
    assert timedelta(days=92) - AGREES < scene.clock.ahead <= timedelta(days=92)


def test_a_database_with_chats_of_another_bot_is_not_the_sandboxs_own_to_empty(scene: Scene) -> None:
    scene.visit(JOKE, datetime(2026, 11, 1, tzinfo=UTC), bot_id=BOT_ID + 1)
    assert not scene.set()
    assert not scene.clock.ahead
