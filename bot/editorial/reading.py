"""What the editorial office knows: versions, the draft, what is wrong with it and what it means for shops."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.editorial.checking import Checking
from bot.editorial.errors import UnknownVersion
from bot.editorial.working import Working, revision
from bot.library.files import Files
from bot.library.impact import Impact
from bot.library.parsing.source import Fault
from bot.records.content import ChangeContent, Draft, Entry, State, Version
from bot.storage.database import Storage

_VERSIONS = 4


class Reading:
    """Reads, and changes nothing. Each call raises StorageFault when the database fails.

    There must be a version: see `releases`. What takes a change `after` which something is read tells how it
    is then: of a change that is worked out and not made yet.
    """

    def __init__(
        self,
        storage: Storage,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        checking: Checking | None = None,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self.checking = checking or Checking()
        self._versions: dict[int, Version] = {}
        """The last few that were asked for; none ever changes."""

    async def live(self) -> Version:
        """Give the version that shops are asked and told by."""
        return await self.version(await self._storage.run(lambda unit: unit.content.live_number()))

    async def version(self, number: int) -> Version:
        """Give any version. Raises UnknownVersion."""
        found = await self._version(number)
        if found is None:
            raise UnknownVersion(number, await self._storage.run(lambda unit: unit.content.live_number()))
        return found

    async def draft(self) -> Working | None:
        """Give the draft; None where there is none."""
        state, working = await self.standing()
        return working if state.draft else None

    async def working(self, after: ChangeContent | None = None) -> Working:
        """Give the draft; where there is none, an empty one on the live version."""
        if after is None:
            return (await self.standing())[1]
        number = after.entry.version or 0
        return Working(await self._base(after, number), after.draft or Draft(number))

    async def standing(self) -> tuple[State, Working]:
        """Give the state in which things stand, with the draft in it."""
        state = await self._storage.run(lambda unit: unit.content.state())
        number = state.draft.base if state.draft else state.live
        return state, Working(await self.version(number), state.draft or Draft(number))

    async def file(self, path: str) -> tuple[str | None, str]:
        """Give a file of the draft, or else of the live version, and the revision that a save must name."""
        text = (await self.working()).files.get(path)
        return text, revision(text)

    async def check(self) -> tuple[Fault, ...]:
        """List all that is wrong with the draft, or else with the live version."""
        return await self._findings(await self.working())

    async def impact(self, after: ChangeContent | None = None) -> Impact | None:
        """Tell what publishing the draft changes for shops. Raises ContentRefused.

        None where this release cannot use the live content: there is nothing to compare with.
        """
        working = await self.working(after)
        return await self._impact_between(working.base.files, working.files)

    async def impact_of(self, number: int, after: ChangeContent | None = None) -> Impact | None:
        """Tell the same of going back to a version. Raises UnknownVersion and ContentRefused."""
        live = (await self.working(after)).base
        return await self._impact_between(live.files, (await self.version(number)).files)

    async def log(self, limit: int = 100, after: ChangeContent | None = None) -> tuple[Entry, ...]:
        """List who did what, the newest first."""
        lines = await self._storage.run(lambda unit: unit.content.log(limit))
        return (after.entry, *lines)[:limit] if after else lines

    async def _version(self, number: int) -> Version | None:
        found = self._versions.pop(number, None) or await self._storage.version(number)
        if found:
            self._versions[number] = found
            while len(self._versions) > _VERSIONS:
                del self._versions[next(iter(self._versions))]
        return found

    async def _base(self, after: ChangeContent, number: int) -> Version:
        made = after.version
        if made is None:
            return await self.version(number)
        return Version(made.files, made.digest, made.who, made.why, number, after.entry.at)

    async def _findings(self, working: Working) -> tuple[Fault, ...]:
        return await self.checking.findings(working, self._clock().date())

    async def _impact_between(self, before: Files, after: Files) -> Impact | None:
        return await self.checking.impact(before, after, self._clock().date())
