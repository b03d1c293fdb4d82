"""What is counted, and how the questionnaire is drawn."""

from datetime import date

from bot.records.statistics import Stopped, Week
from bot.web.console.flow import graph_of
from bot.web.console.numbers import HIGH, bars_of, stopped_of
from tests.support.dialogue.talk import CONTEXT


def test_weeks_are_drawn_for_all_languages_together() -> None:
    first, second = date(2026, 11, 16), date(2026, 11, 23)
    weeks = [Week(first, "en", 5, None), Week(first, "nl", 5, 10), Week(second, "nl", 5, None)]
    assert [(one.monday, one.started, one.finished) for one in bars_of(weeks)] == [
        ("2026-11-16", HIGH, HIGH),
        ("2026-11-23", HIGH // 2, 0),
    ]
    assert bars_of([]) == []


def test_where_people_stop_is_told_by_language() -> None:
    stopped = [Stopped("sms", "en", 5), Stopped("email", "nl", 10), Stopped("sms", "nl", 10)]
    assert stopped_of(stopped) == [("sms", {"en": 5, "nl": 10}), ("email", {"nl": 10})]


def test_every_question_and_every_condition_is_drawn() -> None:
    content = CONTEXT.content
    graph = graph_of(content, content.texts["nl"])
    questions = content.questionnaire.questions
    assert [box.id for box in graph.boxes] == [question.id for question in questions]
    assert len(graph.arcs) == len(graph.conditions) == sum(len(question.when) for question in questions)
    assert {box.id for box in graph.boxes if box.conditional} == {one.id for one in questions if one.when}
    assert all(box.y < graph.height for box in graph.boxes)
    assert all(arc.x < graph.width for arc in graph.arcs)
