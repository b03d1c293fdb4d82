"""The menu of commands of a chat's own: who has one, and when it changes."""

from bot.dialogue.admin.queries import Administers, AdminLink
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.replies import Menu
from bot.dialogue.turn.commands import COMMANDS, menu_commands
from bot.lib.links import ADMIN
from tests.support.dialogue.link_talk import arrived
from tests.support.dialogue.sharing_chat import CITY, INVITATION, with_links
from tests.support.dialogue.talk import CONTEXT, Talk

OF_ALL = [name for name, _ in menu_commands(CONTEXT, "nl")]
IN_ENGLISH = [name for name, _ in menu_commands(CONTEXT, "en")]
ADVISOR = ["antwoord", "link", "groep", "console"]


def test_a_shop_has_the_menu_of_all() -> None:
    talk = arrived()
    said = [*talk.command("start"), *talk.command("help"), *talk.type("hallo")]
    assert not [one for one in said if isinstance(one, Menu)]
    assert talk.session.menu == ""
    assert not set(OF_ALL) & {*ADVISOR, "admin"}


def test_who_becomes_an_advisor_has_its_commands_at_once() -> None:
    talk = with_links(Talk())
    talk.command("start", INVITATION)
    assert talk.menu == [*ADVISOR, *OF_ALL]
    talk.known = {**talk.known, Advises(): CITY}
    assert not [one for one in talk.command("link") if isinstance(one, Menu)]


def test_who_becomes_an_administrator_has_its_commands_at_once() -> None:
    talk = Talk()
    talk.known = {AdminLink("x" * 22): True, Administers(): None}
    talk.command("start", f"{ADMIN}{'x' * 22}")
    assert talk.menu == ["console", "admin", *OF_ALL]


def test_who_is_no_advisor_any_more_has_the_menu_of_all_again() -> None:
    talk = with_links(Talk())
    talk.command("start", INVITATION)
    (menu,) = (one for one in talk.command("start") if isinstance(one, Menu))
    assert menu.commands == ()
    assert talk.session.menu == ""


def test_the_menu_follows_the_language_that_is_chosen() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("English")
    assert talk.menu == IN_ENGLISH
    talk.type("nederlands")
    assert (talk.menu, talk.session.menu) == ([], "")
    english = Talk(language_code="en")
    english.type("hi")
    assert english.session.menu == ""
    english.tap("Nederlands")
    assert english.menu == OF_ALL


def test_a_menu_goes_with_all_else_that_is_erased() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("English")
    talk.command("forget")
    replies = talk.tap("Yes, erase everything")
    assert replies[-1] == Menu()
    shop = arrived()
    shop.command("vergeet")
    assert not [one for one in shop.tap("Ja, wis alles") if isinstance(one, Menu)]


def test_each_command_stands_in_some_menu_once() -> None:
    whole = menu_commands(CONTEXT, "nl", ("advisor", "admin"))
    assert sorted(name for name, _ in whole) == sorted(command.names["nl"] for command in COMMANDS)
