"""The methods that change, take away or answer what is in a chat."""

from typing import Any

from bot.lib.links import bot_link, start_link
from bot.sandbox.input import caption_of, check_preview, file_parameter, read_caption, read_media, read_text
from bot.sandbox.markup import Keyboard, read_inline_markup
from bot.sandbox.messages import Content, Message
from bot.sandbox.params import InvalidJsonError, Params
from bot.sandbox.sending import read_chat_id
from bot.sandbox.state import BOT_USERNAME, Sandbox
from bot.sandbox.wire import JsonObject, bad_request

MAX_ANSWER = 200
MEDIA_KINDS = ("photo", "document")
# What the answer to a tap can open besides games, which this bot has none of.
_START = start_link(bot_link(BOT_USERNAME), "")
_OPENED = (_START, _START.removeprefix("https://"))


def edit_message_text(sandbox: Sandbox, params: Params) -> JsonObject:
    """Replace the text of one of the bot's messages, and its keyboard."""
    text = read_text(sandbox, params)
    check_preview(params)
    keyboard = read_inline_markup(params)
    message = _editable(sandbox, params)
    if message.content.kind != "text":
        raise bad_request("There is no text in the message to edit")
    return _apply(sandbox, message, Content("text", text), keyboard)


def edit_message_caption(sandbox: Sandbox, params: Params) -> JsonObject:
    """Replace the caption of one of the bot's pictures or documents, and its keyboard."""
    caption = caption_of(sandbox, params)
    keyboard = read_inline_markup(params)
    message = _editable(sandbox, params)
    content = message.content
    if content.kind not in MEDIA_KINDS:
        raise bad_request("There is no caption in the message to edit")
    return _apply(sandbox, message, Content(content.kind, caption, content.media, content.file), keyboard)


def edit_message_media(sandbox: Sandbox, params: Params) -> JsonObject:
    """Replace the picture or document of one of the bot's messages, with caption and keyboard."""
    media = _input_media(params)
    kind = media.get("type")
    if kind not in MEDIA_KINDS:
        raise bad_request(f'Can\'t parse InputMedia: type "{kind}" is unsupported')
    value = media.get("media")
    source = file_parameter(params, "", value) if isinstance(value, str) and value else None
    if source is None:
        raise bad_request("Can't parse InputMedia: media not found")
    caption = read_caption(
        sandbox,
        str(media.get("caption") or ""),
        str(media.get("parse_mode") or ""),
        media.get("caption_entities"),
    )
    keyboard = read_inline_markup(params)
    message = _editable(sandbox, params)
    return _apply(sandbox, message, read_media(sandbox, kind, source, caption), keyboard)


def edit_message_reply_markup(sandbox: Sandbox, params: Params) -> JsonObject:
    """Replace the keyboard under one of the bot's messages."""
    keyboard = read_inline_markup(params)
    message = _editable(sandbox, params)
    return _apply(sandbox, message, message.content, keyboard)


def delete_message(sandbox: Sandbox, params: Params) -> bool:
    """Take a message away: the bot's own, or in a private chat any."""
    if not params.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    message_id = params.integer("message_id")
    if message_id <= 0:
        raise bad_request("Message identifier is not specified")
    conversation = sandbox.conversation(read_chat_id(params))
    message = conversation.find(message_id, "delete")
    if not message.from_bot and conversation.chat["type"] != "private":
        raise bad_request("message can't be deleted")
    conversation.remove(message)
    sandbox.record_message_event("deleted", message)
    return True


def answer_callback_query(sandbox: Sandbox, params: Params) -> bool:
    """Answer the press of a button, once and in time."""
    text = params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    url = params.text("url")
    if url and not url.startswith(_OPENED):
        raise bad_request("URL_INVALID")
    callback = sandbox.callbacks.get(params.text("callback_query_id"))
    in_time = callback and sandbox.clock() - callback.created <= sandbox.callback_max_age
    if not callback or not in_time or callback.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    callback.answer = {"text": text, "show_alert": params.flag("show_alert"), "url": url}
    sandbox.events.add(
        "answer",
        callback.chat_id,
        user=callback.person_id,
        message_id=callback.message_id,
        callback_id=callback.id,
        **callback.answer,
    )
    return True


def _input_media(params: Params) -> JsonObject:
    if not params.text("media"):
        raise bad_request('Parameter "media" is required')
    try:
        media: Any = params.json("media")
    except InvalidJsonError as error:
        raise bad_request("Can't parse input media JSON object") from error
    if not isinstance(media, dict):
        raise bad_request("Can't parse InputMedia: expected an Object")
    return media


def _editable(sandbox: Sandbox, params: Params) -> Message:
    if not params.text("chat_id") and not params.text("message_id") and not params.text("inline_message_id"):
        raise bad_request("Message identifier is not specified")
    if params.text("inline_message_id"):
        # No message of this bot was ever sent through inline mode.
        raise bad_request("MESSAGE_ID_INVALID")
    conversation = sandbox.writable(read_chat_id(params))
    message = conversation.find(params.integer("message_id"), "edit")
    if not message.from_bot:
        raise bad_request("Message can't be edited")
    return message


def _apply(sandbox: Sandbox, message: Message, content: Content, keyboard: Keyboard) -> JsonObject:
    if message.content == content and message.keyboard == keyboard:
        raise bad_request(
            "message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message"
        )
    message.content, message.keyboard = content, keyboard
    message.edit_date = sandbox.now()
    message.edits += 1
    sandbox.record_message_event("edited", message)
    return message.as_api()
