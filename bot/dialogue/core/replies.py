"""What can be said. Replies are stored until they are sent, so they are data."""

from typing import Annotated, Literal

from pydantic import Field

from bot.pictures.drawing import (
    CardDrawing,
    GroupDrawing,
    PosterDrawing,
    QrDrawing,
    ReportDrawing,
    SheetDrawing,
    WorkshopDrawing,
)
from bot.tables.model import Table
from scoring.model import Frozen

Style = Literal["primary", "success", "danger"]
"""What a button stands out by: the way on, what was reached, and what erases."""

LONGEST_COPY = 256
"""UTF-16 code units that a button can copy."""


class Button(Frozen):
    """An inline button: exactly one of `code` (callback data), `url` and `copy_text` is set."""

    label: str
    code: str | None = None
    url: str | None = None
    copy_text: str | None = None
    style: Style | None = None


Keyboard = tuple[tuple[Button, ...], ...]


class NumberKey(Frozen):
    """A key below the field in which one types: it sends the person's own phone number."""

    label: str
    placeholder: str
    """What stands in that field while it is empty, at most 64 characters."""


class Message(Frozen):
    """A new message, in Telegram's HTML."""

    kind: Literal["message"] = "message"
    html: str
    keyboard: Keyboard = ()
    screen: bool = False
    """It becomes the chat's screen: the message that later edits replace."""
    thread: int | None = None
    """The conversation in which somebody else wrote this: a reply goes there, and who wrote it is told
    where it does not arrive."""
    number_key: NumberKey | None = None
    """Then it has no keyboard: Telegram gives a message one of the two."""
    ends_number_key: bool = False
    """Takes that key away again; then it has no keyboard either."""
    topic: int | None = None
    """The topic of a group in which it is said."""


class Edit(Frozen):
    """A new text and keyboard for the tapped message, then the screen; sent anew where it is gone."""

    kind: Literal["edit"] = "edit"
    message_id: int
    html: str
    keyboard: Keyboard = ()
    alone: bool = False
    """Where another message is the screen, that one loses its buttons."""


class Retire(Frozen):
    """A last text without buttons for the screen, before a new one is sent; dropped where there is none."""

    kind: Literal["retire"] = "retire"
    html: str


class Toast(Frozen):
    """The answer that Telegram wants for every tap; with a text it shows for three seconds."""

    kind: Literal["toast"] = "toast"
    callback_id: str
    text: str = ""


class Picture(Frozen):
    """A drawing as a photo; where it cannot be drawn it is left out, for the texts say the same."""

    kind: Literal["picture"] = "picture"
    drawing: Annotated[CardDrawing | GroupDrawing | QrDrawing, Field(discriminator="kind")]
    caption: str
    """Telegram's HTML, at most 1,024 characters: the same in words, for who cannot see it."""
    keyboard: Keyboard = ()
    message_id: int | None = None
    """The message that becomes this picture, a text or a picture until now; sent anew where it is gone."""


class Report(Frozen):
    """A drawing as a PDF file."""

    kind: Literal["report"] = "report"
    drawing: Annotated[
        ReportDrawing | WorkshopDrawing | PosterDrawing | SheetDrawing, Field(discriminator="kind")
    ]
    name: str
    caption: str


class File(Frozen):
    """A text file."""

    kind: Literal["file"] = "file"
    name: str
    text: str
    caption: str


class Spreadsheet(Frozen):
    """Tables as a file: with a name that ends in .xlsx all in one, with .csv the first."""

    kind: Literal["spreadsheet"] = "spreadsheet"
    name: str
    tables: tuple[Table, ...] = Field(min_length=1)
    caption: str


class Passed(Frozen):
    """A picture that another person sent, passed on by the name that Telegram gave it."""

    kind: Literal["passed"] = "passed"
    file_id: str
    caption: str
    """Telegram's HTML, at most 1,024 characters."""
    keyboard: Keyboard = ()
    is_file: bool = False
    """It was sent as a file, and goes as one: Telegram takes no file for a photo."""
    thread: int | None = None
    """As of a message."""


class Menu(Frozen):
    """The commands that Telegram's menu offers in this chat alone; without any, what it offers to all."""

    kind: Literal["menu"] = "menu"
    commands: tuple[tuple[str, str], ...] = ()
    """Of each its name and what it does."""


Reply = Annotated[
    Message | Edit | Retire | Toast | Picture | Report | File | Spreadsheet | Passed | Menu,
    Field(discriminator="kind"),
]
