"""What a drill came to: what each chat was left with, held against what was done in it."""

import html
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.crash.arrivals import (
    NO_REASON,
    Calls,
    count_older,
    kind_of,
    sent_to,
    shown_in,
    why_again,
)
from bench.crash.bot import POISON
from bench.crash.crowd import Answers, Crowd, Did, Shopkeeper
from bench.crash.engines import Engine
from bench.crash.processes import CONTACT, ORGANISATION
from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Command, Due, Edited, Event, Tap, Text
from bot.dialogue.core.queries import Advises, ConsoleRole, Facts, InThread, Opened, Peers, SignIn
from bot.dialogue.core.replies import Edit, Message, Picture, Reply
from bot.dialogue.core.session import Session, dump, load
from bot.dialogue.core.speaking_hours import moment
from bot.dialogue.turn.step import apology, step
from bot.library.loader import load as load_content
from bot.sandbox.events import Call
from bot.sandbox.state import BOT_USERNAME, Sandbox
from scoring.path import Questions, holding, path

_NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
_MOMENT = re.compile(r'"\d{4}-\d\d-\d\dT[^"]*"')
# What is so of a chat that no organisation knows.
_NOTHING: dict[type, object] = {
    **dict.fromkeys((Advises, InThread, Opened, Peers, SignIn)),
    ConsoleRole: False,
}


@dataclass
class Verdict:
    """The counts of a drill."""

    chats: int = 0
    through: int = 0
    again: int = 0
    updates: int = 0
    tapped: int = 0
    """Answers."""
    lost: int = 0
    """Answers that are not there, or not as they were tapped last."""
    spoiled: int = 0
    """Chats with such an answer."""
    wrong: list[str] = field(default_factory=list)
    """All else that is not as it should be, with the chat."""
    read: int = 0
    """Pages that an administrator at work saw."""
    older: int = 0
    """Edits by which a screen was replaced by one of before, if only for a moment."""
    sent: Counter[str] = field(default_factory=Counter)
    """Messages that arrived once, by what they are."""
    repeated: Counter[str] = field(default_factory=Counter)
    """Messages that came once more, by why."""

    @property
    def clean(self) -> bool:
        """Tell whether nothing was lost, and nothing done twice without a reason."""
        return not (self.lost or self.wrong or self.again or self.through < self.chats)


@dataclass(frozen=True, slots=True)
class Course:
    """What happened in a drill, apart from the crowd."""

    kills: Sequence[float]
    """When bots were killed, in seconds."""
    beside: int
    """The updates of others than the crowd."""
    restored: int
    """How often a bot began to show a screen again that may have been an older one."""


def compared(verdict: Verdict, crowd: Crowd, given: Mapping[int, Answers]) -> None:
    """Hold the answers that a bot has against those that were tapped."""
    verdict.chats, verdict.updates = len(crowd.shopkeepers), crowd.updates
    questions = load_content().questionnaire.questions
    alone = {(asked.id, option.id) for asked in questions for option in asked.options if option.alone}
    for one in crowd.shopkeepers.values():
        verdict.through += one.finished
        verdict.again += one.again
        tapped, kept = _counting(questions, one.tapped(alone)), given.get(one.id, {})
        lost = sum(
            name not in kept or _plain(kept[name]) != _plain(answer) for name, answer in tapped.items()
        )
        verdict.tapped += len(tapped)
        verdict.lost += lost
        verdict.spoiled += lost > 0


def _counting(questions: Questions, tapped: Answers) -> Answers:
    """Leave out what is not asked of the shop that it is by its last answers."""
    answers = {name: answer for name, answer in tapped.items() if answer is not None}
    skipped = {one.id: None for one in path(questions, answers) if tapped.get(one.id, "") is None}
    return {**holding(questions, answers), **skipped}


def _plain(answer: str | Sequence[str] | None) -> object:
    return answer if answer is None or isinstance(answer, str) else sorted(answer)


