"""What comes after the result: plan, reminders, what-if, a new round, one's own data."""

import json
import random
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.dialogue.core.replies import File, Message, Picture, Report
from bot.dialogue.core.session import Session, WhatIf, dump
from bot.dialogue.core.speaking_hours import ZONE, may_speak
from bot.dialogue.shop.my_data import SCHEMA
from bot.dialogue.shop.plan.due import due
from bot.dialogue.shop.plan.plan import FULL
from bot.pictures.drawing import CardDrawing
from scoring.overall import yardstick
from scoring.peers import PeerTable, Published
from tests.support.dialogue.desk_chat import STALE
from tests.support.dialogue.shop_talk import begun, finished, planned, reminded
from tests.support.dialogue.talk import CONTEXT
from tests.support.paths import ROOT

DOCS = ROOT / "docs"


def test_a_new_result_comes_with_its_picture_and_an_old_one_does_not() -> None:
    talk = finished()
    assert [type(one) for one in talk.sent] == [Picture]
    talk.command("resultaat")
    talk.taps("Meer", "Mijn antwoorden", "Toon mijn resultaat")
    assert len(talk.sent) == 1
    talk.taps("Meer", "Mijn plaatje")
    assert len(talk.sent) == 2
    new, asked = talk.sent
    assert isinstance(new, Picture)
    assert new.model_copy(update={"message_id": None}) == asked


def test_a_complete_assessment_is_told_to_the_store_once() -> None:
    talk = finished()
    assert talk.assessed == (4, 3, 4, 0, 3, 1, 1)
    talk.assessed = None
    talk.command("resultaat")
    assert talk.assessed is None
    skipped = begun("Winkel", *["Overslaan"] * 10)
    skipped.tap("Toon mijn resultaat")
    assert skipped.assessed is None


def test_the_report_is_sent_as_a_file() -> None:
    talk = finished()
    talk.tap("Mijn rapport (pdf)")
    assert isinstance(talk.sent[-1], Report)
    assert talk.sent[-1].name.endswith(".pdf")


def test_adding_a_step_twice_adds_it_once_and_a_full_plan_says_so() -> None:
    talk = planned()
    card = talk.session.plan[0].card
    talk.tap_code(f"plan_add:1:{card}")
    assert len(talk.session.plan) == 1
    for other in [card.id for card in CONTEXT.content.cards][: FULL + 2]:
        talk.tap_code(f"plan_add:1:{other}")
    assert len(talk.session.plan) == FULL
    assert "Uw plan is vol" in talk.text


def test_double_taps_in_the_plan_change_nothing() -> None:
    talk = planned()
    for label in ("Morgen", "Gedaan"):
        code = talk.last.code(label)
        talk.tap_code(code)
        once = talk.session.plan
        talk.tap_code(code)
        assert [item.model_dump(exclude={"done"}) for item in talk.session.plan] == [
            item.model_dump(exclude={"done"}) for item in once
        ]
        assert bool(talk.session.plan[0].done) == bool(once[0].done)


def test_nothing_is_said_first_without_a_yes() -> None:
    talk = planned()
    assert due(talk.session) is None
    talk.later(days=400)
    assert talk.due() == []


def test_reminders_stop_with_one_tap_and_with_the_last_open_step() -> None:
    talk = reminded()
    assert due(talk.session) is not None
    talk.tap("Stop herinneringen")
    assert due(talk.session) is None
    talk = reminded()
    talk.type("1")
    talk.tap("Gedaan")
    assert due(talk.session) is None


def test_reminders_stop_for_who_blocks_the_bot() -> None:
    talk = reminded()
    talk.stored = dump(talk.session.model_copy(update={"blocked": True}))
    assert due(talk.session) is None


def test_a_reminder_that_comes_late_waits_for_the_day() -> None:
    talk = reminded()
    moment = due(talk.session)
    assert moment is not None
    talk.now = moment.astimezone(ZONE).replace(hour=23)
    assert talk.due() == []
    later = due(talk.session)
    assert later is not None
    assert later > talk.now
    talk.now = later
    assert len(talk.due()) == 1


@pytest.mark.parametrize("seed", range(20))
def test_over_a_year_reminders_keep_their_promises(seed: int) -> None:
    """At most one a week, by day, not on Sunday, no fourth without an answer; however late the bot wakes."""
    chance = random.Random(seed)  # noqa: S311
    talk, said, unanswered = reminded(), [], 0
    end = talk.now + timedelta(days=365)
    while talk.now < end:
        at = due(talk.session)
        if at is None:
            break
        # A bot that was down wakes late, up to three days.
        talk.now = max(talk.now, at) + timedelta(minutes=chance.choice([0, 0, 0, 30, 700, 4320]))
        if any(isinstance(reply, Message) for reply in talk.due()):
            said.append(talk.now)
            unanswered += 1
            assert unanswered <= 3
            if chance.random() < 0.6:
                talk.tap("Nog niet")
                unanswered = 0
    assert said
    assert all(may_speak(moment) for moment in said)
    # Less the hour of the clock's change.
    assert all(later - earlier >= timedelta(days=7, hours=-1) for earlier, later in pairwise(said))


