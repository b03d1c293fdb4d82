"""A database of November 2026, full of chats, shares and groups, goes on with today's code.

How it was made: frozen/README.md. What it holds of edited content: frozen/test_content_of_then.py.
"""

import asyncio
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.events import Command, Due, Tap
from bot.dialogue.group_scope import Scope, Wave, measured
from bot.dialogue.replies import File, Picture
from bot.dialogue.result_view import whole
from bot.dialogue.session import LIFTS, VERSION, Asking, Session
from bot.groups.model import Organisation
from bot.operations.research import research_tables
from bot.pictures.model import CardDrawing
from bot.storage.sql_console import SqlConsole
from bot.storage.sql_peers import SqlPeers
from bot.storage.sql_research import SqlResearch
from bot.storage.sql_statistics import SqlStatistics
from bot.storage.store import PEERS_COUNT_FOR
from bot.telegram import bodies
from content.markup import plain
from scoring.groups import ENOUGH
from scoring.model import MONITORED
from tests.dialogue.talk import CONTEXT
from tests.groups.town import BOT_ID, Neighbour
from tests.storage.frozen.reopened import FROZEN, KNOWN, Old, Reopened, written
from tests.storage.stored import Engine

pytestmark = pytest.mark.both_engines

QUESTIONNAIRE = CONTEXT.content.questionnaire
TEXTS = CONTEXT.content.texts
COPIED = "email_mail_iedere_week_een_recep"
LADDER = ("regular", "sometimes", "planned", "known", "unknown")
CHANNELS = ("social", "email", "sms", "blog", "twitter")
A_SCREEN = 4_096
"""Units that a message holds."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let today's bot start on it once: that takes a second or two."""
    path = written(tmp_path_factory.mktemp("frozen") / "begun.db")
    asyncio.run(Reopened(path, closes=False).store.close())
    return path


@pytest.fixture(scope="module")
def kept() -> Iterator[dict[str, Reopened]]:
    """Hold a town on each engine for the tests that change nothing."""
    towns: dict[str, Reopened] = {}
    yield towns
    for town in towns.values():
        asyncio.run(town.store.close())


@pytest.fixture
def town(begun: Path, kept: dict[str, Reopened], tmp_path: Path) -> Reopened:
    """Open it to look only."""
    engine = Engine.url or ""
    if engine not in kept:
        kept[engine] = Reopened(Path(shutil.copy(begun, tmp_path)), closes=False)
    return kept[engine]


@pytest.fixture
def own(begun: Path, kept: dict[str, Reopened], tmp_path: Path) -> Reopened:
    """Open it for one test alone, which may change it."""
    before = kept.pop(Engine.url or "", None)
    if before:
        asyncio.run(before.store.close())
    return Reopened(Path(shutil.copy(begun, tmp_path)))


def shown_in(town: Reopened, old: Old, code: str) -> str:
    """Tap, and give what is shown; it fits into a message."""
    html = town.tapped(old.id, code)
    assert 0 < len(plain(html).encode("utf-16-le")) // 2 <= A_SCREEN
    return html


def test_it_is_of_then_and_holds_chats_in_all_places(town: Reopened) -> None:
    assert {one.session["v"] for one in town.frozen.values()} == {1}
    assert len(LIFTS) == VERSION - 1
    counted = Counter(one.session["place"]["at"] for one in town.frozen.values())
    assert {"home", "asking", "overview", "reading", "planning", "reminded", "what_if"} <= counted.keys()
    assert {"naming", "found", "my_data", "invited", "aside", "sharing", "writing"} <= counted.keys()
    assert {"desk", "naming_campaign", "admitting", "managing"} <= counted.keys()
    asked = {one.session["place"].get("question") for one in town.frozen.values()}
    assert len(asked - {None}) == 15


def test_every_chat_is_read_and_its_place_is_shown(town: Reopened) -> None:
    for old in town.frozen.values():
        session = town.stored(old.id)
        assert (session.v, session.run) == (VERSION, old.session["run"])
        assert (session.shop_name, session.contact) == (old.session["shop_name"], old.session["contact"])
        assert len(session.history) == len(old.session["history"])
        assert [item.card for item in session.plan] == [item["card"] for item in old.session["plan"]]
        stale = TEXTS[session.language].messages.general.stale.fill()
        assert stale in shown_in(town, old, "no_such_button:0"), old.kind


