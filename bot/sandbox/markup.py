"""The `reply_markup` of a message: inline keyboards, checked as Telegram checks them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.formatting import checked_url
from bot.sandbox.params import InvalidJsonError, Params
from bot.sandbox.wire import JsonObject, bad_request

MAX_BUTTONS = 100
Keyboard = list[list[JsonObject]]


@dataclass(frozen=True, slots=True)
class Markup:
    """Hold the buttons under a message, or the keyboard that replaces the person's own."""

    inline: Keyboard
    reply: JsonObject | None = None


def read_markup(params: Params) -> Markup:
    """Read and check the reply markup of a call; an absent one has no buttons."""
    try:
        value = params.json("reply_markup")
    except InvalidJsonError as error:
        raise bad_request("Can't parse reply keyboard markup JSON object") from error
    if value is None and not params.text("reply_markup"):
        return Markup([])
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply markup")
    reply = _rows(value, "keyboard", "", _reply_button, "keyboard button")
    inline = _rows(
        value, "inline_keyboard", " of the InlineKeyboardMarkup", _inline_button, "inline keyboard button"
    )
    if reply or value.get("remove_keyboard") is True or value.get("force_reply") is True:
        return Markup([], value | ({"keyboard": reply} if reply else {}))
    if sum(len(row) for row in inline) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return Markup(inline)


def read_inline_markup(params: Params) -> Keyboard:
    """Read the markup of a call that can only carry an inline keyboard."""
    markup = read_markup(params)
    if markup.reply is not None:
        raise bad_request("Inline keyboard expected")
    return markup.inline


def _rows(
    value: JsonObject, name: str, where: str, read: Callable[[Any], JsonObject], what: str
) -> list[list[JsonObject]]:
    rows = value.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'Field "{name}"{where} must be an Array of Arrays')
    try:
        return [[read(button) for button in row] for row in rows if row]
    except _ButtonError as error:
        raise bad_request(f"Can't parse {what}: {error}") from error


class _ButtonError(ValueError):
    """Say why a button cannot be read."""


def _string(button: JsonObject, name: str) -> str:
    value = button.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _ButtonError(f'Field "{name}" must be of type String')
    return _utf8(str(value))


def _utf8(value: str) -> str:
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise bad_request("Inline keyboard button text must be encoded in UTF-8")
    return value


def _required_string(button: JsonObject, name: str) -> str:
    if button.get(name) is None:
        raise _ButtonError(f'Can\'t find field "{name}"')
    return _string(button, name)


def _reply_button(button: Any) -> JsonObject:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _ButtonError("KeyboardButton must be a String or an Object")
    if not _required_string(button, "text").strip():
        raise bad_request("Keyboard button text must be non-empty")
    return {name: value for name, value in button.items() if name != "style"} | _style(button)


def _inline_button(button: Any) -> JsonObject:
    if not isinstance(button, dict):
        raise _ButtonError("InlineKeyboardButton must be an Object")
    text = _required_string(button, "text")
    style = _style(button)
    action = _action(button)
    if not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    return {"text": text} | style | action


def _style(button: JsonObject) -> JsonObject:
    """Read the style of a button; the usual one is none."""
    style = _string(button, "style").lower()
    if style in ("", "default"):
        return {}
    if style not in ("primary", "danger", "success"):
        raise _ButtonError("invalid button style specified")
    return {"style": style}


def _action(button: JsonObject) -> JsonObject:
    """Find what a button does: the first of the actions, in Telegram's order."""
    if url := _string(button, "url"):
        return {"url": _checked_link(url)}
    if data := _string(button, "callback_data"):
        if len(data.encode()) > 64:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    if button.get("copy_text") is not None:
        return {"copy_text": {"text": _copied_text(button["copy_text"])}}
    # Games, payments, inline mode, logins and web apps: this bot has none of these.
    unsupported = {"callback_game", "pay", "login_url", "web_app"} | {
        n for n in button if n.startswith("switch_")
    }
    if unsupported & button.keys():
        raise bad_request("BUTTON_TYPE_INVALID")
    raise _ButtonError("Text buttons are unallowed in the inline keyboard")


def _checked_link(url: str) -> str:
    checked = checked_url(url)
    if not checked:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked


def _copied_text(value: Any) -> str:
    if not isinstance(value, dict):
        raise _ButtonError('Field "copy_text" must be of type Object')
    text = _required_string(value, "text")
    if not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text
