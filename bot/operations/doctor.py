"""Whether a bot is fit for service: looks at everything around it, and says what to do."""

import asyncio
import http.client
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.operations.backup import applied, known
from bot.settings import ENV_FILE, Settings, sqlite_path
from bot.storage.sqlite_content import SQLiteContent
from bot.storage.sqlite_file import MEMORY, CannotOpen, opened
from bot.storage.store import StorageFault
from bot.telegram.inquiry import Answers, NoAnswer, WebhookState, ask
from content.check import check

_CLOCK_S = 30
_FREE_BYTES = 500 * 2**20
_MANY_PENDING = 100
_RECENT = timedelta(hours=1)
_ASKING_S = 15.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and whether something needs doing."""

    subject: str
    told: str
    fine: bool = True

    def __str__(self) -> str:
        return f"{'ok  ' if self.fine else 'TODO'}  {self.subject}: {self.told}"


def todo(subject: str, told: str) -> Finding:
    """Make a finding that needs doing."""
    return Finding(subject, told, fine=False)


async def examined(settings: Settings, now: datetime) -> Sequence[Finding]:
    """Look at everything; nothing is changed by it, and what cannot be looked at is a finding as well."""
    return [
        *_settings(settings),
        *_files(settings),
        *await asyncio.to_thread(lambda: list(_database(settings))),
        await _content(settings, now),
        *await _telegram(settings, now),
    ]


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.organisation == Settings.model_fields["organisation"].default:
        yield todo("ORGANISATION", "not set: say who offers the bot, for people read it")
    else:
        yield Finding("ORGANISATION", settings.organisation)
    if settings.privacy_contact:
        yield Finding("PRIVACY_CONTACT", settings.privacy_contact)
    else:
        yield todo("PRIVACY_CONTACT", "not set: say where people turn to about their data")
    # A setting that not every release has.
    if "public_url" in Settings.model_fields:
        public = str(getattr(settings, "public_url", "") or "")
        yield Finding("PUBLIC_URL", public or "not set")


def _files(settings: Settings) -> Iterator[Finding]:
    path = sqlite_path(settings.database_url)
    for file in (ENV_FILE, Path(path)):
        if path != MEMORY and file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield todo(str(file), f"others on this machine can read it: chmod 600 {file}")


def _database(settings: Settings) -> Iterator[Finding]:
    path = sqlite_path(settings.database_url)
    if path == MEMORY:
        yield todo("database", "in memory: everything is lost with the process; set DATABASE_URL to a file")
        return
    file = Path(path)
    yield _disk(file)
    if not file.exists():
        yield Finding("database", f"{file} does not exist yet; the first start makes it")
        return
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=2)) as db:
            db.execute("BEGIN IMMEDIATE")
            db.rollback()
            found = [str(row[0]) for row in db.execute("PRAGMA quick_check(3)")]
            if found == ["ok"]:
                yield Finding("database", f"{file} is whole, and takes changes")
            else:
                yield todo("database", f"{file} is damaged: restore a backup ({' '.join(found)[:200]!r})")
            yield _migrations(applied(db))
    except (OSError, sqlite3.Error) as fault:
        yield todo("database", f"{file}: {fault}; see who owns it, and whether the disk is full or read-only")


def _disk(file: Path) -> Finding:
    folder = file.resolve().parent
    if not folder.is_dir():
        return todo("disk", f"{folder} does not exist: make it, or correct DATABASE_URL")
    free = shutil.disk_usage(folder).free
    size = file.stat().st_size if file.exists() else 0
    # A backup needs the room of the database once, a restore twice.
    needed = max(_FREE_BYTES, 3 * size)
    told = f"{free // 2**20} MB free"
    return (
        Finding("disk", told) if free >= needed else todo("disk", f"{told}: make room, {needed // 2**20} MB")
    )


def _migrations(done: set[str]) -> Finding:
    newer, missing = done - known(), known() - done
    if newer:
        told = f"a newer release changed the database ({', '.join(sorted(newer))}): install that release"
        return todo("migrations", told)
    if missing:
        told = (
            f"the next start brings the database up to date ({', '.join(sorted(missing))}): back it up first"
        )
        return todo("migrations", told)
    return Finding("migrations", "the database is up to date")


async def _content(settings: Settings, now: datetime) -> Finding:
    """Check the content that is live; before the first start, and for an older database, what ships."""
    number, files = 0, None
    try:
        if _is_current(sqlite_path(settings.database_url)):
            db = opened(sqlite_path(settings.database_url))
            try:
                number = await SQLiteContent(db).live_number()
                version = await SQLiteContent(db).version(number)
            finally:
                db.close()
            files = version.files if version else None
    except (CannotOpen, StorageFault) as fault:
        return todo("content", str(fault))
    found = await asyncio.to_thread(check, files, now.date())
    errors = [fault for fault in found if fault.severity == "error"]
    told = f"version {number} is live" if number else "what ships with this release"
    if errors:
        return todo("content", f"{told}; errors: {len(errors)}, the first: {errors[0]}; correct and publish")
    return Finding("content", f"{told}; errors: 0, warnings: {len(found)}")


def _is_current(path: str) -> bool:
    """Tell whether a database can be opened as it is: to bring it up to date is not for the doctor."""
    if path == MEMORY or not Path(path).is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as db:
            return applied(db) == known()
    except sqlite3.Error:
        return False


async def _telegram(settings: Settings, now: datetime) -> Sequence[Finding]:
    if settings.telegram_token is None:
        return [todo("TELEGRAM_TOKEN", "not set: ask @BotFather for one")]
    try:
        answers = await asyncio.wait_for(
            ask(settings.telegram_token.get_secret_value(), settings.telegram_api_url), _ASKING_S
        )
    except (NoAnswer, TimeoutError) as fault:
        return [todo("TELEGRAM_TOKEN", str(fault) or f"{settings.telegram_api_url} does not answer in time")]
    return [
        _known(answers),
        await _clock(settings.telegram_api_url),
        *_webhook(settings, answers.webhook, now),
    ]


def _known(answers: Answers) -> Finding:
    return Finding("TELEGRAM_TOKEN", f"the bot is @{answers.username}")


async def _clock(api_url: str) -> Finding:
    try:
        there, here = await asyncio.to_thread(_date_of, api_url)
    except (OSError, http.client.HTTPException, ValueError, TypeError) as fault:
        return todo("clock", f"cannot be held against Telegram's: {type(fault).__name__}")
    off = (here - there).total_seconds()
    if abs(off) > _CLOCK_S:
        return todo("clock", f"{off:+.0f} s off Telegram's: switch time synchronisation on (timedatectl)")
    return Finding("clock", "within half a minute of Telegram's")


def _date_of(api_url: str) -> tuple[datetime, datetime]:
    """Ask a server what time it is; returns that, and what time it is here."""
    parts = urlsplit(api_url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("HEAD", "/")
        answer = connection.getresponse()
        return parsedate_to_datetime(answer.headers["Date"]), datetime.now(UTC)
    finally:
        connection.close()


def _webhook(settings: Settings, state: WebhookState, now: datetime) -> Iterator[Finding]:
    if state.url != settings.webhook_url:
        told = f"Telegram delivers to {state.url or 'whoever asks'}, the settings say "
        yield todo("webhook", f"{told}{settings.webhook_url or 'polling'}: restart the bot")
    else:
        yield Finding("webhook", state.url or "none; the bot asks for updates")
    if state.failed_at and now - state.failed_at < _RECENT:
        told = f"{state.failure} (at {state.failed_at:%Y-%m-%d %H:%M} UTC): see the proxy and its certificate"
        yield todo("deliveries", told)
    pending = f"{state.pending} updates wait at Telegram"
    if state.pending > _MANY_PENDING:
        yield todo("updates", f"{pending}: see whether the bot runs, and its log")
    else:
        yield Finding("updates", pending)
