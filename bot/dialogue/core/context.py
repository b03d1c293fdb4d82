"""What the dialogue knows besides the session: the content, and who is behind the bot."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.dialogue.core.callbacks import UNKNOWN, Action
from bot.dialogue.core.queries import NONE, Facts
from bot.dialogue.core.replies import Reply
from bot.dialogue.core.session import Session
from bot.lib.links import TELEGRAM, bot_link
from bot.library.schema.content import Content, Texts
from bot.library.schema.messages import Messages
from bot.records.writes import Write


@dataclass(slots=True)
class Also:
    """What one step does besides changing its session; collected while it is taken."""

    writes: list[Write] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    def clear(self, writes: int = 0, replies: int = 0) -> None:
        """Drop all but so many of the first."""
        del self.writes[writes:], self.replies[replies:]


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
    address: str = ""
    """Of who offers the bot; empty where it is not set. So are the next two."""
    kvk: str = ""
    """Its number in the register of the Chamber of Commerce."""
    host: str = ""
    """Who hosts the machine."""
    backup_days: int = 14
    """How long what was erased is still in backups."""
    links: str = TELEGRAM
    """Where links to the bot lead."""
    now: datetime | None = None
    """When what this step answers happened; None where nothing is answered."""
    facts: Facts = NONE
    """Answers what this step asks."""
    also: Also = field(default_factory=Also)
    """What this step does besides; each step begins with a new one."""

    @property
    def bot_link(self) -> str:
        """The link that opens the bot."""
        return bot_link(self.bot_username, self.links)

    def texts(self, session: Session) -> Texts:
        return self.content.texts[session.language]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one action or command works with."""

    session: Session
    context: Context
    now: datetime
    action: Action = UNKNOWN
    nonce: str = ""
    """See `events.Occurred`."""
    argument: str = ""
    """What stood behind a command."""

    @property
    def messages(self) -> Messages:
        return self.context.texts(self.session).messages

    def write(self, write: Write) -> None:
        """Have something written in the step's transaction, beside the session."""
        self.context.also.writes.append(write)

    def say(self, reply: Reply) -> None:
        """Have something said beside the screen."""
        self.context.also.replies.append(reply)
