"""When a picture was used last is noted once a day."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.chats.chats import Store
from bot.storage.chats.pictures import PictureStore

BOT = 7
THEN = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "file_id", "noted"),
    [
        (timedelta(hours=23), "a", timedelta(0)),
        (timedelta(hours=25), "a", timedelta(hours=25)),
        (timedelta(hours=1), "b", timedelta(hours=1)),
        # The clock was set back.
        (timedelta(hours=-2), "a", timedelta(hours=-2)),
    ],
)
def test_a_use_is_noted_once_a_day(later: timedelta, file_id: str, noted: timedelta) -> None:
    store = Store.open(":memory:")
    pictures = PictureStore(store.db)
    pictures.keep(BOT, "k", "a", THEN)
    pictures.keep(BOT, "k", file_id, THEN + later)
    assert pictures.find(BOT, "k") == file_id
    row = store.db.execute("SELECT used_at FROM pictures").fetchone()
    assert row[0] == int((THEN + noted).timestamp())
    store.close()
