"""An advisor's desk: who may do what, and the list of links."""

import pytest

from bot.dialogue.advisor.screen import DeskScreen
from bot.dialogue.core.session import Desk, NamingCampaign, dump
from tests.support.dialogue.desk_chat import NOT_FOR_YOU, OLD, SPRING, STALE, advisor, campaign, on_link
from tests.support.dialogue.group_talk import OF_A_GROUP
from tests.support.dialogue.shop_talk import finished
from tests.support.dialogue.talk import Talk

OF_OTHERS = "x" * 22
CODES = [
    "desk:0:link/{}",
    "desk:0:assist/{}",
    "link_rename:0:{}",
    "link_close:0:{}:1",
    "qr:0:{}",
    "poster:0:{}:nl",
    "sheet:0:{}",
    "assist:0:{}",
    "assist_agree:0:{}",
]


OF_A_SHOP = ("assist_next", "assist_wipe")
VERBS = [action.way.name for action in DeskScreen.actions if action.way.name not in (*OF_A_SHOP, *OF_A_GROUP)]


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_but_an_advisor_gets_anything_done(verb: str) -> None:
    talk = Talk()
    talk.command("start")
    for arguments in ("", f":{SPRING.code}", f":{SPRING.id}:1", ":links", f":link/{SPRING.code}", ":x:nl"):
        talk.tap_code(f"{verb}:0{arguments}")
        assert NOT_FOR_YOU in talk.text
        assert talk.last.labels == ["Naar het begin"]
    assert talk.writes == []
    assert talk.sent == []


@pytest.mark.parametrize("verb", OF_A_SHOP)
def test_without_a_shop_there_is_none_to_drop(verb: str) -> None:
    talk = finished()
    before = talk.session
    talk.tap_code(f"{verb}:1")
    assert STALE in talk.text
    assert talk.session.finished == before.finished
    assert talk.session.given == before.given


def test_commands_and_places_of_the_desk_tell_others_nothing() -> None:
    talk = Talk()
    for name, argument in (("link", ""), ("links", "Winkelstraat Noord")):
        talk.command(name, argument)
        assert NOT_FOR_YOU in talk.text
    for place in (
        NamingCampaign(),
        NamingCampaign(campaign=12),
        Desk(page="link/12"),
        Desk(page="assist/12"),
    ):
        talk.stored = dump(talk.session.at(place))
        talk.type("hallo")
        assert NOT_FOR_YOU in talk.text
    assert talk.writes == []
    assert talk.sent == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("reference", ["99", OF_OTHERS, "", "0", "12 ", "１２", "links"])
def test_a_link_of_another_organisation_is_as_good_as_none(code: str, reference: str) -> None:
    talk = advisor(SPRING, OLD)
    before = talk.text
    talk.tap_code(code.format(reference))
    assert STALE in talk.text
    assert before in talk.text
    assert OF_OTHERS not in talk.text
    assert talk.writes == []
    assert talk.sent == []


@pytest.mark.parametrize(
    "page", ["link/99", "link", "assist/99", "assist/11", "nonsense", "", "links/0", "links/x"]
)
def test_a_page_that_is_not_there_shows_the_links(page: str) -> None:
    talk = advisor(SPRING, OLD)
    talk.stored = dump(talk.session.at(Desk(page=page)))
    talk.type("zomaar wat")
    assert "Links van Winkeliersvereniging Noord" in talk.text


def test_who_is_an_advisor_no_longer_can_rename_no_longer() -> None:
    talk = on_link()
    talk.tap("Andere naam")
    talk.known = {}
    talk.type("Gekaapt")
    assert NOT_FOR_YOU in talk.text
    assert talk.writes == []


def test_the_list_tells_of_each_link_and_what_can_be_typed() -> None:
    talk = advisor(SPRING, OLD)
    talk.command("links")
    assert "1. Winkelstraat Noord: 23 geopend, 18 begonnen, 14 klaar" in talk.text
    assert "2. Vorig jaar (gesloten): 40 geopend, 31 begonnen, 30 klaar" in talk.text
    assert "/groep" in talk.text
    talk.type("winkelstraat noord")
    assert talk.session.place == Desk(page=f"link/{SPRING.code}")


def test_a_long_list_has_pages_of_ten() -> None:
    talk = advisor(*(campaign(number, f"Link nummer {number}") for number in range(25, 0, -1)))
    talk.command("link")
    assert "10. Link nummer 16" in talk.text
    assert "Nieuwere links" not in talk.last.labels
    talk.type("oudere links")
    assert "1. Link nummer 15:" in talk.text
    assert "Pagina 2 van 3." in talk.text
    talk.type("2")
    assert "Link nummer 14" in talk.text
    talk.tap("Naar mijn links")
    talk.taps("Oudere links", "Oudere links")
    assert "5. Link nummer 1:" in talk.text
    assert "Oudere links" not in talk.last.labels
    talk.tap("Nieuwere links")
    assert "Pagina 2 van 3." in talk.text
