"""Making a link, its name, and what is printed of it."""

import pytest

from bot.dialogue.core.replies import Picture, Report
from bot.dialogue.core.session import Desk, NamingCampaign, dump
from bot.library.parsing.markup import plain
from bot.pictures.drawing import PosterDrawing, SheetDrawing
from bot.records.groups import LONGEST_CAMPAIGN_NAME, MOST_CAMPAIGNS
from bot.records.writes import CloseCampaign, MakeCampaign, RenameCampaign
from tests.support.dialogue.desk_chat import (
    HOSTILE,
    ORGANISATION,
    SPRING,
    STALE,
    advisor,
    campaign,
    on_link,
    reports,
)
from tests.support.dialogue.limits import within_limits

LINK = f"https://t.me/WinkelpeilBot?start=c-{SPRING.code}"
NONCE = "n" * 22


def test_the_first_link_is_asked_a_name_and_given_at_once() -> None:
    talk = advisor()
    talk.command("link")
    assert talk.session.place == NamingCampaign()
    talk.type("Winkelstraat Noord,\n voorjaar")
    assert talk.writes == [MakeCampaign(ORGANISATION.id, NONCE, "Winkelstraat Noord, voorjaar")]
    link = f"https://t.me/WinkelpeilBot?start=c-{NONCE}"
    page, dutch, english = talk.chat[talk.screen], talk.chat[talk.screen + 1], talk.chat[talk.screen + 2]
    assert f"<code>{link}</code>" in page.html
    assert f"start=d-{NONCE}" in page.text
    assert "Winkeliersvereniging Noord nodigt u uit" in dutch.text
    assert "Winkeliersvereniging Noord invites you" in english.text
    for message in (dutch, english):
        # As it stands it is passed on to shops.
        assert link in message.text
        assert message.keyboard == ()
    (picture,) = talk.sent
    assert isinstance(picture, Picture)
    assert picture.drawing.kind == "qr"
    assert picture.drawing.url == link
    assert link in plain(picture.caption)
    talk.tap("Naar mijn links", talk.screen)
    assert "1. Winkelstraat Noord, voorjaar: 0 geopend, 0 begonnen, 0 klaar" in talk.chat[talk.screen].text


def test_a_name_behind_the_command_makes_the_link_at_once() -> None:
    talk = advisor(SPRING)
    talk.command("link", "Winkelstraat Noord, voorjaar")
    assert talk.writes == [MakeCampaign(ORGANISATION.id, NONCE, "Winkelstraat Noord, voorjaar")]
    assert "De link is klaar" in talk.chat[talk.screen].text
    # What was made in this step has no id yet; its buttons go by its code.
    talk.tap("Poster Nederlands", talk.screen)
    assert isinstance(talk.sent[-1], Report)


@pytest.mark.parametrize("name", ["", "  \n ", "\u200b\u200d", "\ufe0f", "\u00ad"])
def test_a_name_that_shows_nothing_is_refused(name: str) -> None:
    talk = advisor(SPRING)
    talk.tap_code("link_new:0")
    talk.type(name)
    assert talk.session.place == NamingCampaign()
    assert "Dat is geen naam" in talk.text
    assert talk.writes == []


def test_a_name_that_is_too_long_is_refused_and_not_cut() -> None:
    talk = advisor(SPRING)
    for text in ("x" * (LONGEST_CAMPAIGN_NAME + 1), "woord " * 500):
        talk.command("link", text)
        assert talk.session.place == NamingCampaign()
        assert "een naam van hooguit 60 tekens" in talk.text
        talk.type(text)
        assert "een naam van hooguit 60 tekens" in talk.text
    assert talk.writes == []
    talk.type("x" * LONGEST_CAMPAIGN_NAME)
    assert len(talk.writes) == 1


def test_no_more_links_than_there_is_room_for() -> None:
    talk = advisor(*(campaign(number, f"Link {number}") for number in range(1, MOST_CAMPAIGNS + 1)))
    talk.command("link", "Nog een")
    assert "U hebt al 200 links. Meer links kunt u niet maken." in talk.text
    talk.tap("Nieuwe link")
    assert "Meer links kunt u niet maken." in talk.text
    talk.stored = dump(talk.session.at(NamingCampaign()))
    talk.type("Nog een")
    assert "Meer links kunt u niet maken." in talk.text
    assert talk.writes == []


