"""Deleting what the bot does not delete by itself, because it is much at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.lib.clock import AGREES, utc_now
from bot.operations.time_there import NoTime, time_there
from bot.storage.chats.expiry import Ends, Retention, Share
from bot.storage.cleaning import delete_due
from bot.storage.database import Storage


@dataclass(frozen=True, slots=True)
class Moment:
    """What time it is, and why that may be wrong, if it may be."""

    now: datetime
    doubt: str = ""


async def moment_of(storage: Storage, api_url: str) -> Moment:
    """Tell the time: the server's, or this machine's held against Telegram's. Raises StorageFault."""
    if storage.server_time:
        return Moment(await storage.server_time())
    try:
        there, here = time_there(api_url)
    except NoTime as fault:
        return Moment(utc_now(), f"the clock of this machine cannot be held against Telegram's: {fault}")
    off = (here - there).total_seconds()
    if abs(off) > AGREES.total_seconds():
        return Moment(here, f"the clock of this machine is {off:+.0f} s off Telegram's")
    return Moment(here)


@dataclass(frozen=True, slots=True)
class Purged:
    """What was due to go, by table, as of which moment, and whether it went."""

    moment: Moment
    due: Mapping[str, Share]
    done: bool


async def purge(storage: Storage, retention: Retention, api_url: str, *, confirmed: bool) -> Purged:
    """Count what is due to go, and delete it where that is confirmed and the time is known."""
    moment = await moment_of(storage, api_url)
    ends, done = Ends(moment.now, retention), confirmed and not moment.doubt
    if done:
        await storage.run(lambda unit: unit.upkeep.correct(moment.now))
    due = await storage.run(lambda unit: unit.upkeep.due(ends))
    if done:
        await delete_due(storage, ends)
    return Purged(moment, due, done)
