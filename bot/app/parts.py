"""What the bot is put together from once it knows who it is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app.readiness import Readiness
from bot.dialogue.core.context import Context
from bot.lib.clock import TrustedClock
from bot.settings import Settings
from bot.storage.database import Storage
from bot.telegram.api.connection import Connection
from bot.telegram.api.updates import BotIdentity

if TYPE_CHECKING:
    from bot.web.console.door import Door
    from bot.web.serving import Serving


@dataclass(frozen=True, slots=True)
class Parts:
    """A bot that Telegram knows, on a database that is open."""

    connection: Connection
    bot: BotIdentity
    storage: Storage
    context: Context
    """Who is behind the bot, and the content of this release; the live version may be another."""
    settings: Settings
    count_participants: bool
    door: "Door | None"
    """The console's, which is still to be opened; None where nothing is served over HTTP."""
    serving: "Serving | None"
    """The server of webhook, health, metrics and console; None where there is none."""
    clock: TrustedClock
    readiness: Readiness
