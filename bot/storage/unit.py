"""What a call of the storage works with: plain functions on one database."""

from dataclasses import dataclass

from bot.storage.access.admins import AdminStore
from bot.storage.access.console import ConsoleStore
from bot.storage.chats.chats import Store
from bot.storage.chats.peers import PeerStore
from bot.storage.chats.pictures import PictureStore
from bot.storage.chats.pulse import Pulse
from bot.storage.chats.research import Research
from bot.storage.chats.statistics import Statistics
from bot.storage.chats.upkeep import Upkeep
from bot.storage.content.versions import ContentStore
from bot.storage.engines.interface import Sql
from bot.storage.groups.reads import GroupStore
from bot.storage.groups.writes import Writes


@dataclass(frozen=True, slots=True)
class Unit:
    """The tables of one database by subject; each function has made its change durable when it returns."""

    db: Sql
    chats: Store
    pictures: PictureStore
    peers: PeerStore
    upkeep: Upkeep
    content: ContentStore
    admins: AdminStore
    statistics: Statistics
    research: Research
    pulse: Pulse
    groups: GroupStore

    @classmethod
    def of(cls, chats: Store) -> "Unit":
        """Give the tables that stand beside those of the chats."""
        db = chats.db
        return cls(
            db=db,
            chats=chats,
            pictures=PictureStore(db),
            peers=PeerStore(db),
            upkeep=Upkeep(db),
            content=ContentStore(db),
            admins=AdminStore(db),
            statistics=Statistics(db),
            research=Research(db),
            pulse=Pulse(db),
            groups=GroupStore(db),
        )

    def console(self, bot_id: int) -> ConsoleStore:
        return ConsoleStore(self.db, bot_id)

    def writes(self, bot_id: int) -> Writes:
        return Writes(self.db, bot_id)
