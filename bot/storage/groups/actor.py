"""A chat that makes writes, inside a transaction."""

from dataclasses import dataclass
from typing import Any

from bot.storage.engines.interface import Rows, Sql, Value


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and when."""

    db: Sql
    bot_id: int
    chat_id: int
    now: int
    """Seconds since 1970."""

    @property
    def key(self) -> tuple[int, int]:
        return (self.bot_id, self.chat_id)

    def run(self, sql: str, *values: Value) -> Rows:
        return self.db.execute(sql, values)

    def row(self, sql: str, *values: Value) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self.run(sql, *values).fetchone()
        return row

    def advises(self) -> int | None:
        """Tell the organisation whose advisor this chat is."""
        row = self.row("SELECT organisation FROM advisors WHERE bot_id = ? AND chat_id = ?", *self.key)
        return None if row is None else int(row[0])

    def organisation_of(self, campaign: int) -> int | None:
        """Tell whose a campaign is."""
        row = self.row(
            "SELECT organisation FROM campaigns WHERE id = ? AND bot_id = ?", campaign, self.bot_id
        )
        return None if row is None else int(row[0])

    def came_by(self, organisation: int) -> bool:
        """Tell whether this chat opened a campaign of an organisation."""
        return bool(
            self.row(
                "SELECT 1 FROM participants p JOIN campaigns c ON c.id = p.campaign "
                "WHERE p.bot_id = ? AND p.chat_id = ? AND c.organisation = ? LIMIT 1",
                *self.key,
                organisation,
            )
        )
