"""What reached the people: each message and edit that was applied, and why one came again."""

import itertools
import re
import time
from collections import Counter
from collections.abc import Sequence

from bot.dialogue.core.context import Context
from bot.dialogue.core.replies import Edit, Message
from bot.dialogue.core.session import Session
from bot.dialogue.turn.step import apology
from bot.sandbox.events import Call, CallLog
from bot.sandbox.wire import JsonObject

REMINDER = "reminder"
_PICTURES = ("sendphoto", "editmessagemedia")
"""A picture is sent, or a message becomes one."""
_CODE = re.compile(r'"callback_data": ?"([^"]*)"')


class Calls(CallLog):
    """Keeps all new messages, with when each call began."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[float, Call]] = []
        self.sayings = 0
        """Counts the calls with which something is said."""
        self._all: list[Call] = []

    @property
    def edits(self) -> list[Call]:
        """List the edits, oldest first."""
        return [call for call in self._all if call.method.lower() == "editmessagetext"]

    @property
    def struck(self) -> Counter[str]:
        """Count the calls that failed on purpose, by how."""
        return Counter(call.fault for call in self._all if call.fault)

    def add(self, method: str, chat_id: int | None, params: JsonObject) -> Call:
        """Record a call as it comes in."""
        call = super().add(method, chat_id, params)
        self._all.append(call)
        self.sayings += method.lower().startswith(("send", "edit", "answer"))
        if method.lower() in ("sendmessage", *_PICTURES):
            self.sent.append((time.monotonic(), call))
        return call


def kind_of(text: str, codes: Sequence[str], context: Context) -> str:
    if any(code.startswith("reminded:") for code in codes):
        return REMINDER
    sorry = [reply.html for reply in apology(Session(), context) if isinstance(reply, Message)]
    return "apology" if text in sorry else "screen"


def shown_in(calls: Calls) -> dict[int, list[tuple[str, list[str]]]]:
    """List by chat what edits showed, in order: the text and the codes of the buttons."""
    found: dict[int, list[tuple[str, list[str]]]] = {}
    for call in calls.edits:
        if call.applied and call.chat_id is not None:
            markup = str(call.params.get("reply_markup", ""))
            codes = _CODE.findall(markup)
            found.setdefault(call.chat_id, []).append((str(call.params.get("text", "")), codes))
    return found


def count_older(screens: Sequence[Edit | Message], shown: Sequence[tuple[str, list[str]]]) -> int:
    """Count the edits that showed a screen of before: of those only that came before the one on screen."""
    order = [
        (one.html, [button.code or "" for row in one.keyboard for button in row if button.code])
        for one in screens
    ]
    at, older = 0, 0
    for what in shown:
        if what in order[at:]:
            at = order.index(what, at)
        elif what in order:
            older += 1
    return older


def sent_to(calls: Calls, context: Context) -> dict[int, list[tuple[str, float, Call]]]:
    """List the messages that arrived, by chat: what each is, when it was sent, and the call."""
    found: dict[int, list[tuple[str, float, Call]]] = {}
    for at, call in calls.sent:
        if call.applied and call.chat_id is not None:
            markup = _CODE.findall(str(call.params.get("reply_markup", "")))
            text = str(call.params.get("text", ""))
            kind = "picture" if call.method.lower() in _PICTURES else kind_of(text, markup, context)
            found.setdefault(call.chat_id, []).append((kind, at, call))
    return found


_REPLY_LOST = "Telegram's reply was lost"
_KILLED = "killed before it was noted"
NO_REASON = "no reason"
_ON_ITS_WAY_S = 1.0
"""A call may be counted so much later than the bot that made it was killed."""


def why_again(sent: Sequence[tuple[float, Call]], more: int, kills: Sequence[float]) -> Counter[str]:
    """Say why messages came again: the reply to the one before was lost, or the bot was killed in between."""
    lost, killed = 0, 0
    for (before, call), (after, _) in itertools.pairwise(sent):
        if call.fault == "reset_after":
            lost += 1
        elif any(before - _ON_ITS_WAY_S < at < after for at in kills):
            killed += 1
    # Several of a kind may be wanted, with a kill between them by chance.
    lost, killed = min(lost, more), min(killed, more - min(lost, more))
    return +Counter({_REPLY_LOST: lost, _KILLED: killed, NO_REASON: more - lost - killed})
