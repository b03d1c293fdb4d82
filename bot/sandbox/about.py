"""The methods with which the bot says what it is and can do."""

import re
from typing import Any

from bot.sandbox.images import inspect_photo
from bot.sandbox.input import file_parameter
from bot.sandbox.params import InvalidJsonError, Params, Upload, to_integer
from bot.sandbox.profile import DEFAULT_SCOPE, Localised, Scope
from bot.sandbox.state import BOT_ID, Sandbox
from bot.sandbox.wire import ApiError, JsonObject, bad_request

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def get_me(sandbox: Sandbox, _params: Params) -> JsonObject:
    """Say who the bot is."""
    return sandbox.bot_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(sandbox: Sandbox, params: Params) -> bool:
    """Set the command menu for a scope and language; an empty list takes it away."""
    commands = _commands(params)
    key = (_scope(sandbox, params), _language(params))
    if commands:
        sandbox.profile.commands[key] = commands
    else:
        sandbox.profile.commands.pop(key, None)
    sandbox.events.add("profile")
    return True


def get_my_commands(sandbox: Sandbox, params: Params) -> list[JsonObject]:
    """Give the command menu of exactly this scope and language."""
    return sandbox.profile.commands.get((_scope(sandbox, params), _language(params)), [])


def delete_my_commands(sandbox: Sandbox, params: Params) -> bool:
    """Take the command menu of a scope and language away."""
    sandbox.profile.commands.pop((_scope(sandbox, params), _language(params)), None)
    sandbox.events.add("profile")
    return True


def set_my_name(sandbox: Sandbox, params: Params) -> bool:
    """Set the bot's name in a language."""
    return _set(sandbox, sandbox.profile.name, params, "name", 64)


def set_my_description(sandbox: Sandbox, params: Params) -> bool:
    """Set the text that an empty chat shows in a language."""
    return _set(sandbox, sandbox.profile.description, params, "description", 512)


def set_my_short_description(sandbox: Sandbox, params: Params) -> bool:
    """Set the text on the bot's profile in a language."""
    return _set(sandbox, sandbox.profile.short_description, params, "short_description", 120)


def get_my_name(sandbox: Sandbox, params: Params) -> JsonObject:
    """Give the bot's name in a language."""
    return {"name": sandbox.profile.name.get(_language(params))}


def get_my_description(sandbox: Sandbox, params: Params) -> JsonObject:
    """Give the text that an empty chat shows in a language."""
    return {"description": sandbox.profile.description.get(_language(params))}


def get_my_short_description(sandbox: Sandbox, params: Params) -> JsonObject:
    """Give the text on the bot's profile in a language."""
    return {"short_description": sandbox.profile.short_description.get(_language(params))}


def set_my_profile_photo(sandbox: Sandbox, params: Params) -> bool:
    """Give the bot a picture, which must be uploaded."""
    if not params.text("photo"):
        raise bad_request("Photo isn't specified")
    try:
        value: Any = params.json("photo")
    except InvalidJsonError as error:
        raise bad_request("Can't parse photo JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("Object expected as profile photo")
    if _field(value, "type", "profile photo") != "static":
        raise bad_request("Invalid profile photo type specified")
    upload = file_parameter(params, "photo", _field(value, "photo", "profile photo"))
    if not isinstance(upload, Upload):
        raise bad_request("Photo must be uploaded as a file")
    inspect_photo(upload.data)
    sandbox.profile.photos.insert(0, upload.data)
    sandbox.events.add("profile")
    return True


def get_user_profile_photos(sandbox: Sandbox, params: Params) -> JsonObject:
    """Tell how many pictures somebody has: the bot's own are known, and people here have none."""
    user = params.integer("user_id")
    if user == BOT_ID:
        return {"total_count": len(sandbox.profile.photos), "photos": []}
    if user not in sandbox.people:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


def _set(sandbox: Sandbox, target: Localised, params: Params, name: str, longest: int) -> bool:
    text = params.text(name).strip()
    if len(text) > longest:
        limit = {"name": "BOT_TITLE_INVALID", "description": "BOT_DESCRIPTION_TOO_LONG"}
        raise bad_request(limit.get(name, "BOT_ABOUT_TOO_LONG"))
    target.set(_language(params), text)
    sandbox.events.add("profile")
    return True


def _language(params: Params) -> str:
    code = params.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("Invalid language code specified")
    return code


def _commands(params: Params) -> list[JsonObject]:
    try:
        value: Any = params.json("commands")
    except InvalidJsonError as error:
        raise bad_request("Can't parse commands JSON object") from error
    if value is None and not params.text("commands"):
        return []
    if not isinstance(value, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(value) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(item) for item in value]


def _command(item: Any) -> JsonObject:
    if not isinstance(item, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    name = _field(item, "command", "BotCommand").strip().removeprefix("/")
    description = _field(item, "description", "BotCommand").strip()
    _check_length(name, "Command", 32)
    _check_length(description, "Command description", 256)
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _check_length(text: str, what: str, longest: int) -> None:
    if not text:
        raise bad_request(f"{what} must be non-empty")
    if len(text) > longest:
        raise bad_request(f"{what} length must not exceed {longest}")


def _field(item: JsonObject, name: str, what: str) -> str:
    value = item.get(name)
    if value is None:
        raise bad_request(f"Can't parse {what}: Can't find field \"{name}\"")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad_request(f'Can\'t parse {what}: Field "{name}" must be of type String')
    return str(value)


def _scope(sandbox: Sandbox, params: Params) -> Scope:
    try:
        value: Any = params.json("scope")
    except InvalidJsonError as error:
        raise bad_request("Can't parse BotCommandScope JSON object") from error
    if value is None and not params.text("scope"):
        return DEFAULT_SCOPE
    if not isinstance(value, dict):
        raise _scope_error("BotCommandScope must be an Object")
    kind = _field(value, "type", "BotCommandScope")
    if kind in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        return kind, 0, 0
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise _scope_error("Unsupported type specified")
    return kind, _scope_chat(sandbox, value), _scope_user(value) if kind == "chat_member" else 0


def _scope_chat(sandbox: Sandbox, value: JsonObject) -> int:
    chat_id = _field(value, "chat_id", "BotCommandScope")
    if not chat_id:
        raise _scope_error("Empty chat_id specified")
    found: int = sandbox.conversation(to_integer(chat_id)).chat["id"]
    return found


def _scope_user(value: JsonObject) -> int:
    user_id = to_integer(_field(value, "user_id", "BotCommandScope"))
    if user_id <= 0:
        raise _scope_error("Invalid user_id specified")
    return user_id


def _scope_error(reason: str) -> ApiError:
    return bad_request(f"Can't parse BotCommandScope: {reason}")
