"""The writes of a commit, made in its transaction."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.records import writes as w
from bot.storage.access.admins import become_admin
from bot.storage.access.admit import admit
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
}


def make(actor: Actor, write: w.Write) -> None:
    """Make a write; raises VersionConflict where its ground has gone."""
    _MADE[type(write)](actor, write)
