"""The log, as it comes out on stderr."""

import ast
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.lib.log import Format, configure, mask_tokens
from tests.support.paths import ROOT

TOKEN = "123456789:AAE-made-up_made-up_made-up_made-up"  # noqa: S105 -- made up
URL = f"https://api.telegram.org/bot{TOKEN}/getMe"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return [json.loads(line) for line in captured.err.splitlines()]


def test_a_line_has_time_level_and_origin(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")
    structlog.get_logger("bot.test").info("started", count=3)
    (line,) = lines(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "started", "count": 3, "level": "info", "logger": "bot.test"}


def test_the_level_holds_for_the_bot(capsys: pytest.CaptureFixture[str]) -> None:
    configure("warning", "json")
    structlog.get_logger("bot.test").info("no")
    structlog.get_logger("bot.test").warning("yes")
    configure("debug", "json")
    structlog.get_logger("bot.test").debug("also")
    assert [line["event"] for line in lines(capsys)] == ["yes", "also"]


def test_other_libraries_are_heard_from_warning_on(capsys: pytest.CaptureFixture[str]) -> None:
    configure("debug", "json")
    for name in ("telegram.Bot", "uvicorn.error", "asyncio"):
        logging.getLogger(name).info("no")
        logging.getLogger(name).warning("yes %s", 1)
    shown = [(line["logger"], line["event"], line["level"]) for line in lines(capsys)]
    assert shown == [(name, "yes 1", "warning") for name in ("telegram.Bot", "uvicorn.error", "asyncio")]


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_token_is_masked_wherever_it_is(form: Format, capsys: pytest.CaptureFixture[str]) -> None:
    configure("debug", form)
    structlog.get_logger("bot.test").info(URL, url=URL, nested={"deep": [URL]})
    logging.getLogger("httpx").warning("GET %s", URL)
    logging.getLogger("httpx").warning(URL.replace(":", "%3A"))
    shown = capsys.readouterr().err
    assert "made-up" not in shown
    assert shown.count("<token>") == 5


def test_what_is_no_token_stays() -> None:
    assert mask_tokens("12:30 update 123456789 of a:b 2026-11-24T12:00:00") == (
        "12:30 update 123456789 of a:b 2026-11-24T12:00:00"
    )


def test_chats_are_named_by_a_hash_that_needs_the_key(capsys: pytest.CaptureFixture[str]) -> None:
    def named(key: bytes | None, chat_id: int = 100001) -> str:
        configure("info", "json", key)
        structlog.get_logger("bot.test").info("x", chat_id=chat_id)
        (line,) = lines(capsys)
        assert "100001" not in json.dumps(line)
        return str(line["chat"])

    assert named(b"a") == named(b"a")
    assert named(b"a") != named(b"b")
    assert named(b"a") != named(b"a", 100002)
    assert named(None) != named(None)


@pytest.mark.parametrize("form", ["json", "console"])
def test_an_exception_tells_where_and_not_what_was_written(
    form: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    configure("info", form)
    try:
        try:
            int("geheim")
        except ValueError as fault:
            raise KeyError("geheim") from fault
    except KeyError:
        structlog.get_logger("bot.test").exception("failed")
        logging.getLogger("asyncio").exception("Task failed\nValueError: geheim")
    shown = capsys.readouterr().err
    assert shown.count("builtins.ValueError") == 2
    assert shown.count("builtins.KeyError") == 2
    assert shown.count("test_log.py") >= 4
    assert "in test_an_exception_tells_where" in shown
    # Nor what stands in the source there.
    assert "geheim" not in shown


def test_warnings_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure("info", "json")
        warnings.warn("careful", stacklevel=1)
    (line,) = lines(capsys)
    assert (line["logger"], line["level"]) == ("py.warnings", "warning")


@pytest.mark.parametrize(
    "said",
    [
        "https://t.me/some_bot?start=k-madeupmadeupmadeup",
        "https://t.me/some_bot?start=a-madeup_made-up",
        "tg://resolve?domain=x&start%3Dm-madeup",
        "/start k-madeup",
        "postgresql://winkelpeil:madeup/%@localhost/winkelpeil",
        "x madeup-secret-value y",
    ],
)
@pytest.mark.parametrize("form", ["json", "console"])
def test_codes_passwords_and_what_is_set_as_secret_are_masked(
    form: Format, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure("debug", form, hidden=["madeup-secret-value", ""])
    structlog.get_logger("bot.test").debug("x", what=said, nested=[said])
    logging.getLogger("uvicorn.error").warning("GET %s", said)
    shown = capsys.readouterr().err
    assert shown.count("<") >= 3
    assert "madeup" not in shown
    assert "made-up" not in shown


# What may stand beside an event: numbers, kinds, and words of ours or of the database and Telegram.
NAMED = {
    *(
        "again_in_s",
        "cause",
        "chat_id",
        "chats",
        "content",
        "count",
        "days",
        "do",
        "error",
        "failure",
        "fault",
        "file",
        "ran",
        "reason",
        "seconds",
        "see",
        "service",
        "would_go",
    ),
    *("kind", "meaning", "method", "number", "on", "path", "reply_id", "update_id", "username", "what"),
}


def logged() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("debug", "info", "warning", "error", "exception", "bind")
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("log", "note")
            ):
                yield f"{path.name}:{node.lineno}", node


def test_no_line_names_what_could_be_a_secret_or_a_text() -> None:
    calls = list(logged())
    assert len(calls) > 50
    for where, call in calls:
        named = {keyword.arg for keyword in call.keywords if keyword.arg}
        assert named <= NAMED, where
        assert all(isinstance(one, ast.Constant) for one in call.args), f"{where}: an event is a word of ours"
