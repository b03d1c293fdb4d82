"""Replies as they are stored where a channel asks for no other form: JSON."""

from pydantic import TypeAdapter

from bot.dialogue.core.replies import Reply

_reply: TypeAdapter[Reply] = TypeAdapter(Reply)


def dump(reply: Reply) -> str:
    """Write a reply as JSON. Raises ValueError where it holds what UTF-8 cannot."""
    return _reply.dump_json(reply, exclude_defaults=False).decode()


def load(body: str) -> Reply:
    """Read a reply from JSON; raises ValueError."""
    return _reply.validate_json(body)
