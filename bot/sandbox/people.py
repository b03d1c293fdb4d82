"""What people do: start the bot, write, press buttons, send files, block the bot."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from bot.sandbox.messages import Content, Conversation, Message
from bot.sandbox.state import BOT_ID, Callback, Person, Sandbox
from bot.sandbox.text import FormattedText, Span, finish
from bot.sandbox.wire import JsonObject

MAX_TEXT = 4096


class RefusedError(Exception):
    """Say why Telegram's app would not let a person do this."""

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


@dataclass(frozen=True, slots=True)
class Where:
    """Say where a person sends something: in a group, or else in their own chat; and in reply to what."""

    chat: int | None = None
    reply_to: int | None = None


OWN_CHAT = Where()


def find_person(sandbox: Sandbox, person_id: int) -> Person:
    """Find a person by number."""
    person = sandbox.people.get(person_id)
    if person is None:
        raise RefusedError(f"nobody here has the id {person_id}", 404)
    return person


def start(sandbox: Sandbox, person: Person, payload: str = "") -> JsonObject:
    """Press START, or open a start link with its payload.

    Somebody who blocked the bot lets it in again, as the app's RESTART button does.
    """
    if person.blocked:
        unblock(sandbox, person)
    return write(sandbox, person, f"/start {payload}".strip())


def write(
    sandbox: Sandbox, person: Person, text: str, where: Where = OWN_CHAT, spans: list[Span] | None = None
) -> JsonObject:
    """Send the bot a text, or send it to a group."""
    return send_content(sandbox, person, Content("text", formatted_text(text, spans)), where)


def formatted_text(text: str, spans: list[Span] | None = None) -> FormattedText:
    """Make what the app sends of what a person typed."""
    if not text.strip():
        raise RefusedError("Telegram sends no empty message")
    if len(text) > MAX_TEXT:
        raise RefusedError(f"Telegram sends at most {MAX_TEXT} characters at once")
    return finish(text, spans or [])


def rewrite(
    sandbox: Sandbox, person: Person, message_id: int, text: str, chat_id: int | None = None
) -> JsonObject:
    """Edit a text that this person sent before."""
    conversation = chat_for(sandbox, person, chat_id)
    message = find_message(conversation, message_id)
    if message.sender["id"] != person.id or message.content.kind != "text":
        raise RefusedError("a person can only edit a text of their own")
    message.content = Content("text", formatted_text(text))
    message.edit_date = sandbox.now()
    message.edits += 1
    sandbox.record_message_event("edited", message)
    return {"message_id": message_id, "update_id": _offer(sandbox, "edited_message", message)}


def send_content(sandbox: Sandbox, person: Person, content: Content, where: Where = OWN_CHAT) -> JsonObject:
    """Send the bot something, or send it to a group."""
    conversation = chat_for(sandbox, person, where.chat)
    replied = None if where.reply_to is None else find_message(conversation, where.reply_to)
    if conversation.chat["type"] == "private" and not person.started:
        person.started = True
        sandbox.events.add("people")
    message = sandbox.post(conversation, person.as_user(), content)
    message.reply_to = replied
    sandbox.record_message_event("message", message)
    return {"message_id": message.message_id, "update_id": _offer(sandbox, "message", message)}


def tap(
    sandbox: Sandbox, person: Person, message_id: int, data: str, chat_id: int | None = None
) -> JsonObject:
    """Press a button that calls the bot."""
    conversation = chat_for(sandbox, person, chat_id)
    message = find_message(conversation, message_id)
    callback = Callback(
        str(secrets.randbelow(9 * 10**17) + 10**17),
        person.id,
        conversation.chat["id"],
        message_id,
        sandbox.clock(),
    )
    sandbox.callbacks[callback.id] = callback
    query = {
        "id": callback.id,
        "from": person.as_user(),
        "message": message.as_api(),
        "chat_instance": _chat_instance(callback.chat_id),
        "data": data,
    }
    return {"callback_id": callback.id, "update_id": sandbox.updates.add({"callback_query": query})}


def block(sandbox: Sandbox, person: Person) -> JsonObject:
    """Block the bot."""
    return _set_blocked(sandbox, person, True)


def unblock(sandbox: Sandbox, person: Person) -> JsonObject:
    """Let the bot in again."""
    return _set_blocked(sandbox, person, False)


def create_group(sandbox: Sandbox, creator: Person, title: str) -> JsonObject:
    """Make a group with the bot in it."""
    chat: JsonObject = {"id": -(4_000_000_000 + secrets.randbelow(10**9)), "title": title, "type": "group"}
    sandbox.groups[chat["id"]] = chat
    sandbox.conversations[chat["id"]] = Conversation(chat)
    creator.started = True
    update_id = _membership(sandbox, creator, chat, "left", "member")
    sandbox.events.add("people")
    return {"chat_id": chat["id"], "update_id": update_id}


def chat_for(sandbox: Sandbox, person: Person, chat_id: int | None) -> Conversation:
    """Find the chat a person acts in: their own with the bot, or a group."""
    if chat_id is None or chat_id == person.id:
        if person.blocked:
            raise RefusedError(f"{person.first_name} has blocked the bot", 409)
        return sandbox.conversation(person.id)
    if chat_id not in sandbox.groups:
        raise RefusedError(f"no group has the id {chat_id}", 404)
    return sandbox.conversations[chat_id]


def find_message(conversation: Conversation, message_id: int) -> Message:
    """Find a message that a person can see."""
    message = conversation.messages.get(message_id)
    if message is None:
        raise RefusedError(f"this chat has no message {message_id}", 404)
    return message


def _offer(sandbox: Sandbox, kind: str, message: Message) -> int | None:
    """Queue a message for the bot, unless it stands in a group and is none of the bot's business."""
    if message.chat["type"] != "private" and not _is_for_bot(sandbox, message):
        return None
    return sandbox.updates.add({kind: message.as_api()})


def _is_for_bot(sandbox: Sandbox, message: Message) -> bool:
    # Telegram's privacy mode, which bots have unless they turn it off: in a group a bot sees commands only,
    # but none that names another bot, and replies to what it said itself.
    if message.reply_to is not None and message.reply_to.from_bot:
        return True
    text, entities = message.content.text.text, message.content.text.entities
    if not entities or entities[0]["type"] != "bot_command" or entities[0]["offset"] != 0:
        return False
    _, at, name = text[: entities[0]["length"]].partition("@")
    return not at or name.lower() == sandbox.bot_user()["username"].lower()


def _set_blocked(sandbox: Sandbox, person: Person, blocked: bool) -> JsonObject:
    if person.blocked == blocked:
        return {"update_id": None}
    person.blocked = blocked
    sandbox.events.add("people")
    states = ("member", "kicked") if blocked else ("kicked", "member")
    return {"update_id": _membership(sandbox, person, person.as_chat(), *states)}


def _membership(sandbox: Sandbox, person: Person, chat: JsonObject, before: str, after: str) -> int | None:
    change = {
        "chat": chat,
        "from": person.as_user(),
        "date": sandbox.now(),
        "old_chat_member": _member(sandbox, before),
        "new_chat_member": _member(sandbox, after),
    }
    return sandbox.updates.add({"my_chat_member": change})


def _member(sandbox: Sandbox, status: str) -> dict[str, Any]:
    member: JsonObject = {"user": sandbox.bot_user(), "status": status}
    return member | {"until_date": 0} if status == "kicked" else member


def _chat_instance(chat_id: int) -> str:
    digest = hashlib.sha256(f"{BOT_ID}:{chat_id}".encode()).digest()
    return str(int.from_bytes(digest[:8], "big", signed=True))
