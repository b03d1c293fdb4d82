"""The answers that shops gave last, without anything that tells whose they are."""

from bot.dialogue.session import UnreadableSession, answered, load
from bot.storage.content_store import ContentStore
from scoring.model import Answers

AT_MOST = 200


async def recent_answers(store: ContentStore, limit: int = AT_MOST) -> tuple[Answers, ...]:
    """Give the answers of the last finished assessments, but of who objected. Raises StorageFault."""
    found: list[Answers] = []
    for session in await store.recent_sessions(limit):
        try:
            shop = load(session)
        except UnreadableSession:
            continue
        if shop.finished and shop.research and not shop.assisted:
            found.append(answered(shop.finished.given))
    return tuple(found)
