"""The result: one clear way on, its picture above it, and what was left out answered from there."""

from typing import Any

import pytest

from bot.dialogue.core.events import Overtaken
from bot.dialogue.core.replies import Edit, Message, Picture, Retire, Toast
from bot.dialogue.core.session import Asking, Joined, Overview, Reading
from bot.dialogue.shop.interview import answers
from bot.dialogue.shop.result.score_words import needed_line
from scoring.model import TOPICS, Answers, Question
from scoring.path import path
from tests.support.dialogue.shop_chat import A_WHOLE_SHOP, shop
from tests.support.dialogue.talk import CONTEXT, Talk

ONE_WAY = ["Begin met stap 1", "Mijn drie stappen", "Mijn rapport (pdf)", "Meer"]
BEHIND = {
    "Advies per kanaal": "Waarover wilt u advies?",
    "Per onderwerp": "Uw punten per onderwerp",
    "Bron": "Waar komen de cijfers vandaan?",
    "Wat als ik dit doe?": "Wat als u dit doet?",
    "Mijn plan": "Uw plan is nog leeg.",
    "Mijn antwoorden": "Dit zijn uw antwoorden.",
    "Na 3 maanden een bericht": "U krijgt over drie maanden één bericht.",
}
ALL_DONE: dict[str, Any] = {
    "shop_type": "both",
    "branch": "food",
    "today": ("whatsapp", "google", "reviews", "website"),
    **dict.fromkeys(("social", "email", "sms", "blog", "twitter"), "regular"),
    "platforms": ("facebook",),
    "data_asks": "yes",
    "data_file": "yes",
    "data_consent": "yes",
    "goal": "return",
}


def begun(*labels: str) -> Talk:
    talk = Talk()
    talk.command("start")
    talk.taps("Begin", *labels)
    return talk


def finished() -> Talk:
    return begun(*A_WHOLE_SHOP)


def skipped(*answered: str) -> Talk:
    """Skip all questions but the first that has each of these labels among its answers, to the result."""
    talk, left = begun(), [*answered]
    while isinstance(talk.session.place, Asking):
        bare = [label.split(". ", 1)[-1] for label in talk.last.labels]
        found = next((label for label in left if label in bare), None)
        talk.tap(left.pop(left.index(found)) if found else "Overslaan")
    talk.tap("Toon mijn resultaat")
    return talk


def live(talk: Talk) -> list[int]:
    """List the messages that have buttons of ours."""
    return [
        number
        for number, shown in talk.chat.items()
        if any(button.code and "share" not in button.code for row in shown.keyboard for button in row)
    ]


def test_the_result_opens_with_one_way_on_and_all_else_is_behind_more() -> None:
    talk = finished()
    assert talk.last.labels == ONE_WAY
    first = talk.session.finished
    assert first is not None
    talk.tap("Begin met stap 1")
    assert talk.session.place == Reading(page=f"card/{first.result.next_steps[0].id}")
    for label, said in BEHIND.items():
        talk.command("resultaat")
        talk.taps("Meer", label)
        assert said in talk.text


@pytest.mark.parametrize(("label", "said"), BEHIND.items())
def test_what_is_behind_more_is_typed_anywhere(label: str, said: str) -> None:
    talk = finished()
    talk.command("start")
    talk.type(label)
    assert said in talk.text


def test_the_first_step_and_more_are_typed_but_a_sentence_with_the_word_more_is_a_question() -> None:
    talk = finished()
    talk.type("meer")
    assert talk.session.place == Reading(page="more")
    talk.type("stap 1")
    assert "Eerste stap" in talk.text
    talk.command("resultaat")
    talk.type("hoe krijg ik meer klanten op sociale media")
    assert "Meer bij uw resultaat" not in talk.text


def test_the_picture_stands_above_the_result_in_the_message_that_was_tapped() -> None:
    talk = begun(*A_WHOLE_SHOP[:-1])
    _, left, picture, result = talk.tap("Toon mijn resultaat")
    assert isinstance(left, Edit)
    assert (left.message_id, left.keyboard) == (1, ())
    assert isinstance(picture, Picture)
    assert picture.message_id == 1
    assert isinstance(result, Message)
    assert result.screen
    assert live(talk) == [2]


def test_after_a_typed_word_the_picture_comes_before_the_result() -> None:
    talk = begun(*A_WHOLE_SHOP[:-1])
    retire, picture, result = talk.type("resultaat")
    assert isinstance(retire, Retire)
    assert isinstance(picture, Picture)
    assert picture.message_id is None
    assert isinstance(result, Message)


