"""Entities that the bot gives itself, checked as Telegram checks them."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.formatting import checked_url
from bot.sandbox.params import InvalidJsonError, parse_json
from bot.sandbox.wire import JsonObject, bad_request

_PLAIN = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "blockquote",
    "expandable_blockquote",
}
# Telegram finds these in the text by itself and ignores them when they are sent.
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}


def parse_entities(source: str) -> Any:
    """Read the entities that a call gives as JSON; what is not JSON counts as none."""
    try:
        return parse_json(source) if source else None
    except InvalidJsonError:
        # Telegram sends such a message without entities.
        return None


def checked_entities(entities: Any) -> list[JsonObject]:
    """Check entities and leave out those that Telegram finds by itself."""
    if not isinstance(entities, list):
        return []
    checked = (_entity(entity) for entity in entities)
    return [entity for entity in checked if entity]


def _entity(entity: Any) -> JsonObject | None:
    if not isinstance(entity, dict):
        raise _entity_error("expected an Object")
    place = {name: _number(entity, name) for name in ("offset", "length")}
    for name, value in place.items():
        if not 0 <= value <= 1_000_000:
            raise bad_request(f"Receive an entity with incorrect {name} {value}")
    kind = entity.get("type")
    if not isinstance(kind, str) or not kind:
        raise _entity_error("Type is not specified")
    if kind in _FOUND:
        return None
    details = _details(kind, entity)
    return None if details is None else place | {"type": kind} | details


def _details(kind: str, entity: JsonObject) -> JsonObject | None:
    if kind in _PLAIN:
        return {}
    if kind == "pre":
        language = entity.get("language")
        return {"language": language} if isinstance(language, str) and language else {}
    if kind == "text_link":
        url = checked_url(_text(entity, "url"))
        return {"url": url} if url else None
    if kind == "text_mention":
        user = entity.get("user")
        return {"user_id": _number(user if isinstance(user, dict) else {}, "id")}
    if kind == "custom_emoji":
        return {"custom_emoji_id": _text(entity, "custom_emoji_id")}
    raise _entity_error("Unsupported type specified")


def _number(entity: Mapping[str, Any], name: str) -> int:
    value = entity.get(name)
    if value is None:
        raise _entity_error(f'Can\'t find field "{name}"')
    if isinstance(value, bool) or not isinstance(value, int):
        raise _entity_error(f'Field "{name}" must be of type Number')
    return value


def _text(entity: Mapping[str, Any], name: str) -> str:
    value = entity.get(name)
    if value is None:
        raise _entity_error(f'Can\'t find field "{name}"')
    if not isinstance(value, str):
        raise _entity_error(f'Field "{name}" must be of type String')
    return value


def _entity_error(reason: str) -> Exception:
    return bad_request(f"Can't parse MessageEntity: {reason}")
