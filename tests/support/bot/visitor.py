"""A shopkeeper's side of the conversation, whatever it is held with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from bot.library.loader import load
from bot.library.schema.content import Language, Texts
from tests.support.dialogue.talk import bare
from tests.support.sandbox.client import JsonObject, SandboxClient


class Talk(Protocol):
    """What a person sees and does; both acts return once the bot has answered."""

    @property
    def text(self) -> str:
        """The newest message with buttons."""

    def press(self, label: str) -> None: ...

    def type(self, text: str) -> None: ...


@cache
def texts(language: Language) -> Texts:
    return load().texts[language]


def asked(talk: Talk, words: Texts) -> str | None:
    """Name the question that is on screen."""
    shown = talk.text
    return next((name for name, one in words.questions.questions.items() if one.ask in shown), None)


def answer_all(talk: Talk, words: Texts, answer: Callable[[str], None], until: str = "") -> list[str]:
    """Answer questions until none is asked any more, or that one is, and give those that were."""
    done: list[str] = []
    while (question := asked(talk, words)) and question != until:
        assert question not in done, f"{question} is asked again"
        answer(question)
        done.append(question)
    return done


Chosen = Mapping[str, str | tuple[str, ...]]
"""Question → the option or options that are tapped."""


def tap_answers(talk: Talk, words: Texts, chosen: Chosen, until: str = "") -> list[str]:
    """Answer by buttons alone, until all is answered or that question is asked."""

    def label(question: str, option: str) -> str:
        text = words.option(question, option)
        assert text
        return text.label

    def answer(question: str) -> None:
        options = chosen[question]
        if isinstance(options, str):
            talk.press(label(question, options))
            return
        for option in options:
            talk.press(label(question, option))
        talk.press(words.messages.controls.done.label)

    return answer_all(talk, words, answer, until)


def type_answers(talk: Talk, words: Texts, said: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Answer by typing alone: question → the messages that are typed."""

    def answer(question: str) -> None:
        for text in said[question]:
            talk.type(text)

    return answer_all(talk, words, answer)


def answerable(message: JsonObject) -> bool:
    """Tell whether a message has buttons for the bot; a result's picture has only one to share it."""
    codes = [button.get("data", "") for row in message["buttons"] for button in row]
    return message["from"] == "bot" and any(code and not code.startswith("share_picture") for code in codes)


@dataclass
class Visitor:
    """A person in the sandbox, played over its control API."""

    client: SandboxClient
    id: int

    @property
    def screen(self) -> JsonObject:
        return [message for message in self.client.messages(self.id) if answerable(message)][-1]

    @property
    def text(self) -> str:
        shown: str = self.screen["text"]
        return shown

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.screen["buttons"] for button in row]

    def start(self) -> None:
        self.answered(self.client.start(self.id))

    def press(self, label: str, *, ends: bool = False) -> None:
        """Tap a button and wait for the screen; with `ends` none comes, as where everything was erased."""
        screen = self.screen
        shown = next((one for one in self.labels if label in (one, bare(one))), label)
        callback = self.client.tap(self.id, screen["message_id"], text=shown)

        def answered(transcript: JsonObject) -> JsonObject | None:
            toasts = {toast["callback_id"] for toast in transcript["toasts"]}
            changed = [m for m in transcript["messages"] if m["message_id"] == screen["message_id"]]
            # What was tapped may be no screen any more: then that comes below it.
            shown = ends or any(map(answerable, transcript["messages"]))
            done = shown and callback in toasts and changed[0]["edited"] > screen["edited"]
            return changed[0] if done else None

        self.client.wait_until(self.id, answered)

    def type(self, text: str) -> None:
        self.answered(self.client.send(self.id, text))

    def answered(self, sent: JsonObject) -> JsonObject:
        """Wait for the screen that answers what was sent."""
        return self.client.wait_for(self.id, answerable, after=sent["message_id"])


Newcomer = Callable[[str], Visitor]
