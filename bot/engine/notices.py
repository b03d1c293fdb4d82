"""What chats are to be told of other chats → one commit each, then the replies."""

from datetime import datetime

import structlog
from pydantic import ValidationError

from bot.dialogue.core.events import Noticed
from bot.dialogue.core.session import NewerSession, Session, UnreadableSession, load
from bot.engine.commits import Commits, Hand
from bot.engine.step_runner import Conversations, Stepped, run_step
from bot.lib.bell import Bell
from bot.records import notices
from bot.records.notices import Notice
from bot.storage.chats.records import Change, Progress, StorageFault, StoredChat, VersionConflict
from bot.storage.groups.records import StoredNotice

log = structlog.get_logger(__name__)

_EVERY_S = 15.0
_BATCH = 50


class Postman:
    """Tells chats what happened in others, each thing once.

    That it was told and that it goes from the list is one commit, which fails where it has gone already. So
    whoever comes second, another process or this one after a crash, finds nothing to tell.
    """

    def __init__(
        self,
        conversations: Conversations,
        hand: Hand,
    ) -> None:
        self._conversations = conversations
        self._storage = conversations.storage
        self._bot_id = conversations.bot_id
        self._commits = Commits(self._storage, self._bot_id, hand)
        self._bell = Bell()

    def wake(self) -> None:
        """Look at once, because there is something to tell."""
        self._bell.ring()

    async def run(self) -> None:
        """Tell what is to be told, when woken and from time to time, until cancelled."""
        while True:
            told = 0
            try:
                told = await self.deliver()
            except StorageFault as fault:
                log.warning("notices_not_loaded", fault=str(fault))
            except Exception:
                # Whatever it is, the next look may work; nobody would notice that there is none.
                log.exception("postman_failed")
            if told < _BATCH:
                await self._bell.wait(_EVERY_S)

    async def deliver(self) -> int:
        """Tell a batch; returns how many things it was. Raises StorageFault.

        What this release cannot read stays on the list: a newer one noted it, and tells it.
        """
        waiting = await self._storage.run(lambda unit: unit.groups.notices(self._bot_id, _BATCH))
        left = 0
        for notice in waiting:
            try:
                await self._tell(notice, self._conversations.clock())
            except VersionConflict as conflict:
                # It stays on the list, where it is still to be told.
                log.info("conflict", cause=str(conflict))
            except NewerSession:
                left += 1
        return len(waiting) - left

    async def _tell(self, notice: StoredNotice, now: datetime) -> None:
        loaded = await self._storage.run(lambda unit: unit.chats.load(self._bot_id, (notice.chat_id,), ()))
        stored = loaded.chats.get(notice.chat_id)
        done = await self._step(notice, stored, now)
        version = stored.version if stored else 0
        change = Change(
            chat_id=notice.chat_id,
            version=version,
            session=done.written if done and stored else None,
            due=done.due if done else None,
            finished=done.is_finished if done else False,
            progress=done.progress if done else Progress(),
            notices=(notice.id,),
            replies=done.replies if done and stored else (),
        )
        await self._commits.make((), (change,), now)

    async def _step(self, notice: StoredNotice, stored: StoredChat | None, now: datetime) -> Stepped | None:
        """Step a chat; None where that fails, and where there is nobody to tell it to."""
        try:
            session = load(stored.session) if stored else Session()
            event = Noticed(now=now, notice=_read(notice.body))
            return await run_step(notice.chat_id, session, event, self._conversations)
        except (StorageFault, NewerSession):
            raise
        except UnreadableSession:
            log.error("session_unreadable", chat_id=notice.chat_id)  # noqa: TRY400 -- the traceback would quote it
        except Exception:
            log.exception("step_failed", chat_id=notice.chat_id, on="notice")
        return None


def _read(body: str) -> Notice:
    """Read a notice; raises NewerSession for one of a kind that there is not yet."""
    try:
        return notices.load(body)
    except ValidationError as fault:
        if any(error["type"] == "union_tag_invalid" for error in fault.errors()):
            raise NewerSession("a notice of a kind that this release does not know") from fault
        raise
