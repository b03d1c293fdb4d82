"""What an administrator does is written with the turn that tells of it: once, and as it was looked at."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from bot.dialogue.core.events import Document, Event, Tap, Text
from bot.engine.incoming import Update
from bot.library.archive import pack
from tests.support.content.changed import PACKAGED
from tests.support.dialogue.admin_pages import CARD, NEW, STEP, change, opened, publish
from tests.support.storage.appointing import withdraw
from tests.support.storage.interrupted import Interrupted
from tests.support.town.admins import Hall, admin, appointed
from tests.support.town.town import BOT_ID, Neighbour

FILE = "nl/advice/email/email_monthly.md"


def tap(person: Neighbour, label: str) -> Update:
    """Give a tap on a button of the message on screen, as an update."""
    return tap_code(person, person.last.code(label))


def tap_code(person: Neighbour, code: str) -> Update:
    event = Tap(
        now=person.town.now, language_code="nl", code=code, message_id=max(person.chat), callback_id="1"
    )
    return person.town.update(person.id, event)


def sent(person: Neighbour, event: Event) -> Update:
    return person.town.update(person.id, event)


def typed(person: Neighbour, page: str, label: str, text: str) -> None:
    """Type another text for a part of a page, and stand before the button that saves it."""
    opened(person, page)
    person.taps(label, "Andere tekst")
    person.type(text)


def saving(_hall: Hall, piet: Neighbour) -> Update:
    typed(piet, CARD, STEP, NEW)
    return tap(piet, "Bewaar in het concept")


def copying(_hall: Hall, piet: Neighbour) -> Update:
    opened(piet, CARD)
    piet.tap("Nieuw advies als kopie")
    piet.type("Mail ook in de zomer")
    return tap(piet, "Ja, maak dit advies")


def publishing(_hall: Hall, piet: Neighbour) -> Update:
    change(piet, NEW)
    opened(piet, "publish")
    piet.type("Korter")
    return tap(piet, "Ja, publiceer dit")


def discarding(_hall: Hall, piet: Neighbour) -> Update:
    change(piet, NEW)
    opened(piet, "discard")
    return tap(piet, "Ja, gooi weg")


def going_back(_hall: Hall, piet: Neighbour) -> Update:
    change(piet, NEW)
    publish(piet)
    opened(piet, "back/1")
    piet.type("Toch beter")
    return tap(piet, "Ja, zet terug")


def reading_in(hall: Hall, piet: Neighbour) -> Update:
    opened(piet, "upload")
    data = pack({**PACKAGED, "levels.yaml": PACKAGED["levels.yaml"] + "# a\n"})
    hall.sent["file-1"] = data
    event = Document(now=hall.now, language_code="nl", file_id="file-1", size=len(data))
    return sent(piet, event)


def inviting(hall: Hall, piet: Neighbour) -> Update:
    opened(piet, "invite")
    return sent(piet, Text(now=hall.now, language_code="nl", text="Stichting Winkelhart"))


def appointing(hall: Hall, piet: Neighbour) -> Update:
    opened(piet, "appoint")
    return sent(piet, Text(now=hall.now, language_code="nl", text="Truus"))


def withdrawing(hall: Hall, piet: Neighbour) -> Update:
    advisor = hall.advisor()
    opened(piet, f"person/advisor/{advisor.id}")
    return tap(piet, "Toegang intrekken")


def withdrawing_an_admin(hall: Hall, piet: Neighbour) -> Update:
    truus = appointed(hall, piet, "Truus")
    opened(piet, f"person/admin/{truus.id}")
    return tap(piet, "Toegang intrekken")


DOING: dict[str, Callable[[Hall, Neighbour], Update]] = {
    "saved": saving,
    "copied": copying,
    "published": publishing,
    "discarded": discarding,
    "rolled back": going_back,
    "imported": reading_in,
    "invited": inviting,
    "appointed": appointing,
    "withdrew": withdrawing,
    "withdrew an admin": withdrawing_an_admin,
}


def written(hall: Hall) -> list[Sequence[Any]]:
    """Give all that writes of administrators leave, but for moments."""
    tables = (
        *("content_log", "content_edits", "content_versions"),
        *("invitations", "admin_codes", "admins", "advisors"),
    )
    return [
        (table, *hall.store.db.execute(f"SELECT count(*) FROM {table}").fetchone())  # noqa: S608
        for table in tables
    ]


@pytest.mark.parametrize("does", DOING)
def test_a_repeated_update_writes_once(does: str) -> None:
    hall = Hall()
    piet = admin(hall)
    update = DOING[does](hall, piet)
    before = written(hall)
    hall.handle([update])
    after, shown = written(hall), piet.text
    assert after != before
    for _ in range(2):
        hall.handle([update])
    assert (written(hall), piet.text) == (after, shown)


@pytest.mark.parametrize("does", DOING)
def test_what_the_next_update_reads_rests_on_what_this_one_wrote(does: str) -> None:
    """In one batch, the turn after a write shows what it shows in a batch of its own."""
    shown = []
    for together in (True, False):
        hall = Hall()
        piet = admin(hall)
        updates = [DOING[does](hall, piet), tap_code(piet, "adm:0:draft"), tap_code(piet, "adm:0:log")]
        for batch in [updates] if together else [[update] for update in updates]:
            hall.handle(batch)
        shown.append([one.text for _, one in sorted(piet.chat.items())])
    assert shown[0] == shown[1]


def test_of_two_who_publish_in_one_batch_one_does() -> None:
    hall = Hall()
    piet = admin(hall)
    truus = appointed(hall, piet, "Truus")
    change(piet, NEW)
    for person in (piet, truus):
        opened(person, "publish")
        person.type("Korter")
    hall.handle([tap(person, "Ja, publiceer dit") for person in (piet, truus)])
    assert hall.content.live_number() == 2
    assert "Versie 2 is gepubliceerd" in piet.text
    assert "gepubliceerd" not in truus.text
    assert "Er is geen concept" in truus.text


Happens = Callable[[Hall], Awaitable[object]]


async def other_text_saved(hall: Hall) -> None:
    now, named = await hall.editorial.file("levels.yaml")
    await hall.editorial.save("levels.yaml", f"{now}# Truus\n", named, "Truus")


async def same_text_saved(hall: Hall) -> None:
    now, named = await hall.editorial.file(FILE)
    assert now
    text = now.replace("Kies een vaste dag", "Kies elke dag", 1)
    assert text != now
    await hall.editorial.save(FILE, text, named, "Truus")


async def published(hall: Hall) -> None:
    await other_text_saved(hall)
    await hall.editorial.publish("Truus", "x")


def withdrawn(administrator: Neighbour) -> Happens:
    async def happen(hall: Hall) -> None:
        withdraw(hall.store.db, BOT_ID, administrator.id, hall.now, kind="admin")

    return happen


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Hall, Happens], list[int]]:
    """Give what lets something happen between a turn and its commit, and notes how often that is tried."""

    def let(hall: Hall, happens: Happens) -> list[int]:
        tried: list[int] = []

        async def happen() -> None:
            tried.append(len(tried))
            if len(tried) == 1:
                await happens(hall)

        interrupted = Interrupted(hall.store, "chats.commit", happen)
        monkeypatch.setattr(hall.storage, "run", interrupted.run)
        return tried

    return let


Meanwhile = Callable[[Hall, Happens], list[int]]


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("does", "happens", "said"),
    [
        (saving, same_text_saved, "Er is niets bewaard. Truus heeft deze tekst net veranderd."),
        (saving, published, "De tekst staat in het concept"),
        (copying, other_text_saved, "Het nieuwe advies staat in het concept"),
        (publishing, other_text_saved, "Iemand heeft intussen iets veranderd"),
        (discarding, other_text_saved, "Iemand heeft intussen iets veranderd"),
        (publishing, published, "Er is geen concept"),
        (going_back, published, "Iemand heeft intussen iets veranderd"),
        (reading_in, other_text_saved, "De bestanden zijn ingelezen."),
    ],
)
def test_a_turn_whose_ground_has_gone_is_taken_again(
    does: Callable[[Hall, Neighbour], Update], happens: Happens, said: str, meanwhile: Meanwhile
) -> None:
    hall = Hall()
    piet = admin(hall)
    update = does(hall, piet)
    lines = len(hall.log())
    tried = meanwhile(hall, happens)
    hall.handle([update])
    assert said in piet.text
    assert len(tried) == 2
    done = [who for who, _ in hall.log()[lines:]]
    assert done.count("Telegram 1") == (said.startswith(("De ", "Het ")))


@pytest.mark.parametrize("does", DOING)
def test_who_is_withdrawn_meanwhile_writes_nothing(does: str, meanwhile: Meanwhile) -> None:
    hall = Hall()
    truus = appointed(hall, admin(hall), "Truus")
    truus.command("admin")
    update = DOING[does](hall, truus)
    before = len(hall.log())
    tried = meanwhile(hall, withdrawn(truus))
    hall.handle([update])
    assert len(tried) == 2
    assert hall.log()[before:] == [("Willem", "withdrew")]
    assert not [word for word in ("concept", "versie", "uitnodiging") if word in truus.text.lower()]


def test_the_last_of_two_administrators_stays_one(meanwhile: Meanwhile) -> None:
    hall = Hall(admin_ids=())
    hall.admins.first_claim(BOT_ID, "c" * 22, hall.now)
    piet = hall.person()
    piet.command("start", f"k-{'c' * 22}")
    piet.command("admin")
    truus = appointed(hall, piet, "Truus")
    opened(piet, f"person/admin/{piet.id}")
    update = tap(piet, "Toegang intrekken")
    meanwhile(hall, withdrawn(truus))
    hall.handle([update])
    assert [one.chat_id for one in hall.admins.admins(BOT_ID)] == [piet.id]
    assert "ingetrokken" not in piet.text


def test_who_withdraws_the_own_access_is_shown_no_page_of_it() -> None:
    hall = Hall()
    truus = appointed(hall, admin(hall), "Truus")
    opened(truus, f"person/admin/{truus.id}")
    truus.tap("Toegang intrekken")
    assert "Welkom bij Winkelpeil" in truus.text
    assert "Beheerder" not in truus.text
