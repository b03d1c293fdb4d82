"""What goes over the wire, held against a description of the Bot API by others: aiogram's classes."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.core.replies import Reply
from bot.sandbox.server import running_sandbox
from bot.telegram.sending import rate, sender
from bot.telegram.sending.rate import Budget
from tests.support import golden
from tests.support.bot.process import BotProcess
from tests.support.bot.visitor import answerable
from tests.support.peers.installed import NEEDS_AIOGRAM
from tests.support.peers.traffic import Description, Traffic, describing
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import JOKE, World, png
from tests.support.telegram.harness import parts
from tests.support.telegram.replaying import Replay, Sketching
from tests.support.waiting import wait

pytestmark = NEEDS_AIOGRAM

PARTS = 6
PATIENCE_S = 90.0
"""A bot starts slowly beside other tests."""

NO_SUCH_FILE = (
    "400 Bad Request: wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
)
NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


@pytest.fixture(scope="module")
def description() -> Iterator[Description]:
    with describing() as description:
        yield description


@pytest.fixture
def traffic(monkeypatch: pytest.MonkeyPatch) -> Traffic:
    return Traffic(monkeypatch)


@pytest.fixture
def relaxed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sender keeps to no limit, as conversations are held here in seconds."""
    monkeypatch.setattr(rate, "CHAT_BURST", 10_000)
    monkeypatch.setattr(sender, "Budget", lambda _: Budget(10_000))


@pytest.fixture(params=range(PARTS))
def conversations(request: pytest.FixtureRequest) -> list[list[list[Reply]]]:
    """What the bot says in each turn of some of the golden conversations."""
    return [golden.said(golden.read(path)) for path in golden.files()[request.param :: PARTS]]


@pytest.mark.usefixtures("relaxed")
async def test_all_that_golden_conversations_send_keeps_to_it(
    traffic: Traffic, description: Description, tmp_path: Path, conversations: list[list[list[Reply]]]
) -> None:
    people = range(200_001, 200_001 + len(conversations))
    with running_sandbox() as server:
        server.sandbox.flood.on = False
        for person in people:
            await asyncio.to_thread(SandboxClient(server.url).add_person, person, "Winkelier")
        async with parts(server, tmp_path, people, Sketching()) as made, asyncio.TaskGroup() as group:
            for person, turns in zip(people, conversations, strict=True):
                group.create_task(Replay(made, person).say(turns))
    assert {"sendMessage", "editMessageText", "answerCallbackQuery"} <= traffic.methods
    # What one person sent another is a picture that this sandbox never had.
    assert traffic.errors <= {NO_SUCH_FILE, NOT_MODIFIED}
    assert await asyncio.to_thread(description.faults, traffic.calls) == []


def test_all_that_a_running_bot_calls_and_gets_keeps_to_it(
    traffic: Traffic, description: Description, tmp_path: Path
) -> None:
    with running_sandbox() as server, ExitStack() as stack:
        bot = BotProcess(server, tmp_path)
        bot.start()
        stack.callback(bot.end)
        client = SandboxClient(server.url)
        client.start(JOKE)
        client.wait_for(JOKE, answerable, PATIENCE_S)
        _do_everything(client)
        last = client.send(JOKE, "/help")["message_id"]
        client.wait_for(JOKE, answerable, PATIENCE_S, after=last)
        client.block(JOKE)
        client.unblock(JOKE)
        wait(lambda: not server.sandbox.updates.pending)
        taken = _update_kinds(traffic)
    assert taken == {"message", "edited_message", "callback_query", "my_chat_member"}
    called = {"getMe", "getUpdates", "deleteWebhook", "setMyCommands", "setMyDescription"}
    assert called <= traffic.methods
    assert description.faults(traffic.calls) == []


def _do_everything(client: SandboxClient) -> None:
    """Let Joke do whatever the sandbox lets a person do."""
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    sent = client.send(JOKE, "dag https://winkel.nl @iemand", entities=bold)
    client.send(JOKE, "dag dag", edited=sent["message_id"])
    for kind in ("photo", "voice", "sticker", "document", "video", "location", "contact"):
        client.upload(JOKE, kind, png(400, 300), f"{kind}.png", caption="bij")
    last = client.last_message(JOKE)
    assert last
    client.tap(JOKE, last["message_id"], "stale", stale=True)
    client.send(JOKE, "/start@WinkelpeilSandboxBot", chat=client.group(JOKE))


def _update_kinds(traffic: Traffic) -> set[str]:
    batches = [call.get("result", []) for call in traffic.calls if call["method"] == "getUpdates"]
    return {kind for batch in batches for update in batch for kind in update} - {"update_id"}


_KEY = "inline_keyboard.0.0.calback_data"


def _spoil_text(call: dict[str, Any]) -> None:
    call["values"]["txt"] = call["values"].pop("text")


def _spoil_markup(call: dict[str, Any]) -> None:
    call["values"]["reply_markup"] = '{"inline_keyboard": [[{"text": "x", "calback_data": "x"}]]}'


def _spoil_number(call: dict[str, Any]) -> None:
    call["result"]["message_id"] = str(call["result"]["message_id"])


def _spoil_result(call: dict[str, Any]) -> None:
    call["result"]["chat"]["name"] = "Joke"


def test_what_is_wrong_is_found(started: World, traffic: Traffic, description: Description) -> None:
    started.say("Dag", reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]})
    right = traffic.calls[-1]
    right["result"]["message_id"] = 1
    assert description.faults([right]) == []
    found = []
    for spoil in (_spoil_text, _spoil_markup, _spoil_number, _spoil_result):
        call = deepcopy(right)
        spoil(call)
        found.append(description.faults([call]))
    assert found == [
        ["sendMessage: call: txt: no such parameter", "sendMessage: call: text: Field required"],
        [f"sendMessage: call: reply_markup.{_KEY}: no such field of InlineKeyboardButton"],
        ["sendMessage: result: message_id: '1' is read as 1"],
        ["sendMessage: result: chat.name: no such field of Chat"],
    ]


def test_each_method_is_served_or_told_to_be_unknown(world: World, description: Description) -> None:
    assert len(description.methods) > 150
    answers = {name: world.reply(name).json() for name in description.methods}
    unknown = [name for name, answer in answers.items() if answer.get("error_code") == 404]
    assert all(answers[name]["description"] == "Not Found: method not found" for name in unknown)
    assert {"getMe", "sendMessage", "getFile"} <= set(answers) - set(unknown)