def shape(old: Old, code: str) -> tuple[object, ...]:
    """Tell what a tap is like: many chats hold the same buttons."""
    verb, run, *args = code.split(":")
    place, is_this = old.session["place"], int(run) == old.session["run"]
    asked = is_this and place.get("question") == args[0] if args else False
    about = args if asked or verb not in _OF_QUESTIONS else args[:1]
    return (verb, is_this, asked, *about, place["at"], old.finished is None)


_OF_QUESTIONS = ("answer", "tick", "what_if_tick", "plan_when", "plan_done")


@pytest.mark.sqlite_only
def test_every_button_of_then_gives_a_screen(town: Reopened) -> None:
    tapped = set()
    for old in town.frozen.values():
        for code in old.codes:
            like = shape(old, code)
            if like not in tapped and not code.startswith("adm_do:"):
                tapped.add(like)
                shown_in(town, old, code)
    assert len(tapped) > 2_000


@pytest.mark.sqlite_only
def test_what_administrators_confirmed_then_gives_a_screen(own: Reopened) -> None:
    for old in own.frozen.values():
        for code in [code for code in old.codes if code.startswith("adm_do:")][-2:]:
            shown_in(own, old, code)


OF_SHOPS = [
    "start",
    "resultaat",
    "advies",
    "plan",
    "antwoorden",
    "mijngegevens",
    "vergeet",
    "privacy",
    "taal",
]
OF_OTHERS = ["delen", "vraag", "help", "link", "groep", "admin"]


@pytest.mark.sqlite_only
@pytest.mark.parametrize("command", [*OF_SHOPS, *OF_OTHERS])
def test_every_command_gives_a_screen_in_chats_of_every_kind(town: Reopened, command: str) -> None:
    likes: dict[tuple[object, ...], int] = {}
    for old in town.frozen.values():
        place = old.session["place"]["at"]
        likes.setdefault((place, old.session["language"], old.finished is None, old.is_running), old.id)
    for chat_id in likes.values():
        assert plain(town.commanded(chat_id, command))
    assert len(likes) > 30


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
            assert (one.given, one.yardstick) == (_tuples(other["given"]), "")
    assert compared > 100


def _tuples(given: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(answer) if isinstance(answer, list) else answer for name, answer in given.items()}


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


def goes_on(person: Neighbour, changed: Mapping[str, str] = {}) -> Session:
    """Answer what is asked, with what was answered before where it is offered, up to the overview."""
    for _ in range(60):
        if not isinstance(place := person.session.place, Asking):
            break
        codes = [button.code or "" for row in person.chat[person.screen].keyboard for button in row]
        run, name = person.session.run, place.question
        wanted = [f"answer:{run}:{name}:{changed[name]}"] if name in changed else []
        wanted += [f"keep:{run}:{name}"]
        wanted += [f"done:{run}:{name}"] if place.picked else []
        wanted += [code for code in codes if code.startswith(("answer:", "tick:"))]
        person.tap_code(next(code for code in wanted if code in codes), person.screen)
    return person.session


def test_running_chats_go_on_and_lose_no_answer(own: Reopened) -> None:
    went_on = 0
    for old in own.frozen.values():
        if not old.is_running:
            continue
        person, given = own.people[old.id], _tuples(old.session["given"])
        place = own.stored(old.id).place
        person.now = own.now
        person.command("start")
        person.tap_code(f"go_on:{old.session['run']}")
        assert dict(person.session.given) == given, old.kind
        assert person.session.run == old.session["run"]
        if isinstance(place, Asking) and place.question not in given:
            assert isinstance(person.session.place, Asking), old.kind
            assert person.session.place.question == place.question
        goes_on(person)
        person.tap_code(f"result:{old.session['run']}")
        finished = person.session.finished
        assert finished
        assert finished.run == old.session["run"], old.kind
        assert {name: finished.given[name] for name in given} == given
        assert finished.yardstick
        went_on += 1
    assert went_on > 45


def test_what_was_ticked_stays_ticked(town: Reopened) -> None:
    for name in ("today", "platforms", "data_reasons"):
        old = next(one for one in town.frozen.values() if one.kind == f"ticking {name}")
        shown = town.would(old.id, Tap(now=town.now, code="x:0", message_id=1, callback_id="1"))
        (edit,) = [one for one in map(bodies.load, shown.replies) if one.kind == "edit"]
        ticked = [button.code for row in edit.keyboard for button in row if "✓" in button.label]
        run = old.session["run"]
        assert ticked == [f"tick:{run}:{name}:{one}:0" for one in old.session["place"]["picked"]]


