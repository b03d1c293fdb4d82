"""A conversation held against the dialogue alone: what a person would see, turn by turn."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Command, Due, Event, Tap, Text
from bot.dialogue.core.queries import (
    Advises,
    ConsoleRole,
    Facts,
    FilledIn,
    InThread,
    Opened,
    Peers,
    Query,
    ReachesAdvisors,
    ReachesShop,
    Search,
    SignIn,
    ThreadOf,
)
from bot.dialogue.core.replies import (
    Edit,
    File,
    Keyboard,
    Menu,
    Message,
    Passed,
    Picture,
    Reply,
    Report,
    Retire,
    Spreadsheet,
    Toast,
)
from bot.dialogue.core.session import Session, dump, load
from bot.dialogue.turn.step import step
from bot.library.loader import load as load_content
from bot.library.parsing.markup import plain
from bot.records.writes import Write
from bot.search.index import SearchIndex
from scoring.peers import Published, Steps

CONTEXT = Context(
    content=load_content(),
    organisation="Stichting Winkelhart",
    privacy_contact="privacy@winkelhart.example",
    bot_username="WinkelpeilBot",
    address="Markt 1, 1234 AB Elders",
    kvk="12345678",
    host="Voorbeeld Hosting, Amsterdam",
)
INDEX = SearchIndex(CONTEXT.content)
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


# What is so of a chat that no organisation knows; of anything else there is none. All can be reached.
_NOTHING: dict[type, object] = {
    **dict.fromkeys((Advises, FilledIn, InThread, Opened, SignIn)),
    ConsoleRole: False,
    ReachesAdvisors: True,
    ReachesShop: True,
}


@dataclass
class Shown:
    """A message of the bot as it stands in the chat now."""

    html: str
    keyboard: Keyboard = ()

    @property
    def text(self) -> str:
        return plain(self.html)

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.keyboard for button in row]

    def code(self, label: str) -> str:
        found = [
            button.code
            for row in self.keyboard
            for button in row
            if label in (button.label, bare(button.label)) or is_cut_to(label, button.label)
        ]
        assert len(found) == 1, f"{label!r} is not one of the buttons {self.labels}"
        assert found[0] is not None
        return found[0]


def bare(label: str) -> str:
    """Take the number off a label, and the tick."""
    return label.removeprefix("✓ ").split(". ", 1)[-1]


def is_cut_to(label: str, shown: str) -> bool:
    """Tell whether a label that is too wide for a button stands on it so."""
    start = shown.removesuffix("…")
    return start != shown and (label.startswith((start, bare(start))))


@dataclass
class Talk:
    """One person's chat. The session is stored and loaded again between all turns."""

    language_code: str = "nl"
    context: Context = CONTEXT
    now: datetime = START
    stored: str = field(default_factory=lambda: dump(Session()))
    chat: dict[int, Shown] = field(default_factory=dict)
    screen: int = 0
    toasts: int = 0
    sent: list[Picture | Report | File | Spreadsheet | Passed] = field(default_factory=list)
    peers: Published | None = None
    known: dict[Query[Any], Any] = field(default_factory=dict)
    """What else is so: answers to queries."""
    writes: list[Write] = field(default_factory=list)
    nonce: str = "n" * 22
    forgotten: bool = False
    assessed: Steps | None = None
    menu: list[str] = field(default_factory=list)
    """The commands of this chat's own, in Telegram's menu."""
    relayed: dict[int, int] = field(default_factory=dict)
    """Threads, by the message in which somebody else wrote; pictures have negative numbers."""

    @property
    def session(self) -> Session:
        return load(self.stored)

    @property
    def last(self) -> Shown:
        return self.chat[max(self.chat)]

    @property
    def text(self) -> str:
        return self.last.text

    def later(self, **time: int) -> None:
        self.now += timedelta(**time)

    def command(self, name: str, argument: str = "") -> list[Reply]:
        return self.happen(
            Command(now=self.now, language_code=self.language_code, name=name, argument=argument)
        )

    def type(self, text: str) -> list[Reply]:
        return self.happen(Text(now=self.now, language_code=self.language_code, text=text))

    def reply(self, thread: int, text: str) -> list[Reply]:
        """Swipe the last message of a conversation, and type."""
        replied = max((message for message, of in self.relayed.items() if of == thread), default=0)
        return self.happen(Text(now=self.now, language_code=self.language_code, text=text, replied=replied))

    def tap(self, label: str, message_id: int | None = None) -> list[Reply]:
        at = max(self.chat) if message_id is None else message_id
        return self.tap_code(self.chat[at].code(label), at)

    def tap_code(self, code: str, message_id: int | None = None) -> list[Reply]:
        at = max(self.chat) if message_id is None else message_id
        return self.happen(
            Tap(now=self.now, language_code=self.language_code, code=code, message_id=at, callback_id="1")
        )

    def taps(self, *labels: str) -> None:
        for label in labels:
            self.tap(label)

    def due(self) -> list[Reply]:
        return self.happen(Due(now=self.now))

    def happen(self, event: Event) -> list[Reply]:
        event = replace(event, nonce=self.nonce)
        outcome = step(load(self.stored), event, self.context, Facts(self._read))
        self.writes += outcome.writes
        self.stored = dump(outcome.session)
        self.forgotten = outcome.forget
        self.assessed = outcome.assessed or self.assessed
        for reply in outcome.replies:
            self._apply(reply)
        return list(outcome.replies)

    def _read(self, query: Query[Any]) -> object:
        if isinstance(query, Search):
            return INDEX.search(query.query, query.language, query.shop)
        if isinstance(query, ThreadOf):
            thread = self.relayed.get(query.message)
            return None if thread is None else self._read(InThread(thread))
        return self.peers if query == Peers() else self.known.get(query, _NOTHING.get(type(query), ()))

    def _apply(self, reply: Reply) -> None:
        match reply:
            case Message():
                self._add(reply)
            case Edit():
                if reply.alone and self.screen not in (0, reply.message_id):
                    self.chat[self.screen] = Shown(self.chat[self.screen].html)
                self.chat[reply.message_id] = Shown(reply.html, reply.keyboard)
                self.screen = reply.message_id
            case Retire():
                if self.screen:
                    self.chat[self.screen] = Shown(reply.html)
            case Toast():
                self.toasts += 1
            case Menu():
                self.menu = [name for name, _ in reply.commands]
            case _:
                self._send(reply)

    def _add(self, message: Message) -> None:
        number = max(self.chat, default=0) + 1
        self.chat[number] = Shown(message.html, message.keyboard)
        self.screen = number if message.screen else self.screen
        if message.thread:
            self.relayed[number] = message.thread

    def _send(self, reply: Picture | Report | File | Spreadsheet | Passed) -> None:
        """Note a picture or file; one that takes the place of a message stands there."""
        self.sent.append(reply)
        if isinstance(reply, Picture) and reply.message_id is not None:
            self.chat[reply.message_id] = Shown(reply.caption, reply.keyboard)
        if isinstance(reply, Passed) and reply.thread:
            self.relayed[-len(self.sent)] = reply.thread
