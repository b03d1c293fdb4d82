"""Whether a bot is fit for service: looks at everything around it, and says what to do."""

import asyncio
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.lib.database_urls import is_postgres, sqlite_path
from bot.library.checks.check import check
from bot.operations.databases import database_findings, is_current
from bot.operations.findings import Finding, todo
from bot.operations.time_there import NoTime, time_there
from bot.settings import ENV_FILE, Settings
from bot.storage.chats.expiry import Ends, Retention, too_many
from bot.storage.chats.records import StorageFault
from bot.storage.database import CannotOpen, open_storage
from bot.storage.engines.sqlite import MEMORY
from bot.telegram.api.whoami import Answers, NoAnswer, WebhookState, ask

_CLOCK_S = 30
_MANY_PENDING = 100
_RECENT = timedelta(hours=1)
_ASKING_S = 15.0


async def doctor_findings(settings: Settings, now: datetime) -> Sequence[Finding]:
    """Look at everything; nothing is changed by it, and what cannot be looked at is a finding as well."""
    return [
        *_settings(settings),
        *_files(settings),
        *_old_copies(settings, now),
        *await asyncio.to_thread(lambda: list(database_findings(settings.database_url))),
        await _content(settings, now),
        *await _deletions(settings, now),
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
    yield from _controller(settings)
    # A setting that not every release has.
    if "public_url" in Settings.model_fields:
        public = str(getattr(settings, "public_url", "") or "")
        yield Finding("PUBLIC_URL", public or "not set")


def _controller(settings: Settings) -> Iterator[Finding]:
    """Look whether /privacy can say who is responsible, and where the data are."""
    address, kvk = settings.organisation_address, settings.organisation_kvk
    if address or kvk:
        yield Finding("ORGANISATION_ADDRESS", address or "not set; ORGANISATION_KVK is")
        yield Finding("ORGANISATION_KVK", kvk or "not set; ORGANISATION_ADDRESS is")
    else:
        yield todo("ORGANISATION_ADDRESS", "not set, nor is ORGANISATION_KVK: people must read who this is")
    if settings.hosting_provider:
        yield Finding("HOSTING_PROVIDER", settings.hosting_provider)
    else:
        yield todo("HOSTING_PROVIDER", "not set: say who hosts the machine, for people read it")


def _files(settings: Settings) -> Iterator[Finding]:
    own = () if is_postgres(settings.database_url) else (Path(sqlite_path(settings.database_url)),)
    for file in (ENV_FILE, *own):
        if str(file) != MEMORY and file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield todo(str(file), f"others on this machine can read it: chmod 600 {file}")


def _old_copies(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Find copies of the database in which there may be what people erased longer ago than they are told."""
    if is_postgres(settings.database_url) or sqlite_path(settings.database_url) == MEMORY:
        return
    database = Path(sqlite_path(settings.database_url))
    folder, days = database.parent, settings.backup_days
    # A nightly backup is a day older before the next one takes its place.
    before = (now - timedelta(days=days + 1)).timestamp()
    for pattern in (f"{database.name}.before-*", "before-*.db", "backups/*.db"):
        for file in sorted(folder.glob(pattern)):
            if file.stat().st_mtime < before:
                yield todo(str(file), f"older than the {days} days that people are told: delete it")


async def _content(settings: Settings, now: datetime) -> Finding:
    """Check the content that is live; before the first start, and for an older database, what ships."""
    number, files = 0, None
    try:
        if await asyncio.to_thread(is_current, settings.database_url):
            storage = open_storage(settings.database_url)
            try:
                number = await storage.run(lambda unit: unit.content.live_number())
                version = await storage.version(number)
            finally:
                await storage.close()
            files = version.files if version else None
    except (CannotOpen, StorageFault) as fault:
        return todo("content", str(fault))
    found = await asyncio.to_thread(check, files, now.date())
    errors = [fault for fault in found if fault.severity == "error"]
    told = f"version {number} is live" if number else "what ships with this release"
    if errors:
        return todo("content", f"{told}; errors: {len(errors)}, the first: {errors[0]}; correct and publish")
    return Finding("content", f"{told}; errors: 0, warnings: {len(found)}")


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
        _token_finding(answers),
        await _clock(settings.telegram_api_url),
        *_webhook(settings, answers.webhook, now),
    ]


def _token_finding(answers: Answers) -> Finding:
    return Finding("TELEGRAM_TOKEN", f"the bot is @{answers.username}")


async def _clock(api_url: str) -> Finding:
    try:
        there, here = await asyncio.to_thread(time_there, api_url)
    except NoTime as fault:
        told = f"cannot be held against Telegram's: {fault}"
        return todo("clock", f"{told}; on an SQLite file nothing is deleted until it can")
    off = (here - there).total_seconds()
    if abs(off) > _CLOCK_S:
        return todo("clock", f"{off:+.0f} s off Telegram's: switch time synchronisation on (timedatectl)")
    return Finding("clock", "within half a minute of Telegram's")


async def _deletions(settings: Settings, now: datetime) -> Sequence[Finding]:
    """Look whether so much would go at once that it waits for somebody; nothing of an older database."""
    retention = Retention.after(
        unfinished_days=settings.retention_unfinished_days, months=settings.retention_months
    )
    try:
        if not await asyncio.to_thread(is_current, settings.database_url):
            return ()
        storage = open_storage(settings.database_url)
        try:
            asked = await storage.server_time() if storage.server_time else now
            held = too_many(await storage.run(lambda unit: unit.upkeep.due(Ends(asked, retention))))
        finally:
            await storage.close()
    except (CannotOpen, StorageFault) as fault:
        return (todo("deletions", str(fault)),)
    if held:
        told = ", ".join(f"{table}: {share} would go at once" for table, share in held.items())
        return (todo("deletions", f"{told}, so none goes: see winkelpeil purge, then purge --confirm"),)
    return (Finding("deletions", "nothing waits for you"),)


def _webhook(settings: Settings, state: WebhookState, now: datetime) -> Iterator[Finding]:
    if state.url != settings.webhook_url:
        told = f"Telegram delivers to {state.url or 'whoever asks'}, the settings say "
        yield todo("webhook", f"{told}{settings.webhook_url or 'polling'}: restart the bot")
    elif state.own_certificate != bool(settings.webhook_certificate):
        there = "one of your own" if state.own_certificate else "none of your own"
        yield todo("webhook", f"Telegram has {there}, unlike WEBHOOK_CERTIFICATE: restart the bot")
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
