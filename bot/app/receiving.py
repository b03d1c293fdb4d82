"""How updates come in: by polling, or by a webhook."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import structlog

from bot.engine.batching import Deliveries, NotTaken
from bot.engine.commits import Hand
from bot.engine.incoming import Handle, Read, Update
from bot.lib.backoff import LONGEST_S
from bot.settings import Settings
from bot.telegram.api.connection import POLL_S, Connection
from bot.telegram.polling import Intake
from bot.telegram.sending.sender import Sender
from bot.telegram.tap_answers import Answer, TapAnswers, tap_of

if TYPE_CHECKING:
    from bot.web.serving import Routes
    from bot.web.webhook import Taken

log = structlog.get_logger(__name__)

# A poll that fails is tried again after so long at most, and one that works can take so long.
_POLLS_WITHIN_S = 2 * POLL_S + LONGEST_S
_STUCK_S = 10.0
LOOK_S = 300.0
"""Seconds between two looks whether Telegram still delivers."""


class Entrance(Protocol):
    """Where updates come in, for as long as `run` runs."""

    @property
    def alone(self) -> bool:
        """Whether updates come to one process at a time."""
        ...

    def routes(self) -> "Routes":
        """Give what is served for it over HTTP."""
        ...

    async def works(self) -> bool:
        """Tell whether updates come in, as far as can be known."""
        ...

    async def prepare(self, connection: Connection) -> None:
        """Have Telegram give its updates this way; tries until it does."""
        ...

    def longest_wait(self) -> float:
        """Give the seconds that the update that waits longest here has been waiting; 0 with none waiting."""
        ...

    def hand(self, sender: Sender) -> Hand:
        """Give what takes the replies over from the commits."""
        ...

    async def run(self, connection: Connection, read: Read, handle: Handle, stop: asyncio.Event) -> None:
        """Take updates in until told to stop, then finish what was begun."""
        ...


def entrance_of(settings: Settings) -> Entrance:
    """Make the entrance that the settings ask for."""
    if settings.webhook_url and settings.webhook_secret:
        file = settings.webhook_certificate
        return Hooked(
            settings.webhook_url,
            settings.webhook_secret.get_secret_value(),
            settings.inside(urlsplit(settings.webhook_url).path),
            Path(file).read_bytes() if file else None,
        )
    return Polled()


class LastWorked:
    """Remembers when something last worked."""

    def __init__(self) -> None:
        self._at: float | None = None

    def note(self) -> None:
        """Note that it worked just now."""
        self._at = time.monotonic()

    def within(self, seconds: float) -> bool:
        """Tell whether it worked that short ago."""
        return self._at is not None and time.monotonic() - self._at <= seconds


class Polled:
    """The bot asks Telegram for updates, which gives them to one that asks."""

    alone = True

    def __init__(self) -> None:
        self._worked = LastWorked()
        self._stop: asyncio.Event | None = None
        self._intake: Intake | None = None

    def routes(self) -> "Routes":
        return ()

    async def works(self) -> bool:
        stopping = self._stop is not None and self._stop.is_set()
        return not stopping and self._worked.within(_POLLS_WITHIN_S)

    async def prepare(self, connection: Connection) -> None:
        await connection.leave_webhook()
        self._worked.note()

    def longest_wait(self) -> float:
        return self._intake.longest_wait() if self._intake else 0.0

    def hand(self, sender: Sender) -> Hand:
        return sender.hand

    async def run(self, connection: Connection, read: Read, handle: Handle, stop: asyncio.Event) -> None:
        async def poll(offset: int | None) -> Sequence[Update]:
            updates = await connection.updates(offset)
            self._worked.note()
            return [read(raw) for raw in updates]

        self._stop = stop
        self._intake = Intake(poll, handle)
        await self._intake.run(stop)


class Hooked:
    """Telegram delivers the updates to the bot's own server.

    Deliveries of the process before may come before the webhook is set; so they are taken from the start.
    """

    alone = False

    def __init__(
        self, url: str, secret: str, path: str | None = None, certificate: bytes | None = None
    ) -> None:
        """Take the address that Telegram is told, and the path at which its deliveries come in here.

        The certificate is one of one's own, that Telegram is to trust.
        """
        # Here, because a bot that polls has no use for it.
        from bot.web.webhook import Webhook

        self._url = url
        self._path = urlsplit(url).path if path is None else path
        self._certificate = certificate
        self._secret = secret
        self._webhook = Webhook(secret, self._take)
        self._deliveries = Deliveries()
        self._answers: TapAnswers | None = None
        self._open = False

    def routes(self) -> "Routes":
        return (self._webhook.route(self._path),)

    async def works(self) -> bool:
        return self._open and not self._deliveries.closed and self._deliveries.longest_wait() < _STUCK_S

    async def prepare(self, connection: Connection) -> None:
        """Nothing yet: Telegram is told once deliveries are handled."""

    def longest_wait(self) -> float:
        return self._deliveries.longest_wait()

    def hand(self, sender: Sender) -> Hand:
        self._answers = TapAnswers(sender.hand, sender.settle)
        return self._answers.hand

    async def run(self, connection: Connection, read: Read, handle: Handle, stop: asyncio.Event) -> None:
        taking = asyncio.create_task(self._deliveries.run(read, handle, stop))
        opening = asyncio.create_task(self._keep_open(connection))
        try:
            await asyncio.wait({taking, opening}, return_when=asyncio.FIRST_COMPLETED)
            if opening.done():
                opening.result()
            await taking
        finally:
            self._open = False
            taking.cancel()
            opening.cancel()
            await asyncio.gather(taking, opening, return_exceptions=True)
            self._webhook.close()
            # What cannot go back from here on stays pending, for the next start.
            self._answers = None

    async def _keep_open(self, connection: Connection) -> None:
        """Have Telegram deliver, and again where somebody else with the token ended that."""
        await connection.set_webhook(self._url, self._secret, self._certificate)
        self._open = True
        log.info("webhook_set")
        while True:
            await asyncio.sleep(LOOK_S)
            if await self._is_gone(connection):
                self._open = False
                log.warning("webhook_gone")
                await connection.set_webhook(self._url, self._secret, self._certificate)
                self._open = True

    async def _is_gone(self, connection: Connection) -> bool:
        try:
            return await connection.webhook() != self._url
        except Exception:
            # Updates come as before; the next look may tell more.
            log.exception("webhook_not_seen")
            return False

    async def _take(self, raw: object) -> "Taken | None":
        from bot.web.webhook import Taken

        tap = tap_of(raw)
        try:
            answer = await self._deliver(raw, tap)
        except NotTaken:
            return None
        if answer is None:
            # A tap comes again where the response to it was lost, and its answer with that: to this process,
            # to one that was killed, or to another. A second answer does no harm.
            return Taken(_answering(tap)) if tap else Taken()
        call = _answering(answer.toast.callback_id)
        if answer.toast.text:
            call["text"] = answer.toast.text
        return Taken(call, lambda: self._mark_delivered(answer), lambda: self._release(answer))

    async def _deliver(self, raw: object, tap: str | None) -> Answer | None:
        """Have an update handled; returns the answer to its tap, if any. Raises NotTaken."""
        answers = self._answers
        if tap is None or answers is None:
            await self._deliveries.take(raw)
            return None
        answers.expect(tap)
        try:
            await self._deliveries.take(raw)
        except BaseException:
            # It may be committed just now, or later: then the sender is to send it.
            answer = answers.claim(tap)
            if answer:
                self._release(answer)
            raise
        return answers.claim(tap)

    def _mark_delivered(self, answer: Answer) -> None:
        if self._answers:
            self._answers.mark_delivered(answer)

    def _release(self, answer: Answer) -> None:
        if self._answers:
            self._answers.release(answer)


def _answering(callback_id: str) -> dict[str, str]:
    return {"method": "answerCallbackQuery", "callback_query_id": callback_id}
