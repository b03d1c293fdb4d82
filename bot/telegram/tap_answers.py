"""Answers to taps that go back with the delivery of the tap, without a call of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.dialogue.core.replies import Toast
from bot.engine import replies_json as bodies
from bot.engine.commits import Hand
from bot.storage.chats.records import Pending
from bot.telegram.api.raw import clean_code


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a tap, taken out of what the sender sends."""

    chat_id: int
    pending: Pending
    toast: Toast


class TapAnswers:
    """Takes replies from the commits to the sender, but keeps back the answers that a delivery waits for.

    An answer is a pending reply until Telegram was given it: a crash before that leaves it to the next start.
    """

    def __init__(self, hand: Hand, settle: Callable[[int, int], None]) -> None:
        self._hand = hand
        self._settle = settle
        self._awaited: set[str] = set()
        self._kept: dict[str, Answer] = {}

    def hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        """Hand replies over to the sender, but for awaited answers."""
        rest = [pending for pending in replies if not self._keeps(chat_id, pending)]
        if rest or alone:
            self._hand(chat_id, rest, alone=alone)

    def expect(self, callback_id: str) -> None:
        """Keep back the answer to this tap."""
        self._awaited.add(callback_id)

    def claim(self, callback_id: str) -> Answer | None:
        """Take the answer that was kept back; what comes after this the sender sends."""
        self._awaited.discard(callback_id)
        return self._kept.pop(callback_id, None)

    def mark_delivered(self, answer: Answer) -> None:
        """Note that Telegram was given the answer, so that it is not sent again."""
        self._settle(answer.chat_id, answer.pending.id)

    def release(self, answer: Answer) -> None:
        """Let the sender send the answer after all."""
        self._hand(answer.chat_id, (answer.pending,))

    def _keeps(self, chat_id: int, pending: Pending) -> bool:
        # Looked at before it is read: few replies are answers, and none while nothing is awaited.
        if not self._awaited or '"toast"' not in pending.body:
            return False
        try:
            reply = bodies.load(pending.body)
        except ValueError:
            return False
        if not isinstance(reply, Toast) or reply.callback_id not in self._awaited:
            return False
        self._awaited.discard(reply.callback_id)
        self._kept[reply.callback_id] = Answer(chat_id, pending, reply)
        return True


def tap_of(raw: object) -> str | None:
    """Return the id of the tap in a raw update, as its answer names it; None for any other update."""
    query = raw.get("callback_query") if isinstance(raw, dict) else None
    callback_id = query.get("id") if isinstance(query, dict) else None
    return clean_code(callback_id) if isinstance(callback_id, str) else None
