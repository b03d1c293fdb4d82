"""Groups, shares, totals and the research file of November 2026 say what they said."""

import json
from datetime import timedelta

import pytest

from bot.dialogue.advisor.group.scope import Scope, Wave, wave_of_group
from bot.dialogue.core.events import Tap
from bot.engine import replies_json as bodies
from bot.library.parsing.markup import plain
from bot.operations.research import data_set, quarter
from bot.records.groups import Organisation
from bot.storage.access.console import ConsoleStore
from bot.storage.chats.peers import PeerStore
from bot.storage.chats.records import PEERS_COUNT_FOR
from bot.storage.chats.research import Research
from bot.storage.chats.statistics import Statistics
from scoring.disclosure import ENOUGH
from tests.support.dialogue.talk import CONTEXT
from tests.support.storage.reopened import FROZEN, KNOWN, Reopened, goes_on
from tests.support.town.town import BOT_ID

pytestmark = pytest.mark.both_engines

QUESTIONNAIRE = CONTEXT.content.questionnaire
LADDER = ("regular", "sometimes", "planned", "known", "unknown")
CHANNELS = ("social", "email", "sms", "blog", "twitter")


def test_released_totals_say_what_they_said(town: Reopened) -> None:
    told = 0
    for known in KNOWN["groups"]:
        waves = town.groups.totals(BOT_ID, known["organisation"])
        own = [
            one
            for one in waves
            if one.wave == known["wave"] and known["campaign"] in ("all", str(one.campaign))
        ]
        scope = Scope(Organisation(known["organisation"], "x"), (), None, tuple(own))
        wave = wave_of_group(town.library.context(), scope, known["wave"])
        assert (wave.shops, sum(one.waiting for one in own)) == (known["shops"], known["waiting"])
        assert (wave.figures is None) == (known["figures"] is None)
        if wave.figures is None:
            continue
        figures, was = wave.figures.model_dump(mode="json"), known["figures"]
        assert {topic: figures["topics"][topic] for topic in was["topics"]} == was["topics"]
        assert (figures["levels"], figures["reasons"]) == (was["levels"], was["reasons"])
        assert figures["sector"] == was["sector"]
        assert (figures["levels_then"], figures["anew"]) == (bool(was["levels"]), bool(was["levels"]))
        told += 1
    assert told >= 5


def test_shops_of_today_come_into_the_totals_beside_those_of_then(own: Reopened) -> None:
    organisation = KNOWN["groups"][0]["organisation"]
    links = own.groups.campaigns(BOT_ID, organisation)
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
    totals = town.groups.totals(BOT_ID, organisation)
    own = tuple(one for one in totals if one.campaign == campaign)
    return wave_of_group(town.library.context(), Scope(Organisation(organisation, "x"), (), None, own), 1)


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
        (share,) = town.groups.shares(BOT_ID, known["chat"], FROZEN)
        assert share.layers.model_dump() == known["layers"]
        assert (share.organisation.id, share.held) == (known["organisation"], known["held"])
    advisor = town.of_kind("advisor: group")
    shared = town.groups.shared_sessions(BOT_ID, 1, town.now)
    assert len(shared) > 10
    for one in shared:
        shown = plain(town.tapped(advisor.id, f"shop:{advisor.session.run}:{one.id}"))
        session = json.loads(one.session)
        overall = session["finished"]["result"]["overall"] if session["finished"] else None
        if one.layers.result and overall:
            assert f"{overall['score']}" in shown
        if one.layers.contact:
            assert one.layers.contact in shown


def test_browsers_stay_signed_in_and_numbers_are_counted_on(town: Reopened) -> None:
    console = ConsoleStore(town.store.db, BOT_ID)
    for number in range(2):
        assert console.session(f"browser-{number}", FROZEN)
    statistics = Statistics(town.store.db)
    weeks = statistics.weeks(BOT_ID, 99, town.now + timedelta(days=7))
    assert sum(week.finished or 0 for week in weeks) > 100
    assert statistics.renew_stopped(BOT_ID, town.now + timedelta(days=8))
    assert all(one.shops >= ENOUGH for one in statistics.stopping_points(BOT_ID))


def test_shops_of_then_are_not_among_the_peers_until_they_come_again(own: Reopened) -> None:
    peers = PeerStore(own.store.db)
    renewed = peers.renew_peer_table(BOT_ID, QUESTIONNAIRE, own.now - PEERS_COUNT_FOR, own.now)
    assert renewed is False
    assert peers.peer_table(BOT_ID) is None
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
    sessions = Research(town.store.db).sessions_of_shops()
    content = CONTEXT.content
    made = data_set([town.stored_from(text) for text in sessions], content, quarter(FROZEN))
    assert len(made.data.rows) > 50