@pytest.mark.parametrize("nonce", ["", "n" * 21, "n" * 23, "n" * 21 + "!", "n" * 22 + "\n"])
def test_without_a_proper_nonce_no_link_is_made(nonce: str) -> None:
    talk = advisor()
    talk.nonce = nonce
    with pytest.raises(ValueError, match="nonce"):
        talk.command("link", "Winkelstraat Noord")


def test_the_name_can_be_left_unasked() -> None:
    talk = advisor(SPRING)
    talk.command("link")
    talk.tap("Nieuwe link")
    talk.type("toch niet")
    assert talk.session.place == Desk(page="links")
    assert talk.writes == []


def test_a_link_is_renamed_and_shows_it_at_once() -> None:
    talk = on_link()
    talk.tap("Andere naam")
    assert "‘Winkelstraat Noord’" in talk.text
    talk.type("Zuid & co")
    assert talk.writes == [RenameCampaign(SPRING.id, "Zuid & co")]
    assert "Zuid & co" in talk.text
    assert "Winkelstraat Noord" not in talk.text
    talk.tap("Andere naam")
    talk.tap("Toch niet")
    assert talk.session.place == Desk(page=f"link/{SPRING.code}")


def test_a_link_is_closed_and_opened_again_each_once() -> None:
    talk = on_link()
    close = talk.last.code("Sluit deze link")
    talk.tap_code(close)
    assert "Deze link is gesloten" in talk.text
    assert LINK not in talk.text
    shown = talk.last
    talk.tap_code(close)
    assert talk.last == shown
    talk.tap("Open deze link weer")
    assert talk.writes == [CloseCampaign(SPRING.id, closed=True), CloseCampaign(SPRING.id, closed=False)]
    assert LINK in talk.text


@pytest.mark.parametrize(
    "code", ["link_close:0:12", "link_close:0:12:2", "poster:0:12", "poster:0:12:de", "desk:0:x"]
)
def test_a_button_that_says_something_else_does_nothing(code: str) -> None:
    talk = advisor(SPRING)
    talk.tap_code(code)
    assert STALE in talk.text
    assert talk.writes == []
    assert talk.sent == []


@pytest.mark.parametrize("label", ["QR-code", "Poster Nederlands", "Poster Engels", "Vragen op papier"])
def test_what_is_printed_is_sent_once_for_a_double_tap(label: str) -> None:
    talk = on_link()
    code = talk.last.code(label)
    talk.tap_code(code)
    talk.tap_code(code)
    assert len(talk.sent) == 1
    assert talk.session.place == Desk(page=f"link/{SPRING.code}")
    talk.later(seconds=20)
    talk.type(label)
    assert len(talk.sent) == 2
    assert talk.sent[0] == talk.sent[1]


def test_the_two_posters_are_two_things() -> None:
    talk = on_link()
    talk.taps("Poster Nederlands", "Poster Engels", "Vragen op papier")
    drawings = [one.drawing for one in reports(talk) if isinstance(one.drawing, PosterDrawing | SheetDrawing)]
    assert [(drawing.kind, drawing.language) for drawing in drawings] == [
        ("poster", "nl"),
        ("poster", "en"),
        ("sheet", "nl"),
    ]
    assert len({one.name for one in reports(talk)}) == 3


@pytest.mark.parametrize("app", ["nl", "en"])
@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_name_is_user_text_everywhere(name: str, app: str) -> None:
    talk = advisor(SPRING, app=app)
    name = name[:LONGEST_CAMPAIGN_NAME]
    replies = talk.command("link", name)
    screen = talk.screen
    assert talk.writes == [MakeCampaign(ORGANISATION.id, NONCE, name)]
    assert name in talk.chat[screen].text
    codes = (
        "qr",
        "poster:nl",
        "poster:en",
        "sheet",
        "invite",
        "link_rename",
        "link_close:0",
        "assist",
        "link_close:1",
    )
    for verb, *more in (code.split(":") for code in codes):
        replies += talk.tap_code(":".join((verb, "0", NONCE, *more)), screen)
        assert name in talk.chat[screen].text
    replies += talk.tap_code("desk:0:links", screen)
    assert name in talk.chat[screen].text
    for reply in replies:
        within_limits(reply)
