"""What of a name a picture or a paper cannot show, said before it is drawn."""

from bot.dialogue.core.wording import enumeration
from bot.library.parsing.markup import Html
from bot.library.schema.messages import Messages
from bot.pictures.names import undrawable

_MOST = 3
"""Parts of a name that are quoted."""


def not_drawn_notes(messages: Messages, *names: str) -> tuple[Html, ...]:
    """Say what of these names cannot be drawn; nothing where all of it can."""
    lost = list(dict.fromkeys(part for name in names for part in undrawable(name)))
    if not lost:
        return ()
    quoted = [f"‘{part}’" for part in lost[:_MOST]]
    return (messages.picture.not_drawn.fill(parts=enumeration(quoted, messages.general.both)),)
