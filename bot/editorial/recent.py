"""The answers that shops gave last, without anything that tells whose they are."""

from bot.dialogue.session import UnreadableSession, answered, load
from bot.storage.content_store import ContentStore
from scoring.model import Answers

AT_MOST = 200


async def recent_answers(store: ContentStore, limit: int = AT_MOST) -> tuple[Answers, ...]:
    """Give the answers of the last finished assessments. Raises StorageFault."""
    found: list[Answers] = []
    for session in await store.recent_sessions(limit):
        try:
            finished = load(session).finished
        except UnreadableSession:
            continue
        if finished:
            found.append(answered(finished.given))
    return tuple(found)
