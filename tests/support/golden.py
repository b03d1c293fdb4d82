"""Golden conversations: files that hold what a person does and, word for word, what the bot then shows.

`python -m tests.support.golden` writes what the bot shows now into all of them, to be read as a diff.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.core.events import Contact, Edited, Event, Noticed, Photo, Text, Unreadable
from bot.dialogue.core.replies import Button, Edit, Keyboard, Message, Passed, Picture, Reply
from bot.library.parsing.markup import plain
from tests.support.dialogue import admin_chat, desk_chat, group_chat, sharing_chat
from tests.support.dialogue.talk import Talk
from tests.support.paths import ROOT

FOLDER = ROOT / "tests" / "conversations"
Turn = dict[str, Any]
PICTURED, WRITTEN = {"photo", "album"}, {"types", "edits"}
TYPED = 900
"""The message that was typed last, which may be edited."""
FIXTURES = {
    **admin_chat.FIXTURES,
    **desk_chat.FIXTURES,
    **group_chat.FIXTURES,
    **sharing_chat.FIXTURES,
}
"""What is so of a chat, by the name that a conversation has under `known`."""


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def read(path: Path) -> dict[str, Any]:
    conversation: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return conversation


def play(conversation: dict[str, Any]) -> list[str]:
    """Hold the conversation, and tell what is shown after each turn."""
    return [shown(replies) for replies in said(conversation)]


def buttons(conversation: dict[str, Any]) -> list[Button]:
    """Hold the conversation, and give all buttons that were shown."""
    replies = [reply for turn in said(conversation) for reply in turn]
    keyboards = [one.keyboard for one in replies if isinstance(one, Message | Edit | Picture | Passed)]
    return [button for keyboard in keyboards for row in keyboard for button in row]


def said(conversation: dict[str, Any]) -> list[list[Reply]]:
    """Hold the conversation, and give what the bot says in each turn."""
    talk = Talk(language_code=conversation["app"])
    if "known" in conversation:
        FIXTURES[conversation["known"]](talk)
    return [_do(talk, turn) for turn in conversation["turns"]]


def _do(talk: Talk, turn: Turn) -> list[Reply]:
    if "later" in turn:
        talk.later(days=int(turn["later"]))
    if "command" in turn:
        name, _, argument = str(turn["command"]).partition(" ")
        return talk.command(name, argument)
    if turn.get("due"):
        return talk.due()
    if "to" in turn:
        return talk.reply(int(turn["to"]), str(turn["types"]))
    if PICTURED & turn.keys():
        return [reply for photo in _photos(talk, turn) for reply in talk.happen(photo)]
    event = _event(talk, turn)
    if event:
        return talk.happen(event)
    if "code" in turn:
        return talk.tap_code(str(turn["code"]), turn["message"])
    return talk.tap(str(turn["taps"]))


def _photos(talk: Talk, turn: Turn) -> list[Photo]:
    """Give the photo of a turn, or those of its album."""
    if "photo" in turn:
        return [Photo(now=talk.now, file_id="file-1", caption=str(turn["photo"]))]
    captions = enumerate(turn["album"], 1)
    return [
        Photo(now=talk.now, file_id=f"file-{number}", caption=str(caption), album="album")
        for number, caption in captions
    ]


def _typed(talk: Talk, turn: Turn) -> Text | Edited:
    """Give what a turn types, or what it makes of what was typed last."""
    text = str(turn["types"] if "types" in turn else turn["edits"])
    typed = Text(now=talk.now, language_code=talk.language_code, message_id=TYPED, text=text)
    return typed if "types" in turn else Edited(now=talk.now, message=typed)


def _event(talk: Talk, turn: Turn) -> Event | None:
    """Give what comes to a chat otherwise than by a tap or a command."""
    if WRITTEN & turn.keys():
        return _typed(talk, turn)
    if "sends" in turn:
        return Unreadable(now=talk.now, what=turn["sends"])
    if "number" in turn:
        return Contact(now=talk.now, number=str(turn["number"]), own=turn.get("own", True))
    if "notice" in turn:
        return Noticed(now=talk.now, notice=sharing_chat.NOTICES[turn["notice"]])
    return None


def shown(replies: list[Reply]) -> str:
    """Write replies as a person sees them: texts, and under each its rows of buttons."""
    written = "\n---\n".join(_written(reply) for reply in replies if reply.kind != "toast")
    return written or "(no answer)"


def _written(reply: Reply) -> str:
    match reply.kind:
        case "retire" | "toast":
            return "(the message above loses its buttons)"
        case "menu":
            return f"(the menu: {' '.join(f'/{name}' for name, _ in reply.commands) or 'that of all'})"
        case "report" | "file" | "spreadsheet":
            return f"(file {reply.name})\n{plain(reply.caption)}"
        case "picture" | "passed":
            buttons = [button.label for row in reply.keyboard for button in row]
            labels = " ".join(f"[{label}]" for label in buttons)
            place = f"(message {becomes} becomes)\n" if (becomes := _becomes(reply)) else ""
            return "\n".join(filter(None, (f"{place}(picture)", plain(reply.caption), labels)))
        case "message" | "edit":
            head = f"(message {reply.message_id} becomes)\n" if reply.kind == "edit" else ""
            return "\n".join(filter(None, (head + plain(reply.html), _buttons(reply.keyboard), *_key(reply))))


def _key(reply: Message | Edit) -> Iterator[str]:
    if isinstance(reply, Message) and reply.number_key:
        yield f"(below: [{reply.number_key.label}])"
    if isinstance(reply, Message) and reply.ends_number_key:
        yield "(below: nothing)"


def _becomes(reply: Reply) -> int | None:
    return reply.message_id if isinstance(reply, Picture) else None


def _buttons(keyboard: Keyboard) -> str:
    return "\n".join(" ".join(f"[{button.label}]" for button in row) for row in keyboard)


class _Block(str):
    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes what the bot shows as a block, so that it reads as it looks."""


_Dumper.add_representer(
    _Block, lambda dumper, block: dumper.represent_scalar("tag:yaml.org,2002:str", str(block), style="|")
)


def write(path: Path) -> None:
    conversation = read(path)
    for turn, bot in zip(conversation["turns"], play(conversation), strict=True):
        turn["bot"] = _Block(bot + "\n")
    text = yaml.dump(conversation, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=200)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for file in files():
        write(file)
