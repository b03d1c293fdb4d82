"""What a shop lets an organisation see: off until it says so, and off again when it says so."""

import json

import pytest

from bot.dialogue.core.queries import Advises
from bot.dialogue.core.replies import File, Message, Picture
from bot.dialogue.core.session import Reading, Sharing, dump
from bot.records.groups import LONGEST_CONTACT, Layers
from bot.records.writes import Contribute, Decide, SetShare
from tests.support.dialogue.link_talk import answer_all, arrived
from tests.support.dialogue.sharing_chat import CITY, DEMO, OPEN, OTHER, Known, with_links, written
from tests.support.dialogue.shop_talk import finished
from tests.support.dialogue.talk import Talk

RESULT, ANSWERS, CONTACT = "Score en niveau", "Alle antwoorden en advies", "Contactgegevens"
HOSTILE = "<b>Jansen</b> & {organisation} [x](tg://user?id=1)"


def counted() -> Talk:
    """Come by a campaign's link and finish."""
    talk = arrived()
    talk.tap("Begin")
    answer_all(talk)
    return talk


def sharing() -> Talk:
    talk = counted()
    talk.command("delen")
    return talk


def shares(talk: Talk) -> list[SetShare]:
    return written(talk, SetShare)


def test_sharing_is_offered_once_beside_a_new_result_and_is_off() -> None:
    talk = counted()
    assert talk.last.labels == ["Ja, ik kies wat ik deel", "Nee, niet delen"]
    assert "Wilt u uw resultaat delen met Gemeente Noord?" in talk.text
    assert shares(talk) == []
    talk.tap("Meer", talk.screen)
    assert "Delen met adviseur" in talk.chat[talk.screen].labels
    count = len(talk.chat)
    talk.command("resultaat")
    talk.taps("Meer", "Mijn antwoorden", "E-mail", "Ja, soms", "Toon mijn resultaat")
    assert not any("Wilt u uw resultaat delen" in talk.chat[one].text for one in talk.chat if one > count)


def test_a_new_round_is_offered_anew_unless_something_is_shared() -> None:
    talk = counted()
    talk.command("start")
    talk.tap("Begin opnieuw")
    answer_all(talk)
    assert "Wilt u uw resultaat delen" in talk.text
    talk.taps("Ja, ik kies wat ik deel", RESULT)
    talk.command("start")
    talk.tap("Begin opnieuw")
    answer_all(talk)
    assert "Wilt u uw resultaat delen" not in talk.text


def test_without_a_campaign_sharing_is_not_offered() -> None:
    talk = finished()
    talk.tap("Meer")
    assert "Delen met adviseur" not in talk.last.labels
    talk.command("delen")
    assert "U deelt niets." in talk.text
    assert "Naar mijn resultaat" in talk.last.labels


def test_an_advisor_who_fills_in_for_a_shop_is_offered_nothing() -> None:
    talk = arrived()
    talk.tap("Begin")
    talk.stored = talk.session.model_copy(update={"assisted": True}).model_dump_json()
    answer_all(talk)
    assert "delen" not in talk.text
    for code in ("share:1:7", "share_set:1:7:result:1", "share_no:1:3", "ask:1:7", "share_again:1:7"):
        talk.tap_code(code)
    talk.command("vraag")
    assert written(talk, SetShare, Decide) == []


def test_no_is_noted_and_can_be_taken_back_later() -> None:
    talk = counted()
    talk.tap("Nee, niet delen")
    assert "Typ dan /delen" in talk.text
    assert "Uw score" in talk.text
    assert talk.writes[-1] == Decide(3)
    assert talk.session.place == Reading()
    typed = counted()
    typed.type("niet delen")
    assert typed.writes[-1] == Decide(3)


def test_each_layer_is_shared_and_taken_back_by_itself() -> None:
    talk = sharing()
    talk.tap(RESULT)
    assert talk.writes[-2:] == [SetShare(7, Layers(result=True), ""), Decide(3)]
    assert "U deelt nu: score en niveau." in talk.text
    talk.tap(ANSWERS)
    assert shares(talk)[-1].layers == Layers(result=True, answers=True)
    talk.tap(ANSWERS)
    assert shares(talk)[-1].layers == Layers(result=True)
    talk.tap(RESULT)
    assert shares(talk)[-1].layers == Layers()
    assert "U deelt nu niets" in talk.text


def test_the_answers_hold_the_result_so_those_never_stand_alone() -> None:
    talk = sharing()
    talk.tap(ANSWERS)
    assert shares(talk)[-1].layers == Layers(result=True, answers=True)
    assert {f"✓ 1. {RESULT}", f"✓ 2. {ANSWERS}"} <= set(talk.last.labels)
    talk.tap(RESULT)
    assert shares(talk)[-1].layers == Layers()


def test_a_double_tap_shares_once() -> None:
    talk = sharing()
    code = talk.last.code(RESULT)
    talk.tap_code(code)
    talk.tap_code(code)
    assert len(shares(talk)) == 1
    code = talk.last.code(RESULT)
    talk.tap_code(code)
    talk.tap_code(code)
    assert len(shares(talk)) == 2
    assert shares(talk)[-1].layers == Layers()


