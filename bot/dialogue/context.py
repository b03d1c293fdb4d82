"""What the dialogue knows besides the session: the content, and who is behind the bot."""

from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.codes import UNKNOWN, Action
from bot.dialogue.facts import NONE, Facts
from bot.dialogue.session import Session
from content.messages import Messages
from content.schema import Content, Texts


@dataclass(frozen=True, slots=True)
class Context:
    content: Content
    organisation: str
    privacy_contact: str
    bot_username: str
    unfinished_days: int = 90
    """How long an assessment that was not finished is kept."""
    kept_months: int = 24
    """How long all else is kept after the last visit."""
    facts: Facts = NONE
    """What was read for this step; see `facts.py`."""

    def texts(self, session: Session) -> Texts:
        return self.content.texts[session.language]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one action or command works with."""

    session: Session
    context: Context
    now: datetime
    action: Action = UNKNOWN

    @property
    def messages(self) -> Messages:
        return self.context.texts(self.session).messages
