"""The turns that are measured, each after others of its kind, so that what is made once is made."""

import asyncio
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.rig.lineup import ROOT
from bench.trace.house import ADMIN, BOT, House, Person, opened
from bench.trace.recorder import Recorder, Trace
from bot.dialogue.admin.page import stamp, to_confirmation
from bot.dialogue.core.session import Asking, Desk, Managing
from bot.records.people import Author
from bot.records.writes import Invite

FOLDERS = ("bot", "scoring")
TAP, TICK, TYPED = "a tap on an answer", "a tick at a question with several answers", "a typed answer"
SAVE, GROUP = "an administrator’s save of a text", "a group page of an advisor"
_SHOPS = 20
"""So many of them take part that a group's totals are told."""
_DONE, _RESULT, _BEGIN = "Klaar met kiezen", "Toon mijn resultaat", "Begin"
_LADDER = "social"
"""The first of the questions that ask alike, at which the tap and the typed answer are measured."""
_TEXT, _FILE = "nl/c-email_monthly/first", "nl/advice/email/email_monthly.md"


class WentAstray(Exception):
    """A turn did not end where it should, so that it would be another one that is measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was traced."""

    turns: dict[str, Trace]
    """By the name of the turn."""
    taps: tuple[Trace, ...]
    """Each tap on an answer of one shop, from the first question to the last; ticks are none of them."""


def measured() -> Measured:
    """Trace the named turns on a database in a temporary folder."""
    recorder = Recorder(ROOT, FOLDERS)
    with tempfile.TemporaryDirectory() as folder, recorder.installed():
        return asyncio.run(_measured(f"sqlite:///{Path(folder) / 'trace.db'}", recorder))


async def _measured(path: str, recorder: Recorder) -> Measured:
    async with opened(path, recorder) as house:
        # First, because the shops of the group warm up what the others are measured at.
        group = await _group_page(house)
        taps, ticks = await _answers(house.person(), "/start", number=1)
        typed = await _typed(house)
        save = await _save(house)
    named = {TAP: taps[_LADDER], TICK: ticks[-1], TYPED: typed, SAVE: save, GROUP: group}
    return Measured(named, tuple(taps.values()))


async def _group_page(house: House) -> Trace:
    invitation = Invite("advisor", "Winkelhart Noord", "i" * 22, Author("bench"))
    house.storage.unit.writes(BOT.id).commit(None, [invitation], house.now)
    advisor = house.person()
    await advisor.write(f"/start a-{'i' * 22}")
    await advisor.write("/link Winkelstraat")
    texts = " ".join(shown.text for shown in advisor.chat.values())
    (code,) = set(re.findall(r"start=(c-[A-Za-z0-9_-]{22})", texts))
    for number in range(_SHOPS):
        await _answers(house.person(), f"/start {code}", number)
    # As the bot does in the background.
    questionnaire = house.library.context().content.questionnaire
    while house.storage.unit.groups.release(BOT.id, questionnaire, house.now):
        pass
    await advisor.write("/groep")
    await advisor.write("/link")
    trace = await advisor.write("/groep")
    place = (advisor.session()).place
    # A group of which nothing is told yet has no such button.
    told = any(
        str(button.code).endswith(":group/all/1/topics") for row in advisor.last.keyboard for button in row
    )
    _sure(GROUP, isinstance(place, Desk) and place.page == "group" and told)
    return trace


async def _answers(shop: Person, start: str, number: int) -> tuple[dict[str, Trace], list[Trace]]:
    """Answer all questions; gives the taps on an answer by question, and the ticks.

    Shops with other numbers answer differently.
    """
    taps: dict[str, Trace] = {}
    ticks: list[Trace] = []
    await shop.write(start)
    await shop.tap(_BEGIN)
    while _RESULT not in shop.last.labels:
        options, asked = _options(shop), len(taps) + len(ticks)
        label = options[(asked * 7 + number * 3 + asked * number) % len(options)]
        question = _question(shop)
        trace = await shop.tap(label)
        session = shop.session()
        if _DONE in shop.last.labels:
            _sure(TICK, isinstance(session.place, Asking) and len(session.place.picked) == 1)
            ticks.append(trace)
            await shop.tap(_DONE)
        else:
            _sure(TAP, question in session.given and session.place != Asking(question=question))
            taps[question] = trace
    await shop.tap(_RESULT)
    return taps, ticks


async def _typed(house: House) -> Trace:
    """Type what is not word for word an option; the second time is measured."""

    async def typed() -> Trace:
        shop = house.person()
        await shop.write("/start")
        await shop.tap(_BEGIN)
        while _question(shop) != _LADDER:
            await shop.tap(_options(shop)[0])
            if _DONE in shop.last.labels:
                await shop.tap(_DONE)
        trace = await shop.write("ja af en toe wel")
        _sure(TYPED, (shop.session()).given.get(_LADDER) == "sometimes")
        return trace

    await typed()
    return await typed()


async def _save(house: House) -> Trace:
    """Change a text of a card and save it; the second time, with another text, is measured."""
    admin = house.people[ADMIN]
    await admin.write("/admin")

    async def saved(text: str) -> Trace:
        await admin.press(f"adm:0:change/{_TEXT}")
        await admin.write(text)
        place = (admin.session()).place
        if not isinstance(place, Managing):
            raise WentAstray(SAVE)
        trace = await admin.press(f"{to_confirmation.name}:0:{stamp(place)}")
        _sure(SAVE, text in (await house.desk.editorial.working()).files[_FILE])
        return trace

    await saved("Kies **één dag** en zet hem in uw agenda.")
    return await saved("Kies **twee dagen** en zet ze in uw agenda.")


def _options(shop: Person) -> list[str]:
    return [label for label in shop.last.labels if label[:1].isdigit()]


def _question(shop: Person) -> str:
    place = (shop.session()).place
    if not isinstance(place, Asking):
        raise WentAstray(f"no question is on screen, but {place}")
    return place.question


def _sure(turn: str, came_about: bool) -> None:
    # A turn that failed ends too, with an apology: its figures would be those of that.
    if not came_about:
        raise WentAstray(turn)
