"""Chats of November 2026, in every place of the conversation, go on with today's code."""

from collections import Counter

import pytest

from bot.dialogue.core.events import Due, Tap
from bot.dialogue.core.replies import Picture
from bot.dialogue.core.session import LIFTS, VERSION, Asking
from bot.engine import replies_json as bodies
from bot.library.parsing.markup import plain
from bot.pictures.drawing import CardDrawing
from tests.support.dialogue.talk import CONTEXT
from tests.support.storage.reopened import Old, Reopened, goes_on, shown_in, tuples
from tests.support.town.town import BOT_ID

pytestmark = pytest.mark.both_engines

TEXTS = CONTEXT.content.texts


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


def test_running_chats_go_on_and_lose_no_answer(own: Reopened) -> None:
    went_on = 0
    for old in own.frozen.values():
        if not old.is_running:
            continue
        person, given = own.people[old.id], tuples(old.session["given"])
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
    waiting = town.store.waiting(BOT_ID)
    assert len(waiting) == 2
    for chat_id in waiting:
        kinds = {bodies.load(one.body).kind for one in town.store.pending(BOT_ID, chat_id)}
        assert kinds >= {"message", "picture"}
