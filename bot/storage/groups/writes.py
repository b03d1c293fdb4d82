"""The writes of a commit, made in its transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.records import writes as w
from bot.records.content import ChangeContent
from bot.storage.access.admins import become_admin
from bot.storage.access.admit import admit
from bot.storage.access.people import invite, withdraw
from bot.storage.content.changes import change_content
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import seconds, transaction
from bot.storage.groups import campaigns, contributions, shares, threads
from bot.storage.groups.actor import Actor
from bot.storage.groups.receipts import erase_receipt

_MADE: Mapping[type, Callable[[Actor, Any], None]] = {
    w.Join: campaigns.join,
    w.BecomeAdmin: become_admin,
    w.MakeCampaign: campaigns.make_campaign,
    w.RenameCampaign: campaigns.rename_campaign,
    w.CloseCampaign: campaigns.close_campaign,
    w.Open: campaigns.note_opened,
    w.Start: campaigns.note_started,
    w.Contribute: contributions.contribute,
    w.Decide: contributions.decide,
    w.Leave: contributions.leave,
    w.Uncount: contributions.uncount,
    w.EraseReceipt: erase_receipt,
    w.SetShare: shares.set_share,
    w.Look: shares.look,
    w.Ask: threads.ask,
    w.Answer: threads.answer,
    w.EndThread: threads.end_thread,
    w.Admit: admit,
    w.Invite: invite,
    w.Withdraw: withdraw,
    ChangeContent: lambda actor, change: change_content(actor.db, change),
}


def make(actor: Actor, write: w.Write) -> None:
    """Make a write; raises VersionConflict where its ground has gone."""
    _MADE[type(write)](actor, write)


class Writes:
    """Makes writes where no chat's commit does, as the console and the command line do.

    Every method raises StorageFault when the database fails.
    """

    def __init__(self, db: Sql, bot_id: int) -> None:
        self._db = db
        self._bot_id = bot_id

    def commit(self, chat_id: int | None, writes: Sequence[w.Write], now: datetime) -> None:
        """Make writes of a chat as its steps do, all or none; of None those that no chat is needed for.

        Raises VersionConflict where one cannot be made.
        """
        with transaction(self._db):
            for write in writes:
                make(Actor(self._db, self._bot_id, chat_id or 0, seconds(now)), write)
