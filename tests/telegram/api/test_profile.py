"""The bot's commands and descriptions at Telegram."""

import pytest
import structlog.testing

from bot.sandbox.server import SandboxServer
from bot.sandbox.state import TOKEN
from bot.telegram.api.connection import Connection
from bot.telegram.api.profile import OTHER_LANGUAGES, Profile, publish
from tests.support.sandbox.client import SandboxClient

JOKE, SANDER = 100001, 100002
DUTCH = Profile([("start", "Begin"), ("hulp", "Uitleg")], "Wat ik doe", "Kort")
ENGLISH = Profile([("start", "Begin here"), ("help", "Explain")], "What I do", "Short")


async def publish_to(server: SandboxServer, dutch: Profile = DUTCH) -> None:
    async with Connection(TOKEN, server.url) as connection:
        await publish(connection.bot, {OTHER_LANGUAGES: dutch, "en": ENGLISH})


def shown(client: SandboxClient, person: int) -> Profile:
    card = client.card(person)
    commands = [(command["command"], command["description"]) for command in card["commands"]]
    return Profile(commands, card["description"], card["short_description"])


async def test_each_language_sees_its_own(server: SandboxServer, client: SandboxClient) -> None:
    await publish_to(server)
    assert shown(client, JOKE) == DUTCH
    assert shown(client, SANDER) == ENGLISH


async def test_only_what_differs_is_set(server: SandboxServer, client: SandboxClient) -> None:
    await publish_to(server)
    before = len(client.calls())
    await publish_to(server)
    changed = Profile(DUTCH.commands, "Anders", DUTCH.short_description)
    await publish_to(server, changed)
    sets = [call["method"] for call in client.calls()[before:] if call["method"].startswith("set")]
    assert sets == ["setMyDescription"]
    assert shown(client, JOKE) == changed


@pytest.mark.parametrize("fault", [{"kind": "too_many_requests"}, {"kind": "reset_before"}])
async def test_what_could_not_be_published_is_tried_again(
    server: SandboxServer, client: SandboxClient, fault: dict[str, str]
) -> None:
    client.fault(method="setMyCommands", **fault)
    with structlog.testing.capture_logs() as logged:
        await publish_to(server)
    assert [entry["event"] for entry in logged] == ["profile_not_published"]
    assert logged[0]["again_in_s"] > 0
    assert (shown(client, JOKE), shown(client, SANDER)) == (DUTCH, ENGLISH)


async def test_what_telegram_will_never_take_is_not_tried_again(
    server: SandboxServer, client: SandboxClient
) -> None:
    with structlog.testing.capture_logs() as logged:
        await publish_to(server, Profile([("no command", "x")], "Wat ik doe", "Kort"))
    assert [entry["event"] for entry in logged] == ["profile_refused"]
