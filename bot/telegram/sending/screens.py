"""Screens that need no sending any more, by what follows them in their chat's queue."""

from collections.abc import Sequence

from bot.dialogue.core.replies import Edit, Message, Reply, Retire


def is_void(reply: Reply, later: Sequence[Reply]) -> bool:
    """Tell whether a newer screen follows an edit: another edit of the message, or what takes its buttons."""
    return isinstance(reply, Edit) and any(
        isinstance(one, Retire) or (isinstance(one, Edit) and one.message_id == reply.message_id)
        for one in later
    )


def tapped(reply: Reply, later: Sequence[Reply]) -> int | None:
    """Give the newest message that later edits are of, where a reply is to become the screen; None without.

    Where it is newer than the screen as last noted, it is this reply, and arrived: somebody tapped on it. The
    answer to the first try was lost, or the process that made it was killed; a second one would stand below
    what the tap led to.
    """
    if not (isinstance(reply, Message) and reply.screen):
        return None
    return max((one.message_id for one in later if isinstance(one, Edit)), default=None)
