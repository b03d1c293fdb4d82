"""What is counted, and how the questionnaire is drawn."""

import json
from datetime import timedelta

from bot.storage.sqlite import SQLiteStore
from bot.storage.sqlite_statistics import SQLiteStatistics
from bot.storage.statistics import Week
from bot.web.console.flow import graph_of
from bot.web.console.numbers import HIGH, bars_of
from tests.dialogue.talk import CONTEXT
from tests.storage.stored import BOT, NOW, OTHER_BOT, on_store

DAY = timedelta(days=1)


def add(
    store: SQLiteStore, chat: int, session: object, *, bot: int = BOT, finished: int = 0, days: int = 2
) -> None:
    written = session if isinstance(session, str) else json.dumps(session)
    store.db.execute(
        "INSERT INTO chats (bot_id, chat_id, session, version, finished, visited_at) "
        "VALUES (?, ?, ?, 1, ?, ?)",
        (bot, chat, written, finished, int((NOW - days * DAY).timestamp())),
    )


def test_starts_and_finishes_by_week_and_language() -> None:
    async def test(store: SQLiteStore) -> None:
        monday, sunday = "2026-11-16T00:00:00Z", "2026-11-22T23:59:59Z"
        done = {"finished": sunday}
        add(
            store,
            1,
            {"language": "nl", "started": monday, "finished": done, "history": [{"finished": monday}]},
        )
        add(store, 2, {"language": "en", "started": sunday, "finished": None, "history": []})
        add(store, 3, {"language": "nl", "started": "2026-11-23T00:00:00.5Z"})
        add(store, 4, {"language": "nl", "started": "2020-01-01T00:00:00Z"})
        add(store, 5, {"language": "nl", "started": monday}, bot=OTHER_BOT)
        add(store, 6, "{")
        add(store, 7, {"language": "nl"})
        weeks = await SQLiteStatistics(store.db, BOT).weeks(NOW - 84 * DAY)
        assert weeks == [
            Week("2026-11-16", "en", 1, 0),
            Week("2026-11-16", "nl", 1, 2),
            Week("2026-11-23", "nl", 1, 0),
        ]
        assert [(one.monday, one.started, one.finished) for one in bars_of(weeks)] == [
            ("2026-11-16", HIGH, HIGH),
            ("2026-11-23", HIGH // 2, 0),
        ]

    on_store(test)


def test_where_people_stop() -> None:
    async def test(store: SQLiteStore) -> None:
        asking = {"place": {"at": "asking", "question": "sms"}}
        for chat in (1, 2):
            add(store, chat, asking)
        add(store, 3, {"place": {"at": "asking", "question": "blog"}})
        add(store, 4, asking, finished=1)
        add(store, 5, asking, days=0)
        add(store, 6, {"place": {"at": "home"}})
        assert await SQLiteStatistics(store.db, BOT).stopped(NOW - DAY) == [("sms", 2), ("blog", 1)]

    on_store(test)


def test_without_chats_there_is_nothing() -> None:
    async def test(store: SQLiteStore) -> None:
        assert await SQLiteStatistics(store.db, BOT).weeks(NOW) == []

    on_store(test)
    assert bars_of([]) == []


def test_every_question_and_every_condition_is_drawn() -> None:
    content = CONTEXT.content
    graph = graph_of(content, content.texts["nl"])
    questions = content.questionnaire.questions
    assert [box.id for box in graph.boxes] == [question.id for question in questions]
    assert len(graph.arcs) == len(graph.conditions) == sum(len(question.when) for question in questions)
    assert {box.id for box in graph.boxes if box.conditional} == {one.id for one in questions if one.when}
    assert all(box.y < graph.height for box in graph.boxes)
    assert all(arc.x < graph.width for arc in graph.arcs)
