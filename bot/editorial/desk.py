"""The editorial office as a chat and the console use it: text by text."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.editorial.checking import Checked, Checking, key_of
from bot.editorial.editorial import Editorial, with_author
from bot.editorial.errors import ContentRefused, DraftChanged, EditorialFault, NoDraft, UnknownVersion
from bot.editorial.texts import card_copy, last_changer, pieces_of, with_text
from bot.editorial.working import MARK, Mark, Working
from bot.lib.memo import Worked
from bot.library.archive import ArchiveRefused, unpack
from bot.library.files import Files
from bot.library.impact import Impact
from bot.library.parsing.fields import NotReplaceable, field
from bot.library.parsing.problem import Problem, at
from bot.library.parsing.source import Fault
from bot.library.schema.content import Content
from bot.records.content import Attempt, ChangeContent, ChangeOutcome, Prepared, TextChange
from bot.records.orders import CopyCard, Discard, GoBack, Order, Publish, SaveText
from bot.records.people import Author

_REFUSED, _CHANGED = Prepared(ChangeOutcome("refused")), Prepared(ChangeOutcome("changed"))


@dataclass(frozen=True, slots=True)
class ArchiveIntake:
    """What an archive brings into the draft."""

    change: ChangeContent | None
    """None where it brings nothing."""
    files: int
    """How many files it changes."""
    conflicts: int
    """In how many places ours stayed instead."""


class Desk:
    """Tells how texts stand, and works out what an order of an admin comes to.

    Each call raises StorageFault when the database fails.
    """

    def __init__(
        self,
        editorial: Editorial,
        named: Callable[[str], str],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        checking: Checking | None = None,
    ) -> None:
        self.editorial = editorial
        self._named = named
        self._clock = clock
        self._checking = checking or editorial.checking
        self._pieces: Worked[tuple[TextChange, ...]] = Worked()

    async def preview(self, after: ChangeContent | None = None) -> Content | None:
        """Give the content of the draft; None where it has errors."""
        return (await self._check_result((await self.editorial.working(after)).files)).content

    async def attempt(self, path: str, name: str, text: str, after: ChangeContent | None = None) -> Attempt:
        """Check what a text would bring that is not there without it."""
        working = await self.editorial.working(after)
        try:
            made = await asyncio.to_thread(with_text, working.files, path, name, text)
        except NotReplaceable:
            return Attempt((Fault(path, 1, at(name, Problem("unplaceable"))),), (), None)
        before, then = await self._check_result(working.files), await self._check_result(made)
        known = {(fault.file, fault.problem) for fault in before.findings}
        fresh = [fault for fault in then.findings if (fault.file, fault.problem) not in known]
        # An error that it brings to another file, such as the translation, is put right there; only then the
        # draft can be published.
        errors = tuple(fault for fault in fresh if fault.severity == "error" and fault.file == path)
        others = tuple(fault for fault in fresh if fault not in errors)
        return Attempt(errors, others, then.content)

    async def pieces(
        self, after: ChangeContent | None = None
    ) -> tuple[Working, tuple[TextChange, ...], tuple[Fault, ...]]:
        """List what the draft changes, text by text where that can be told, and what the check says."""
        working = await self.editorial.working(after)
        key = (key_of(working.base.files), key_of(working.files))
        pieces = await self._pieces.of(key, lambda: tuple(pieces_of(working)))
        return working, pieces, await self._checking.findings(working, self._clock().date())

    async def weigh(self, version: int | None, after: ChangeContent | None = None) -> Impact | None:
        """Tell what publishing the draft means, or going back. Raises EditorialFault."""
        if version is None:
            return await self.editorial.impact(after)
        return await self.editorial.impact_of(version, after)

    async def prepare(self, order: Order, author: Author) -> Prepared:
        """Work out what an order comes to, and the change to be written for it."""
        prepared = await self._prepare(order, author.name)
        change = prepared.change
        return Prepared(prepared.outcome, with_author(change, author)) if change else prepared

    async def _prepare(self, order: Order, who: str) -> Prepared:
        match order:
            case SaveText():
                return await self._save(order, who)
            case CopyCard():
                return await self._copy(order, who)
            case Publish(seen, why):
                return await _outcome_of(self.editorial.prepare_publish(who, why, seen))
            case Discard(seen, why):
                return await _outcome_of(self.editorial.prepare_discard(who, why, seen))
            case GoBack(version, live, why):
                return await _outcome_of(self.editorial.prepare_rollback(version, who, why, live))

    async def carry_out(self, order: Order, author: Author) -> ChangeOutcome:
        """Carry an order out, where no chat's commit does it. Raises AppointmentEnded."""
        outcome = ChangeOutcome("nothing")

        async def prepare() -> ChangeContent | None:
            nonlocal outcome
            prepared = await self.prepare(order, author)
            outcome = prepared.outcome
            return prepared.change

        await self.editorial.carry_out(prepare)
        return outcome

    async def prepare_archive(self, data: bytes, author: Author) -> ArchiveIntake:
        """Work out what an archive brings into the draft. Raises ArchiveRefused and EditorialFault."""
        files, mark = await asyncio.to_thread(unpack, data, MARK)
        known = Mark.read(mark) if mark else None
        if mark and known is None:
            raise ArchiveRefused("archive_mark", name=MARK)
        before = (await self.editorial.working()).files
        brought = await self.editorial.prepare_take(files, author.name, "", known)
        if brought.change is None:
            return ArchiveIntake(None, 0, len(brought.conflicts))
        after = (await self.editorial.working(brought.change)).files
        differing = sum(before.get(path) != after.get(path) for path in {*before, *after})
        return ArchiveIntake(with_author(brought.change, author), differing, len(brought.conflicts))

    async def _save(self, order: SaveText, who: str) -> Prepared:
        """Put one text into the draft, if it is still the one that was looked at."""
        state, working = await self.editorial.standing()
        file = working.files.get(order.path)
        if file is None:
            return _REFUSED
        found = await asyncio.to_thread(field, order.path, file, order.name)
        now = found.value if found else ""
        if now == order.text:
            return Prepared(ChangeOutcome("done"))
        if self._named(now) != order.seen:
            who = await asyncio.to_thread(last_changer, working, order.path, order.name)
            return Prepared(ChangeOutcome("changed", who=who, now=now))
        try:
            files = await asyncio.to_thread(with_text, working.files, order.path, order.name, order.text)
            made = {order.path: files[order.path]}
            return _prepared_change(self.editorial.saving(state, working, made, who, order.name))
        except (NotReplaceable, ContentRefused):
            return _REFUSED

    async def _copy(self, order: CopyCard, who: str) -> Prepared:
        """Begin a card as a copy of another, in each language; "changed" where that id is taken."""
        state, working = await self.editorial.standing()
        try:
            made = await asyncio.to_thread(card_copy, working.files, order.card, order.new, order.title)
            if not made or any(path.endswith(f"/{order.new}.md") for path in working.files):
                return _CHANGED
            return _prepared_change(self.editorial.saving(state, working, made, who, ""))
        except (NotReplaceable, ContentRefused):
            return _REFUSED

    async def _check_result(self, files: Files) -> Checked:
        return await self._checking.of(files, self._clock().date())


def _prepared_change(change: ChangeContent) -> Prepared:
    return Prepared(ChangeOutcome("done", change.entry.version or 0), change)


async def _outcome_of(preparing: Awaitable[ChangeContent]) -> Prepared:
    """Tell what comes of a change of the whole draft, or of the live version."""
    try:
        return _prepared_change(await preparing)
    except ContentRefused as refused:
        return Prepared(ChangeOutcome("refused", errors=refused.faults))
    except NoDraft:
        return Prepared(ChangeOutcome("nothing"))
    except (DraftChanged, UnknownVersion):
        return _CHANGED
    except EditorialFault:
        return _REFUSED
