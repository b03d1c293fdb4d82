"""Single turns: double taps, old buttons, languages, groups, and content that changes under a session."""

import dataclasses

import pytest

from bot.dialogue.core.context import Context
from bot.dialogue.core.events import Addressed, Membership
from bot.dialogue.core.replies import Edit, Message, Retire, Toast
from bot.dialogue.core.session import Asking, Session, UnreadableSession, dump, load
from bot.dialogue.turn.commands import COMMANDS, menu_commands, profile
from bot.dialogue.turn.step import step
from bot.library.schema.content import LANGUAGES
from scoring.model import Question
from tests.support.dialogue.shop_talk import begun, finished
from tests.support.dialogue.talk import CONTEXT, START, Talk


def test_a_tap_edits_its_own_message_and_answers_the_callback() -> None:
    talk = begun()
    replies = talk.tap("Winkel")
    assert [type(reply) for reply in replies] == [Toast, Edit]
    assert len(talk.chat) == 1


def test_a_typed_answer_is_followed_by_the_next_question_below_it() -> None:
    talk = begun()
    replies = talk.type("winkel")
    assert [type(reply) for reply in replies] == [Retire, Message]
    assert talk.chat[1].keyboard == ()
    assert "Wat verkoopt u vooral?" in talk.text


@pytest.mark.parametrize(
    ("before", "label"),
    [
        ((), "Winkel"),
        ((), "Overslaan"),
        (("Winkel",), "Terug"),
        (("Winkel", "Kleding"), "Eigen website"),
        (("Winkel", "Kleding", "Eigen website"), "Klaar met kiezen"),
        (("Winkel", "Terug"), "Zo laten"),
    ],
)
def test_a_double_tap_changes_nothing(before: tuple[str, ...], label: str) -> None:
    talk = begun(*before)
    code = talk.last.code(label)
    talk.tap_code(code)
    once, shown = talk.session, talk.last
    talk.tap_code(code)
    assert talk.session == once
    assert talk.last == shown


def test_a_double_tap_on_begin_begins_once() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap_code("begin:0")
    talk.tap_code("begin:0")
    assert talk.session.run == 1
    assert "Die knop" not in talk.text


def test_a_button_of_an_earlier_run_is_old() -> None:
    talk = finished()
    talk.command("start")
    talk.tap("Begin opnieuw")
    talk.tap_code("answer:1:shop_type:web")
    assert talk.session.run == 2
    assert talk.session.given == {}
    assert "Die knop hoort bij een eerder bericht" in talk.text


def test_none_of_these_excludes_the_others() -> None:
    talk = begun("Winkel", "Kleding", "Eigen website", "Niets hiervan")
    assert isinstance(talk.session.place, Asking)
    assert talk.session.place.picked == ("none",)
    talk.tap("Marktplaats")
    assert isinstance(talk.session.place, Asking)
    assert talk.session.place.picked == ("marketplace",)
    talk.tap("Marktplaats")
    assert "U hebt nog niets gekozen" in talk.text
    assert "Klaar met kiezen" not in talk.last.labels


def test_weet_ik_niet_is_a_skip_on_a_ladder_too() -> None:
    talk = begun()
    talk.type("weet ik niet")
    assert talk.session.given == {"shop_type": None}
    talk.taps("Kleding", "Folder of krant", "Klaar met kiezen")
    talk.type("weet ik niet")
    # Step 0 is not to know the possibilities; not to know the answer is no answer.
    assert talk.session.given["social"] is None


def test_the_language_of_the_app_counts_at_first_and_a_choice_always() -> None:
    english = Talk(language_code="en-GB")
    english.command("start")
    assert "Welcome to Winkelpeil" in english.text
    other = Talk(language_code="pl")
    other.command("start")
    assert "Welkom bij Winkelpeil" in other.text
    other.tap("English")
    assert "Welcome to Winkelpeil" in other.text
    other.language_code = "nl"
    other.command("start")
    assert "Welcome to Winkelpeil" in other.text


def test_the_language_can_change_in_the_middle_of_a_question() -> None:
    talk = begun("Winkel", "Kleding", "Eigen website")
    talk.command("language")
    talk.tap("English")
    assert "What do you use for your shop now?" in talk.text
    assert talk.session.given == {"shop_type": "physical", "branch": "clothing"}


def test_the_result_takes_eight_lines_at_most() -> None:
    talk = finished()
    assert len(talk.text.splitlines()) <= 8
    assert "van de 100" in talk.text


def test_a_finished_result_stays_when_a_new_round_begins() -> None:
    talk = finished()
    result = talk.session.finished
    assert result is not None
    talk.command("start")
    talk.taps("Begin opnieuw", "Alleen webshop")
    talk.command("resultaat")
    assert talk.session.finished == result
    assert "Dit is uw vorige resultaat" in talk.text


def test_looking_again_does_not_score_again() -> None:
    talk = finished()
    result = talk.session.finished
    talk.later(days=40)
    talk.taps("Meer", "Mijn antwoorden", "Toon mijn resultaat")
    assert talk.session.finished == result


def test_a_group_gets_one_line_with_a_link() -> None:
    outcome = step(Session(), Addressed(now=START, topic=7), CONTEXT)
    (line,) = outcome.replies
    assert isinstance(line, Message)
    assert line.topic == 7
    assert len(outcome.replies) == 1
    message = outcome.replies[0]
    assert isinstance(message, Message)
    assert "https://t.me/WinkelpeilBot" in message.html
    assert outcome.session == Session()


