"""What is noted down to be told in other chats."""

from bot.records import notices
from bot.records.notices import Notice
from bot.storage.chats.records import VersionConflict
from bot.storage.groups.actor import Actor

MOST_WAITING = 200
"""How many notices wait for one chat; what comes on top of them is not noted down."""


def tell(actor: Actor, chat_id: int, notice: Notice, thread: int | None = None) -> bool:
    """Have something told in a chat that has a row; tells whether it will be."""
    noted = actor.run(
        "INSERT INTO notices (bot_id, chat_id, sender, thread, body, at) SELECT bot_id, chat_id, ?, ?, ?, ? "
        "FROM chats WHERE bot_id = ? AND chat_id = ? "
        "AND (SELECT count(*) FROM notices WHERE bot_id = ? AND chat_id = ?) < ?",
        actor.chat_id,
        thread,
        notices.dump(notice),
        actor.now,
        actor.bot_id,
        chat_id,
        actor.bot_id,
        chat_id,
        MOST_WAITING,
    )
    return noted.rowcount > 0


def tell_advisors(actor: Actor, organisation: int, notice: Notice, thread: int | None = None) -> bool:
    """Have something told to each advisor of an organisation; tells whether it will be to any."""
    advisors = actor.run(
        "SELECT chat_id FROM advisors WHERE bot_id = ? AND organisation = ?", actor.bot_id, organisation
    ).fetchall()
    # Each of them, not only until the first that will be told.
    told = [tell(actor, chat_id, notice, thread) for (chat_id,) in advisors]
    return any(told)


def delete_notice(actor: Actor, notice: int) -> None:
    """Take a notice off the list, as it is told to this chat; raises VersionConflict where it has gone."""
    gone = actor.run(
        "DELETE FROM notices WHERE id = ? AND bot_id = ? AND chat_id = ?", notice, *actor.key
    ).rowcount
    if not gone:
        raise VersionConflict(f"notice {notice} was told or deleted meanwhile")