def test_a_reminder_leaves_a_question_in_hand_where_it_is() -> None:
    talk = reminded()
    talk.command("start")
    talk.tap("Begin opnieuw")
    question = talk.screen
    talk.later(days=7)
    talk.due()
    assert talk.screen == question
    talk.tap("Winkel", question)
    assert "Wat verkoopt u vooral?" in talk.chat[question].text
    talk.tap("Gelukt")
    assert talk.session.plan[0].done is not None


def test_what_if_counts_the_steps_that_are_ticked_and_changes_nothing() -> None:
    talk = finished()
    before = talk.session.finished
    talk.taps("Meer", "Wat als ik dit doe?")
    assert "Uw score is nu" in talk.text
    assert "Met deze stappen" not in talk.text
    talk.type("1")
    assert isinstance(talk.session.place, WhatIf)
    assert len(talk.session.place.picked) == 1
    assert "Met deze stappen" in talk.text
    talk.tap("Mijn plaatje")
    picture = talk.sent[-1]
    assert isinstance(picture, Picture)
    assert isinstance(picture.drawing, CardDrawing)
    assert picture.drawing.what_if is not None
    assert talk.session.finished == before


def test_a_what_if_picture_that_is_left_is_told_to_be_old_though_it_was_just_sent() -> None:
    talk = finished()
    talk.taps("Meer", "Wat als ik dit doe?")
    talk.type("1")
    old = talk.last.code("Mijn plaatje")
    talk.tap("Mijn plaatje")
    sent = len(talk.sent)
    talk.tap_code(old)
    assert len(talk.sent) == sent
    assert STALE not in talk.text
    talk.command("plan")
    talk.tap_code(old)
    assert len(talk.sent) == sent
    assert STALE in talk.text


def test_a_new_round_starts_from_the_last_answers_and_tells_what_moved() -> None:
    talk = finished()
    assert talk.session.finished is not None
    talk.command("start")
    talk.tap("Begin opnieuw")
    for _ in range(15):
        if "Zo laten" in talk.last.labels:
            talk.tap("Zo laten")
    talk.tap("Toon mijn resultaat")
    assert "U hebt weer" in talk.text
    assert len(talk.session.history) == 1
    assert len(talk.text.splitlines()) <= 8
    picture = talk.sent[-1]
    assert isinstance(picture, Picture)
    assert isinstance(picture.drawing, CardDrawing)
    assert len(picture.drawing.history) == 2


def test_the_place_among_participants_is_looked_up_in_the_table_by_the_same_yardstick() -> None:
    talk = finished()
    talk.taps("Meer", "Bron", "Vergelijk mijn winkel")
    assert "die deze test deden" not in talk.text
    table = PeerTable(lower=(40,) * 21)
    talk.peers = Published(table, yardstick(CONTEXT.content.questionnaire))
    talk.taps("Bron", "Vergelijk mijn winkel")
    assert "Ongeveer 40 van de 100 winkels die deze test deden" in talk.text
    talk.peers = Published(table, "another")
    talk.taps("Bron", "Vergelijk mijn winkel")
    assert "die deze test deden" not in talk.text


def test_everything_kept_is_in_the_file_and_its_members_are_documented() -> None:
    talk = reminded()
    talk.stored = dump(talk.session.model_copy(update={"shop_name": "Jansen & Zoon"}))
    talk.command("mijngegevens")
    file = talk.sent[-1]
    assert isinstance(file, File)
    data = json.loads(file.text)
    assert data["schema"] == SCHEMA
    assert data["profile"]["shop_name"] == "Jansen & Zoon"
    assert data["assessments"][0]["answers"]["email"] == "regular"
    # Nothing of the session is held back.
    assert Session.model_validate_json(json.dumps(data["session"])) == talk.session
    described = (DOCS / "my-data.md").read_text(encoding="utf-8")
    for member in (*data, *data["profile"], *data["assessments"][0], *data["plan"][0], *data["consents"]):
        assert f"`{member}`" in described, member


def test_erasing_takes_one_confirmation_and_leaves_a_fresh_session() -> None:
    talk = planned()
    talk.command("vergeet")
    # In a list, for mypy narrows a plain bool and thinks that the tap changes nothing.
    assert [talk.forgotten] == [False]
    assert talk.session.plan
    talk.tap("Ja, wis alles")
    assert talk.forgotten
    assert talk.session == Session()
    assert talk.last.keyboard == ()


def test_an_old_button_to_erase_asks_again() -> None:
    talk = planned()
    talk.tap_code("forget_yes:1")
    assert not talk.forgotten
    assert talk.session.plan


def test_a_shop_s_name_is_user_text_everywhere() -> None:
    talk = finished()
    talk.tap_code("page:1:card/data_record_consent")
    talk.tap("Zet mijn winkelnaam erin")
    talk.type("<b>Jansen</b> & {zoon}\n#read('x')")
    assert talk.session.shop_name == "<b>Jansen</b> & {zoon} #read('x')"
    assert "<b>Jansen</b> & {zoon} #read('x')" in talk.text
    assert "&lt;b&gt;Jansen" in talk.last.html
    assert "[naam winkel]" not in talk.text


def test_the_name_of_the_shop_may_be_skipped() -> None:
    talk = finished()
    talk.tap_code("page:1:card/data_record_consent")
    talk.tap("Zet mijn winkelnaam erin")
    talk.type("overslaan")
    assert talk.session.shop_name is None
    assert "[naam winkel]" in talk.text
