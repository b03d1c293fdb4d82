"""A channel that is not Telegram needs nothing of the engine but what is there."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog.testing

from bot.dialogue.core.session import dump, load
from bot.storage.chats.records import Change
from tests.support.engine.second_channel import BOT_ID, Line, SecondChannel, assess
from tests.support.paths import ROOT

JOKE = 5
# Where a module is None, importing it fails: so even an import that somebody suppresses is seen.
ALONE = """
import asyncio, sys
for module in ("telegram", "bot.telegram", "bot.web", "pyreqwest"):
    sys.modules[module] = None
from tests.support.engine.second_channel import run
pages = asyncio.run(run())
there = [name for name, module in sys.modules.items() if module]
loaded = [name for name in there if name.startswith(("telegram", "bot.telegram"))]
assert "bot.engine.worker" in sys.modules and not loaded, loaded
print(len(pages))
"""


@contextmanager
def second_channel() -> Iterator[SecondChannel]:
    channel = SecondChannel()
    try:
        yield channel
    finally:
        channel.store.close()


async def test_a_whole_assessment_comes_by_it() -> None:
    with second_channel() as channel:
        pages = await assess(channel)
        assert len(pages) > 15
        assert all(page.text and "<" not in page.text for page in pages)
        session = channel.session(JOKE)
        assert session.finished
        assert len(session.finished.given) > 10
        assert channel.store.waiting(BOT_ID) == (), "all of it was shown, and noted"


def test_it_runs_where_nothing_of_telegram_can_be_loaded() -> None:
    command = [sys.executable, "-c", ALONE]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) > 15


async def test_what_comes_again_is_applied_once_and_what_is_no_line_harms_nobody() -> None:
    with second_channel() as channel:
        await channel.say(JOKE, "/start")
        said = len(channel.said)
        with structlog.testing.capture_logs() as logged:
            await channel.deliver(Line(1, JOKE, "/start"), "noise", Line(2, 6, "/start"))
        assert len(channel.said) > said
        assert set(channel.pages) == {JOKE, 6}
        assert channel.pages[6] == channel.pages[JOKE]
        assert len(channel.said) == 2 * said, "one person more, and the same once more"
        assert [entry["event"] for entry in logged] == ["update_malformed"]


async def test_the_bot_speaks_first_there_too() -> None:
    with second_channel() as channel:
        await assess(channel)
        row = (channel.store.load(BOT_ID, [JOKE], [])).chats[JOKE]
        session = load(row.session).model_copy(update={"again": channel.now})
        change = Change(chat_id=JOKE, version=row.version, session=dump(session), due=channel.now)
        channel.store.commit(BOT_ID, [], [change], channel.now)
        before = channel.pages[JOKE]
        assert await channel.alarm.ring() == 1
        channel.show()
        assert channel.pages[JOKE] != before
