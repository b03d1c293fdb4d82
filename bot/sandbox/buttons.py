"""The buttons of a keyboard, checked and cleaned as Telegram does."""

from typing import Any

from bot.sandbox.formatting import checked_url
from bot.sandbox.text import clean
from bot.sandbox.wire import JsonObject, bad_request

_STYLES = ("primary", "danger", "success")
_REQUESTS = {"request_contact": "Phone number", "request_location": "Location", "request_poll": "Poll"}
_INTEGERS = range(-(1 << 63), 1 << 63)


class ButtonError(ValueError):
    """Say why a button cannot be read."""


def inline_button(button: Any) -> JsonObject:
    """Read a button under a message."""
    if not isinstance(button, dict):
        raise ButtonError("InlineKeyboardButton must be an Object")
    text = _required_string(button, "text")
    look = _look(button)
    action = _action(button)
    return {"text": _label(text, "Inline keyboard button")} | look | action


def reply_button(button: Any) -> JsonObject:
    """Read a button of a keyboard that replaces the person's own."""
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise ButtonError("KeyboardButton must be a String or an Object")
    text = _required_string(button, "text")
    look = _look(button)
    for name in ("request_contact", "request_location"):
        checked_flag(button, name)
    return (
        {name: value for name, value in button.items() if name not in ("style", "icon_custom_emoji_id")}
        | {"text": _label(text, "Keyboard button")}
        | look
    )


def private_request(button: JsonObject) -> str:
    """Name what a button asks for that can be asked for in private chats only; empty if nothing."""
    return next((what for name, what in _REQUESTS.items() if button.get(name)), "")


def checked_flag(fields: JsonObject, name: str) -> bool:
    """Read a choice that is made in JSON, where only true and false are one. Raises ButtonError."""
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise ButtonError(f'Field "{name}" must be of type Boolean')
    return value


def _label(text: str, what: str) -> str:
    if _has_surrogates(text):
        raise bad_request(f"{what} text must be encoded in UTF-8")
    label = clean(text)
    if not label.strip():
        raise bad_request(f"{what} text must be non-empty")
    return label


def _look(button: JsonObject) -> JsonObject:
    """Read how a button looks. An icon is only shown for bots that paid for it, which this one did not."""
    icon = button.get("icon_custom_emoji_id", 0)
    if isinstance(icon, bool) or not isinstance(icon, str | int | float):
        raise ButtonError('Field "icon_custom_emoji_id" must be a Number')
    try:
        known = int(icon) in _INTEGERS
    except ValueError:
        known = False
    if not known:
        raise ButtonError('Field "icon_custom_emoji_id" must be a valid Number')
    style = _string(button, "style").lower()
    if style in ("", "default"):
        return {}
    if style not in _STYLES:
        raise ButtonError("invalid button style specified")
    return {"style": style}


def _action(button: JsonObject) -> JsonObject:
    """Find what a button does: the first of the actions, in Telegram's order."""
    if url := _string(button, "url"):
        return {"url": _checked_link(url)}
    if data := _string(button, "callback_data"):
        if _has_surrogates(data):
            raise bad_request("Inline keyboard button text must be encoded in UTF-8")
        if len(data.encode()) > 64:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    # Games, payments, inline mode, logins and web apps: this bot has none of these.
    unsupported = {"callback_game", "pay", "login_url", "web_app"} | {
        n for n in button if n.startswith("switch_")
    }
    if unsupported & button.keys():
        raise bad_request("BUTTON_TYPE_INVALID")
    if "copy_text" in button:
        return {"copy_text": {"text": _copied_text(button["copy_text"])}}
    raise ButtonError("Text buttons are unallowed in the inline keyboard")


def _checked_link(url: str) -> str:
    checked = "" if _has_surrogates(url) else checked_url(url)
    if not checked:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked


def _copied_text(value: Any) -> str:
    if not isinstance(value, dict):
        raise ButtonError('Field "copy_text" must be of type Object')
    text = _required_string(value, "text")
    if _has_surrogates(text):
        raise bad_request("Inline keyboard button copied text must be encoded in UTF-8")
    if not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _string(button: JsonObject, name: str) -> str:
    value = button.get(name, "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ButtonError(f'Field "{name}" must be of type String')
    return str(value)


def _required_string(button: JsonObject, name: str) -> str:
    if name not in button:
        raise ButtonError(f'Can\'t find field "{name}"')
    return _string(button, name)


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)
