"""Arriving by a link, at the first contact and in the middle of something."""

import pytest

from bot.dialogue.core.queries import Advises, Shares
from bot.dialogue.core.session import Home, Joined
from bot.records.groups import Layers, Organisation
from bot.records.writes import Contribute, Join, Open, SetShare, Start
from tests.support.dialogue.link_talk import answer_all, arrived
from tests.support.dialogue.sharing_chat import (
    CITY,
    CLOSED,
    DEMO,
    DEMO_CLOSED,
    ELSEWHERE,
    EXPIRED,
    INVITATION,
    LINKS,
    OPEN,
    OTHER,
    SAME,
    UNION,
    with_links,
    written,
)
from tests.support.dialogue.shop_talk import begun, finished
from tests.support.dialogue.talk import Talk

UNKNOWN = "Deze link werkt niet"
FORGED = (
    "c-nietbestaande",
    "c-" + "q" * 22,
    "d-" + "q" * 22,
    "a-" + "q" * 22,
    "b-" + "o" * 22,
    OPEN + "o",
    OPEN[:-1],
    OPEN.upper(),
    OPEN + " " + OPEN,
    OPEN + "\n",
    "c-" + "ö" * 22,
    "c-" + "o" * 21 + "'",
    "<b>x</b>",
    "{organisation}",
    "0",
    "x" * 64,
    "x" * 4_096,
)


def test_a_campaign_s_link_says_who_is_behind_it_and_what_they_see() -> None:
    talk = arrived()
    assert "U doet mee via Gemeente Noord. Deze organisatie ziet alleen totalen van de groep." in talk.text
    assert "Begin" in talk.last.labels
    assert talk.session.campaign == Joined(
        campaign=3, organisation=7, name="Gemeente Noord", code=OPEN.removeprefix("c-")
    )
    assert talk.writes == [Open(3)]
    talk.tap("Begin")
    assert talk.writes == [Open(3), Start(3)]
    answer_all(talk)
    assert [write.campaign for write in written(talk, Contribute)] == [3]


def test_it_is_said_in_english_too() -> None:
    talk = arrived(app="en")
    assert "You take part through Gemeente Noord." in talk.text
    talk.command("start", EXPIRED)
    assert "no longer valid" in talk.text
    talk.command("start", "nonsense")
    assert "This link does not work" in talk.text


def test_the_same_link_again_changes_nothing() -> None:
    talk = arrived()
    before = talk.session
    talk.command("start", OPEN)
    assert talk.session == before
    assert talk.writes == [Open(3), Open(3)]


def test_another_campaign_s_link_switches_and_says_so() -> None:
    talk = arrived()
    talk.command("start", OTHER)
    assert "U doet mee via Winkeliersvereniging <Zuid>." in talk.text
    assert "&lt;Zuid&gt;" in talk.last.html
    assert "Eerst deed u mee via Gemeente Noord" in talk.text
    assert talk.session.campaign == Joined(
        campaign=5, organisation=8, name=UNION.name, code=OTHER.removeprefix("c-")
    )
    talk.command("start", OPEN)
    talk.command("start", SAME)
    assert "Eerst deed u mee" not in talk.text
    assert talk.session.campaign is not None
    assert talk.session.campaign.campaign == 6


@pytest.mark.parametrize("code", FORGED, ids=lambda code: repr(code[:30]))
def test_a_code_that_is_not_known_tells_nothing_and_changes_nothing(code: str) -> None:
    talk = with_links(begun("Winkel"))
    before = talk.session
    talk.command("start", code)
    assert UNKNOWN in talk.text
    assert "Wat verkoopt u vooral?" in talk.text
    assert not any(organisation.name in talk.text for organisation in (CITY, UNION))
    assert talk.session.model_copy(update={"notes": ()}) == before.model_copy(update={"notes": ()})
    assert talk.writes == []


