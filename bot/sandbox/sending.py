"""The methods that put messages in a chat."""

from bot.sandbox.input import caption_of, check_preview, file_parameter, read_media, read_text
from bot.sandbox.json_fields import read_flag, read_object
from bot.sandbox.markup import Markup, read_markup
from bot.sandbox.messages import Content, Conversation, Message
from bot.sandbox.params import Params, to_integer
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import JsonObject, bad_request

_ACTIONS = frozenset(
    (
        "cancel",
        "typing",
        "record_video",
        "upload_video",
        "record_audio",
        "record_voice",
        "upload_audio",
        "upload_voice",
        "upload_photo",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    )
)


def read_chat_id(params: Params) -> int:
    """Read which chat a call is about; a name instead of a number finds no chat."""
    value = params.text("chat_id")
    if not value:
        raise bad_request("chat_id is empty")
    return to_integer(value)


def send_message(sandbox: Sandbox, params: Params) -> JsonObject:
    """Send a text."""
    text = read_text(sandbox, params)
    check_preview(params)
    return _send(sandbox, params, Content("text", text))


def send_photo(sandbox: Sandbox, params: Params) -> JsonObject:
    """Send a picture, uploaded or known."""
    return _send_media(sandbox, params, "photo")


def send_document(sandbox: Sandbox, params: Params) -> JsonObject:
    """Send a file, uploaded or known."""
    return _send_media(sandbox, params, "document")


def send_chat_action(sandbox: Sandbox, params: Params) -> bool:
    """Show that the bot is busy."""
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    conversation = sandbox.writable(read_chat_id(params))
    sandbox.events.add("action", conversation.chat["id"], action=action)
    return True


def _send_media(sandbox: Sandbox, params: Params, kind: str) -> JsonObject:
    source = file_parameter(params, kind)
    if source is None:
        raise bad_request(f"There is no {kind} in the request")
    caption = caption_of(sandbox, params)
    markup, conversation = read_markup(params), sandbox.writable(read_chat_id(params))
    return _post(sandbox, params, conversation, markup, read_media(sandbox, kind, source, caption))


def _send(sandbox: Sandbox, params: Params, content: Content) -> JsonObject:
    markup, conversation = read_markup(params), sandbox.writable(read_chat_id(params))
    return _post(sandbox, params, conversation, markup, content)


def _post(
    sandbox: Sandbox, params: Params, conversation: Conversation, markup: Markup, content: Content
) -> JsonObject:
    markup.check_for(conversation.chat)
    replied = _replied_to(conversation, params)
    sandbox.flood.admit(conversation.chat)
    message = sandbox.post(conversation, sandbox.bot_user(), content)
    message.keyboard, message.reply_keyboard, message.reply_to = markup.inline, markup.reply, replied
    sandbox.record_message_event("message", message)
    return message.as_api()


def _replied_to(conversation: Conversation, params: Params) -> Message | None:
    reply = read_object(params, "reply_parameters", "reply parameters")
    if not reply:
        return None
    if "message_id" not in reply:
        raise bad_request('Can\'t find field "message_id"')
    message_id = reply["message_id"]
    if isinstance(message_id, bool) or not isinstance(message_id, int | str):
        raise bad_request('Field "message_id" must be a Number')
    number = to_integer(str(message_id))
    without = read_flag(reply, "allow_sending_without_reply")
    found = conversation.messages.get(number)
    if found is None and number > 0 and not without:
        raise bad_request("message to be replied not found")
    return found
