"""Messages and the chats they stand in."""

from dataclasses import dataclass, field

from bot.sandbox.files import StoredFile
from bot.sandbox.markup import Keyboard
from bot.sandbox.text import FormattedText
from bot.sandbox.updates import random_base
from bot.sandbox.wire import JsonObject, bad_request


@dataclass(frozen=True, slots=True)
class Content:
    """Say what a message says: its text or caption, and the media that goes with it.

    `media` is the Bot API's value under the name of the kind; `file` the bytes behind it.
    """

    kind: str
    text: FormattedText = field(default_factory=FormattedText)
    media: JsonObject | list[JsonObject] | None = None
    file: StoredFile | None = None

    def as_api(self) -> JsonObject:
        """Give the content's fields of a Bot API message."""
        if self.kind == "text":
            return {"text": self.text.text} | _entities("entities", self.text)
        body: JsonObject = {self.kind: self.media}
        if self.text.text:
            body |= {"caption": self.text.text} | _entities("caption_entities", self.text)
        return body


def _entities(name: str, text: FormattedText) -> JsonObject:
    return {name: [dict(entity) for entity in text.entities]} if text.entities else {}


@dataclass(slots=True)
class Message:
    """Hold one message as it stands now."""

    message_id: int
    sender: JsonObject
    chat: JsonObject
    date: int
    content: Content
    keyboard: Keyboard = field(default_factory=list)
    reply_keyboard: JsonObject | None = None
    reply_to: "Message | None" = None
    edit_date: int | None = None
    edits: int = 0

    @property
    def from_bot(self) -> bool:
        """Say whether the bot sent this message."""
        return bool(self.sender["is_bot"])

    def as_api(self) -> JsonObject:
        """Give this message as the Bot API does."""
        body: JsonObject = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat,
            "date": self.date,
        }
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        if self.reply_to is not None:
            body["reply_to_message"] = {
                k: v for k, v in self.reply_to.as_api().items() if k != "reply_to_message"
            }
        body |= self.content.as_api()
        if self.keyboard:
            body["reply_markup"] = {"inline_keyboard": self.keyboard}
        return body


class Conversation:
    """Hold the messages of one chat in order."""

    def __init__(self, chat: JsonObject) -> None:
        self.chat = chat
        self.messages: dict[int, Message] = {}
        self._next_id = random_base()

    def add(self, sender: JsonObject, date: int, content: Content) -> Message:
        """Put a message at the end."""
        message = Message(self._next_id, sender, self.chat, date, content)
        self.messages[message.message_id] = message
        self._next_id += 1
        return message

    def find(self, message_id: int, what: str) -> Message:
        """Find a message, or fail with Telegram's words for what it was wanted for."""
        message = self.messages.get(message_id)
        if message is None:
            raise bad_request(f"message to {what} not found")
        return message

    def remove(self, message: Message) -> None:
        """Take a message away."""
        del self.messages[message.message_id]
