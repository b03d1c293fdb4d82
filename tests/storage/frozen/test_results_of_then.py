"""Results of November 2026 are told as they were given, with the figures of then."""

import json
from collections import Counter

import pytest

from bot.dialogue.core.events import Command, Tap
from bot.dialogue.core.replies import Edit, File, Message
from bot.dialogue.shop.result.score_words import whole
from bot.engine import replies_json as bodies
from bot.library.parsing.markup import plain
from scoring.model import MONITORED
from tests.support.dialogue.talk import CONTEXT
from tests.support.storage.reopened import Old, Reopened, tuples

pytestmark = pytest.mark.both_engines

TEXTS = CONTEXT.content.texts
COPIED = "email_mail_iedere_week_een_recep"


def given_as_told(old: Old) -> bool:
    """Tell whether the result stands as it was given: no answer was changed since."""
    return old.finished is not None and not (
        old.session["run"] == old.finished["run"] and old.session["given"] != old.finished["given"]
    )


def test_results_stay_as_they_were_given(town: Reopened) -> None:
    compared = 0
    for old in town.frozen.values():
        session = town.stored(old.id)
        now = [one for one in (*session.history, session.finished) if one]
        before = [one for one in (*old.session["history"], old.finished) if one]
        for one, other in zip(now, before, strict=True):
            result, was = one.result, other["result"]
            overall = was["overall"]
            assert (result.overall.model_dump() if result.overall else None) == (
                {"score": overall["score"], "level": overall["level"]} if overall else None
            )
            told = {one: overall[one] for one in ("score", "sector", "verdict")} if overall else None
            held_up = told if told and told["verdict"] else None
            assert (result.monitor.model_dump() if result.monitor else None) == held_up
            compared += held_up is not None
            assert json.loads(result.model_dump_json(include={"topics", "missing"})) == {
                "topics": was["topics"],
                "missing": was["missing"],
            }
            assert [step.id for step in result.next_steps] == [step["id"] for step in was["next_steps"]]
            assert [step.reason.answers for step in result.next_steps] == [
                tuple(step["reason"]["answers"]) for step in was["next_steps"]
            ]
            assert (one.given, one.yardstick) == (tuples(other["given"]), "")
    assert compared > 100


def test_results_are_told_with_the_figures_of_then(town: Reopened) -> None:
    for old in town.frozen.values():
        finished = town.stored(old.id).finished
        if finished is None or not given_as_told(old) or old.session["assisted"]:
            continue
        texts = TEXTS[town.stored(old.id).language]
        told = town.commanded(old.id, "resultaat")
        overall, monitor = finished.result.overall, finished.result.monitor
        if overall and not old.is_running:
            level = texts.terms.levels[overall.level].name
            assert texts.messages.result.score.fill(score=overall.score, level=level) in told
        if monitor and not old.is_running:
            low, high = whole(monitor.sector)
            every = all(topic in finished.result.topics for topic in MONITORED)
            said = texts.messages.result.monitor if every else texts.messages.result.monitor_some
            assert said.fill(score=monitor.score, low=low, high=high) in told
            assert texts.messages.result.verdicts[monitor.verdict].fill() in told


def test_next_steps_of_then_are_told_in_words(town: Reopened) -> None:
    told = 0
    for old in town.frozen.values():
        finished = town.stored(old.id).finished
        if finished is None or not given_as_told(old):
            continue
        texts = TEXTS[town.stored(old.id).language]
        shown = plain(town.tapped(old.id, f"page:{finished.run}:steps"))
        for step in finished.result.next_steps:
            if step.id == COPIED:
                continue  # An administrator's own card: see frozen/test_content_of_then.py.
            told += 1
            assert plain(texts.cards[step.id].title) in shown
            topic = texts.terms.topics[step.topic].name
            assert topic in shown
            for objection in step.reason.answers:
                assert plain(texts.terms.objections[objection]) in shown
    assert told > 400


def test_no_step_of_today_is_added_to_points_of_then(town: Reopened) -> None:
    asked = 0
    for old in town.frozen.values():
        finished, language = town.stored(old.id).finished, town.stored(old.id).language
        if finished is None or not given_as_told(old):
            continue
        said = TEXTS[language].messages
        tap = Tap(now=town.now, code=f"what_if:{finished.run}", message_id=1, callback_id="1")
        (screen,) = [bodies.load(body) for body in town.would(old.id, tap).replies][-1:]
        assert isinstance(screen, Edit | Message)
        assert said.followup.what_if.anew.fill() in screen.html
        assert said.controls.again.label in [button.label for row in screen.keyboard for button in row]
        asked += 1
    assert asked > 100


@pytest.mark.sqlite_only
def test_reports_pictures_and_files_can_be_made_of_results_of_then(town: Reopened) -> None:
    made: Counter[str] = Counter()
    for old in town.various:
        for verb in ("picture", "report") if old.finished else ():
            tap = Tap(now=town.now, code=f"{verb}:{old.session['run']}", message_id=1, callback_id="1")
            sent = [bodies.load(body) for body in town.would(old.id, tap).replies]
            made.update(one.kind for one in sent)
        asked = Command(now=town.now, language_code=None, name="mijngegevens", argument="")
        files = [bodies.load(body) for body in town.would(old.id, asked).replies]
        for file in files:
            if isinstance(file, File):
                assert json.loads(file.text)
    assert made["picture"] > 90
    assert made["report"] > 90
