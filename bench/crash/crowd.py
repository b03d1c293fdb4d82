"""Shopkeepers who tap their way through the questionnaire, without regard for what happens to the bot.

They answer what is on their screen, as chance has it, whether they saw it before or not.
"""

import asyncio
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bench.crash.bot import POISON
from bench.rig.player import next_tap
from bot.dialogue.core.callbacks import parse
from bot.library.loader import load as load_content
from bot.library.parsing.markup import plain
from bot.sandbox import people
from bot.sandbox.messages import Message
from bot.sandbox.state import Person, Sandbox

Shown: TypeAlias = tuple[int, int]
"""A message with buttons and how often it was edited."""

Answers: TypeAlias = dict[str, str | tuple[str, ...] | None]

_TAPS, _STARTS = 2, 4
"""Who sees nothing happen taps again, and then starts anew; after so many starts that is given up."""

_BEFORE = (("remind", "1"), ("plan_add", ""))
_TO_PLAN = ("plan_item", "")
_ONWARD = (("page", "card/"), ("page", "group/"), ("page", "advice"))
"""What leads from the result to reminders, by advice and plan, the last first."""

_DOUBLE, _POISON, _EDITED, _MALFORMED, _ASIDE = 0.1, 0.03, 0.1, 0.03, 0.1
"""How often somebody taps twice, makes a step fail, edits that, sends nonsense, or does not answer."""


@dataclass(frozen=True)
class Did:
    """What a shopkeeper did: a start, a tap on a button of a message, poison, or an edit of it."""

    what: str
    message_id: int = 0
    code: str = ""
    callback_id: str = ""


@dataclass
class Shopkeeper:
    """One chat: what was done in it, and how it went."""

    id: int
    done: list[Did] = field(default_factory=list)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    again: int = 0
    """How often nothing happened for so long that it was tapped again."""
    finished: bool = False
    written: int = 0
    """The last text that was written, by its message."""

    @property
    def starts(self) -> int:
        """Count how often this one started anew."""
        return sum(did.what == "start" for did in self.done)

    def tapped(self, alone: Collection[tuple[str, str]] = ()) -> Answers:
        """Give the answers that were tapped: the last to each question, on whatever screen.

        `alone` are the options, by question and id, that exclude the others ("none of these").
        """
        answers: Answers = {}
        open_, picked = "", tuple[str, ...]()
        for did in self.done:
            action = parse(did.code)
            question, verb = action.question, action.verb
            if verb == "tick":
                option, on = action.args[1:]
                before = picked if open_ == question else _several(answers.get(question))
                excludes = {one for asked, one in alone if asked == question}
                open_, picked = question, _ticked(before, option, on == "1", excludes)
            elif verb == "done":
                if open_ == question and picked:
                    answers[question] = picked
                    open_ = ""
            elif verb in ("answer", "skip"):
                answers[question] = action.args[1] if verb == "answer" else None
                open_ = "" if open_ == question else open_
            elif verb not in ("", "help") and (verb != "back" or question == open_):
                # Who leaves a question lets go of what was ticked there.
                open_ = ""
            elif did.what == "start":
                open_ = ""
        return answers


def _ticked(before: Sequence[str], option: str, on: bool, alone: Collection[str]) -> tuple[str, ...]:
    others = tuple(one for one in before if one != option)
    if not on:
        return others
    return (option,) if option in alone else (*(one for one in others if one not in alone), option)


