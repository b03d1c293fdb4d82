"""A whole assessment with the real bot: by tapping, by typing, and by two people at once."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.dialogue.turn.commands import COMMANDS
from bot.library.schema.content import LANGUAGES, Language
from bot.sandbox.server import SandboxServer
from tests.support.bot.answers import (
    TAPPED,
    TAPPED_MONITOR,
    TAPPED_SCORE,
    TYPED,
    TYPED_MONITOR,
    TYPED_SCORE,
)
from tests.support.bot.process import CONTACT, ORGANISATION, BotProcess
from tests.support.bot.visitor import Newcomer, Talk, answerable, tap_answers, texts, type_answers
from tests.support.sandbox.client import ENGLISH_SHOPKEEPER, SHOPKEEPER, JsonObject, SandboxClient

FIRST_STEP = re.compile(r"^1\. (?P<title>.+) \([^()]+, \d+ minut(?:en|es)\)$", re.MULTILINE)


def first_step(talk: Talk) -> str:
    found = FIRST_STEP.search(talk.text)
    assert found, talk.text
    return found["title"]


def test_in_dutch_by_tapping(newcomer: Newcomer) -> None:
    joke, words = newcomer("nl"), texts("nl")
    controls = words.messages.controls
    assert ORGANISATION in joke.text
    joke.press(controls.privacy.label)
    assert CONTACT in joke.text
    joke.press(controls.home.label)
    joke.press(controls.begin.label)
    assert tap_answers(joke, words, TAPPED) == list(TAPPED)
    joke.press(controls.result.label)
    assert f"Uw score: {TAPPED_SCORE} van de 100" in joke.text
    assert words.messages.result.monitor.fill(score=TAPPED_MONITOR, low=9, high=24) in joke.text
    joke.press(controls.steps.label)
    title = first_step(joke)
    joke.press(joke.labels[0])
    assert joke.text.startswith(title)
    assert words.terms.sections["why"] in joke.text
    assert words.terms.sections["first"] in joke.text
    joke.press(controls.to_result.label)
    joke.press(controls.more.label)
    joke.press(controls.sources.label)
    assert "HBD Monitor ICT 2010" in joke.text
    assert "• 22 van de 100 winkels" in joke.text
    joke.client.wait_for(joke.id, lambda m: bool(m.get("photo")))
    added = [m for m in joke.client.messages(joke.id) if m["from"] == "bot" and not m.get("photo")]
    assert len(added) == 1, "a tap changes its message; only the result is new, below what became the picture"


def test_in_english_by_typing(newcomer: Newcomer) -> None:
    sander, words = newcomer("en-GB"), texts("en")
    sander.type("yes please")
    assert type_answers(sander, words, TYPED) == list(TYPED)
    sander.type("correct")
    assert f"Your score: {TYPED_SCORE} out of 100" in sander.text
    assert words.messages.result.monitor.fill(score=TYPED_MONITOR, low=9, high=24) in sander.text
    sander.type("my steps")
    title = first_step(sander)
    sander.type("1")
    assert sander.text.startswith(title)
    assert words.terms.sections["why"] in sander.text
    sander.type("to my result")
    sander.type("where does this come from")
    assert "• 22 of every 100 shops" in sander.text
    messages = sander.client.messages(sander.id)
    assert len([m for m in messages if answerable(m)]) == 1, "only the newest message keeps its buttons"


def test_two_people_at_once_do_not_mix(newcomer: Newcomer) -> None:
    joke, sander = newcomer("nl"), newcomer("en")

    def tap() -> None:
        joke.press(texts("nl").messages.controls.begin.label)
        tap_answers(joke, texts("nl"), TAPPED)
        joke.press(texts("nl").messages.controls.result.label)

    def type_() -> None:
        sander.type("begin")
        type_answers(sander, texts("en"), TYPED)
        sander.type("my result")

    with ThreadPoolExecutor() as pool:
        for playing in [pool.submit(tap), pool.submit(type_)]:
            playing.result()
    assert f"Uw score: {TAPPED_SCORE} van de 100" in joke.text
    assert f"Your score: {TYPED_SCORE} out of 100" in sander.text


def registered(server: SandboxServer, language_code: str) -> dict[str, str]:
    url = f"{server.url}/bot{server.token}/getMyCommands"
    scope = {"type": "all_private_chats"}
    answer = httpx.post(url, json={"language_code": language_code, "scope": scope}).json()
    return {one["command"]: one["description"] for one in answer["result"]}


@pytest.mark.parametrize(
    ("language", "language_code", "person"), [("nl", "", SHOPKEEPER), ("en", "en", ENGLISH_SHOPKEEPER)]
)
def test_commands_and_descriptions_are_set(
    server: SandboxServer,
    client: SandboxClient,
    bot: BotProcess,
    language: Language,
    language_code: str,
    person: int,
) -> None:
    messages = texts(language).messages

    def published(_: JsonObject) -> JsonObject | None:
        card = client.card(person)
        return card if card["short_description"] == messages.short_description else None

    card = client.wait_until(person, published)
    names = [command.names[language] for command in COMMANDS if command.is_listed]
    assert registered(server, language_code) == {name: messages.commands[name] for name in names}
    assert [one["command"] for one in card["commands"]] == names
    assert card["description"] == messages.description


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_registered_command_is_answered(newcomer: Newcomer, language: Language) -> None:
    joke = newcomer("nl")
    unknown = texts("nl").messages.general.unknown_command.fill()
    # That there is something to administer is told to nobody else.
    answered = [command for command in COMMANDS if command.names["en"] != "admin"]
    for command in answered:
        joke.type(f"/{command.names[language]}")
        assert unknown not in joke.text
    joke.type("/bestaatniet")
    assert unknown in joke.text


def test_a_visitor_who_is_finished_can_come_back(newcomer: Newcomer) -> None:
    joke, controls = newcomer("nl"), texts("nl").messages.controls
    joke.press(controls.begin.label)
    tap_answers(joke, texts("nl"), TAPPED)
    joke.press(controls.result.label)
    joke.start()
    assert f"{TAPPED_SCORE} van de 100 punten" in joke.text
    joke.press(controls.result.label)
    assert f"Uw score: {TAPPED_SCORE} van de 100" in joke.text
