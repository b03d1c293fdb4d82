"""The settings: what each of them is, and whether they go together."""

import ipaddress
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
)

from bot.lib import database_urls as urls
from bot.lib import setting_urls
from bot.lib.certificates import certificate_file
from bot.lib.setting_sources import Given, SettingsFault, doubtful_names, given_settings

ENV_FILE = Path(".env")

_TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{30,64}")
# Telegram takes these characters, from one on; a short one can be guessed.
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_LONG_PASSWORD = 6

IN_SERVICE = (
    *("telegram_api_url", "webhook_url", "webhook_secret", "webhook_certificate", "http_listen"),
    *("public_url", "proxy_strips", "proxy_adds", "trusted_proxies", "database_url"),
)
"""What the sandbox has of its own: who sets it means a bot in service."""


def _token(token: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError
    return token


def _secret(secret: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError
    return secret


def _some(
    network: ipaddress.IPv4Network | ipaddress.IPv6Network,
) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    if network.prefixlen == 0:
        # Who trusts everybody believes what anybody writes.
        raise ValueError
    return network


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
_Network = Annotated[ipaddress.IPv4Network | ipaddress.IPv6Network, AfterValidator(_some)]
_UserId = Annotated[int, Field(gt=0, lt=2**52)]


class Settings(BaseModel):
    """All settings. In each description stands what the setting should be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        default=None,
        description="the token that @BotFather gave, such as 123456789:AAE-35-letters-and-digits",
    )
    telegram_api_url: Annotated[str, AfterValidator(setting_urls.root_url)] = Field(
        default="https://api.telegram.org",
        description="the root of a Bot API server, https://host; http:// only on this machine itself",
    )
    webhook_url: Annotated[str, AfterValidator(setting_urls.webhook_url)] = Field(
        default="",
        validate_default=False,
        description="the address at which Telegram reaches the bot, https://host/path, on port 443, 80, 88 "
        "or 8443; http:// only on this machine itself",
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = Field(
        default=None,
        description="16 to 256 letters, digits, _ and -, made up at random; needed with WEBHOOK_URL",
    )
    webhook_certificate: Annotated[str, AfterValidator(certificate_file)] = Field(
        default="",
        validate_default=False,
        description="the path of a PEM file with a certificate of your own, without its key, that Telegram "
        "is to trust at WEBHOOK_URL",
    )
    http_listen: Annotated[str, AfterValidator(setting_urls.listen)] = Field(
        default="",
        validate_default=False,
        description="host:port, such as 127.0.0.1:8080, where the bot serves its webhook, health, "
        "metrics and console; needed with WEBHOOK_URL and PUBLIC_URL",
    )
    public_url: Annotated[str, AfterValidator(setting_urls.public_url)] = Field(
        default="",
        validate_default=False,
        description="the address at which browsers reach HTTP_LISTEN, https://host or https://host/path; "
        "http:// only on this machine itself",
    )
    proxy_strips: Annotated[str, AfterValidator(setting_urls.prefix)] = Field(
        default="",
        validate_default=False,
        description="a path such as /bot, with which WEBHOOK_URL or PUBLIC_URL begins after the host, and "
        "which the proxy takes off before it passes a request on",
    )
    proxy_adds: Annotated[str, AfterValidator(setting_urls.prefix)] = Field(
        default="",
        validate_default=False,
        description="a path such as /bot, which the proxy puts before that of a request",
    )
    trusted_proxies: Annotated[tuple[_Network, ...], BeforeValidator(_split)] = Field(
        default=(ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")),
        description="networks, such as 10.0.0.0/24, with commas between: where proxies stand that say truly "
        "in X-Forwarded-For whom they pass on",
    )
    database_url: Annotated[str, AfterValidator(urls.check)] = Field(
        default="sqlite:///winkelpeil.db",
        # It may hold a password.
        repr=False,
        description="sqlite:///relative.db, sqlite:////absolute.db, sqlite:///:memory: or "
        "postgresql://user:password@host/database",
    )
    organisation: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)] = (
        Field(default="Winkelpeil", description="the name of who offers the bot, at most 80 characters")
    )
    privacy_contact: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = Field(
        default="",
        description="where people can ask about their data: an e-mail address, URL or text of at most 120 "
        "characters; needed with TELEGRAM_TOKEN",
    )
    organisation_address: Annotated[str, StringConstraints(strip_whitespace=True, max_length=160)] = Field(
        default="",
        description="the postal address of who offers the bot, at most 160 characters; needed with "
        "TELEGRAM_TOKEN, unless ORGANISATION_KVK is there",
    )
    organisation_kvk: Annotated[str, StringConstraints(pattern=r"^([0-9]{8})?$")] = Field(
        default="",
        description="the number of who offers the bot in the register of the Chamber of Commerce (KVK), 8 "
        "digits",
    )
    hosting_provider: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = Field(
        default="",
        description="who hosts the machine that the bot runs on, and where, at most 120 characters",
    )
    admin_ids: Annotated[tuple[_UserId, ...], BeforeValidator(_split)] = Field(
        default=(), description="the Telegram user ids of the administrators, with commas between"
    )
    retention_unfinished_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="a number of days, 1 to 3650: so long after its last visit a chat without result goes",
    )
    retention_months: int = Field(
        default=24,
        ge=1,
        le=120,
        description="a number of months, 1 to 120: so long after its last visit any chat goes",
    )
    backup_days: int = Field(
        default=14,
        ge=1,
        le=365,
        description="a number of days, 1 to 365: so long backups are kept, which is told to people",
    )
    messages_per_second: int = Field(
        default=30,
        ge=2,
        le=1000,
        description="a number of new messages, 2 to 1000, that this process may send a second: Telegram lets "
        "a bot send 30 in all, so several processes divide them",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning or error"
    )
    log_format: Literal["console", "json"] = Field(default="console", description="console or json")

    @classmethod
    def read(cls, env_file: Path = ENV_FILE, *, to_run: bool = False) -> Self:
        """Read the environment and the file, of which the environment counts first. Raises SettingsFault.

        To run the bot, what the sandbox would leave unused needs a token beside it.
        """
        found = given_settings(env_file, KNOWN)
        values = {name.lower(): value for name, value in found.values.items()}
        wrong: Sequence[str] = ()
        try:
            settings = cls.model_validate(values)
        except ValidationError as fault:
            wrong = list(dict.fromkeys(str(error["loc"][0]) for error in fault.errors()))
            settings = cls.model_validate({name: values[name] for name in values if name not in wrong})
        if settings.proxy_strips and not settings._is_stripped():
            wrong = [*wrong, "proxy_strips"]
        # What is wrong is there, so it is not missing as well.
        there = {*wrong, *(name.lower() for name in found.torn)}
        lines = [_line(name, found) for name in (*wrong, *settings._missing(there))]
        if to_run and not settings._has("telegram_token", there):
            lines += [_idle(name, found) for name in settings._in_service()]
        if lines or found.faults:
            raise SettingsFault("\n".join([*found.faults, *lines]))
        return settings

    def inside(self, path: str) -> str:
        """Give the path at which requests reach the bot that have this one before they come to the proxy."""
        return setting_urls.behind_proxy(path, self.proxy_strips, self.proxy_adds)

    def secrets(self) -> Collection[str]:
        """List what must stand in no log."""
        hidden = [one.get_secret_value() for one in (self.telegram_token, self.webhook_secret) if one]
        # As short as this it is part of other words, and guessed as easily.
        password = urlsplit(self.database_url).password or ""
        return [*hidden, *([password] if len(password) >= _LONG_PASSWORD else [])]

    def _missing(self, there: Collection[str]) -> Sequence[str]:
        """Name the settings that another one needs."""

        def has(name: str) -> bool:
            return self._has(name, there)

        needed = {
            "privacy_contact": bool(self.telegram_token),
            "organisation_address": bool(self.telegram_token) and not has("organisation_kvk"),
            "webhook_secret": bool(self.webhook_url),
            "webhook_url": bool(self.webhook_certificate),
            "http_listen": bool(self.webhook_url or self.public_url),
        }
        return [name for name, is_needed in needed.items() if is_needed and not has(name)]

    def _is_stripped(self) -> bool:
        outside = (self.webhook_url, self.public_url)
        return any(self.inside(path := urlsplit(url).path) != f"{self.proxy_adds}{path}" for url in outside)

    def _has(self, name: str, there: Collection[str]) -> bool:
        return name in there or bool(getattr(self, name))

    def _in_service(self) -> Sequence[str]:
        """Name what is set of what only a bot in service has."""
        fields = type(self).model_fields
        return [name for name in IN_SERVICE if getattr(self, name) != fields[name].default]


KNOWN = tuple(name.upper() for name in Settings.model_fields)


def _line(field: str, found: Given) -> str:
    name = field.upper()
    return f"{found.places.get(name, '')}{name} should be {Settings.model_fields[field].description}"


def _idle(field: str, found: Given) -> str:
    name = field.upper()
    return (
        f"{found.places.get(name, '')}{name} is for a bot in service: set TELEGRAM_TOKEN as well, "
        f"or remove {name} to run the sandbox"
    )


def doubtful_settings() -> Sequence[str]:
    """Return a line for each name in the environment that may be a misspelled setting."""
    return doubtful_names(KNOWN)
