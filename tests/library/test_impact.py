"""What another content changes for shops."""

import dataclasses

from bot.library.impact import MOST_EXAMPLES, PROFILES, impact, impact_on, profiles
from bot.library.loader import load
from scoring.model import Answers
from scoring.path import chosen_options, holding, path
from scoring.score import score, valid_answers
from tests.support.content.changed import changed

LIVE = load()
EMAIL = "  email: {weight: 20,"
SMS = "  sms: {weight: 8,"
TIP = "nl/advice/email/email_tip_after.md"
CARD = "nl/advice/email/email_monthly.md"


def asked(answers: Answers) -> list[str]:
    return [question.id for question in path(LIVE.questionnaire.questions, answers)]


def test_the_made_up_shops_reach_everything() -> None:
    questionnaire, made_up = LIVE.questionnaire, profiles(LIVE.questionnaire)
    assert len(made_up) == PROFILES == len(set(map(str, made_up)))
    for question in questionnaire.questions:
        given = {option for answers in made_up for option in chosen_options(answers, question.id)}
        assert given == {option.id for option in question.options}, question.id
        assert sum(question.id not in answers for answers in made_up)
    results = [score(questionnaire, LIVE.figures, answers) for answers in made_up]
    levels = [result.overall.level for result in results if result.overall]
    assert min(levels.count(level.id) for level in questionnaire.levels) >= PROFILES // 10
    assert {(topic, one.step) for result in results for topic, one in result.topics.items()} == {
        (topic, step) for topic in questionnaire.topics for step in range(5)
    }
    assert len({tuple(asked(answers)) for answers in made_up}) == 12


def test_the_made_up_shops_are_the_same_each_time_and_answer_what_is_asked() -> None:
    questionnaire, made_up = LIVE.questionnaire, profiles(LIVE.questionnaire)
    assert made_up == profiles(load().questionnaire)
    for answers in made_up:
        assert valid_answers(questionnaire, answers) == answers
        assert holding(questionnaire.questions, answers) == answers
        assert set(answers) <= set(asked(answers))


def test_a_change_of_texts_alone_changes_nothing() -> None:
    after = load(
        changed(
            (CARD, "title: Mail", "title: Stuur"), ("nl/questions.yaml", "label: Kleding,", "label: Kledij,")
        )
    )
    found = impact(LIVE, after)
    assert found.nothing
    assert (found.shops, found.dropped) == (PROFILES, 0)


def test_other_figures_change_how_shops_compare_and_nothing_else() -> None:
    after = load(changed(("figures/hbd-2010.yaml", "percent: 22\n", "percent: 45\n")))
    found = impact(LIVE, after)
    assert found.compared > PROFILES // 2
    assert (found.scores, found.levels, found.steps) == (0, 0, 0)
    assert not found.nothing
    assert found.examples


def test_other_weights_change_scores_and_levels_and_are_shown() -> None:
    after = load(
        changed(
            ("questionnaire.yaml", EMAIL, "  email: {weight: 8,"),
            ("questionnaire.yaml", SMS, "  sms: {weight: 20,"),
        )
    )
    found = impact(LIVE, after)
    assert not found.nothing
    assert PROFILES > found.scores > found.levels > 0
    assert len(found.examples) == MOST_EXAMPLES
    assert all(example.before.score != example.after.score for example in found.examples)


def test_a_shop_is_told_its_own_change() -> None:
    after = load(
        changed(
            (
                "questionnaire.yaml",
                "  email: {weight: 20, points: [0, 10, 25, 75",
                "  email: {weight: 20, points: [0, 10, 25, 90",
            )
        )
    )
    well: Answers = {"social": "regular", "today": ("google", "website", "reviews", "whatsapp")}
    shops: list[Answers] = [{"email": "sometimes", **well}, {"email": "regular", **well}]
    found = impact_on(LIVE, after, shops)
    assert (found.shops, found.scores, found.levels) == (2, 1, 0)
    example, compared = found.examples
    assert (example.before.score, example.after.score) == (92, 97)
    # The mean of 2010 is told in the points of today, so who is on no other points is compared otherwise too.
    assert (compared.before.score, compared.after.score, found.compared) == (100, 100, 2)
    assert example.after.topics == {"email": 90, "social": 100, "online": 100}


def test_other_steps_are_counted_apart_from_scores() -> None:
    found = impact(LIVE, load(changed((TIP, "goals: [return, help]", "goals: []"))))
    assert (found.scores, found.levels) == (0, 0)
    assert found.steps > 0
    assert all(example.before.steps != example.after.steps for example in found.examples)


def test_answers_that_hold_no_more_are_dropped_and_counted() -> None:
    questions = tuple(question for question in LIVE.questionnaire.questions if question.id != "blog")
    after = dataclasses.replace(
        LIVE, questionnaire=LIVE.questionnaire.model_copy(update={"questions": questions})
    )
    shops = [{"blog": "regular", "email": "regular", "sms": "known"}, {"email": "regular", "sms": "known"}]
    found = impact_on(LIVE, after, shops)
    assert (found.shops, found.dropped, found.scores) == (2, 1, 1)
    assert found.examples[0].answers == shops[0]
    assert "blog" not in found.examples[0].after.topics


def test_answers_that_the_live_content_does_not_take_are_left_out_of_both() -> None:
    gone = {"branch": "gone", "fax": "yes", "email": "regular", "data_consent": "yes"}
    found = impact_on(LIVE, LIVE, [gone])
    assert found.nothing
    assert found.dropped == 0
