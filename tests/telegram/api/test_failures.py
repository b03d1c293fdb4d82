"""What failed calls mean, by Telegram's own words."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.lib.backoff import BackOff
from bot.telegram.api.failures import Classified, Failure, classify, describe

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (BadRequest(SAME), Failure.DONE),
        (BadRequest("Bad Request: message to edit not found"), Failure.GONE),
        (BadRequest("Bad Request: message can't be edited"), Failure.GONE),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), Failure.GONE),
        (BadRequest(OLD), Failure.EXPIRED),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Failure.REFUSED),
        (BadRequest("Bad Request: chat not found"), Failure.REFUSED),
        (Forbidden("Forbidden: bot was blocked by the user"), Failure.BLOCKED),
        (Forbidden("Forbidden: user is deactivated"), Failure.BLOCKED),
        (NetworkError("Bad Gateway"), Failure.TRANSIENT),
        (TimedOut(), Failure.TRANSIENT),
        (Conflict("Conflict: terminated by other getUpdates request"), Failure.TRANSIENT),
        (TelegramError("Invalid server response"), Failure.TRANSIENT),
    ],
)
def test_an_error_has_its_meaning(error: TelegramError, failure: Failure) -> None:
    assert classify(error) == Classified(failure)


def test_a_flood_tells_its_wait() -> None:
    assert classify(RetryAfter(42)) == Classified(Failure.FLOOD, 42.0)


def test_a_refused_token_may_pass_and_its_description_does_not_quote_it() -> None:
    error = InvalidToken("The token `1:secret` was rejected")
    assert classify(error) == Classified(Failure.TRANSIENT)
    assert describe(error) == "InvalidToken"


def test_a_flood_is_described_with_its_whole_wait() -> None:
    assert describe(RetryAfter(timedelta(minutes=10, seconds=5))) == "RetryAfter: 605 s"


def test_a_description_leaves_out_what_may_be_quoted() -> None:
    error = BadRequest('Bad Request: can\'t parse entities: Unsupported start tag "geheim" at byte offset 3')
    assert describe(error) == "BadRequest: Can't parse entities"
    assert len(describe(BadRequest("x" * 500))) < 100


def test_waits_double_up_to_the_longest_and_start_anew_after_a_success() -> None:
    waits = BackOff(first=1, longest=30)
    bounds = [1, 2, 4, 8, 16, 30, 30]
    taken = [waits.next() for _ in bounds]
    assert all(bound * 0.75 <= wait <= bound for wait, bound in zip(taken, bounds, strict=True))
    for _ in range(2000):
        assert waits.next() <= 30
    waits.reset()
    assert waits.next() <= 1


def test_waits_differ_so_that_chats_do_not_come_back_together() -> None:
    assert len({BackOff().next() for _ in range(20)}) > 10


def test_a_group_that_moved_tells_where_to() -> None:
    assert classify(ChatMigrated(-1001)) == Classified(Failure.MOVED, chat_id=-1001)