def test_a_new_round_says_that_the_yardstick_changed_and_draws_no_line(own: Reopened) -> None:
    said_so = 0
    for old in own.frozen.values():
        kinds = ("all ", "three rounds", "two topics", "no score", "objects: trust")
        if not old.kind.startswith(kinds) or old.finished is None:
            continue
        person, before = own.people[old.id], old.finished["result"]["overall"]
        person.now = own.now
        person.command("start")
        person.tap_code(f"begin:{old.session['run']}")
        goes_on(person)
        person.tap_code(f"result:{old.session['run'] + 1}")
        finished, again = person.session.finished, TEXTS[person.session.language].messages.followup.again
        assert finished
        assert finished.run == old.session["run"] + 1
        now, told = finished.result.overall, person.chat[person.screen].html
        if now and before:
            assert again.yardstick.fill(before=before["score"]) in told, old.kind
            assert again.moved.fill(before=before["score"], after=now.score) not in told
            assert again.same.fill(after=now.score) not in told
            drawing = next(one for one in reversed(person.sent) if isinstance(one, Picture)).drawing
            assert isinstance(drawing, CardDrawing)
            assert drawing.history[-1].anew
            first = (old.session["history"] or [old.finished])[0]["result"]
            assert drawing.history[0].score == first["overall"]["score"]
            said_so += 1
    assert said_so > 15


def test_a_webshop_of_then_gets_past_what_it_is_no_longer_offered(own: Reopened) -> None:
    for kind in ("webshop, nl", "webshop, en"):
        person = own.of_kind(kind)
        person.now = own.now
        person.command("start")
        person.tap_code(f"begin:{person.session.run}")
        goes_on(person)
        assert not isinstance(person.session.place, Asking)


def test_released_totals_say_what_they_said(town: Reopened) -> None:
    told = 0
    for known in KNOWN["groups"]:
        waves = asyncio.run(town.groups.totals(BOT_ID, known["organisation"], FROZEN))
        own = [
            one
            for one in waves
            if one.wave == known["wave"] and known["campaign"] in ("all", str(one.campaign))
        ]
        scope = Scope(Organisation(known["organisation"], "x"), (), None, tuple(own))
        wave = measured(town.library.context(), scope, known["wave"])
        assert (wave.shops, sum(one.waiting for one in own)) == (known["shops"], known["waiting"])
        assert (wave.figures is None) == (known["figures"] is None)
        if wave.figures is None:
            continue
        figures, was = wave.figures.model_dump(mode="json"), known["figures"]
        assert {topic: figures["topics"][topic] for topic in was["topics"]} == was["topics"]
        assert (figures["levels"], figures["reasons"]) == (was["levels"], was["reasons"])
        assert figures["sector"] == was["sector"]
        told += 1
    assert told >= 5


def test_shops_of_today_come_into_the_totals_beside_those_of_then(own: Reopened) -> None:
    organisation = KNOWN["groups"][0]["organisation"]
    links = asyncio.run(own.groups.campaigns(BOT_ID, organisation))
    (street,) = [one for one in links if one.name == "Najaar in de Dorpsstraat"]
    before = _first_wave(own, organisation, street.id)
    for number in range(12):
        shop = own.person()
        shop.command("start", f"c-{street.code}")
        shop.tap_code("begin:0")
        goes_on(shop, dict.fromkeys(CHANNELS, LADDER[number % len(LADDER)]))
        shop.tap_code("result:1", shop.screen)
        shop.tap_code(f"share_no:1:{street.id}")
    own.now += timedelta(hours=1)
    after = _first_wave(own, organisation, street.id)
    assert after.shops >= before.shops + 10
    assert before.figures
    assert after.figures
    n = {topic: found.n for topic, found in before.figures.topics.items()}
    assert all(found.n > n[topic] for topic, found in after.figures.topics.items() if topic in CHANNELS)
    if online := after.figures.topics.get("online"):
        assert ENOUGH <= online.n <= after.shops - before.shops


def _first_wave(town: Reopened, organisation: int, campaign: int) -> Wave:
    totals = asyncio.run(town.groups.totals(BOT_ID, organisation, town.now))
    own = tuple(one for one in totals if one.campaign == campaign)
    return measured(town.library.context(), Scope(Organisation(organisation, "x"), (), None, own), 1)