def test_all_of_it_can_be_typed() -> None:
    talk = counted()
    talk.command("resultaat")
    talk.type("delen met adviseur")
    talk.type("2")
    assert shares(talk)[-1].layers == Layers(result=True, answers=True)
    talk.type("contact")
    talk.type("Jansen, 06 12345678")
    assert shares(talk)[-1].layers.contact == "Jansen, 06 12345678"
    talk.type("score")
    talk.type("stop alles")
    assert shares(talk)[-1].layers == Layers()
    assert "U deelt niets meer met Gemeente Noord" in talk.text


def test_the_shop_s_name_goes_along_as_it_was_typed() -> None:
    talk = counted()
    talk.stored = talk.session.model_copy(update={"shop_name": HOSTILE}).model_dump_json()
    talk.command("delen")
    talk.tap(RESULT)
    assert shares(talk)[-1].who == HOSTILE
    assert "Zij zien ook hoe uw winkel heet" in talk.text
    assert "<b>Jansen</b>" not in talk.last.html
    assert "{organisation}" in talk.text


def test_contact_details_are_one_line_and_are_escaped_and_go_when_sharing_stops() -> None:
    talk = sharing()
    talk.tap(CONTACT)
    talk.type(HOSTILE.replace(" ", "\n"))
    contact = shares(talk)[-1].layers.contact
    assert contact is not None
    assert "\n" not in contact
    assert "&lt;b&gt;Jansen" in talk.last.html
    talk.taps("Stop met delen", CONTACT)
    assert "Eerder gaf u" not in talk.text
    assert "Jansen" not in talk.stored
    talk.tap_code("share_again:1:7")
    assert "Die knop" in talk.text
    assert shares(talk)[-1].layers == Layers()


def test_contact_details_that_another_organisation_sees_can_be_used_again() -> None:
    talk = sharing()
    talk.tap(CONTACT)
    talk.type("Jansen, 06 1")
    talk.command("start", OTHER)
    talk.command("delen")
    talk.type("2")
    talk.tap(CONTACT)
    assert "Eerder gaf u dit op: Jansen, 06 1" in talk.chat[talk.screen].text
    talk.tap("Gebruik deze gegevens", talk.screen)
    assert shares(talk)[-1] == SetShare(8, Layers(contact="Jansen, 06 1"), "")


def test_contact_details_of_an_earlier_release_go_at_the_next_word() -> None:
    talk = sharing()
    talk.stored = dump(talk.session.model_copy(update={"contact": "Jansen, 06 1"}))
    talk.tap(CONTACT)
    assert "Jansen" not in talk.text + talk.stored


@pytest.mark.parametrize("text", ["   ", "\n", "...", "\u200b"])
def test_contact_details_hold_something(text: str) -> None:
    talk = sharing()
    talk.tap(CONTACT)
    talk.type(text)
    assert "Dit antwoord begrijpen wij niet" in talk.text
    assert shares(talk) == []
    assert talk.session.place == Sharing(organisation=7, giving_contact=True)


def test_contact_details_have_an_end() -> None:
    talk = sharing()
    talk.tap(CONTACT)
    talk.type("x" * (LONGEST_CONTACT + 1))
    assert "121 tekens" in talk.text
    assert shares(talk) == []
    talk.type("x" * LONGEST_CONTACT)
    assert shares(talk)[-1].layers == Layers(contact="x" * LONGEST_CONTACT)


def test_contact_details_may_read_like_one_of_our_words() -> None:
    talk = sharing()
    talk.tap(CONTACT)
    talk.type("advies")
    assert shares(talk)[-1].layers.contact == "advies"
    talk.taps(CONTACT, CONTACT)
    talk.tap("Terug", talk.screen)
    assert talk.session.place == Sharing(organisation=7)


def test_a_result_is_shared_only_where_there_is_one() -> None:
    talk = arrived()
    talk.command("delen")
    for layer in (RESULT, ANSWERS):
        talk.tap(layer)
        assert "Doe eerst de test" in talk.text
    assert shares(talk) == []
    talk.tap(CONTACT)
    talk.type("Jansen")
    assert shares(talk)[-1].layers == Layers(contact="Jansen")


def test_while_trying_out_nothing_can_be_shared() -> None:
    talk = arrived(DEMO)
    talk.tap("Begin")
    answer_all(talk)
    talk.command("delen")
    assert "U deelt niets." in talk.text
    for code in ("share:1:7", "share_set:1:7:result:1", "share_set:1:7:contact:1", "share_no:1:3"):
        talk.tap_code(code)
    assert talk.writes == []


