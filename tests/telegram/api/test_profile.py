"""The bot's commands and descriptions at Telegram."""

import asyncio

import pytest
import structlog.testing
from telegram import BotCommandScopeAllGroupChats

from bot.pictures.mark import mark
from bot.sandbox.images import inspect_photo
from bot.sandbox.server import SandboxServer
from bot.sandbox.state import BOT_ID, TOKEN
from bot.telegram.api.connection import Connection
from bot.telegram.api.profile import OTHER_LANGUAGES, Picture, Profile, publish
from tests.support.sandbox.client import SandboxClient
from tests.support.telegram.harness import until

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
    assert [entry["event"] for entry in logged] == ["profile_not_published", "profile_waits"]
    assert logged[1]["again_in_s"] > 0
    assert (shown(client, JOKE), shown(client, SANDER)) == (DUTCH, ENGLISH)


async def test_what_telegram_will_never_take_is_not_tried_again(
    server: SandboxServer, client: SandboxClient
) -> None:
    with structlog.testing.capture_logs() as logged:
        await publish_to(server, Profile([("no command", "x")], "Wat ik doe", "Kort"))
    assert [entry["event"] for entry in logged] == ["profile_refused"]
    assert shown(client, JOKE) == Profile([], "Wat ik doe", "Kort")
    assert shown(client, SANDER) == ENGLISH


async def test_what_telegram_rations_comes_later_and_holds_nothing_else_up(
    server: SandboxServer, client: SandboxClient
) -> None:
    client.fault(method="setMyDescription", kind="too_many_requests", retry_after=2)
    publishing = asyncio.create_task(publish_to(server))
    await until(lambda: shown(client, SANDER) == ENGLISH, 1.5)
    assert shown(client, JOKE).description == ""
    assert shown(client, JOKE).commands == DUTCH.commands
    await publishing
    assert shown(client, JOKE) == DUTCH


async def test_a_bot_without_a_picture_gets_ours_once(server: SandboxServer, client: SandboxClient) -> None:
    async with Connection(TOKEN, server.url) as connection:
        for _ in range(2):
            await publish(connection.bot, {}, Picture(BOT_ID, mark()))
    assert server.sandbox.profile.photos == [mark()]
    assert inspect_photo(mark()).mime_type == "image/jpeg"
    assert [call["method"] for call in client.calls()].count("setMyProfilePhoto") == 1


async def test_no_commands_are_offered_in_groups(server: SandboxServer, client: SandboxClient) -> None:
    async with Connection(TOKEN, server.url) as connection:
        await connection.bot.set_my_commands([("start", "x")])
        await connection.bot.set_my_commands([("help", "x")], BotCommandScopeAllGroupChats(), "en")
    await publish_to(server)
    scopes = {scope for (scope, _, _), _ in server.sandbox.profile.commands}
    assert scopes == {"all_private_chats"}
