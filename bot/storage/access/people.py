"""Writes about who advises and who administers: inviting somebody, and ending it."""

from bot.records.groups import INVITATION_LASTS
from bot.records.people import Kind
from bot.records.writes import Invite, Withdraw
from bot.storage.access.admins import CLAIMED, CODE_LASTS, enter
from bot.storage.access.appointments import check_appointment
from bot.storage.access.codes import digest
from bot.storage.chats.records import VersionConflict
from bot.storage.groups.actor import Actor


def invite(actor: Actor, write: Invite) -> None:
    """Keep an invitation; makes an advisor's organisation where it is new."""
    check_appointment(actor.db, write.author.appointment)
    if write.kind == "admin":
        actor.run(
            "INSERT INTO admin_codes (bot_id, digest, label, claim, expires_at) VALUES (?, ?, ?, 0, ?)",
            *(actor.bot_id, digest(write.code), write.name, actor.now + int(CODE_LASTS.total_seconds())),
        )
        enter(actor.db, actor.now, write.author.name, "appointed", write.name)
        return
    actor.run(
        "INSERT INTO organisations (bot_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        *(actor.bot_id, write.name),
    )
    actor.run(
        "INSERT INTO invitations (bot_id, digest, organisation, label, expires_at) "
        "SELECT bot_id, ?, id, ?, ? FROM organisations WHERE bot_id = ? AND name = ?",
        *(digest(write.code), write.label, actor.now + int(INVITATION_LASTS.total_seconds())),
        *(actor.bot_id, write.name),
    )
    enter(actor.db, actor.now, write.author.name, "invited", f"advisor of {write.name}")


def withdraw(actor: Actor, write: Withdraw) -> None:
    """End what a chat is; of who is that no more, nothing."""
    check_appointment(actor.db, write.author.appointment)
    for other in write.others:
        if not actor.row("SELECT 1 FROM admins WHERE bot_id = ? AND chat_id = ?", actor.bot_id, other):
            raise VersionConflict("another administrator was withdrawn meanwhile")
    told = _end_role(actor, write.kind, write.chat_id)
    if told is None:
        return
    for table in ("console_sessions", "console_waiting"):
        actor.run(
            f"DELETE FROM {table} WHERE bot_id = ? AND chat_id = ?",  # noqa: S608
            *(actor.bot_id, write.chat_id),
        )
    enter(actor.db, actor.now, write.author.name, "withdrew", told)


def _end_role(actor: Actor, kind: Kind, chat_id: int) -> str | None:
    """End a role; tells which it was, and None where there was none."""
    if kind == "admin":
        row = actor.row(
            "DELETE FROM admins WHERE bot_id = ? AND chat_id = ? RETURNING label", actor.bot_id, chat_id
        )
        return f"admin {row[0] or CLAIMED}" if row else None
    row = actor.row(
        "SELECT o.name FROM advisors a JOIN organisations o ON o.id = a.organisation "
        "WHERE a.bot_id = ? AND a.chat_id = ?",
        *(actor.bot_id, chat_id),
    )
    actor.run("DELETE FROM advisors WHERE bot_id = ? AND chat_id = ?", actor.bot_id, chat_id)
    return f"advisor of {row[0]}" if row else None