def _several(answer: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


class Crowd:
    """Lets so many shopkeepers come, some at a time; each taps on when the bot shows something new.

    With `plans` each goes on after the result until reminders are agreed to, and now and then sends nonsense.
    """

    def __init__(
        self, sandbox: Sandbox, size: int, at_once: int, patience: float, seed: int, *, plans: bool = True
    ) -> None:
        self.shopkeepers = {id_: Shopkeeper(id_) for id_ in range(1, size + 1)}
        self.malformed = 0
        self._sandbox = sandbox
        self._at_once = asyncio.Semaphore(at_once)
        self._patience = patience
        self._random = random.Random(seed)  # noqa: S311 -- a drill that can be repeated
        self._plans = plans
        general = [texts.messages.general for texts in load_content().texts.values()]
        self._apologies = {plain(said.apology.fill()) for said in general}

    @property
    def updates(self) -> int:
        """Count all that was offered to the bot."""
        return sum(len(shopkeeper.done) for shopkeeper in self.shopkeepers.values()) + self.malformed

    async def run(self) -> None:
        """Return when everybody is through, or has given up."""
        watching = asyncio.create_task(self._watch())
        try:
            async with asyncio.TaskGroup() as group:
                for shopkeeper in self.shopkeepers.values():
                    group.create_task(self._live(shopkeeper))
        finally:
            watching.cancel()

    def screen(self, shopkeeper: Shopkeeper) -> Message | None:
        """Find the last message with buttons that the bot hears of; a result's picture is none."""
        messages = self._sandbox.conversation(shopkeeper.id).messages.values()
        return next(
            (
                one
                for one in reversed(messages)
                if one.from_bot and _codes(one) and one.content.kind == "text"
            ),
            None,
        )

    async def _watch(self) -> None:
        after = self._sandbox.events.last
        while True:
            news = await self._sandbox.events.after(after, 30)
            after = news["last"]
            touched = self.shopkeepers if news["reset"] else {event["chat"] for event in news["events"]}
            for id_ in touched:
                if id_ in self.shopkeepers:
                    self.shopkeepers[id_].woken.set()

    async def _live(self, one: Shopkeeper) -> None:
        async with self._at_once:
            self._sandbox.people[one.id] = Person(one.id, f"P{one.id}", "nl", "winkelier")
            self._start(one)
            seen, missed = (0, 0), 0
            while True:
                changed = await self._changed(one, seen)
                one.again += not changed
                missed = 0 if changed else missed + 1
                screen = self.screen(one)
                if screen is None or missed > _TAPS:
                    if one.starts == _STARTS:
                        return
                    self._start(one)
                    missed = 0
                    continue
                seen = _shown(screen)
                code = self._choose(_codes(screen))
                if code is None:
                    one.finished = True
                    return
                self._act(one, screen.message_id, code)

    async def _changed(self, one: Shopkeeper, seen: Shown) -> bool:
        """Wait until there is something new to see; tell whether it came."""
        try:
            async with asyncio.timeout(self._patience):
                while True:
                    one.woken.clear()
                    screen = self.screen(one)
                    if screen and _shown(screen) != seen:
                        return True
                    await one.woken.wait()
        except TimeoutError:
            return False

    def _start(self, one: Shopkeeper) -> None:
        sent = people.start(self._sandbox, self._sandbox.people[one.id])
        one.done.append(Did("start", int(sent["message_id"])))

    def _act(self, one: Shopkeeper, message_id: int, code: str) -> None:
        person = self._sandbox.people[one.id]
        if self._plans:
            self._annoy(one)
        for _ in range(2 if self._random.random() < _DOUBLE else 1):
            callback = people.tap(self._sandbox, person, message_id, code)["callback_id"]
            one.done.append(Did("tap", message_id, code, callback))

    def _annoy(self, one: Shopkeeper) -> None:
        person = self._sandbox.people[one.id]
        # A batch is sorry once, however much of it fails: so the next comes when this was answered.
        if self._random.random() < _POISON and self._was_answered(one):
            one.written = int(people.write(self._sandbox, person, POISON)["message_id"])
            one.done.append(Did("poison"))
        if one.written and self._random.random() < _EDITED:
            people.rewrite(self._sandbox, person, one.written, f"{POISON} {len(one.done)}")
            one.done.append(Did("edited", one.written))
        if self._random.random() < _MALFORMED:
            self._sandbox.updates.add_raw({"message": {"text": POISON}})
            self.malformed += 1

    def _was_answered(self, one: Shopkeeper) -> bool:
        """Tell whether the bot said sorry since the last poison, if there was any."""
        messages = self._sandbox.conversation(one.id).messages.values()
        after = [message for message in messages if message.from_bot and message.message_id > one.written]
        return not one.written or any(message.content.text.text in self._apologies for message in after)

    def _choose(self, codes: Sequence[str]) -> str | None:
        """Choose what to tap; None where this was the last screen."""
        verbs = {parse(code).verb for code in codes}
        aside = [code for code in codes if parse(code).verb in ("help", "back", "go_on")]
        if verbs & {"begin", "answer", "tick", "result"}:
            if self._plans and aside and self._random.random() < _ASIDE:
                return self._random.choice(aside)
            code, _ = next_tap(self._random.randrange(10**6), 0, codes)
            return code
        if not self._plans or any(_is(code, "remind", "0") for code in codes):
            return None
        return aside[-1] if "go_on" in verbs else onward(codes)


def onward(codes: Sequence[str]) -> str:
    """Choose among the buttons of a screen what leads to reminders. Raises LookupError."""
    # A step of the plan leads to the plan, and so does a card that is in the plan already.
    planned = any(_is(code, "plan_when", "") or _named(code, "plan_item") for code in codes)
    for verb, argument in (*_BEFORE, _TO_PLAN, *_ONWARD) if planned else (*_BEFORE, *_ONWARD, _TO_PLAN):
        for code in codes:
            if _is(code, verb, argument):
                return code
    raise LookupError(f"nothing leads on among {codes}")


def _named(code: str, verb: str) -> bool:
    return _is(code, verb, "") and parse(code).question != ""


def _is(code: str, verb: str, argument: str) -> bool:
    action = parse(code)
    return action.verb == verb and action.question.startswith(argument)


def _codes(message: Message) -> list[str]:
    return [str(key["callback_data"]) for row in message.keyboard for key in row if "callback_data" in key]


def _shown(message: Message) -> Shown:
    return message.message_id, message.edits
