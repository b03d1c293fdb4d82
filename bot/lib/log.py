"""The log, on stderr: what happens to the bot, and nothing of what people wrote or who they are."""

import hashlib
import logging
import re
import secrets
import sys
import traceback
from collections.abc import Collection, Iterator
from typing import Any, Literal

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import LoggerFactory, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor, WrappedLogger

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["console", "json"]

_TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
# What a link or a command brings in: whoever reads it could use it up, or see what it stands for.
_CODE = re.compile(r"(?P<before>\bstart(?:=|%3D|[ +]))[A-Za-z]-[A-Za-z0-9_-]+", re.IGNORECASE)
_PASSWORD = re.compile(r"(?P<before>://[^\s:/@]*:)[^\s@]+(?=@)")


def configure(level: Level, form: Format, key: bytes | None = None, hidden: Collection[str] = ()) -> None:
    """Write the log of all libraries to stderr; that of others from "warning" on.

    Chat ids become hashes with `key`, so that only who has the key can tell whose chat it is; without a key
    they hold for this process only. What is secret is masked wherever it stands.
    """
    hide = _ChatIdsHidden(key or secrets.token_bytes(16))
    shared: list[Processor] = [
        add_log_level,
        add_logger_name,
        TimeStamper(fmt="iso", utc=True),
        hide,
        _without_messages,
    ]
    structlog.configure(
        processors=[*shared, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[*shared, _first_line],
            processors=[ProcessorFormatter.remove_processors_meta, _renderer(form), _Masked(hidden)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(level.upper())
    logging.captureWarnings(capture=True)


def mask_tokens(text: str) -> str:
    """Replace everything that looks like a bot token, the code of a link or a password in an address."""
    text = _PASSWORD.sub(r"\g<before><password>", _TOKEN.sub("<token>", text))
    return _CODE.sub(r"\g<before><code>", text)


class _ChatIdsHidden:
    def __init__(self, key: bytes) -> None:
        self._key = hashlib.sha256(key).digest()

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        chat_id = event.pop("chat_id", None)
        if chat_id is not None:
            event["chat"] = hashlib.blake2b(str(chat_id).encode(), key=self._key, digest_size=6).hexdigest()
        return event


def _without_messages(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Write an exception as its type and where it came from: its message may quote what somebody wrote."""
    info = event.pop("exc_info", None)
    fault = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(fault, BaseException):
        event["exception"] = "\n".join(_places(fault))
    return event


def _places(fault: BaseException) -> Iterator[str]:
    earlier = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if earlier is not None:
        yield from _places(earlier)
        yield "then:"
    frames = traceback.walk_tb(fault.__traceback__)
    yield "".join(_Lines.extract(frames, lookup_lines=False).format()).rstrip()
    yield f"{type(fault).__module__}.{type(fault).__qualname__}"


class _Lines(traceback.StackSummary):
    """Shows files and lines, and not what stands there: texts may stand in the source too."""

    def format_frame_summary(self, frame_summary: traceback.FrameSummary, **_: Any) -> str:
        return f'  File "{frame_summary.filename}", line {frame_summary.lineno}, in {frame_summary.name}\n'


def _first_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # asyncio adds the repr of a failed task, with the message of its exception.
    event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _renderer(form: Format) -> Processor:
    if form == "json":
        return JSONRenderer(ensure_ascii=False)
    return ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain_traceback)


class _Masked:
    def __init__(self, secret: Collection[str]) -> None:
        # The longest first: one may be a part of another.
        self._secret = sorted(filter(None, secret), key=len, reverse=True)

    def __call__(self, _logger: WrappedLogger, _method: str, line: Any) -> str:
        masked = str(line)
        for one in self._secret:
            masked = masked.replace(one, "<secret>")
        return mask_tokens(masked)
