"""The methods with which the bot chooses how it gets its updates: by polling, or by a webhook."""

import re
from urllib.parse import SplitResult, urlsplit

from bot.lib.certificates import MOST_BYTES, is_certificate
from bot.lib.hosts import is_loopback
from bot.sandbox.hook import DEFAULT_CONNECTIONS
from bot.sandbox.params import InvalidJsonError, Params
from bot.sandbox.state import Sandbox
from bot.sandbox.wire import ApiError, JsonObject, bad_request

MAX_POLL_SECONDS = 50
MAX_CONNECTIONS = 100
MAX_SECRET = 256
_PORTS = (443, 80, 88, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_ABORTED = "Conflict: terminated by setWebhook request"


async def get_updates(sandbox: Sandbox, params: Params) -> list[JsonObject]:
    """Give the updates that wait, or wait for one."""
    if sandbox.hook.url:
        raise ApiError(409, _ACTIVE)
    limit = min(max(params.integer("limit", 100), 1), 100)
    timeout = min(max(params.integer("timeout"), 0), MAX_POLL_SECONDS)
    _allow(sandbox, params)
    return await sandbox.updates.poll(params.integer("offset"), limit, timeout)


def set_webhook(sandbox: Sandbox, params: Params) -> bool:
    """Deliver the updates to a URL, those that wait included; an empty URL ends that.

    Telegram takes HTTPS URLs of public machines. The sandbox delivers on its own machine only, there over
    plain HTTP as well and on any port.
    """
    url = params.text("url")
    if not url:
        return delete_webhook(sandbox, params)
    url = _checked_url(url)
    secret = _secret(params)
    certificate = _certificate(params)
    sandbox.updates.stop(ApiError(409, _ABORTED))
    _drop(sandbox, params)
    _allow(sandbox, params)
    connections = params.integer("max_connections", DEFAULT_CONNECTIONS)
    sandbox.hook.set(url, secret, min(max(connections, 1), MAX_CONNECTIONS), certificate)
    sandbox.updates.changed.set()
    return True


def delete_webhook(sandbox: Sandbox, params: Params) -> bool:
    """Deliver nothing any more; what waits is kept for polling."""
    sandbox.hook.set("", "", DEFAULT_CONNECTIONS)
    _drop(sandbox, params)
    return True


def get_webhook_info(sandbox: Sandbox, _params: Params) -> JsonObject:
    """Say where updates are delivered, and how that goes."""
    hook = sandbox.hook
    info: JsonObject = {
        "url": hook.url,
        "has_custom_certificate": bool(hook.certificate),
        "pending_update_count": sandbox.updates.pending,
    }
    if hook.error:
        info |= {"last_error_date": hook.error_date, "last_error_message": hook.error}
    if hook.url:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if sandbox.updates.allowed_updates:
        info["allowed_updates"] = sorted(sandbox.updates.allowed_updates)
    return info


def _drop(sandbox: Sandbox, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        sandbox.updates.drop()


def _allow(sandbox: Sandbox, params: Params) -> None:
    if params.text("allowed_updates"):
        sandbox.updates.allow(_allowed_updates(params, sandbox.updates.allowed_updates))


def _allowed_updates(params: Params, before: frozenset[str]) -> frozenset[str]:
    # Telegram ignores a list it cannot read, and takes an empty one for the default.
    try:
        kinds = params.json("allowed_updates")
    except InvalidJsonError:
        return before
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return before
    return frozenset(kind.lower() for kind in kinds)


def _checked_url(given: str) -> str:
    url = given if "://" in given else f"https://{given}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise bad_request("invalid webhook URL specified") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or not given.isascii():
        raise bad_request("invalid webhook URL specified")
    if not is_loopback(parts.hostname):
        _refuse(parts, port)
    return url


def _refuse(parts: SplitResult, port: int | None) -> None:
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    raise bad_request("bad webhook: the sandbox delivers on its own machine only")


def _certificate(params: Params) -> bytes:
    """Give a certificate that was uploaded; as at Telegram, one that was sent as a text counts for none."""
    attached = params.text("certificate").removeprefix("attach://")
    file = params.files.get("certificate") or params.files.get(attached)
    if file is None:
        return b""
    if len(file.data) > MOST_BYTES:
        raise bad_request(f"certificate size is too big ({len(file.data)} bytes)")
    if not is_certificate(file.data):
        raise bad_request("bad webhook: Can't create an SSL context: Failed to set custom certificate file")
    return file.data


def _secret(params: Params) -> str:
    secret = params.text("secret_token")
    if len(secret.encode()) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret
