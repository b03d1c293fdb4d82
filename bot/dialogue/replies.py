"""What can be said. Replies are stored until they are sent, so they are data."""

from typing import Annotated, Literal

from pydantic import Field

from scoring.model import Frozen


class Button(Frozen):
    """An inline button: exactly one of `code` (callback data), `url` and `copy_text` is set."""

    label: str
    code: str | None = None
    url: str | None = None
    copy_text: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


class Message(Frozen):
    """A new message, in Telegram's HTML."""

    kind: Literal["message"] = "message"
    html: str
    keyboard: Keyboard = ()
    screen: bool = False
    """It becomes the chat's screen: the message that later edits replace."""


class Edit(Frozen):
    """A new text and keyboard for the tapped message, then the screen; sent anew where it is gone."""

    kind: Literal["edit"] = "edit"
    message_id: int
    html: str
    keyboard: Keyboard = ()


class Retire(Frozen):
    """A last text without buttons for the screen, before a new one is sent; dropped where there is none."""

    kind: Literal["retire"] = "retire"
    html: str


class Toast(Frozen):
    """The answer that Telegram wants for every tap; with a text it shows for three seconds."""

    kind: Literal["toast"] = "toast"
    callback_id: str
    text: str = ""


Reply = Annotated[Message | Edit | Retire | Toast, Field(discriminator="kind")]