def test_a_block_is_remembered_until_the_person_is_back() -> None:
    blocked = step(Session(), Membership(now=START, blocked=True), CONTEXT)
    assert blocked.session.blocked
    assert blocked.replies == ()
    talk = Talk(stored=dump(blocked.session))
    talk.command("start")
    assert not talk.session.blocked


def changed(context: Context, drop: str, *, option: str | None = None) -> Context:
    """The same content without a question, or without one of its options."""
    questionnaire = context.content.questionnaire
    questions: list[Question] = []
    for question in questionnaire.questions:
        if question.id != drop:
            questions.append(question)
        elif option:
            options = tuple(one for one in question.options if one.id != option)
            questions.append(question.model_copy(update={"options": options}))
    changed = questionnaire.model_copy(update={"questions": tuple(questions)})
    return dataclasses.replace(context, content=dataclasses.replace(context.content, questionnaire=changed))


def test_a_running_assessment_moves_to_new_content_and_keeps_what_holds() -> None:
    talk = begun("Winkel", "Kleding", "Eigen website")
    talk.context = changed(CONTEXT, "branch", option="clothing")
    talk.command("start")
    assert talk.session.given == {"shop_type": "physical"}
    talk.tap("Ga verder")
    assert "Wat verkoopt u vooral?" in talk.text


def test_a_question_that_is_no_longer_there_is_left() -> None:
    talk = begun("Winkel", "Kleding")
    talk.context = changed(CONTEXT, "today")
    talk.type("hallo")
    assert isinstance(talk.session.place, Asking)
    assert talk.session.place.question == "social"


@pytest.mark.parametrize("leave", ["go_on:1", "language:1:nl"])
def test_a_question_that_went_while_the_privacy_text_was_read_is_left(leave: str) -> None:
    talk = begun("Winkel", "Kleding")
    talk.command("privacy")
    talk.context = changed(CONTEXT, "today")
    talk.tap_code(leave)
    assert isinstance(talk.session.place, Asking)
    assert talk.session.place.question == "social"
    assert talk.session.aside_from is None


def test_a_finished_result_stays_under_new_content() -> None:
    talk = finished()
    result = talk.session.finished
    talk.context = changed(CONTEXT, "branch", option="clothing")
    talk.command("resultaat")
    assert talk.session.finished is not None
    assert result is not None
    assert talk.session.finished.result == result.result


def test_every_command_has_a_name_a_description_and_a_place_in_the_menu() -> None:
    assert len(COMMANDS) >= 7
    for language in LANGUAGES:
        menu = menu_commands(CONTEXT, language)
        assert len(menu) == sum(command.is_listed for command in COMMANDS)
        assert all(name and description for name, description in menu)
        long, short = profile(CONTEXT, language)
        assert len(long) <= 512
        assert len(short) <= 120


@pytest.mark.parametrize("name", sorted({name for command in COMMANDS for name in command.names.values()}))
def test_every_command_works_in_either_language_at_any_moment(name: str) -> None:
    for talk in (Talk(), begun("Winkel"), finished()):
        talk.command(name)
        assert talk.text
        # Of administrators' pages nobody else learns that there are any.
        assert ("bestaat niet" in talk.text or "does not exist" in talk.text) == (name == "admin")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}x", '{"v": 99}', '{"v": "1"}', '{"place": {"at": "nowhere"}}', '{"x": 1}']
)
def test_a_session_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSession):
        load(text)


def test_an_earlier_result_leads_back_to_the_new_round_and_not_to_its_empty_answers() -> None:
    talk = finished()
    talk.command("start")
    talk.tap("Begin opnieuw")
    talk.command("resultaat")
    assert "Dit is uw vorige resultaat" in talk.text
    talk.tap("Meer")
    assert "Mijn antwoorden" not in talk.last.labels
    talk.tap("Naar mijn resultaat")
    talk.tap("Ga verder")
    assert "Wat voor winkel hebt u?" in talk.text


def test_verder_goes_on_with_the_questions_from_their_overview() -> None:
    talk = begun("Winkel")
    talk.command("antwoorden")
    talk.type("ga verder")
    assert "Wat verkoopt u vooral?" in talk.text


def test_a_word_from_elsewhere_does_not_leave_a_question_that_was_opened_again() -> None:
    talk = begun("Winkel")
    talk.command("antwoorden")
    talk.tap("Soort winkel")
    place = talk.session.place
    talk.type("resultaat")
    assert isinstance(place, Asking)
    assert isinstance(talk.session.place, Asking)
    assert talk.session.place.question == place.question


def test_what_goes_well_is_told_from_the_first_step_that_is_doing() -> None:
    talk = begun(*["Overslaan"] * 8)
    talk.taps("Ja", "Nee, of op papier", "Overslaan", "Toon mijn resultaat")
    assert "u vraagt klanten om hun gegevens" in talk.text
    assert "bewaart" not in talk.text


def test_the_privacy_text_leads_back_to_a_result() -> None:
    talk = finished()
    talk.command("privacy")
    talk.tap("Naar mijn resultaat")
    assert "Uw score" in talk.text


def test_progress_is_told_on_a_question_that_is_opened_again() -> None:
    talk = begun("Winkel", "Terug")
    assert "Vraag 1 van 15" in talk.text


def test_a_card_names_the_group_that_it_leads_back_to() -> None:
    talk = finished()
    talk.tap("Mijn drie stappen")
    talk.type("1")
    assert "Mijn drie stappen" in talk.last.labels
    assert "Terug" not in talk.last.labels
