"""The sandbox's whole world: people, chats, files, updates. All in memory."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.sandbox.events import CallLog, EventLog
from bot.sandbox.faults import FaultPlan
from bot.sandbox.files import FileStore
from bot.sandbox.flood import FloodControl
from bot.sandbox.hook import Hook
from bot.sandbox.messages import Content, Conversation, Message
from bot.sandbox.profile import Profile
from bot.sandbox.stage import Stage
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.wire import ApiError, JsonObject, bad_request, forbidden

# In the form of a real token, and good for nothing but this sandbox.
TOKEN = "1000000001:sandbox-token-not-secret_0123456789abc"  # noqa: S105 -- a public constant, not a secret
BOT_ID = 1_000_000_001
BOT_USERNAME = "WinkelpeilSandboxBot"
CALLBACK_MAX_AGE = 15 * 60.0


@dataclass(slots=True)
class Person:
    """Hold somebody who can chat with the bot."""

    id: int
    first_name: str
    language_code: str
    role: str
    started: bool = False
    blocked: bool = False
    shop: str = ""
    """The name of the shop, of somebody who lives in the street; the page lists those apart."""

    def as_user(self) -> JsonObject:
        """Give this person as a Bot API user."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }

    def as_chat(self) -> JsonObject:
        """Give this person's private chat as the Bot API does."""
        return {"id": self.id, "first_name": self.first_name, "type": "private"}


def default_people() -> list[Person]:
    """Make the people that every sandbox starts with."""
    return [
        Person(100001, "Joke", "nl", "winkelier"),
        Person(100002, "Sander", "en", "winkelier"),
        Person(100003, "Marijke", "nl", "adviseur"),
        Person(100004, "Willem", "nl", "beheerder"),
    ]


@dataclass(slots=True)
class Callback:
    """Hold one press of a button, until the bot answers it."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    created: float
    answer: JsonObject | None = None


class Sandbox:
    """Hold everything that Telegram would hold for one bot."""

    def __init__(
        self,
        people: Iterable[Person] | None = None,
        clock: Callable[[], float] = time.time,
        stage: Stage | None = None,
    ) -> None:
        self.clock = clock
        self.stage = stage
        """What surrounds it, where it is shown to people."""
        self.updates = UpdateQueue()
        self.hook = Hook()
        self.faults = FaultPlan()
        self.flood = FloodControl()
        self._fill(default_people() if people is None else people)

    def begin_anew(self) -> None:
        """Forget all people, chats, files and calls, and let everybody go who waits."""
        self.close()
        self.updates.drop()
        self._fill(default_people())

    def _fill(self, people: Iterable[Person]) -> None:
        self.people = {p.id: p for p in people}
        self.groups: dict[int, JsonObject] = {}
        self.conversations: dict[int, Conversation] = {}
        self.callbacks: dict[str, Callback] = {}
        self.callback_max_age = CALLBACK_MAX_AGE
        self.files = FileStore()
        self.profile = Profile()
        self.calls = CallLog()
        self.events = EventLog()

    def now(self) -> int:
        """Give the time as messages carry it."""
        return int(self.clock())

    def bot_user(self) -> JsonObject:
        """Give the bot as a Bot API user."""
        name = self.profile.name.get("")
        return {"id": BOT_ID, "is_bot": True, "first_name": name, "username": BOT_USERNAME}

    def conversation(self, chat_id: int) -> Conversation:
        """Find a chat, or fail with Telegram's words."""
        found = self.conversations.get(chat_id)
        if found is None and chat_id in self.people:
            found = self.conversations[chat_id] = Conversation(self.people[chat_id].as_chat())
        if found is None:
            raise bad_request("chat not found")
        return found

    def writable(self, chat_id: int) -> Conversation:
        """Find a chat that the bot may write in, or fail with Telegram's words."""
        conversation = self.conversation(chat_id)
        person = self.people.get(chat_id)
        if person and person.blocked:
            raise forbidden("bot was blocked by the user")
        if person and not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return conversation

    def post(self, conversation: Conversation, sender: JsonObject, content: Content) -> Message:
        """Put a message in a chat."""
        return conversation.add(sender, self.now(), content)

    def record_message_event(self, kind: str, message: Message) -> None:
        """Tell the page that a message came, changed or went."""
        sender = "bot" if message.from_bot else "user"
        self.events.add(kind, message.chat["id"], message_id=message.message_id, sender=sender)

    def close(self) -> None:
        """Let everybody who waits for this sandbox go."""
        self.updates.stop(ApiError(500, "Internal Server Error: restart"))
        self.events.close()
