"""All that admins do with the content where there is no chat whose commit does it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from bot.editorial.errors import DraftChanged
from bot.editorial.preparing import Preparing
from bot.editorial.working import Mark, revision
from bot.library.files import Files
from bot.library.merge import Conflict
from bot.records.content import ChangeContent, Version
from bot.records.people import Author
from bot.storage.chats.records import AppointmentEnded, VersionConflict


class Editorial(Preparing):
    """Makes drafts from the live version, and versions from drafts.

    Each call is made whole or not at all; two at a time are made one after the other, by whoever they are.
    What may be refused, and how, stands at what prepares it.
    """

    async def carry_out(
        self, prepare: Callable[[], Awaitable[ChangeContent | None]], author: Author | None = None
    ) -> int:
        """Prepare a change and commit it, anew where somebody else was first.

        Returns the number of the live version; 0 where nothing is to be changed. Raises AppointmentEnded, and
        what the preparing raises.
        """
        while True:
            change = await prepare()
            if change is None:
                return 0
            try:
                return await self._make(with_author(change, author) if author else change)
            except AppointmentEnded:
                raise
            except VersionConflict:
                continue

    async def save(self, path: str, text: str | None, named: str, who: str, why: str = "") -> str:
        """Put a file into the draft, or take it out; returns the file's new revision."""
        await self.carry_out(partial(self.prepare_save, path, text, named, who, why))
        return revision(text)

    async def take(
        self, files: Files, who: str, why: str = "", mark: Mark | None = None
    ) -> tuple[Conflict, ...]:
        """Bring files that were changed elsewhere into the draft; returns where ours stayed instead."""
        conflicts: tuple[Conflict, ...] = ()

        async def prepare() -> ChangeContent | None:
            nonlocal conflicts
            brought = await self.prepare_take(files, who, why, mark)
            conflicts = brought.conflicts
            return brought.change

        await self.carry_out(prepare)
        return conflicts

    async def discard(self, who: str, why: str = "", seen: str | None = None) -> None:
        """Throw the draft away."""
        await self._commit(await self.prepare_discard(who, why, seen))

    async def publish(self, who: str, why: str, seen: str | None = None) -> Version:
        """Make the draft the live version."""
        return await self.version(await self._commit(await self.prepare_publish(who, why, seen)))

    async def rollback(self, number: int, who: str, why: str) -> Version:
        """Make an earlier version live again."""
        return await self.version(await self.carry_out(partial(self.prepare_rollback, number, who, why)))

    async def _commit(self, change: ChangeContent) -> int:
        """Commit what means the draft as it was; raises DraftChanged where somebody else was first."""
        try:
            return await self._make(change)
        except VersionConflict:
            raise DraftChanged from None

    async def _make(self, change: ChangeContent) -> int:
        return await self._storage.run(lambda unit: unit.content.commit(change))


def with_author(change: ChangeContent, author: Author) -> ChangeContent:
    """Make a change hang on its author's appointment."""
    return replace(change, appointment=author.appointment)
