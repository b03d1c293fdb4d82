"""What the dialogue knows besides the session: the content, and who is behind the bot."""

from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.codes import UNKNOWN, Action
from bot.dialogue.session import Session
from content.messages import Messages
from content.schema import Content, Texts


@dataclass(frozen=True, slots=True)
class Context:
    content: Content
    organisation: str
    privacy_contact: str
    bot_username: str

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
