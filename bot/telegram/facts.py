"""Queries of the dialogue → facts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.dialogue.facts import Facts, PeerSteps, Query, Search
from bot.storage.store import PEERS_COUNT_FOR, Store
from content.schema import Language

Find = Callable[[str, Language], tuple[str, ...]]
"""A person's own words, and in which language → the cards they are about."""


class FactsReader:
    """Answers what the dialogue wants to know."""

    def __init__(self, store: Store, bot_id: int, find: Find, *, count_participants: bool = True) -> None:
        self._store = store
        self._bot_id = bot_id
        self._find = find
        self.counts_participants = count_participants
        """Whether finished assessments are kept to compare others with; those of a trial are not."""

    async def read(self, chat_id: int, query: Query, now: datetime, facts: Facts) -> Facts:
        """Add the answer to the facts. Raises StorageFault."""
        match query:
            case Search():
                return replace(facts, found=self._find(query.query, query.language))
            case PeerSteps():
                since = now - PEERS_COUNT_FOR
                counts = self.counts_participants
                peers = await self._store.peer_steps(self._bot_id, chat_id, since) if counts else {}
                return replace(facts, peers=peers)
