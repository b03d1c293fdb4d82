"""Every Bot API method that the sandbox knows, by name."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import about, editing, sending
from bot.sandbox.params import InvalidJsonError, Params
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import ApiError, JsonObject, bad_request

MAX_POLL_SECONDS = 50
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024

Method = Callable[[Sandbox, Params], Any]


async def call(sandbox: Sandbox, name: str, params: Params) -> Any:
    """Call a method by its name in any case and give its result.

    Raises ApiError as Telegram would.
    """
    if name.lower() == "getupdates":
        return await get_updates(sandbox, params)
    method = _METHODS.get(name.lower())
    if method is None:
        raise ApiError(404, "Not Found")
    return method(sandbox, params)


async def get_updates(sandbox: Sandbox, params: Params) -> list[JsonObject]:
    """Give the updates that wait, or wait for one."""
    limit = min(max(params.integer("limit", 100), 1), 100)
    timeout = min(max(params.integer("timeout"), 0), MAX_POLL_SECONDS)
    if params.text("allowed_updates"):
        sandbox.updates.allow(_allowed(params, sandbox.updates.allowed))
    return await sandbox.updates.poll(params.integer("offset"), limit, timeout)


def _allowed(params: Params, before: frozenset[str]) -> frozenset[str]:
    # Telegram ignores a list it cannot read, and takes an empty one for the default.
    try:
        kinds = params.json("allowed_updates")
    except InvalidJsonError:
        return before
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return before
    return frozenset(kind.lower() for kind in kinds)


def _delete_webhook(sandbox: Sandbox, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        sandbox.updates.drop()
    return True


def _get_webhook_info(sandbox: Sandbox, _params: Params) -> JsonObject:
    info: JsonObject = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": sandbox.updates.pending,
    }
    if sandbox.updates.allowed:
        info["allowed_updates"] = sorted(sandbox.updates.allowed)
    return info


def _get_file(sandbox: Sandbox, params: Params) -> JsonObject:
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = sandbox.files.by_id(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.as_api() | {"file_path": stored.path}


_METHODS: dict[str, Method] = {
    "getme": about.get_me,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "answercallbackquery": editing.answer_callback_query,
    "setmycommands": about.set_my_commands,
    "getmycommands": about.get_my_commands,
    "deletemycommands": about.delete_my_commands,
    "setmyname": about.set_my_name,
    "getmyname": about.get_my_name,
    "setmydescription": about.set_my_description,
    "getmydescription": about.get_my_description,
    "setmyshortdescription": about.set_my_short_description,
    "getmyshortdescription": about.get_my_short_description,
    "deletewebhook": _delete_webhook,
    "getwebhookinfo": _get_webhook_info,
    "getfile": _get_file,
}
