"""What a reader of the whole found: each was wrong once."""

from datetime import timedelta

import pytest

from bot.dialogue.core.replies import File, Picture, Report
from bot.dialogue.core.session import Asking, Session
from bot.dialogue.shop.result.what_if import gaining_steps
from bot.pictures.drawing import CardDrawing
from tests.support.dialogue.shop_talk import begun, finished, planned, reminded
from tests.support.dialogue.talk import CONTEXT, Talk


def scored(talk: Talk) -> int:
    result = talk.session.finished
    assert result is not None
    assert result.result.overall is not None
    return result.result.overall.score


def starter() -> Talk:
    """A shop that does not ask for data, and has plans with e-mail."""
    talk = begun("Winkel", "Kleding", "Klanten appen met ons", "Klaar met kiezen", "Ja, soms", "Facebook")
    talk.taps("Klaar met kiezen", "Ja, soms", "Nee, ken ik wel, geen plannen", "Nog niet, wel van plan")
    talk.taps("Nee, ik ken de mogelijkheden niet", "Nee, of alleen bij een bestelling", "Nee, of op papier")
    talk.taps("Ja, misschien", "Meer mensen in de winkel", "Toon mijn resultaat")
    return talk


@pytest.mark.parametrize("way", ["/start", "rapport", "mijn plan", "plaatje", "stappen"])
def test_a_changed_answer_reaches_the_result_whichever_way_one_goes_on(way: str) -> None:
    talk = starter()
    before = scored(talk)
    talk.command("antwoorden")
    talk.taps("E-mail", "Ja, regelmatig")
    talk.command("start") if way == "/start" else talk.type(way)
    assert scored(talk) > before
    talk.command("start")
    assert f"U hebt al een resultaat: {scored(talk)}" in talk.text


def test_rounds_that_answered_other_topics_are_not_compared() -> None:
    talk = starter()
    talk.command("start")
    talk.tap("Begin opnieuw")
    talk.taps(*["Zo laten"] * 7)
    talk.command("resultaat")
    assert "Vorige keer" not in talk.text
    picture = talk.sent[-1]
    assert isinstance(picture, Picture)
    assert isinstance(picture.drawing, CardDrawing)
    assert len(picture.drawing.history) == 1


def test_what_if_counts_only_what_the_step_brings() -> None:
    talk = starter()
    result = talk.session.finished
    assert result is not None
    assert [step.reason.kind for step in result.result.next_steps].count("consent") > 0
    gains = {step.id for step in result.result.next_steps if step.reason.gain > 0}
    assert {card.id for card in gaining_steps(CONTEXT, result)} == gains


def test_what_if_says_why_there_is_no_score() -> None:
    talk = begun("Winkel", *["Overslaan"] * 5, "Ja, soms", *["Overslaan"] * 4)
    talk.tap("Toon mijn resultaat")
    talk.type("wat als ik dit doe?")
    assert "Nog nodig voor een totale score:" in talk.text


@pytest.mark.parametrize("text", ["e ➆", "➆ e"])
def test_a_digit_that_is_no_number_is_not_understood_instead_of_failing(text: str) -> None:
    talk = begun("Winkel")
    talk.type(text)
    assert talk.session.given == {"shop_type": "physical"}


def test_leaving_a_channel_is_no_gain() -> None:
    talk = begun(*["Overslaan"] * 7, "Nee, ken ik wel, geen plannen", *["Overslaan"] * 3)
    talk.tap("Toon mijn resultaat")
    talk.type("stappen")
    assert "kunt u nog punten winnen" not in talk.text


def test_the_invitation_follows_a_new_result_and_can_be_taken_back() -> None:
    talk = finished()
    talk.taps("Meer", "Na 3 maanden een bericht")
    talk.later(days=85)
    talk.command("start")
    talk.tap("Begin opnieuw")
    while isinstance(talk.session.place, Asking):
        talk.tap("Zo laten")
    talk.tap("Toon mijn resultaat")
    talk.later(days=6)
    assert talk.due() == []
    talk.later(days=86)
    assert len(talk.due()) == 1
    again = finished()
    again.taps("Meer", "Na 3 maanden een bericht", "Toch geen bericht")
    assert again.session.again is None


