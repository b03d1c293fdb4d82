"""Writes about who is an advisor, the campaigns, and who came through them."""

from bot.records.groups import MOST_CAMPAIGNS
from bot.records.writes import CloseCampaign, Join, MakeCampaign, Open, RenameCampaign, Start
from bot.storage.access.codes import digest
from bot.storage.chats.records import VersionConflict
from bot.storage.groups.actor import Actor


def join(actor: Actor, write: Join) -> None:
    """Use an invitation up; raises VersionConflict where it is used or expired."""
    invitation = actor.row(
        "DELETE FROM invitations WHERE bot_id = ? AND digest = ? AND expires_at > ? "
        "RETURNING organisation, label",
        actor.bot_id,
        digest(write.code),
        actor.now,
    )
    if invitation is None:
        raise VersionConflict("the invitation was used or expired meanwhile")
    # Deleted and made anew: what was to be told to an advisor of another organisation goes by a trigger, and
    # so does what this chat was as a shop.
    actor.run("DELETE FROM advisors WHERE bot_id = ? AND chat_id = ?", *actor.key)
    actor.run(
        "INSERT INTO advisors (bot_id, chat_id, organisation, label, since) VALUES (?, ?, ?, ?, ?)",
        *actor.key,
        *invitation,
        actor.now,
    )


def make_campaign(actor: Actor, write: MakeCampaign) -> None:
    if actor.advises() != write.organisation:
        return
    actor.run(
        "INSERT INTO campaigns (bot_id, organisation, code, name, created_at) SELECT ?, ?, ?, ?, ? "
        "WHERE (SELECT count(*) FROM campaigns WHERE bot_id = ? AND organisation = ?) < ? "
        "ON CONFLICT DO NOTHING",
        actor.bot_id,
        write.organisation,
        write.code,
        write.name,
        actor.now,
        actor.bot_id,
        write.organisation,
        MOST_CAMPAIGNS,
    )


def rename_campaign(actor: Actor, write: RenameCampaign) -> None:
    actor.run(
        "UPDATE campaigns SET name = ? WHERE id = ? AND bot_id = ? AND organisation = ?",
        write.name,
        write.campaign,
        actor.bot_id,
        actor.advises(),
    )


def close_campaign(actor: Actor, write: CloseCampaign) -> None:
    actor.run(
        "UPDATE campaigns SET closed = ? WHERE id = ? AND bot_id = ? AND organisation = ?",
        int(write.closed),
        write.campaign,
        actor.bot_id,
        actor.advises(),
    )


def note_opened(actor: Actor, write: Open) -> None:
    _note(actor, write.campaign)


def note_started(actor: Actor, write: Start) -> None:
    _note(actor, write.campaign, started=actor.now)


def note_finished(actor: Actor, campaign: int, at: int) -> None:
    """Note that a shop finished: who finishes has begun, and opened the link."""
    _note(actor, campaign, started=at, finished=at)


def _note(actor: Actor, campaign: int, started: int | None = None, finished: int | None = None) -> None:
    """Note what a shop did for the first time; advisors are no shops."""
    if actor.advises() is not None or actor.organisation_of(campaign) is None:
        return
    actor.run(
        "INSERT INTO participants (bot_id, chat_id, campaign, opened_at, started_at, finished_at) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (bot_id, chat_id, campaign) DO UPDATE SET "
        "started_at = coalesce(participants.started_at, excluded.started_at), "
        "finished_at = coalesce(participants.finished_at, excluded.finished_at)",
        *actor.key,
        campaign,
        actor.now,
        started,
        finished,
    )
