"""The pictures that Telegram has, as they are kept."""

from datetime import datetime

from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, seconds, transaction

# When a picture was used last is noted once a day: a commit that changes nothing waits for no disk.
_DAY_S = 86_400


class PictureStore:
    """Keeps Telegram's names of pictures that were uploaded, so that the same one need not go up twice.

    Every method raises StorageFault when the database fails.
    """

    def __init__(self, db: Sql) -> None:
        self._db = db

    def find(self, bot_id: int, key: str) -> str | None:
        """Give the `file_id` of a picture."""
        with faults():
            row = self._db.execute(
                "SELECT file_id FROM pictures WHERE bot_id = ? AND key = ?", (bot_id, key)
            ).fetchone()
            return None if row is None else str(row[0])

    def keep(self, bot_id: int, key: str, file_id: str, now: datetime) -> None:
        """Note a picture's `file_id`, and that it was used now."""
        with transaction(self._db, alone=False):
            self._db.execute(
                "INSERT INTO pictures (bot_id, key, file_id, used_at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (bot_id, key) "
                "DO UPDATE SET file_id = excluded.file_id, used_at = excluded.used_at "
                "WHERE pictures.file_id != excluded.file_id "
                "OR excluded.used_at - pictures.used_at NOT BETWEEN 0 AND ?",
                (bot_id, key, file_id, seconds(now), _DAY_S),
            )

    def drop(self, bot_id: int, key: str) -> None:
        """Forget a picture that Telegram no longer has."""
        with transaction(self._db, alone=False):
            self._db.execute("DELETE FROM pictures WHERE bot_id = ? AND key = ?", (bot_id, key))