def test_no_invitation_interrupts_a_round_that_was_begun() -> None:
    talk = finished()
    talk.taps("Meer", "Na 3 maanden een bericht")
    talk.later(days=91)
    talk.command("start")
    talk.taps("Begin opnieuw", "Zo laten")
    assert talk.due() == []
    assert len(talk.session.given) == 1


def test_a_step_for_next_month_is_not_asked_about_this_week() -> None:
    talk = reminded()
    talk.type("1")
    talk.tap("Volgende maand")
    talk.later(days=3)
    talk.due()
    assert "Is het gelukt?" not in talk.text
    talk.later(days=11)
    talk.due()
    assert "Is het gelukt?" in talk.text


def test_a_planned_week_is_a_date_that_does_not_move() -> None:
    talk = planned()
    talk.tap_code(f"plan_when:1:{talk.session.plan[0].card}:week")
    talk.later(days=60)
    talk.command("plan")
    assert "(week van 23 november 2026)" in talk.text


def test_not_yet_promises_nothing_once_reminders_are_off() -> None:
    talk = reminded()
    talk.later(days=7)
    talk.due()
    reminder = max(talk.chat)
    code = talk.chat[reminder].code("Nog niet")
    talk.tap("Stop herinneringen")
    talk.tap_code(code)
    assert "Wij vragen het" not in talk.text


@pytest.mark.parametrize(("typed", "seen"), [("antwoorden", "/antwoorden"), ("advies", "/advies")])
def test_a_command_s_own_word_does_not_leave_a_question_but_is_told_of(typed: str, seen: str) -> None:
    talk = begun("Winkel", "Kleding", "Folder of krant", "Klaar met kiezen")
    before = talk.session
    talk.type(typed)
    assert talk.session.given == before.given
    assert isinstance(talk.session.place, Asking)
    assert seen in talk.text


@pytest.mark.parametrize(
    "label", ["Mijn plan", "Advies per kanaal", "Mijn gegevens", "Wis mijn gegevens", "Bron"]
)
@pytest.mark.parametrize(
    "place", ["plan", "privacy", "mijngegevens", "advies", "antwoorden", "start", "resultaat"]
)
def test_a_label_typed_anywhere_does_what_it_does_where_it_stands(label: str, place: str) -> None:
    talk = finished()
    talk.command(place)
    talk.type(label)
    heads = {
        "Mijn plan": "Uw plan",
        "Advies per kanaal": "Waarover wilt u advies?",
        "Mijn gegevens": "Dit bewaren wij van u",
        "Wis mijn gegevens": "Wilt u alles wissen?",
        "Bron": "Waar komen de cijfers vandaan?",
    }
    assert heads[label] in talk.text


@pytest.mark.parametrize("typed", ["plan", "stop", "mijn resultaat", "hoe kom ik aan e-mailadressen?"])
def test_a_command_or_a_question_is_no_shop_s_name(typed: str) -> None:
    talk = finished()
    talk.tap_code("page:1:card/data_record_consent")
    talk.tap("Zet mijn winkelnaam erin")
    talk.type(typed)
    assert talk.session.shop_name is None


def test_a_shop_s_name_can_be_changed_and_taken_out() -> None:
    talk = finished()
    talk.tap_code("page:1:card/data_record_consent")
    talk.tap("Zet mijn winkelnaam erin")
    talk.type("Overslag")
    assert talk.session.shop_name == "Overslag"
    talk.tap("Andere winkelnaam")
    talk.type("Jansen")
    assert talk.session.shop_name == "Jansen"
    talk.taps("Andere winkelnaam", "Haal mijn winkelnaam weg")
    assert talk.session.shop_name is None


