"""Screens in the order in which they are sent to a chat."""

from collections.abc import Sequence

from bot.dialogue.core.replies import Edit, Reply, Retire


def is_void(reply: Reply, later: Sequence[Reply]) -> bool:
    """Tell whether a newer screen follows an edit: another edit of the message, or what takes its buttons."""
    return isinstance(reply, Edit) and any(
        isinstance(one, Retire) or (isinstance(one, Edit) and one.message_id == reply.message_id)
        for one in later
    )


class Newest:
    """The newest message that became a screen, by chat, while something is on its way to it.

    A message whose answer was lost, or whose process was killed, is sent a second time. Who tapped on the
    first meanwhile has its edit come after the second, which stands below and is the older by then.
    """

    def __init__(self) -> None:
        self._messages: dict[int, int] = {}

    def below(self, chat_id: int, reply: Reply, screen: int | None) -> int | None:
        """Note what was sent, and give the message that stands below the screen that was edited, if any."""
        newest = self._messages.get(chat_id, 0)
        if screen is None or newest == screen:
            return None
        if isinstance(reply, Edit) and screen < newest:
            return newest
        self._messages[chat_id] = screen
        return None

    def forget(self, chat_id: int) -> None:
        """Forget a chat to which nothing is on its way."""
        self._messages.pop(chat_id, None)