@pytest.mark.parametrize(
    "code",
    [
        "share:1:8",
        "share:1:x",
        "share:1:",
        "share:1:999999999999999999999",
        "share_set:1:8:result:1",
        "share_set:1:7:result",
        "share_set:1:7:result:2",
        "share_set:1:7:everything:1",
        "share_set:1:7::1",
        "share_set:1:7:result:answers:1",
        "share_set:1:²:result:1",
        "share_set:1:1",
        "share_stop:1:8",
        "share_again:1:7",
        "share_no:1:4",
        "share_no:1:",
        "count_mine:1:3",
        "demo_off:1",
    ],
)
def test_a_forged_button_shares_nothing(code: str) -> None:
    talk = sharing()
    talk.tap_code(code)
    assert written(talk, SetShare, Decide) == []
    assert len(written(talk, Contribute)) == 1


def test_when_it_was_looked_at_and_until_when_it_lasts_is_told() -> None:
    talk = sharing()
    talk.known = Known(talk, looked=True)
    talk.tap(RESULT)
    assert "Na 12 maanden stopt het vanzelf" in talk.text
    talk.command("delen")
    assert "U deelt sinds 24 november 2026. Op 24 november 2027 stopt het vanzelf." in talk.text
    assert "Een adviseur heeft gekeken op: 3 dec 2026, 27 nov 2026." in talk.text


def test_what_is_held_back_is_said_with_the_reason() -> None:
    talk = sharing()
    talk.known = Known(talk, held=True)
    talk.tap(ANSWERS)
    talk.command("delen")
    assert "Gemeente Noord ziet uw antwoorden nog niet." in talk.text
    assert "Uw contactgegevens zien zij wel" not in talk.text
    talk.tap(CONTACT)
    talk.type("Jansen")
    talk.command("delen")
    assert "Uw contactgegevens zien zij wel" in talk.text


def test_what_is_shared_with_an_earlier_organisation_can_still_be_stopped() -> None:
    talk = sharing()
    talk.tap(RESULT)
    talk.command("start", OTHER)
    talk.command("delen")
    assert "1. Gemeente Noord: score en niveau" in talk.text
    assert "2. Winkeliersvereniging <Zuid>: –" in talk.text
    talk.type("1")
    talk.tap("Stop met delen")
    assert shares(talk)[-1] == SetShare(7, Layers(), "")
    assert written(talk, Decide) == [Decide(3)]
    talk.command("delen")
    talk.tap(RESULT)
    assert shares(talk)[-1] == SetShare(8, Layers(result=True), "")


def test_in_the_middle_of_the_questions_sharing_leads_back() -> None:
    talk = arrived()
    talk.taps("Begin", "Winkel")
    talk.command("delen")
    talk.tap("Ga verder")
    assert "Wat verkoopt u vooral?" in talk.text


def test_the_language_can_be_changed_on_the_way() -> None:
    talk = sharing()
    talk.taps(CONTACT)
    talk.command("taal")
    talk.tap("English")
    assert "How can Gemeente Noord reach you?" in talk.chat[talk.screen].text
    talk.type("Jansen")
    assert "You now share: contact details." in talk.text


def test_a_place_that_leads_nowhere_is_left() -> None:
    talk = with_links(Talk())
    talk.command("start", OPEN)
    for place in (Sharing(giving_contact=True), Sharing(organisation=99, giving_contact=True)):
        talk.stored = talk.session.at(place).model_dump_json()
        talk.type("Jansen")
        assert talk.session.contact is None
        assert shares(talk) == []


def test_everything_kept_about_it_is_in_the_file() -> None:
    talk = sharing()
    talk.known = Known(talk, looked=True)
    talk.taps(CONTACT)
    talk.type("Jansen")
    talk.tap(RESULT)
    talk.command("vraag")
    talk.type("Hallo?")
    talk.command("mijngegevens")
    file = talk.sent[-1]
    assert isinstance(file, File)
    data = json.loads(file.text)
    assert data["campaign"]["name"] == "Gemeente Noord"
    assert data["shares"][0]["layers"] == {"result": True, "answers": False, "contact": "Jansen"}
    assert len(data["shares"][0]["looks"]) == 2
    assert data["contact"] == "Jansen"
    assert data["conversations"] == [{"number": 12, "organisation": "Gemeente Noord", "ended": False}]
    assert "U doet mee via: Gemeente Noord." in talk.text
    assert "U deelt iets met: Gemeente Noord." in talk.text
    assert "Gesprekken met adviseurs: 1." in talk.text


def test_an_old_button_does_not_erase_a_chat_that_came_by_a_link() -> None:
    talk = arrived()
    talk.tap_code("forget_yes:0")
    assert not talk.forgotten
    assert talk.session.campaign is not None


def test_who_is_an_advisor_is_told_what_erasing_ends() -> None:
    talk = Talk()
    talk.known[Advises()] = CITY
    talk.command("vergeet")
    assert "U bent dan ook geen adviseur meer." in talk.text


def test_the_offer_comes_below_the_result_and_its_picture() -> None:
    talk = arrived()
    talk.tap("Begin")
    while "Nu mijn resultaat" not in talk.last.labels:
        talk.tap("Overslaan")
    replies = talk.tap("Nu mijn resultaat")
    assert [type(reply) for reply in replies][2:] == [Picture, Message, Message]
    offer = replies[-1]
    assert isinstance(offer, Message)
    assert not offer.screen
