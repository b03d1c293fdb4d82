"""How the control API and the chat page see a chat."""

import html
from collections.abc import Sequence

from bot.sandbox.messages import Content, Message
from bot.sandbox.state import Person, Sandbox
from bot.sandbox.text import FormattedText, Span, spans_of
from bot.sandbox.wire import JsonObject

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def person_view(person: Person) -> JsonObject:
    """Show a person."""
    return {
        "id": person.id,
        "first_name": person.first_name,
        "language_code": person.language_code,
        "role": person.role,
        "started": person.started,
        "blocked": person.blocked,
        "shop": person.shop,
    }


def transcript(sandbox: Sandbox, chat_id: int) -> JsonObject:
    """Show a chat as it stands: its messages in order and the answers to pressed buttons."""
    conversation = sandbox.conversation(chat_id)
    return {
        "chat": chat_id,
        "epoch": sandbox.events.epoch,
        "last": sandbox.events.last,
        "messages": [message_view(message) for message in conversation.messages.values()],
        "toasts": [
            {"callback_id": c.id, "user": c.person_id, "message_id": c.message_id} | c.answer
            for c in sandbox.callbacks.values()
            if c.chat_id == chat_id and c.answer is not None
        ],
    }


def message_view(message: Message) -> JsonObject:
    """Show a message."""
    content = message.content
    return {
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "user",
        "sender": {"id": message.sender["id"], "first_name": message.sender["first_name"]},
        "date": message.date,
        "edited": message.edits,
        "kind": content.kind,
        "text": content.text.text,
        "html": to_html(content.text),
        "entities": [dict(entity) for entity in content.text.entities],
        "buttons": [[_button_view(button) for button in row] for row in message.keyboard],
        "reply_keyboard": message.reply_keyboard,
        "reply_to": _quotation(message.reply_to),
    } | _media_view(content)


def _quotation(message: Message | None) -> JsonObject | None:
    if message is None:
        return None
    return {
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "user",
        "kind": message.content.kind,
        "text": message.content.text.text,
    }


def _button_view(button: JsonObject) -> JsonObject:
    shown = {name: button[name] for name in ("text", "style") if name in button}
    if "callback_data" in button:
        return shown | {"data": button["callback_data"]}
    if "url" in button:
        return shown | {"url": button["url"]}
    return shown | {"copy": button["copy_text"]["text"]}


def _media_view(content: Content) -> JsonObject:
    media = content.media[-1] if isinstance(content.media, list) else content.media
    if media is None:
        return {}
    view = dict(media)
    if content.file:
        view |= {
            "name": content.file.name,
            "mime_type": content.file.mime_type,
            "url": f"/control/file/{content.file.file_id}",
        }
    return {content.kind: view}


def to_html(text: FormattedText) -> str:
    """Write a text in Telegram's HTML, as the bot could have sent it."""
    return _html(text.text, spans_of(text.text, text.entities), 0, len(text.text))


def _html(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    parts = []
    position = start
    while spans:
        span, spans = spans[0], spans[1:]
        inner = [s for s in spans if s.start < span.end]
        spans = spans[len(inner) :]
        opening, closing = _tag(span)
        parts += [_escaped_html(text[position : span.start]), opening]
        parts += [_html(text, inner, span.start, span.end), closing]
        position = span.end
    return "".join(parts) + _escaped_html(text[position:end])


def _tag(span: Span) -> tuple[str, str]:
    if span.type == "text_link":
        return f'<a href="{_escaped_html(span.details["url"])}">', "</a>"
    if span.type == "text_mention":
        return f'<a href="tg://user?id={span.details["user"]["id"]}">', "</a>"
    if span.type == "custom_emoji":
        return f'<tg-emoji emoji-id="{span.details["custom_emoji_id"]}">', "</tg-emoji>"
    if span.type == "pre" and "language" in span.details:
        return f'<pre><code class="language-{_escaped_html(span.details["language"])}">', "</code></pre>"
    tag = _TAGS.get(span.type)
    if tag is None:
        return "", ""
    return f"<{tag}{' expandable' if span.type == 'expandable_blockquote' else ''}>", f"</{tag}>"


def _escaped_html(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&quot;")
