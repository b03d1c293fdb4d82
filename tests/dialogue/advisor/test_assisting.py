"""Filling in for a shop that is present."""

from datetime import timedelta

import pytest

from bot.dialogue.core.replies import Report
from bot.dialogue.core.session import Asking, Desk, Home, Joined, Session, dump
from bot.dialogue.shop.receipt_codes import new_code
from bot.records.writes import Contribute, Start
from tests.support.dialogue.assisting_talk import AGREE, assisted, assisting
from tests.support.dialogue.desk_chat import (
    NOT_FOR_YOU,
    OLD,
    ORGANISATION,
    SPRING,
    STALE,
    advise,
    advisor,
    on_link,
    reports,
)
from tests.support.dialogue.shop_talk import finished


def test_a_shop_is_asked_first_and_then_begins_from_nothing() -> None:
    talk = on_link()
    talk.tap("Samen invullen")
    assert talk.session.run == 0
    assert "Let op" not in talk.text
    talk.type("ja")
    session = talk.session
    assert session == Session(
        language_set=True,
        run=1,
        place=session.place,
        campaign=Joined(campaign=SPRING.id, organisation=ORGANISATION.id, name=ORGANISATION.name),
        assisted=True,
        receipt=new_code(talk.nonce),
        started=session.started,
        notes=session.notes,
    )
    assert isinstance(session.place, Asking)
    assert "U vult dit in voor een winkel, met de link ‘Winkelstraat Noord’." in talk.text
    assert talk.writes == [Start(SPRING.id)]
    talk.tap("Winkel")
    assert "U vult dit in" not in talk.text


def test_without_a_yes_nothing_begins() -> None:
    talk = on_link()
    yes = f"assist_agree:0:{SPRING.code}"
    talk.tap_code(yes)
    assert STALE in talk.text
    talk.tap("Samen invullen")
    talk.tap("Nee, terug")
    assert talk.session.place == Desk(page=f"link/{SPRING.code}")
    talk.tap_code(yes)
    assert STALE in talk.text
    assert talk.session.run == 0
    assert talk.writes == []


def test_an_old_yes_counts_for_no_other_shop() -> None:
    talk = assisting()
    yes = f"assist_agree:0:{SPRING.code}"
    shown = talk.last
    talk.tap_code(yes)
    assert talk.last == shown
    talk.tap("Winkel")
    talk.tap_code(yes)
    assert STALE in talk.text
    assert talk.session.run == 1
    assert talk.session.given == {"shop_type": "physical"}


@pytest.mark.parametrize(
    "code", [f"assist:0:{OLD.code}", f"desk:0:assist/{OLD.code}", f"assist_agree:0:{OLD.code}"]
)
def test_a_closed_link_takes_no_shops(code: str) -> None:
    talk = advisor(SPRING, OLD)
    talk.tap_code(code)
    assert talk.session.run == 0
    assert AGREE not in talk.last.labels


def test_a_finished_shop_counts_and_gets_its_report() -> None:
    talk = assisted()
    assert [type(one) for one in talk.writes] == [Start, Contribute]
    counted = talk.writes[-1]
    assert isinstance(counted, Contribute)
    assert (counted.campaign, counted.run, counted.assisted) == (SPRING.id, 1, True)
    assert talk.assessed is None
    (report,) = talk.sent
    assert isinstance(report, Report)
    assert report.drawing.kind == "report"
    assert "voor de winkelier" in report.caption
    assert {"Volgende winkel", "Klaar: wis deze antwoorden", "Mijn rapport (pdf)"} <= set(talk.last.labels)
    talk.tap("Meer")
    assert not {"Mijn plan", "Na 3 maanden een bericht"} & set(talk.last.labels)
    talk.tap("Naar mijn resultaat")
    talk.tap("Mijn drie stappen")
    talk.type("1")
    assert "Zet in mijn plan" not in talk.last.labels


def test_changed_answers_of_a_shop_count_anew_and_bring_a_new_report() -> None:
    talk = assisted()
    talk.taps("Meer", "Mijn antwoorden", "E-mail", "Ja, soms", "Toon mijn resultaat")
    assert [type(one) for one in talk.writes] == [Start, Contribute, Contribute]
    assert len(reports(talk)) == 2


def test_the_next_shop_is_asked_too_and_gets_nothing_of_the_last() -> None:
    talk = assisted()
    talk.tap_code("page:1:card/data_record_consent")
    talk.tap("Zet mijn winkelnaam erin")
    talk.type("Bakkerij Smit")
    talk.command("resultaat")
    talk.type("volgende winkel")
    assert "Let op" not in talk.text
    assert "Smit" not in talk.stored
    between = talk.session
    assert (between.run, between.assisted, between.campaign, between.given) == (1, False, None, {})
    talk.tap(AGREE)
    begun = talk.session
    assert (begun.run, begun.assisted, begun.finished, begun.history) == (2, True, None, ())
    assert "Vorige keer" not in talk.text


def test_done_drops_the_answers_once() -> None:
    talk = assisted()
    code = talk.last.code("Klaar: wis deze antwoorden")
    talk.tap_code(code)
    assert "gewist" in talk.text
    assert talk.session == Session(
        language_set=True, run=1, place=talk.session.place, notes=talk.session.notes
    )
    shown = talk.last
    talk.tap_code(code)
    assert talk.last == shown
    assert len(talk.writes) == 2


def test_beginning_again_asks_the_next_shop_first() -> None:
    talk = assisted()
    talk.command("start")
    talk.tap("Begin opnieuw")
    assert AGREE in talk.last.labels
    assert talk.session.run == 1
    assert talk.session.given == {}


def test_what_is_lost_is_told_before() -> None:
    talk = advise(finished(), SPRING)
    talk.tap_code(f"assist:1:{SPRING.code}")
    assert "uw eigen resultaat worden dan gewist" in talk.text
    assert talk.session.finished is not None
    talk = assisting()
    talk.tap("Winkel")
    talk.tap_code(f"assist:1:{SPRING.code}")
    assert "de antwoorden van de vorige winkel worden dan gewist" in talk.text
    assert talk.session.given


def test_what_is_the_advisor_s_own_as_an_advisor_stays() -> None:
    talk = advisor(SPRING, app="en")
    kept = {"digest": talk.now, "relayed": (talk.now,)}
    talk.stored = dump(talk.session.model_copy(update=kept))
    talk.tap_code(f"assist:0:{SPRING.code}")
    talk.tap("The shopkeeper is here and agrees")
    assert "You fill this in for a shop" in talk.text
    for code in ("assist_wipe:1", "desk:1:links"):
        assert talk.session.language == "en"
        assert talk.session.digest == kept["digest"]
        assert talk.session.relayed == kept["relayed"]
        talk.tap_code(code)


def test_the_answers_can_be_wiped_by_who_is_an_advisor_no_longer() -> None:
    talk = assisted()
    talk.known = {}
    talk.tap("Klaar: wis deze antwoorden")
    assert talk.session.given == {}
    assert NOT_FOR_YOU in talk.text
    talk.tap("Naar het begin")
    assert talk.session.place == Home()


def test_nothing_is_said_first_in_an_advisor_s_chat_after_a_shop() -> None:
    talk = advise(finished(), SPRING)
    talk.taps("Meer", "Na 3 maanden een bericht")
    talk.tap_code(f"assist:1:{SPRING.code}")
    talk.tap(AGREE)
    talk.now += timedelta(days=400)
    assert talk.due() == []