def test_stop_reminders_stops_them_from_anywhere() -> None:
    talk = reminded()
    talk.command("resultaat")
    talk.type("stop herinneringen")
    assert talk.session.reminders is None


def test_a_greeting_is_met_with_the_welcome_alone() -> None:
    talk = Talk()
    talk.type("Hallo!")
    assert talk.text.startswith("Welkom bij Winkelpeil.")


def test_ticks_are_there_after_a_look_aside() -> None:
    talk = begun("Winkel", "Kleding", "Eigen website", "Folder of krant")
    talk.command("privacy")
    talk.type("verder")
    assert "U koos: Eigen website, Folder of krant" in talk.text
    talk.command("taal")
    talk.tap("English")
    assert "You chose: Own website, Leaflet or newspaper" in talk.text


def test_one_s_own_data_are_sent_each_time_they_are_asked_for() -> None:
    talk = finished()
    talk.command("mijngegevens")
    talk.command("mijngegevens")
    talk.type("mijn gegevens")
    assert sum(isinstance(one, File) for one in talk.sent) == 3


def test_a_double_tap_on_erasing_keeps_the_confirmation() -> None:
    talk = planned()
    talk.command("vergeet")
    code = talk.last.code("Ja, wis alles")
    talk.tap_code(code)
    shown = talk.text
    talk.tap_code(code)
    assert talk.text == shown
    assert talk.forgotten
    assert talk.session == Session()


@pytest.mark.parametrize(("label", "kind"), [("Mijn plaatje", Picture), ("Mijn rapport (pdf)", Report)])
def test_a_double_tap_on_a_file_sends_it_once(label: str, kind: type) -> None:
    talk = finished()
    talk.sent.clear()
    if label not in talk.last.labels:
        talk.tap("Meer")
    talk.taps(label, label)
    assert [type(one) for one in talk.sent] == [kind]
    talk.now += timedelta(minutes=1)
    talk.tap(label)
    assert len(talk.sent) == 2


def test_double_taps_on_back_and_remove_keep_what_was_said() -> None:
    talk = planned()
    code = talk.last.code("Haal uit mijn plan")
    talk.tap_code(code)
    talk.tap_code(code)
    assert "staat niet meer in uw plan" in talk.text
    talk = finished()
    talk.taps("Meer", "Mijn antwoorden", "Branche")
    code = talk.last.code("Terug")
    talk.tap_code(code)
    talk.tap_code(code)
    assert "Die knop" not in talk.text


def test_an_old_button_for_an_imagined_picture_says_so() -> None:
    talk = finished()
    sent = len(talk.sent)
    talk.command("start")
    talk.tap_code("what_if_picture:1")
    assert "Die knop hoort bij een eerder bericht" in talk.text
    assert len(talk.sent) == sent


def test_a_card_keeps_its_branch_example_during_a_new_round() -> None:
    talk = finished()
    talk.command("start")
    talk.tap("Begin opnieuw")
    talk.tap_code("page:1:card/data_record_consent")
    assert "Voorbeeld uit uw branche" in talk.text


def test_a_webshop_does_not_count_among_the_participants() -> None:
    talk = starter()
    assert talk.assessed is not None
    talk.assessed = None
    talk.taps("Meer", "Mijn antwoorden", "Soort winkel", "Alleen webshop", "Toon mijn resultaat")
    assert talk.assessed is None


@pytest.mark.parametrize("typed", [True, False])
def test_who_ticks_is_not_told_any_more_that_it_was_not_understood(typed: bool) -> None:
    talk = Talk()
    talk.command("start")
    talk.taps("Begin", "Winkel", "Kleding")
    talk.type("qqqq")
    assert "Dit antwoord begrijpen wij niet" in talk.text
    if typed:
        talk.type("3")
    else:
        talk.tap("Eigen website")
    assert "Dit antwoord begrijpen wij niet" not in talk.text
    assert "U koos:" in talk.text
