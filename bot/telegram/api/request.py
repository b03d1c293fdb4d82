"""A lean HTTP client under python-telegram-bot: a call costs a tenth of what its own httpx one costs."""

import asyncio
import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError, RequestTimeoutError
from pyreqwest.multipart import FormBuilder, PartBuilder
from pyreqwest.request import RequestBuilder
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.lib import metrics
from bot.lib.cancellation import keep_cancellation

# python-telegram-bot's RetryAfter warns whenever it is made, unless told to give its time as a timedelta.
os.environ["PTB_TIMEDELTA"] = "true"

# Eight seconds together: others may take over from a process that hung for not much longer.
_CONNECT_S = 2.0
_READ_S = 4.0
_WRITE_S = 2.0
_MEDIA_WRITE_S = 60.0
_SETTLING_S = 0.1
_HEARD_EVERY_S = 30.0
"""To read the date of each answer would cost as much as reading the answer."""

# Editing returns the whole message, which nobody needs and which costs more to build than all else together.
_ANSWER_NOT_NEEDED = frozenset({"editMessageText", "editMessageMedia", "editMessageReplyMarkup"})
_TRUE = b'{"ok":true,"result":true}'
_AS_IF_WRONG = (401, 404)


class LeanRequest(BaseRequest):
    """Makes the calls of a `telegram.Bot` over pyreqwest, on connections that stay open.

    It raises TimedOut or NetworkError when there is no answer, after which the call may or may not have been
    applied. Their texts, causes and contexts hold no URL: the token is part of every URL.
    """

    __slots__ = ("_client", "_doubt", "_hear", "_heard_at")

    def __init__(
        self, hear: Callable[[datetime], None] | None = None, doubt: Callable[[], None] = lambda: None
    ) -> None:
        self._client: Client | None = None
        self._doubt = doubt
        """Told of each answer by which the token may be wrong."""
        self._hear = hear
        """Told, from time to time, at what time Telegram answered."""
        self._heard_at: float | None = None

    @property
    def read_timeout(self) -> float:
        return _READ_S

    async def initialize(self) -> None:
        if self._client is None:
            # No client-wide timeout: it would overrule the long poll's own. No redirects: the Bot API makes
            # none, and one to elsewhere would take what people wrote with it.
            self._client = ClientBuilder().user_agent(self.USER_AGENT).follow_redirects(False).build()

    async def shutdown(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None
            # The client's own thread told that it closed, and may still hold Python's lock: a process that
            # ends just then aborts.
            await asyncio.sleep(_SETTLING_S)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; unlike its base it logs nothing of it. Raises TelegramError."""
        try:
            parsed = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError):
            parsed = None
        if not isinstance(parsed, dict):
            raise TelegramError("Invalid server response")
        return parsed

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- the pool has no limit to wait for
    ) -> tuple[int, bytes]:
        if self._client is None:
            raise RuntimeError("LeanRequest is not initialized")
        files = request_data is not None and request_data.contains_files
        timeout = _total(
            (connect_timeout, _CONNECT_S),
            (write_timeout, _MEDIA_WRITE_S if files else _WRITE_S),
            (read_timeout, _READ_S),
        )
        builder = self._client.request(method, url)
        if request_data is not None:
            builder = _with_body(builder, request_data)
        called = url.rpartition("/")[2].partition("?")[0]
        try:
            sent = _send(builder if timeout is None else builder.timeout(timeout))
            status, body, headers = await keep_cancellation(sent)
        except TelegramError:
            # Timeouts among them: pyreqwest calls some refused connections so.
            metrics.count_call(called, "no_answer")
            raise
        metrics.count_call(called, str(status))
        if status in _AS_IF_WRONG:
            self._doubt()
        if not 200 <= status <= 299:
            return status, body
        self._note_date(headers)
        return status, _TRUE if called in _ANSWER_NOT_NEEDED else body

    def _note_date(self, headers: Mapping[str, str]) -> None:
        at = time.monotonic()
        if self._hear is None or (self._heard_at is not None and at - self._heard_at < _HEARD_EVERY_S):
            return
        moment = date_of(headers.get("date"))
        if moment:
            self._heard_at = at
            self._hear(moment)


def date_of(header: str | None) -> datetime | None:
    """Read the date of an answer; None where it has none that can be read."""
    try:
        moment = parsedate_to_datetime(header) if header else None
    except ValueError:
        return None
    # HTTP's dates are of Greenwich; one that says no zone comes without.
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _total(*timeouts: tuple[Any, float]) -> timedelta | None:
    # pyreqwest has one timeout a call, so the parts are added up; None in any part means no limit.
    parts = [default if given is BaseRequest.DEFAULT_NONE else given for given, default in timeouts]
    return None if None in parts else timedelta(seconds=sum(parts))


def _with_body(builder: RequestBuilder, data: RequestData) -> RequestBuilder:
    if not data.contains_files:
        # Telegram takes JSON as it takes a form, and a form is six times as dear to write.
        return builder.body_json(data.parameters)
    form = FormBuilder()
    for name, value in data.json_parameters.items():
        form = form.text(name, value)
    for name, (file_name, content, mime) in data.multipart_data.items():
        raw = content if isinstance(content, bytes) else content.read()
        form = form.part(name, PartBuilder.from_bytes(raw).file_name(Path(file_name).name).mime(mime))
    return builder.multipart(form)


async def _send(builder: RequestBuilder) -> tuple[int, bytes, Mapping[str, str]]:
    failure: TelegramError
    try:
        response = await builder.build().send()
        return response.status, bytes(await response.bytes()), response.headers
    except RequestTimeoutError:
        failure = TimedOut("No answer in time")
    except PyreqwestError as fault:
        failure = NetworkError(f"No answer ({type(fault).__name__})")
    # Raised out here: inside the handler it would carry pyreqwest's error, and that the URL, as its context.
    raise failure
