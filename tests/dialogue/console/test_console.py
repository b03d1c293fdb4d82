"""Letting a browser into the console."""

from bot.dialogue.core.queries import ConsoleRole, SignIn
from bot.dialogue.core.session import Admitting, Home
from bot.records.console import Waiting
from bot.records.writes import Admit
from tests.support.dialogue.talk import Talk

CODE = "ABCD2345"


def admin(asking: Waiting | None) -> Talk:
    talk = Talk()
    talk.known |= {ConsoleRole(): True, SignIn(CODE): asking}
    return talk


def test_a_browser_is_named_and_let_in_on_a_yes() -> None:
    talk = admin(Waiting("Firefox op Linux", "203.0.113.x"))
    talk.command("console", "abcd-2345")
    assert "Firefox op Linux" in talk.text
    assert "203.0.113.x" in talk.text
    talk.taps("Ja, log deze browser in")
    assert talk.writes[-1] == Admit(CODE)
    assert "Uw browser is ingelogd" in talk.text
    assert talk.session.place == Home()


def test_a_no_lets_nobody_in() -> None:
    talk = admin(Waiting("Firefox", ""))
    talk.command("console", CODE)
    assert "Het internetadres begint met: onbekend" in talk.text
    talk.type("nee")
    assert talk.writes == []
    assert "is niet ingelogd" in talk.text


def test_a_code_that_expires_while_it_is_asked_about_lets_nobody_in() -> None:
    talk = admin(Waiting("Firefox", ""))
    talk.command("console", CODE)
    assert talk.session.place == Admitting(code=CODE)
    talk.known[SignIn(CODE)] = None
    talk.taps("Ja, log deze browser in")
    assert talk.writes == []
    assert "verlopen" in talk.text


def test_what_is_no_code_is_told_so() -> None:
    talk = admin(None)
    for typed, said in (("", "code van acht tekens"), ("ABC", "klopt niet"), (CODE, "klopt niet")):
        talk.command("console", typed)
        assert said in talk.text


def test_it_is_for_admins_and_advisors() -> None:
    talk = Talk()
    talk.command("console", CODE)
    assert "alleen voor beheerders en adviseurs" in talk.text
