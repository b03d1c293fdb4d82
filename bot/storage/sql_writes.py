"""The writes of a commit, made in its transaction."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.groups import writes as w
from bot.storage import sql_campaigns as campaigns
from bot.storage import sql_contributions as contributions
from bot.storage import sql_shares as shares
from bot.storage import sql_threads as threads
from bot.storage.sql_actor import Actor
from bot.storage.sql_admins import become_admin
from bot.storage.sql_admit import admit
from bot.storage.sql_receipts import erase_receipt

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
}


def make(actor: Actor, write: w.Write) -> None:
    """Make a write; raises VersionConflict where its ground has gone."""
    _MADE[type(write)](actor, write)
