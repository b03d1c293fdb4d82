"""The link of the first administrator: on the terminal, or in a file that goes when it is of no use."""

import asyncio
import contextlib
import io
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app import claim_link as claiming
from bot.app.claim_link import Claiming, claim_link
from bot.records.writes import BecomeAdmin
from bot.storage.chats.records import Change
from bot.storage.database import Storage, open_storage
from bot.telegram.api.updates import BotIdentity

BOT = BotIdentity(7, "winkelpeil_bot")
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stderr", "stdout"):
        monkeypatch.setattr(sys, name, io.StringIO())
    monkeypatch.setattr(claiming, "_EVERY_S", 0.01)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "claim-link.txt"


async def started(file: Path, storage: Storage, *admin_ids: int) -> list[Any]:
    """Start, and give what is logged."""
    with capture_logs() as logs:
        await Claiming(storage, BOT, file=file).begin(admin_ids)
    return logs


def code_in(file: Path) -> str:
    return file.read_text().strip().removeprefix(claim_link(BOT.username, ""))


async def kept(file: Path, storage: Storage, seconds: float = 5) -> bool:
    """Tell whether the file is kept, which is known when `keep` ends or goes on."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(Claiming(storage, BOT, file=file).keep(), seconds)
    return file.exists()


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    opened = open_storage("sqlite:///:memory:")
    yield opened
    await opened.close()


async def test_without_a_terminal_it_is_in_a_file_of_its_owner_that_the_log_names(
    file: Path, storage: Storage
) -> None:
    file.symlink_to(file.with_name("somebody-else-s"))
    logs = await started(file, storage)
    assert logs == [
        {"event": "claim_link_written", "log_level": "info", "file": str(file.resolve()), "days": 7}
    ]
    assert file.stat().st_mode & 0o777 == 0o600
    assert not file.is_symlink()
    assert storage.unit.admins.open_code(BOT.id, code_in(file), datetime.now(UTC))
    assert code_in(file) not in str(logs)
    assert await started(file, storage) == [], "once"


async def test_with_a_terminal_it_is_there_and_nowhere_else(
    file: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert await started(file, storage) == []
    code = terminal.getvalue().strip().partition("?start=k-")[2]
    assert storage.unit.admins.open_code(BOT.id, code, datetime.now(UTC))
    assert not file.exists()


async def test_who_stands_in_the_settings_needs_none(file: Path, storage: Storage) -> None:
    assert await started(file, storage, 100) == []
    assert not file.exists()


async def test_a_file_that_cannot_be_written_says_what_to_do(tmp_path: Path, storage: Storage) -> None:
    (line,) = await started(tmp_path / "gone" / "claim-link.txt", storage)
    assert (line["event"], line["do"]) == ("claim_link_not_written", "winkelpeil admin claim")


async def test_it_is_removed_once_it_was_used(file: Path, storage: Storage) -> None:
    await started(file, storage)
    assert await kept(file, storage, 0.1)
    change = Change(chat_id=5, version=0, session="{}", writes=(BecomeAdmin(code_in(file)),))
    storage.unit.chats.commit(BOT.id, [1], [change], datetime.now(UTC))
    assert not await kept(file, storage)


async def test_it_is_removed_once_another_takes_its_place(file: Path, storage: Storage) -> None:
    await started(file, storage)
    storage.unit.admins.claim(BOT.id, "another", datetime.now(UTC))
    assert not await kept(file, storage)


async def test_it_is_removed_once_it_expired(file: Path, storage: Storage) -> None:
    old = datetime.now(UTC) - timedelta(days=8)
    storage.unit.admins.claim(BOT.id, "old", old)
    file.write_text(f"{claim_link(BOT.username, 'old')}\n")
    assert not await kept(file, storage)


@pytest.mark.parametrize("text", ["", "notes", "https://t.me/another_bot?start=k-code"])
async def test_a_file_of_something_else_is_left_alone(file: Path, storage: Storage, text: str) -> None:
    file.write_text(text)
    assert await kept(file, storage)
