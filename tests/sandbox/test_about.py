"""What the bot says about itself."""

from typing import Any

import pytest

from bot.sandbox.state import BOT_ID
from tests.support.sandbox.world import JOKE, SANDER, World

START = {"command": "start", "description": "Begin"}
HELP = {"command": "help", "description": "Uitleg"}


def _card(world: World, user: int) -> dict[str, Any]:
    card: dict[str, Any] = world.request("GET", f"/control/bot/{user}").json()
    return card


def test_the_bot_says_who_it_is(world: World) -> None:
    me = world.call("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (1_000_000_001, True, "WinkelpeilSandboxBot")


def test_commands_belong_to_a_scope_and_language(world: World) -> None:
    world.call("setMyCommands", commands=[START, HELP])
    world.call("setMyCommands", commands=[HELP], language_code="en", scope={"type": "all_private_chats"})
    world.call("setMyCommands", commands=[START], scope={"type": "chat", "chat_id": SANDER})
    assert world.call("getMyCommands") == [START, HELP]
    assert world.call("getMyCommands", language_code="en") == []
    assert world.call("getMyCommands", language_code="en", scope={"type": "all_private_chats"}) == [HELP]
    assert _card(world, JOKE)["commands"] == [START, HELP]
    assert _card(world, SANDER)["commands"] == [START]
    world.call("deleteMyCommands", scope={"type": "chat", "chat_id": SANDER})
    assert _card(world, SANDER)["commands"] == [HELP]


def test_an_empty_list_takes_the_commands_away(world: World) -> None:
    world.call("setMyCommands", commands=[START])
    world.call("setMyCommands", commands=[])
    assert world.call("getMyCommands") == []


def _command(name: str = "start", description: str = "Begin") -> dict[str, str]:
    return {"command": name, "description": description}


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ("{", "can't parse commands JSON object"),
        ("{}", "expected an Array of BotCommand"),
        ([1], "can't parse BotCommand: expected an Object"),
        ([{"command": "a"}], 'can\'t parse BotCommand: Can\'t find field "description"'),
        (
            [{"command": ["a"], "description": "b"}],
            'can\'t parse BotCommand: Field "command" must be of type String',
        ),
        ([_command("Start")], "BOT_COMMAND_INVALID"),
        ([_command("een-twee")], "BOT_COMMAND_INVALID"),
        ([_command("")], "command must be non-empty"),
        ([_command("/")], "command must be non-empty"),
        ([_command("a" * 33)], "command length must not exceed 32"),
        ([_command("a", " ")], "command description must be non-empty"),
        ([_command("a", "b" * 257)], "command description length must not exceed 256"),
        ([_command()] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)  # fmt: skip
def test_wrong_commands_are_refused(world: World, commands: Any, reason: str) -> None:
    assert world.error("setMyCommands", commands=commands) == f"400 Bad Request: {reason}"


@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        ("{", "can't parse BotCommandScope JSON object"),
        ("[]", "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"type": "x"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({}, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"type": "chat"}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ({"type": "chat", "chat_id": ""}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": 1}, "chat not found"),
        (
            {"type": "chat_member", "chat_id": JOKE, "user_id": 0},
            "can't parse BotCommandScope: Invalid user_id specified",
        ),
    ],
)
def test_a_wrong_scope_is_refused(world: World, scope: Any, reason: str) -> None:
    assert world.error("getMyCommands", scope=scope) == f"400 Bad Request: {reason}"


@pytest.mark.parametrize("method", ["getMyName", "setMyDescription", "setMyCommands", "deleteMyCommands"])
@pytest.mark.parametrize("code", ["nl-NL", "NL", "nld", "n", "nl ", "ñl"])
def test_a_language_is_two_small_letters(world: World, method: str, code: str) -> None:
    assert world.error(method, language_code=code) == "400 Bad Request: invalid language code specified"


@pytest.mark.parametrize(
    ("method", "field", "longest", "reason"),
    [
        ("MyName", "name", 64, "BOT_TITLE_INVALID"),
        ("MyDescription", "description", 512, "BOT_DESCRIPTION_TOO_LONG"),
        ("MyShortDescription", "short_description", 120, "BOT_ABOUT_TOO_LONG"),
    ],
)
def test_a_text_belongs_to_a_language_and_has_a_longest_length(
    world: World, method: str, field: str, longest: int, reason: str
) -> None:
    text = "n" * longest
    world.call(f"set{method}", **{field: text})
    world.call(f"set{method}", **{field: "in English"}, language_code="en")
    assert world.call(f"get{method}") == {field: text}
    assert world.call(f"get{method}", language_code="en") == {field: "in English"}
    assert (_card(world, JOKE)[field], _card(world, SANDER)[field]) == (text, "in English")
    assert world.error(f"set{method}", **{field: text + "n"}) == f"400 Bad Request: {reason}"
    world.call(f"set{method}", language_code="en")
    assert world.call(f"get{method}", language_code="en") == {field: text}


def test_nobody_elses_card_can_be_seen(world: World) -> None:
    assert world.request("GET", "/control/bot/5").status_code == 404


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        ("", "photo isn't specified"),
        ("{", "can't parse photo JSON object"),
        ("[]", "object expected as profile photo"),
        ('{"type": "round", "photo": "x"}', "invalid profile photo type specified"),
        ('{"type": "static", "photo": "file-id"}', "photo must be uploaded as a file"),
        ('{"type": "static", "photo": "attach://none"}', "photo must be uploaded as a file"),
    ],
)
def test_a_picture_of_the_bot_is_uploaded(world: World, photo: str, reason: str) -> None:
    assert world.error("setMyProfilePhoto", photo=photo) == f"400 Bad Request: {reason}"


def test_pictures_are_counted_of_who_is_known(world: World) -> None:
    for user in (BOT_ID, JOKE):
        assert world.call("getUserProfilePhotos", user_id=user) == {"total_count": 0, "photos": []}
    assert world.error("getUserProfilePhotos", user_id=5) == "400 Bad Request: user not found"
