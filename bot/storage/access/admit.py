"""Letting a browser into the console, as a write of the chat that was told its code."""

from bot.records.writes import Admit
from bot.storage.access.codes import digest
from bot.storage.chats.records import VersionConflict
from bot.storage.groups.actor import Actor


def admit(actor: Actor, write: Admit) -> None:
    """Let a browser in; raises VersionConflict where its code was used or expired."""
    let_in = actor.run(
        "UPDATE console_waiting SET chat_id = ? "
        "WHERE bot_id = ? AND code = ? AND expires_at > ? AND chat_id IS NULL",
        *(actor.chat_id, actor.bot_id, digest(write.code), actor.now),
    )
    if not let_in.rowcount:
        raise VersionConflict("the code was used or expired meanwhile")
