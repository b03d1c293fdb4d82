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
    """Knows by chat which message became its screen last, while replies are on their way to it.

    A message is sent a second time where its answer was lost or its process was killed. Where the person
    tapped on the first meanwhile, its edit comes after the second, which stands below with an older screen.
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