@pytest.mark.parametrize("code", LINKS)
def test_in_the_middle_of_the_questions_no_link_loses_anything(code: str) -> None:
    talk = with_links(begun("Winkel", "Kleding", "Folder of krant"))
    before = talk.session
    talk.command("start", code)
    assert talk.text.endswith("U koos: Folder of krant.")
    assert talk.session.notes
    assert (talk.session.given, talk.session.place, talk.session.run) == (before.given, before.place, 1)
    talk.tap("Klaar met kiezen")
    assert len(talk.session.given) == 3


@pytest.mark.parametrize("code", LINKS)
def test_with_a_result_in_hand_no_link_loses_anything(code: str) -> None:
    talk = with_links(finished())
    before = talk.session
    talk.command("start", code)
    assert talk.session.finished == before.finished
    assert talk.session.given == before.given
    assert talk.session.place == Home()
    assert "Toon mijn resultaat" in talk.last.labels
    assert written(talk, Contribute) == []


def test_a_campaign_opened_in_the_middle_counts_what_is_finished_then() -> None:
    talk = with_links(begun("Winkel", "Kleding"))
    talk.command("start", OPEN)
    assert "Uw antwoorden tot nu toe zijn bewaard." in talk.text
    assert talk.writes == [Open(3), Start(3)]
    answer_all(talk)
    assert [(write.campaign, write.run) for write in written(talk, Contribute)] == [(3, 1)]


def test_a_result_that_was_there_counts_only_after_a_tap_and_once() -> None:
    talk = with_links(finished())
    talk.command("start", OPEN)
    assert "U had al een resultaat" in talk.text
    assert "Begin opnieuw" in talk.last.labels
    code = talk.last.code("Laat mijn resultaat meetellen")
    talk.taps("Toon mijn resultaat", "Meer", "Mijn antwoorden", "E-mail", "Ja, soms", "Toon mijn resultaat")
    assert written(talk, Contribute) == []
    talk.command("start")
    talk.tap_code(code)
    assert "Uw resultaat telt mee in de groep" in talk.text
    assert "Laat mijn resultaat meetellen" not in talk.last.labels
    (contributed,) = written(talk, Contribute)
    assert (contributed.campaign, contributed.run, contributed.assisted) == (3, 1, False)
    assert contributed.values["topic:email"] == 3
    talk.tap_code(code)
    assert len(written(talk, Contribute)) == 1


def test_a_result_counts_with_the_answers_as_they_are_now() -> None:
    talk = with_links(finished())
    talk.command("start", OPEN)
    code = talk.last.code("Laat mijn resultaat meetellen")
    talk.taps("Toon mijn resultaat", "Meer", "Mijn antwoorden", "E-mail", "Ja, soms")
    talk.tap_code(code)
    assert {write.values["topic:email"] for write in written(talk, Contribute)} == {3}


@pytest.mark.parametrize("code", ["count_mine:1", "count_mine:0", "count_mine:7:3"])
def test_nothing_counts_by_a_forged_tap(code: str) -> None:
    for talk in (with_links(finished()), arrived(), with_links(Talk())):
        talk.command("help")
        talk.tap_code(code)
        assert written(talk, Contribute) == []


def test_a_closed_link_still_lets_one_take_the_test() -> None:
    for code in (CLOSED, DEMO_CLOSED):
        talk = arrived(code)
        assert "Deze link is gesloten" in talk.text
        assert talk.session.campaign is None
        assert talk.writes == []
        assert "Begin" in talk.last.labels


def test_trying_out_never_counts_and_says_so() -> None:
    talk = arrived(DEMO)
    assert "Dit is een proef. Uw antwoorden tellen niet mee." in talk.text
    talk.tap("Begin")
    answer_all(talk)
    assert talk.session.finished is not None
    assert talk.assessed is None
    assert talk.writes == []
    assert "Delen met adviseur" not in talk.last.labels
    talk.command("start", DEMO)
    assert talk.session.finished is not None