def test_a_changed_answer_replaces_the_picture() -> None:
    talk = finished()
    talk.taps("Meer", "Mijn antwoorden", "E-mail", "Ja, soms")
    _, picture, edit = talk.tap("Toon mijn resultaat")
    assert isinstance(picture, Picture)
    assert isinstance(edit, Edit)
    assert (picture.message_id, edit.message_id) == (1, 2)
    talk.taps("Meer", "Mijn antwoorden", "Sms", "Ja, regelmatig")
    _, picture, _ = talk.type("resultaat")
    assert isinstance(picture, Picture)
    assert picture.message_id == 1
    assert len([one for one in talk.sent if isinstance(one, Picture)]) == 3


def test_a_new_round_has_a_picture_of_its_own() -> None:
    talk = finished()
    talk.command("start")
    talk.tap("Begin opnieuw")
    while isinstance(talk.session.place, Asking):
        talk.tap("Zo laten")
    *_, picture, _ = talk.tap("Toon mijn resultaat")
    assert isinstance(picture, Picture)
    assert picture.message_id == 3
    assert talk.session.picture == 3


def test_a_tap_on_what_became_the_picture_is_answered_below_it() -> None:
    talk = begun(*A_WHOLE_SHOP[:-1])
    code = talk.last.code("Toon mijn resultaat")
    change = talk.last.code("Sms")
    talk.tap_code(code)
    assert [type(one) for one in talk.tap_code(code, 1)] == [Toast]
    assert [type(one) for one in talk.tap_code(change, 1)] == [Toast, Retire, Message]
    assert isinstance(talk.session.place, Asking)
    assert live(talk) == [3]
    assert talk.happen(Overtaken(now=talk.now, message_id=1, erased=False)) == []


def test_a_stale_tap_leaves_one_live_screen() -> None:
    talk = finished()
    old = talk.last.code("Meer")
    talk.command("start")
    talk.tap("Begin opnieuw")
    talk.chat[9] = talk.chat[2]
    talk.tap_code(old.replace("page:1", "page:9"), 9)
    assert "Die knop hoort bij een eerder bericht" in talk.chat[9].text
    assert live(talk) == [9]


def test_a_late_answer_leaves_one_live_screen() -> None:
    talk = begun("Winkel")
    talk.command("help")
    talk.tap_code("answer:1:shop_type:both", 1)
    assert talk.session.given["shop_type"] == "both"
    assert live(talk) == [1]


def test_deel_dit_sends_the_picture_for_others_and_leaves_the_screen() -> None:
    talk = finished()
    picture = talk.sent[-1]
    assert isinstance(picture, Picture)
    ((button,),) = picture.keyboard
    assert button.code is not None
    _, passing, shared = talk.tap_code(button.code, 1)
    assert isinstance(passing, Message)
    assert not passing.screen
    assert "Doorsturen" in passing.html
    assert isinstance(shared, Picture)
    assert shared.drawing == picture.drawing
    assert shared.message_id is None
    assert "Mijn winkel heeft" in shared.caption
    assert shared.keyboard[0][0].url == "https://t.me/WinkelpeilBot"
    assert talk.last.labels != ONE_WAY
    assert talk.chat[2].labels == ONE_WAY
    talk.later(minutes=1)
    assert [type(one) for one in talk.type("deel dit")] == [Retire, Message, Message, Picture]


def test_a_shop_that_came_by_a_link_shares_that_link() -> None:
    joined = Joined(campaign=3, organisation=7, name="Gemeente Noord", code="x" * 22)
    talk = shop(session={"campaign": joined})
    *_, passing, shared = talk.tap_code("share_picture:1")
    link = f"https://t.me/WinkelpeilBot?start=c-{'x' * 22}"
    assert isinstance(shared, Picture)
    assert shared.keyboard[0][0].url == link
    assert link in shared.caption
    assert isinstance(passing, Message)
    assert (
        passing.keyboard[0][0].url
        == f"https://t.me/share/url?url={link.replace('?', '%3F').replace('=', '%3D')}"
    )


