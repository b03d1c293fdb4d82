"""The settings, from the environment and a `.env` file."""

import difflib
import ipaddress
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.storage import urls

ENV_FILE = Path(".env")

_TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{30,64}")
# Telegram takes these characters, from one on; a short one can be guessed.
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_LISTEN = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):(?P<port>[0-9]{1,5})")

WEBHOOK_PORTS = (443, 80, 88, 8443)
"""Telegram delivers to no others."""


class SettingsFault(Exception):
    """Settings that are missing or wrong; the text has one line for each."""


def _token(token: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError
    return token


def _root_url(url: str) -> str:
    parts = urlsplit(url)
    rest = (parts.path.strip("/"), parts.query, parts.fragment, parts.username, parts.password)
    if not parts.hostname or parts.port == 0 or any(rest):
        raise ValueError
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise ValueError
    return url.rstrip("/")


def _webhook_url(url: str) -> str:
    parts = urlsplit(url)
    rest = (parts.query, parts.fragment, parts.username, parts.password)
    if not parts.hostname or any(rest) or not re.fullmatch(r"[A-Za-z0-9/._~-]*", parts.path):
        raise ValueError
    telegram_s = parts.scheme == "https" and (parts.port or 443) in WEBHOOK_PORTS
    if not telegram_s and not (parts.scheme in ("http", "https") and _is_loopback(parts.hostname)):
        raise ValueError
    return url


def listen_address(listen: str) -> tuple[str, int]:
    """Return the host and the port of an address to listen on. Raises ValueError for anything else."""
    found = _LISTEN.fullmatch(listen)
    if found is None or not 0 < int(found["port"]) < 2**16:
        raise ValueError(listen)
    return found["host"].strip("[]"), int(found["port"])


def _listen(listen: str) -> str:
    listen_address(listen)
    return listen


def _secret(secret: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError
    return secret


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
_UserId = Annotated[int, Field(gt=0, lt=2**52)]


class Settings(BaseSettings):
    """All settings. In each description stands what the setting should be."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        default=None,
        description="the token that @BotFather gave, such as 123456789:AAE-35-letters-and-digits",
    )
    telegram_api_url: Annotated[str, AfterValidator(_root_url)] = Field(
        default="https://api.telegram.org",
        description="the root of a Bot API server, https://host; http:// only on this machine itself",
    )
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] = Field(
        default="",
        validate_default=False,
        description="the address at which Telegram reaches the bot, https://host/path, on port 443, 80, 88 "
        "or 8443; http:// only on this machine itself",
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = Field(
        default=None,
        description="16 to 256 letters, digits, _ and -, made up at random; needed with WEBHOOK_URL",
    )
    http_listen: Annotated[str, AfterValidator(_listen)] = Field(
        default="",
        validate_default=False,
        description="host:port, such as 127.0.0.1:8080, where the bot serves its webhook, health, "
        "metrics and console; needed with WEBHOOK_URL and PUBLIC_URL",
    )
    public_url: Annotated[str, AfterValidator(_root_url)] = Field(
        default="",
        validate_default=False,
        description="the address at which browsers reach HTTP_LISTEN, https://host; http:// only on this "
        "machine itself",
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
    admin_ids: Annotated[tuple[_UserId, ...], NoDecode, BeforeValidator(_split)] = Field(
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
    def read(cls, env_file: Path = ENV_FILE) -> Self:
        """Read the environment and the file, of which the environment counts first. Raises SettingsFault."""
        try:
            settings = cls(_env_file=env_file, _env_file_encoding="utf-8")
        except ValidationError as fault:
            places = dict.fromkeys(str(error["loc"][0]) for error in fault.errors())
            raise SettingsFault("\n".join(_line(place) for place in places)) from None
        except UnicodeDecodeError:
            raise SettingsFault(f"{env_file} should be a text file in UTF-8") from None
        if missing := settings._missing():
            raise SettingsFault("\n".join(_line(place) for place in missing))
        return settings

    def _missing(self) -> Sequence[str]:
        """Name the settings that another one needs."""
        needed = {
            "privacy_contact": bool(self.telegram_token and not self.privacy_contact),
            "organisation_address": bool(
                self.telegram_token and not (self.organisation_address or self.organisation_kvk)
            ),
            "webhook_secret": bool(self.webhook_url and not self.webhook_secret),
            "http_listen": bool((self.webhook_url or self.public_url) and not self.http_listen),
        }
        return [name for name, missing in needed.items() if missing]


def _line(field: str) -> str:
    return f"{field.upper()} should be {Settings.model_fields[field].description}"


def unknown_names(env_file: Path = ENV_FILE) -> Sequence[str]:
    """Return a line for each name in the file that is no setting, such as a misspelled one."""
    known = [name.upper() for name in Settings.model_fields]
    names = [name for name in dotenv_values(env_file, encoding="utf-8") if name.upper() not in known]
    return [f"{env_file}: {name} is no setting{_meant(name.upper(), known)}" for name in names]


def _meant(name: str, known: Sequence[str]) -> str:
    return "".join(f"; did you mean {near}?" for near in difflib.get_close_matches(name, known, n=1))
