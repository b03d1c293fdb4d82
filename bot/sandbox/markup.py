"""The `reply_markup` of a message: keyboards, checked as Telegram checks them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.buttons import ButtonError, inline_button, private_request, reply_button
from bot.sandbox.json_fields import read_flag
from bot.sandbox.params import InvalidJsonError, Params
from bot.sandbox.wire import JsonObject, bad_request

MAX_BUTTONS = 100
MAX_IN_ROW = 12
_FLAGS = (
    "remove_keyboard",
    "selective",
    "force_reply",
    "resize_keyboard",
    "one_time_keyboard",
    "is_persistent",
)
Keyboard = list[list[JsonObject]]


@dataclass(frozen=True, slots=True)
class Markup:
    """Hold the buttons under a message, or the keyboard that replaces the person's own."""

    inline: Keyboard
    reply: JsonObject | None = None

    def check_for(self, chat: JsonObject) -> None:
        """Refuse buttons that this chat cannot have."""
        if self.reply is None or chat["type"] == "private":
            return
        for row in self.reply.get("keyboard", []):
            for what in filter(None, map(private_request, row)):
                raise bad_request(f"{what} can be requested in private chats only")


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
    reply = _rows(value, "keyboard", "", reply_button, "keyboard button")
    inline = _rows(
        value, "inline_keyboard", " of the InlineKeyboardMarkup", inline_button, "inline keyboard button"
    )
    flags = {name for name in _FLAGS if read_flag(value, name)}
    if reply or (not inline and flags & {"remove_keyboard", "force_reply"}):
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
        return [[read(button) for button in row][:MAX_IN_ROW] for row in rows if row]
    except ButtonError as error:
        raise bad_request(f"Can't parse {what}: {error}") from error
