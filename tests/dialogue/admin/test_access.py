"""Nobody but an administrator gets anything from the admin pages, or learns that there are any."""

import asyncio

import pytest

from bot.dialogue.admin.people_queries import People
from bot.dialogue.admin.queries import ReadDraft, ReadLog
from tests.support.dialogue.admin_pages import NEW, change, opened
from tests.support.town.admins import Hall, admin, appointed, link_of
from tests.support.town.town import BOT_ID, Neighbour

pytestmark = pytest.mark.both_engines

PAGES = [
    "menu", "search", "found", "cards/nl", "topic/nl/email", "card/nl/c-email_monthly", "sheet/nl/m",
    "text/nl/m/general.stale", "change/nl/m/general.stale", "copy/c-email_monthly", "draft", "impact",
    "publish", "discard", "log",
    "version/1", "back/1", "upload", "people/advisor", "people/admin", "person/admin/2", "invite", "appoint",
    "stats", "nothing", "",
]  # fmt: skip
UNKNOWN = "Deze opdracht bestaat niet. Typ /help om te zien wat u kunt doen."
STALE = "Die knop hoort bij een eerder bericht. Ga hieronder verder."
WORDS = ("beheer", "concept", "versie", "publice")


def shop(hall: Hall) -> Neighbour:
    person = hall.person()
    person.command("start")
    person.tap("Begin")
    return person


def test_others_get_nothing_by_any_button() -> None:
    hall = Hall()
    piet = admin(hall)
    change(piet, NEW)
    opened(piet, "publish")
    piet.type("Korter")
    confirm = piet.last.code("Ja, publiceer dit")
    for other in (hall.person(), shop(hall), hall.advisor()):
        other.command("admin")
        assert UNKNOWN in other.text
        for code in (*(f"adm:0:{page}" for page in PAGES), confirm, "adm_do:0:x", "adm_do:0", "adm:0"):
            other.tap_code(code)
            assert STALE in other.text, code
            assert not [word for word in WORDS if word in other.text.lower()], code
        hall.send(other, b"PK")
        assert "Bestanden kunnen wij niet openen" in other.text
    assert hall.content.live_number() == 1


def test_the_shell_answers_nobody_else_either() -> None:
    hall = Hall()
    admin(hall)
    for query in (ReadDraft(), ReadLog(), People("admin")):
        assert asyncio.run(hall.reader.read(2, query, hall.now)) is None


def test_who_was_withdrawn_stands_at_the_welcome() -> None:
    hall = Hall()
    piet = admin(hall)
    truus = appointed(hall, piet, "Truus")
    opened(truus, "change/nl/m/general.stale")
    piet.command("admin")
    piet.taps("Beheerders", "Truus", "Toegang intrekken")
    assert "De toegang is ingetrokken" in piet.text
    truus.type("Nieuwe tekst")
    assert "Welkom bij Winkelpeil" in truus.text
    assert "beheer" not in truus.text.lower()
    opened(truus, "menu")
    assert STALE in truus.text
    assert hall.log()[-3:] == [
        ("Telegram 1", "appointed"),
        ("Truus", "became admin"),
        ("Telegram 1", "withdrew"),
    ]


def test_those_of_the_settings_cannot_be_withdrawn() -> None:
    hall = Hall()
    piet = admin(hall)
    truus = appointed(hall, piet, "Truus")
    opened(truus, "people/admin")
    assert "Telegram 1, uit de instellingen" in truus.text
    opened(truus, "person/admin/1")
    assert "Toegang intrekken" not in truus.last.labels


@pytest.fixture
def unclaimed() -> tuple[Hall, str]:
    hall = Hall(admin_ids=())
    code = "k" * 22
    assert hall.admins.first_claim(BOT_ID, code, hall.now)
    return hall, code


def test_the_claim_link_makes_one_admin_once(unclaimed: tuple[Hall, str]) -> None:
    hall, code = unclaimed
    assert not hall.admins.first_claim(BOT_ID, "x" * 22, hall.now), "a start offers it once"
    first, second = hall.person(), hall.person()
    first.command("start", f"k-{code}")
    assert "U bent nu beheerder" in first.text
    first.command("start", f"k-{code}")
    assert "U bent nu beheerder" not in first.text
    second.command("start", f"k-{code}")
    assert "beheerder" not in second.text
    first.command("admin")
    assert "Beheer" in first.text
    second.command("admin")
    assert UNKNOWN in second.text
    kept = [row for row in hall.store.db.execute("SELECT * FROM admin_codes").fetchall() if code in str(row)]
    assert kept == []


@pytest.mark.parametrize("code", ["x" * 22, "k" * 21, "", "K" * 22, "k" * 22 + "'--"])
def test_a_forged_link_makes_nobody_an_admin(unclaimed: tuple[Hall, str], code: str) -> None:
    hall, _ = unclaimed
    person = hall.person()
    person.command("start", f"k-{code}")
    assert "beheerder" not in person.text
    person.command("admin")
    assert UNKNOWN in person.text


def test_a_claim_link_ends_after_a_week_and_by_a_new_one(unclaimed: tuple[Hall, str]) -> None:
    hall, code = unclaimed
    person = hall.person()
    person.later(days=7, seconds=1)
    person.command("start", f"k-{code}")
    assert "Deze link is gebruikt of verlopen" in person.text
    hall.admins.claim(BOT_ID, "n" * 22, hall.now)
    person.command("start", f"k-{code}")
    assert "Deze opdracht" not in person.text
    person.command("start", "k-" + "n" * 22)
    assert "U bent nu beheerder" in person.text


def test_an_admin_who_is_forgotten_is_none_any_more(unclaimed: tuple[Hall, str]) -> None:
    hall, code = unclaimed
    person = hall.person()
    person.command("start", f"k-{code}")
    assert asyncio.run(hall.reader.is_admin(person.id))
    person.command("forget")
    person.tap("Ja, wis alles")
    assert not asyncio.run(hall.reader.is_admin(person.id))
    person.command("admin")
    assert UNKNOWN in person.text


def test_an_advisor_is_invited_and_withdrawn() -> None:
    hall = Hall()
    piet, klaas = admin(hall), hall.person()
    piet.taps("Adviseurs", "Adviseur uitnodigen")
    piet.type("Stichting <b>Winkelhart</b>")
    klaas.command("start", link_of(piet))
    klaas.command("link")
    assert "Hoe heet deze link" in klaas.text
    opened(piet, "people/advisor")
    piet.taps("Stichting <b>Winkelhart</b>", "Toegang intrekken")
    klaas.command("link")
    assert "Dit is alleen voor adviseurs" in klaas.text
    assert hall.log()[-2:] == [("Telegram 1", "invited"), ("Telegram 1", "withdrew")]


def test_the_only_administrator_stays_one() -> None:
    hall = Hall(admin_ids=())
    hall.admins.first_claim(BOT_ID, "c" * 22, hall.now)
    piet = hall.person()
    piet.command("start", f"k-{'c' * 22}")
    piet.command("admin")
    piet.taps("Beheerders", "1. de eerste beheerder")
    assert "Dit is de enige beheerder. Wijs eerst een andere aan." in piet.text
    assert piet.last.labels == ["Toch niet"]
    appointed(hall, piet, "Truus")
    piet.command("admin")
    piet.taps("Beheerders", "1. de eerste beheerder", "Toegang intrekken")
    assert "Welkom bij Winkelpeil" in piet.text
    piet.command("admin")
    assert "deze opdracht bestaat niet" in piet.text.lower()