def judged(sandbox: Sandbox, calls: Calls, crowd: Crowd, engine: Engine, course: Course) -> Verdict:
    """Judge a drill of our bot."""
    verdict = Verdict()
    context = Context(load_content(), ORGANISATION, CONTACT, BOT_USERNAME)
    sessions = {chat: load(text) for chat, text in engine.rows("SELECT chat_id, session FROM chats")}
    compared(verdict, crowd, {chat: dict(session.given) for chat, session in sessions.items()})
    sent, edits = sent_to(calls, context), shown_in(calls)
    replies = 0
    for one in crowd.shopkeepers.values():
        should = _expected(one, context)
        replies += should.replies
        if apart := _apart(sessions.get(one.id, Session()), should.session):
            verdict.wrong.append(f"chat {one.id}: the session is not what its updates lead to: {apart}")
        if not _shows(crowd, one, should.screens[-1] if should.screens else None):
            verdict.wrong.append(f"chat {one.id}: the screen is not what the session shows")
        verdict.older += count_older(should.screens, edits.get(one.id, []))
        _count_sent(verdict, one.id, should.messages, sent.get(one.id, []), course.kills)
    unanswered = sum(callback.answer is None for callback in sandbox.callbacks.values())
    _expect(verdict, "taps without an answer", unanswered, 0)
    _expect(
        verdict,
        "updates marked as applied",
        _count(engine, "SELECT count(*) FROM seen"),
        crowd.updates + course.beside,
    )
    _expect(verdict, "replies left", _count(engine, "SELECT count(*) FROM replies"), 0)
    if not engine.restarts:
        # SQLite counts those that are gone too.
        appended = _count(engine, "SELECT seq FROM sqlite_sequence WHERE name = 'replies'")
        # To show a screen again takes two, of which the replay knows nothing.
        again = min(max(appended - replies, 0), 2 * course.restored)
        _expect(verdict, "replies decided on", appended - again, replies)
    return verdict


def _count(engine: Engine, sql: str) -> int:
    return int(engine.rows(sql)[0][0])


def _expect(verdict: Verdict, what: str, found: int, should: int) -> None:
    if found != should:
        verdict.wrong.append(f"{what}: {found:,} instead of {should:,}")


@dataclass
class _Expected:
    """What a chat should have come to: stepped once through all that was done, in order."""

    session: Session = field(default_factory=Session)
    replies: int = 0
    screens: list[Edit | Message] = field(default_factory=list)
    messages: Counter[str] = field(default_factory=Counter)


def _expected(one: Shopkeeper, context: Context) -> _Expected:
    found = _Expected()
    for did in one.done:
        if did.what == "edited":
            poison = Text(now=_NOW, language_code="nl", message_id=did.message_id, text=POISON)
            _take(found, Edited(now=_NOW, language_code="nl", message=poison), context)
        elif did.what == POISON:
            _note(found, apology(found.session, context), context)
        else:
            _take(found, _event_of(did), context)
    if one.finished and found.session.reminders:
        _take(found, Due(now=moment(_NOW, 10)), context)
    return found


def _take(found: _Expected, event: Event, context: Context) -> None:
    outcome = step(found.session, event, context, Facts(lambda query: _NOTHING.get(type(query), ())))
    found.session = outcome.session
    _note(found, outcome.replies, context)


def _note(found: _Expected, replies: Sequence[Reply], context: Context) -> None:
    found.replies += len(replies)
    for reply in replies:
        if isinstance(reply, Edit) or (isinstance(reply, Message) and reply.screen):
            found.screens.append(reply)
        if isinstance(reply, Picture):
            found.messages["picture"] += 1
        elif isinstance(reply, Message):
            codes = [button.code or "" for row in reply.keyboard for button in row]
            found.messages[kind_of(reply.html, codes, context)] += 1


def _event_of(did: Did) -> Event:
    if did.what == "start":
        return Command(now=_NOW, language_code="nl", message_id=did.message_id, name="start")
    return Tap(
        now=_NOW,
        language_code="nl",
        code=did.code,
        message_id=did.message_id,
        callback_id=did.callback_id,
    )


def _apart(session: Session, should: Session) -> str:
    """Tell in which parts a session is another; moments are left out, which a replay cannot know."""
    found, wanted = (json.loads(_MOMENT.sub('"then"', dump(one))) for one in (session, should))
    return "; ".join(
        f"{part} is {json.dumps(found[part])[:200]}, not {json.dumps(wanted[part])[:200]}"
        for part in wanted
        if found[part] != wanted[part]
    )


def _shows(crowd: Crowd, one: Shopkeeper, should: Edit | Message | None) -> bool:
    screen = crowd.screen(one)
    if screen is None or should is None:
        return False
    plain = html.unescape(re.sub(r"<[^>]+>", "", should.html))
    codes = [[button.code for button in row] for row in should.keyboard]
    same = screen.content.text.text.split() == plain.split()
    return same and [[key.get("callback_data") for key in row] for row in screen.keyboard] == codes


def _count_sent(
    verdict: Verdict,
    chat: int,
    should: Mapping[str, int],
    arrived: Sequence[tuple[str, float, Call]],
    kills: Sequence[float],
) -> None:
    kinds = Counter(kind for kind, _, _ in arrived)
    for kind in {*should, *kinds}:
        times, wanted = kinds[kind], should.get(kind, 0)
        verdict.sent[kind] += min(times, wanted)
        if times < wanted:
            verdict.wrong.append(f"chat {chat}: {wanted - times} of {wanted} messages lost: {kind}")
        elif times > wanted:
            why = why_again([(at, call) for of, at, call in arrived if of == kind], times - wanted, kills)
            verdict.repeated.update(why)
            if why[NO_REASON]:
                verdict.wrong.append(f"chat {chat}: sent again for no reason: {kind}")
