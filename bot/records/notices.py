"""What happens in other people's chats: kept until it is told, each once."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from scoring.model import Frozen


class Relayed(Frozen):
    """A text or a picture of another person: user text."""

    text: str = ""
    photo: str | None = None
    """Telegram's `file_id`."""
    is_file: bool = False
    """The picture was sent as a file."""
    more: bool = False
    """Another picture of the message before it."""
    changed: bool = False
    """What a message came to after it was passed on."""


class Question(Frozen):
    """A shop asks an advisor something."""

    kind: Literal["question"] = "question"
    thread: int
    who: str
    said: Relayed


class Reply(Frozen):
    """An advisor answers a shop."""

    kind: Literal["reply"] = "reply"
    thread: int
    organisation: str
    said: Relayed


class Ended(Frozen):
    """The other side ended a conversation."""

    kind: Literal["ended"] = "ended"
    thread: int
    who: str
    """The shop, or the organisation."""
    by_shop: bool


class Undelivered(Frozen):
    """A message that was passed on did not arrive, and never will."""

    kind: Literal["undelivered"] = "undelivered"
    thread: int
    who: str
    """Whom it was for: the shop, or the organisation."""
    to_shop: bool


class Shared(Frozen):
    """A shop shares its result with the advisors."""

    kind: Literal["shared"] = "shared"
    who: str


Notice = Annotated[Question | Reply | Ended | Undelivered | Shared, Field(discriminator="kind")]

_notice: TypeAdapter[Notice] = TypeAdapter(Notice)


def dump(notice: Notice) -> str:
    """Write a notice as JSON."""
    return _notice.dump_json(notice).decode()


def load(body: str) -> Notice:
    """Read a notice from JSON; raises ValueError."""
    return _notice.validate_json(body)
