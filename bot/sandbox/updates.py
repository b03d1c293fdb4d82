"""The queue of updates that wait for the bot, with Telegram's rules for long polling."""

import asyncio
import secrets
from dataclasses import dataclass, field

from bot.sandbox.wire import ApiError, JsonObject

# Telegram delivers these only to a bot that names them in allowed_updates.
_OPT_IN = {"chat_member", "message_reaction", "message_reaction_count"}
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


def random_base() -> int:
    """Pick where numbering starts.

    High and different each run, so that a bot's database from an earlier run never meets the same numbers;
    low enough that a run cannot reach the end of the 32-bit range.
    """
    return 100_000_000 + secrets.randbelow(1_000_000_000)


@dataclass(slots=True)
class _Poller:
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    error: ApiError | None = None


class UpdateQueue:
    """Hold updates until the bot confirms them."""

    def __init__(self) -> None:
        self._pending: list[JsonObject] = []
        self._next_id = random_base()
        self._allowed: frozenset[str] = frozenset()
        self._poller: _Poller | None = None
        self.changed = asyncio.Event()
        """Set whenever there may be something to deliver."""

    @property
    def pending(self) -> int:
        """Count the updates that the bot has not confirmed."""
        return len(self._pending)

    def add(self, update: JsonObject) -> int | None:
        """Queue an update and give its number; None if the bot does not want this type."""
        kinds = update.keys() - {"update_id"}
        if not all(self._wants(kind) for kind in kinds):
            return None
        return self.add_raw(update)

    def add_raw(self, update: JsonObject) -> int:
        """Queue an update as it is, whatever its type or form, and give its number."""
        update_id = self._next_id
        self._next_id += 1
        self._pending.append({"update_id": update_id} | {k: v for k, v in update.items() if k != "update_id"})
        if self._poller:
            self._poller.woken.set()
        self.changed.set()
        return update_id

    def allow(self, kinds: frozenset[str]) -> None:
        """Remember which types the bot wants from now on; none named means the default."""
        self._allowed = kinds

    @property
    def allowed_updates(self) -> frozenset[str]:
        """Give the types the bot asked for, empty for the default."""
        return self._allowed

    def waiting(self) -> list[JsonObject]:
        """List what is to be delivered, oldest first."""
        return list(self._pending)

    def remove(self, update: JsonObject) -> None:
        """Forget one update, which the bot has."""
        self._pending = [other for other in self._pending if other is not update]

    def drop(self) -> None:
        """Forget what has not been delivered."""
        self._pending.clear()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[JsonObject]:
        """Confirm what lies before the offset and give what follows, waiting if there is nothing.

        Ends an earlier poll that still waits, which then fails with a conflict.
        """
        self.stop(ApiError(409, _CONFLICT))
        self._confirm(offset)
        if not self._pending and timeout > 0:
            await self._wait(timeout)
        return self._pending[:limit]

    def stop(self, error: ApiError) -> None:
        """End the waiting poll, if there is one, with an error."""
        if self._poller:
            self._poller.error = error
            self._poller.woken.set()
            self._poller = None

    async def _wait(self, timeout: float) -> None:
        poller = self._poller = _Poller()
        try:
            async with asyncio.timeout(timeout):
                await poller.woken.wait()
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None
        if poller.error:
            raise poller.error

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        elif offset > 0:
            self._pending = [u for u in self._pending if u["update_id"] >= offset]

    def _wants(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in _OPT_IN