def test_what_was_skipped_is_named_and_answered_from_the_result() -> None:
    talk = skipped("Ja, soms")
    assert "Nog niet beantwoord:" in talk.text
    talk.tap("Vragen afmaken")
    questions: list[str] = []
    while isinstance(talk.session.place, Asking):
        questions.append(talk.session.place.question)
        assert f"Nog {len(talk.session.given)}" not in talk.text
        talk.tap("Ja, regelmatig" if "1. Ja, regelmatig" in talk.last.labels else "Overslaan")
    assert len(set(questions)) == len(questions)
    assert isinstance(talk.session.place, Reading)
    assert talk.session.finished is not None
    assert talk.session.finished.given == talk.session.given
    assert "E-mail" not in talk.text.split("Nog niet beantwoord")[-1]


def test_what_is_still_needed_is_right_after_each_answer() -> None:
    talk = skipped()
    talk.tap("Vragen afmaken")
    while isinstance(talk.session.place, Asking):
        label = next((one for one in talk.last.labels if one.startswith("1. Ja")), "Overslaan")
        talk.tap(label if label == "Overslaan" else label.split(". ", 1)[1])
        needed = needed_line(CONTEXT, talk.session.answers, CONTEXT.content.texts["nl"])
        assert ("Nog nodig voor een totale score" in talk.text) == (needed is not None)
        if needed:
            assert needed in talk.last.html


def test_back_from_what_was_skipped_shows_the_result_with_what_was_answered_by_then() -> None:
    talk = skipped("Ja, soms")
    talk.tap("Vragen afmaken")
    while "1. Ja, regelmatig" not in talk.last.labels:
        talk.tap("Overslaan")
    talk.tap("Ja, regelmatig")
    talk.tap("Terug")
    assert talk.session.place == Reading()
    assert talk.session.finished is not None
    assert "regular" in talk.session.finished.given.values()


def test_questions_are_not_finished_from_a_result_of_before() -> None:
    talk = skipped("Ja, soms")
    code = talk.last.code("Vragen afmaken")
    talk.command("start")
    talk.tap("Begin opnieuw")
    talk.tap_code(code)
    assert "Die knop hoort bij een eerder bericht" in talk.text


def test_a_shop_with_all_points_reads_that_there_is_no_more() -> None:
    talk = shop(**ALL_DONE)
    assert "100 van de 100" in talk.text
    assert "Dat zijn alle punten." in talk.text
    assert "Zo houdt u het vol" in talk.text or "Houd vol wat u doet" in talk.text
    assert "Uw eerste stap" not in talk.text
    assert "U hoeft niet alles te doen" not in talk.text


def test_a_shop_with_one_topic_or_none_reads_just_that() -> None:
    one = skipped("Ja, soms")
    assert "U hebt één onderwerp beantwoord. Sociale media:" in one.text
    none = skipped()
    assert "U hebt nog geen vraag beantwoord die punten geeft." in none.text
    assert "Houd vol wat u doet" not in none.text


def test_progress_counts_up_and_its_total_changes_only_where_that_is_said() -> None:
    talk = begun()
    total = 15
    for number in range(1, 20):
        if not isinstance(talk.session.place, Asking):
            break
        now = int(talk.text.split(f"Vraag {number} van ")[1].split()[0])
        assert (now == total) == ("vraag af" not in talk.text and "vragen af" not in talk.text)
        total = now
        talk.tap("Nee" if "2. Nee" in talk.last.labels else "Overslaan")
    assert number == total + 1


def test_an_answer_that_is_changed_is_not_headed_as_a_last_question() -> None:
    talk = begun(*A_WHOLE_SHOP[:-1])
    assert isinstance(talk.session.place, Overview)
    assert talk.text.count("?") == 1
    talk.tap("Gegevens vragen")
    assert "U verandert een antwoord" in talk.text
    talk.tap("Nee, of alleen bij een bestelling")
    assert "Deze vraag hoort bij uw nieuwe antwoord" in talk.text
    assert "Zou u klanten om hun gegevens willen vragen?" in talk.text


def test_the_topics_that_all_points_are_of_are_all_there() -> None:
    found = shop(**ALL_DONE).session.finished
    assert found is not None
    assert set(found.result.topics) == set(TOPICS)


def test_the_path_is_worked_out_once_for_what_is_known_before_and_after_a_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    talk = begun("Winkel", "Kleding", "Folder of krant")
    worked_out: list[object] = []

    def note(questions: tuple[Question, ...], given: Answers) -> tuple[Question, ...]:
        worked_out.append(given)
        return path(questions, given)

    monkeypatch.setattr(answers, "path", note)
    talk.tap("Eigen website")
    assert len(worked_out) == 1
    worked_out.clear()
    talk.tap("Klaar met kiezen")
    assert len(worked_out) == 3, "before, to find what holds after it, and after"