def test_the_desk_shows_groups_and_shops_of_then(town: Reopened) -> None:
    advisor = town.of_kind("advisor: group")
    shown = plain(town.commanded(advisor.id, "groep"))
    for line in ("Zomer in de stad", "Najaar in de Dorpsstraat", "Voorjaar op de markt"):
        assert line in shown
    for page in ("group/all/1/topics", "group/all/1/reasons", "group/all/2", "shops"):
        assert plain(town.tapped(advisor.id, f"desk:0:{page}"))
    for verb in ("group_picture", "group_workshop", "group_csv", "group_xlsx"):
        for wave in ("1", "2"):
            tap = Tap(now=town.now, code=f"{verb}:0:all:{wave}", message_id=1, callback_id="1")
            kinds = {bodies.load(body).kind for body in town.would(advisor.id, tap).replies}
            assert kinds & {"picture", "report", "spreadsheet"}, verb


def test_shares_are_as_they_were_and_an_advisor_reads_them(town: Reopened) -> None:
    assert {share["held"] for share in KNOWN["shares"]} == {True, False}
    for known in KNOWN["shares"]:
        (share,) = asyncio.run(town.groups.shares(BOT_ID, known["chat"], FROZEN))
        assert share.layers.model_dump() == known["layers"]
        assert (share.organisation.id, share.held) == (known["organisation"], known["held"])
    advisor = town.of_kind("advisor: group")
    shared = asyncio.run(town.groups.shared(BOT_ID, 1, town.now))
    assert len(shared) > 10
    for one in shared:
        shown = plain(town.tapped(advisor.id, f"shop:{advisor.session.run}:{one.id}"))
        session = json.loads(one.session)
        overall = session["finished"]["result"]["overall"] if session["finished"] else None
        if one.layers.result and overall:
            assert f"{overall['score']}" in shown
        if one.layers.contact:
            assert one.layers.contact in shown


def test_conversations_go_on(own: Reopened) -> None:
    advisor, asker = own.of_kind("advisor: answers a shop"), own.of_kind("was answered by an advisor")
    advisor.command("antwoord", "3")
    advisor.type("Nog een tip.")
    assert "Nog een tip." in asker.text
    asker.command("vraag")
    asker.type("Dank u.")
    assert "Dank u." in own.of_kind("advisor: links").text


def test_what_is_due_is_said(own: Reopened) -> None:
    due = [old.id for old in own.frozen.values() if (at := _due(own, old.id)) and at <= own.now.timestamp()]
    assert due
    for chat_id in due:
        own.would(chat_id, Due(now=own.now))
    own.ring()
    assert {chat_id for chat_id, _ in own.said} >= set(due)


def _due(town: Reopened, chat_id: int) -> int | None:
    found = town.store.db.execute("SELECT due_at FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
    return found[0] if found else None


def test_what_was_not_sent_can_be_sent(town: Reopened) -> None:
    waiting = asyncio.run(town.store.waiting(BOT_ID))
    assert len(waiting) == 2
    for chat_id in waiting:
        kinds = {bodies.load(one.body).kind for one in asyncio.run(town.store.pending(BOT_ID, chat_id))}
        assert kinds >= {"message", "picture"}


def test_browsers_stay_signed_in_and_numbers_are_counted_on(town: Reopened) -> None:
    console = SqlConsole(town.store.db, BOT_ID)
    for number in range(2):
        assert asyncio.run(console.session(f"browser-{number}", FROZEN))
    statistics = SqlStatistics(town.store.db)
    weeks = asyncio.run(statistics.weeks(BOT_ID, 99))
    assert sum(week.finished for week in weeks) > 100
    assert asyncio.run(statistics.standing(BOT_ID))


def test_shops_of_then_are_not_among_the_peers_until_they_come_again(own: Reopened) -> None:
    peers = SqlPeers(own.store.db)
    renewed = peers.renew_peer_table(BOT_ID, QUESTIONNAIRE, own.now - PEERS_COUNT_FOR, own.now)
    assert asyncio.run(renewed) is False
    assert asyncio.run(peers.peer_table(BOT_ID)) is None
    person = own.of_kind("all sometimes, nl")
    person.now = own.now
    person.command("start")
    person.tap_code(f"begin:{person.session.run}")
    goes_on(person)
    person.tap_code(f"result:{person.session.run}")
    found = own.store.db.execute("SELECT steps FROM assessments WHERE chat_id = ?", (person.id,))
    ((steps,),) = found.fetchall()
    assert len(steps) == 7


def test_the_research_file_is_made(town: Reopened) -> None:
    sessions = asyncio.run(SqlResearch(town.store.db).sessions_of_shops())
    content = CONTEXT.content
    table, _, _ = research_tables([town.stored_from(text) for text in sessions], content, town.now)
    assert len(table.rows) > 50
