"""Every Bot API method that the sandbox knows, by name."""

from collections.abc import Callable
from typing import Any

import structlog

from bot.sandbox import about, editing, receiving, sending
from bot.sandbox.params import Params
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import ApiError, JsonObject, bad_request

log = structlog.get_logger()

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024

Method = Callable[[Sandbox, Params], Any]


async def call(sandbox: Sandbox, name: str, params: Params) -> Any:
    """Call a method by its name in any case and give its result.

    Raises ApiError as Telegram would.
    """
    if name.lower() == "getupdates":
        return await receiving.get_updates(sandbox, params)
    method = _METHODS.get(name.lower())
    if method is None:
        log.warning("sandbox_lacks_method", method=name)
        raise ApiError(404, "Not Found: method not found")
    return method(sandbox, params)


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
    "setmyprofilephoto": about.set_my_profile_photo,
    "getuserprofilephotos": about.get_user_profile_photos,
    "setmydescription": about.set_my_description,
    "getmydescription": about.get_my_description,
    "setmyshortdescription": about.set_my_short_description,
    "getmyshortdescription": about.get_my_short_description,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "getfile": _get_file,
}