def test_what_was_tried_never_mixes_with_what_counts() -> None:
    for code in (OPEN, ""):
        talk = arrived(DEMO)
        talk.tap("Begin")
        answer_all(talk)
        if code:
            talk.command("start", code)
            assert "De antwoorden van uw proef zijn gewist. Ze tellen niet mee." in talk.text
            assert "Laat mijn resultaat meetellen" not in talk.last.labels
        else:
            talk.command("start")
            talk.tap("Stop de proef")
        session = talk.session
        assert (session.finished, session.history, session.given) == (None, (), {})
        assert written(talk, Contribute) == []
        talk.tap("Begin")
        answer_all(talk)
        assert [write.run for write in written(talk, Contribute)] == ([2] if code else [])
        assert talk.assessed is not None


def test_trying_out_is_not_for_a_chat_with_something_of_its_own() -> None:
    midway = with_links(begun("Winkel"))
    midway.command("start", DEMO)
    assert "Maak die eerst af" in midway.text
    done = with_links(finished())
    done.command("start", DEMO)
    assert "hier staat al iets van uw eigen winkel" in done.text
    sharing = with_links(Talk())
    sharing.writes.append(SetShare(7, Layers(contact="Jansen"), ""))
    assert sharing.known.get(Shares())
    sharing.command("start", DEMO)
    assert "hier staat al iets van uw eigen winkel" in sharing.text
    assert all(talk.session.campaign is None for talk in (midway, done, sharing))


def test_a_first_question_without_an_answer_is_no_hindrance_to_trying_out() -> None:
    talk = with_links(begun())
    talk.command("start", DEMO)
    assert talk.session.place == Home()
    assert talk.session.campaign is not None
    assert talk.session.campaign.demo


def test_stopping_with_trying_out_twice_is_harmless() -> None:
    talk = arrived(DEMO)
    code = talk.last.code("Stop de proef")
    talk.tap_code(code)
    talk.tap_code(code)
    assert "Die knop hoort bij een eerder bericht" in talk.text
    assert talk.session.campaign is None


def test_an_invitation_makes_an_advisor_who_no_longer_counts() -> None:
    talk = with_links(finished())
    talk.command("start", OPEN)
    talk.command("start", INVITATION)
    assert "U bent nu adviseur van Gemeente Noord" in talk.text
    assert "/link" in talk.text
    assert "/groep" in talk.text
    assert written(talk, Join) == [Join("o" * 22)]
    assert talk.session.campaign is None
    assert talk.session.finished is not None
    talk.tap("Begin opnieuw")
    answer_all(talk)
    assert written(talk, Contribute, Start) == []


def test_an_invitation_is_not_used_up_by_who_is_an_advisor_already() -> None:
    for code in (INVITATION, EXPIRED):
        talk = with_links(Talk())
        talk.known[Advises()] = CITY
        talk.command("start", code)
        assert "U bent al adviseur van Gemeente Noord" in talk.text
        assert talk.writes == []


def test_an_advisor_of_another_organisation_must_be_withdrawn_first() -> None:
    talk = with_links(Talk())
    talk.known[Advises()] = CITY
    talk.command("start", ELSEWHERE)
    assert "adviseur van een andere organisatie" in talk.text
    assert UNION.name not in talk.text
    assert talk.writes == []


def test_an_invitation_that_is_over_names_nobody() -> None:
    talk = arrived(EXPIRED)
    assert "Deze uitnodiging geldt niet meer. Vraag om een nieuwe." in talk.text
    assert CITY.name not in talk.text
    assert talk.writes == []


def test_an_advisor_who_opens_a_shop_s_link_does_not_take_part() -> None:
    talk = with_links(Talk())
    talk.known[Advises()] = Organisation(9, "Elders")
    talk.command("start", OPEN)
    assert "U bent adviseur, dus u telt niet mee" in talk.text
    assert talk.session.campaign is None
    assert talk.writes == []


def test_a_link_ends_the_writing_of_a_message_and_sends_nothing() -> None:
    talk = arrived()
    talk.command("vraag")
    assert "Uw bericht aan Gemeente Noord" in talk.text
    talk.command("start", OTHER)
    assert talk.session.place == Home()
    assert written(talk, Open) == [Open(3), Open(5)]
