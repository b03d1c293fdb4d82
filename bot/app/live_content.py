"""The live content as this process has it: read again when another version is published."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable

import structlog

from bot.dialogue.core.context import Context
from bot.editorial.releases import Releases
from bot.library.files import shipped_content
from bot.library.loader import load
from bot.library.parsing.source import ContentFaults
from bot.library.schema.content import Language
from bot.search.index import SearchIndex
from bot.storage.chats.records import StorageFault
from bot.storage.database import Storage
from bot.storage.schema.version import NewerDatabase, is_newer, this_release
from scoring.model import ShopType

log = structlog.get_logger(__name__)

_EVERY_S = 2.0
_OPENING_TIMES = 10
_OPENING_PAUSE_S = 1.0


class Library:
    """Gives the content of the live version, and finds cards in it.

    A version that this release cannot use, made by a newer one, is left alone: what was there stays, and
    `unusable` says so, for updates to be left to a process that can use it.
    """

    def __init__(self, storage: Storage, context: Context) -> None:
        self._storage = storage
        self._number = 0
        self.unusable = ""
        self._use(context)

    def context(self) -> Context:
        """Give what the dialogue knows, with the content that is live."""
        return self._context

    def find(self, query: str, language: Language, shop: ShopType | None = None) -> tuple[str, ...]:
        """Name the cards that a person's own words are about, for that type of shop."""
        return self._index.search(query, language, shop)

    async def refresh(self) -> bool:
        """Look whether another version is live, and use it; tells whether one is. Raises StorageFault."""
        number = await self._storage.run(lambda unit: unit.content.live_number())
        version = await self._storage.version(number) if number != self._number else None
        if version is None:
            return False
        self._number = number
        self.unusable = ""
        if version.digest == self._context.content.version:
            return False
        try:
            # It takes a tenth of a second of computing, in which people are answered meanwhile.
            content = await asyncio.to_thread(load, version.files)
        except ContentFaults as faults:
            what = {"faults": len(faults.faults), "first": str(faults.faults[0])}
            log.error("content_unusable", number=number, **what)  # noqa: TRY400 -- the traceback tells no more
            self.unusable = unusable_line(number, version.release)
            return False
        self._index.close()
        self._use(dataclasses.replace(self._context, content=content))
        log.info("content_live", number=number, content=content.version)
        return True

    async def follow(self, tell: Callable[[], Awaitable[None]]) -> None:
        """Go along with each version that is published, until cancelled; `tell` now and after each."""
        telling = asyncio.create_task(_try_to_tell(tell))
        try:
            while True:
                await asyncio.sleep(_EVERY_S)
                try:
                    changed = await self.refresh()
                except StorageFault as fault:
                    log.warning("content_not_read", fault=str(fault))
                    continue
                except Exception:
                    # Whatever it is, the next look may work; until then what was there stays.
                    log.exception("following_failed")
                    continue
                if changed:
                    telling.cancel()
                    telling = asyncio.create_task(_try_to_tell(tell))
        finally:
            telling.cancel()
            # Waited for, so that no call is under way when the connection closes.
            await asyncio.gather(telling, return_exceptions=True)

    def close(self) -> None:
        """Let go of the search index."""
        self._index.close()

    def _use(self, context: Context) -> None:
        self._context = context
        self._index = SearchIndex(context.content)


async def _try_to_tell(tell: Callable[[], Awaitable[None]]) -> None:
    try:
        await tell()
    except Exception:
        # What people talk with goes on; that Telegram shows older commands is to be seen.
        log.exception("telling_failed")


async def open_library(storage: Storage, context: Context) -> Library:
    """Bring in what this release ships with, and read what is live. Raises NewerDatabase.

    Where the database cannot be used for a while, the bot begins with the content in `context`.
    """
    library = Library(storage, context)
    for _ in range(_OPENING_TIMES):
        try:
            await Releases(storage).arrive(shipped_content())
            await library.refresh()
            await _refuse_newer(storage, library)
        except StorageFault as fault:
            log.warning("content_not_read", fault=str(fault))
            await asyncio.sleep(_OPENING_PAUSE_S)
        else:
            break
    return library


async def _refuse_newer(storage: Storage, library: Library) -> None:
    """Refuse to begin with content that a newer release stored; begin with this one's where it is older."""
    if library.unusable:
        version = await storage.version(await storage.run(lambda unit: unit.content.live_number()))
        if version and is_newer(version.release):
            raise NewerDatabase(library.unusable)
        library.unusable = ""


def unusable_line(number: int, release: str) -> str:
    """Say that a release cannot read the live content, and what to do."""
    by = f"Winkelpeil {release}" if release else "another release"
    return (
        f"The live content (version {number}) was stored by {by}, and {this_release()} cannot read it: "
        f"install {by if release else 'that release'} or later, or restore a backup."
    )
