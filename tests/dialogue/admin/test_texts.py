"""An administrator changes what the bot says, and shopkeepers get it."""

import asyncio

import pytest

from tests.support.content.changed import PACKAGED
from tests.support.dialogue.admin_pages import CARD, NEW, STEP, change, opened, publish
from tests.support.town.admins import Hall, admin, appointed
from tests.support.town.town import BOT_ID


def test_a_text_is_found_changed_published_and_read_by_a_shop() -> None:
    hall = Hall()
    piet, joke = admin(hall), hall.person()
    joke.command("start")
    joke.tap_code("page:0:card/email_monthly")
    assert "eerste dinsdag" in joke.text
    piet.type("bijvoorbeeld de eerste dinsdag")
    assert "Mail elke maand op een vaste dag (nl) · Eerste stap" in piet.text
    piet.type("1")
    assert "Andere tekst" in piet.last.labels
    piet.tap("Andere tekst")
    piet.type(NEW)
    assert "<b>één dag</b>" in piet.last.html
    assert "Voorbeeld uit uw branche" in piet.text, "the whole card is shown"
    piet.tap("Bewaar in het concept")
    assert "Winkels zien nog: 1. Kies een vaste dag" in piet.text
    joke.tap_code("page:0:card/email_monthly")
    assert "eerste dinsdag" in joke.text, "a draft is seen by nobody"
    opened(piet, "draft")
    assert "Wordt: Kies **één dag**" in piet.text
    piet.tap("Wat betekent dit voor winkels?")
    assert "Score, niveau, vergelijking en stappen zijn gelijk." in piet.text
    publish(piet)
    assert "Versie 2 is gepubliceerd" in piet.text
    hall.follow()
    joke.tap_code("page:0:card/email_monthly")
    assert "Kies één dag en zet hem in uw agenda." in joke.text
    assert hall.log()[1:] == [("Telegram 1", "saved"), ("Telegram 1", "published")]


def test_a_message_is_found_by_tapping_and_changed_in_both_languages() -> None:
    hall = Hall()
    piet, joke = admin(hall), hall.person()
    piet.taps("Berichten en knoppen")
    piet.type("2")
    piet.tap("Meer")
    piet.tap(next(label for label in piet.last.labels if "Deze opdracht" in label))
    assert "Typ /help" in piet.text
    piet.tap("Andere tekst")
    piet.type("Die opdracht is er niet. Typ /help.")
    piet.tap("Bewaar in het concept")
    piet.taps("In het Engels", "Andere tekst")
    piet.type("There is no such command. Type /help.")
    piet.tap("Bewaar in het concept")
    publish(piet)
    hall.follow()
    joke.command("start")
    joke.command("onbekend")
    assert "Die opdracht is er niet." in joke.text


def test_one_search_after_another_finds_texts_of_many_cards() -> None:
    hall = Hall()
    piet = admin(hall)
    for words in ("toch niet", "klanten", "wat zegt de wet", "winkel"):
        piet.type(words)
        assert f"{words}" in piet.text
        assert "10. " in piet.text
    piet.tap(next(label for label in piet.last.labels if label.startswith("10. ")))
    assert "Andere tekst" in piet.last.labels


def test_a_draft_of_many_files_is_shown() -> None:
    """As where a release was merged into it."""
    hall = Hall()
    piet = admin(hall)
    paths = [path for path in PACKAGED if path.startswith("en/advice/")][:40]
    files = {path: PACKAGED[path].replace("cost: ", "cost: about {price}, ", 1) for path in paths}
    asyncio.run(hall.editorial.take(files, "Truus"))
    opened(piet, "draft")
    assert "40 teksten anders" in piet.text
    assert "{price} is geen cijfer" in piet.text
    assert "Publiceren" not in piet.last.labels


@pytest.mark.parametrize(
    ("page", "label", "text", "said"),
    [
        (CARD, STEP, "## Kop\nx", "dit kan hier niet staan; laat kopjes"),
        (CARD, "Titel", "x" * 61, "zegt:\n• is langer dan 60 tekens; maak het korter"),
        (CARD, "Titel", "😀😀", "hier staan geen woorden"),
        (CARD, STEP, "😀😀", "hier staan geen woorden"),
        (CARD, "Titel", "Voor {naam}", "{naam} vult de bot hier niet in"),
        (CARD, "Wat het kost", "{prijs} euro", "{prijs} is geen cijfer; schrijf {editie:cijfer} zoals in"),
        (
            "sheet/nl/m/general/2",
            "U kunt de test alleen in een priv",
            "Zonder link",
            "{link} ontbreekt; de bot vult dat in",
        ),
        ("sheet/nl/m/general", "Die knop hoort", "Dit is {onbekend}", "{onbekend} vult de bot hier niet in"),
    ],
)
def test_a_broken_text_is_not_taken(page: str, label: str, text: str, said: str) -> None:
    piet = admin(Hall())
    opened(piet, page)
    found = next(one for one in piet.last.labels if label in one)
    piet.taps(found.split(". ", 1)[1], "Andere tekst")
    piet.type(text)
    assert "Dit kan zo niet" in piet.text
    assert said in piet.text
    assert piet.last.labels == ["Toch niet"]
    opened(piet, "draft")
    assert "Er is geen concept" in piet.text


def test_the_second_of_two_admins_is_told_what_changed() -> None:
    hall = Hall()
    piet = admin(hall)
    truus = appointed(hall, piet, "Truus")
    assert "U bent nu beheerder" in truus.text
    for person, text in ((piet, "Van Piet."), (truus, "Van Truus.")):
        opened(person, CARD)
        person.taps(STEP, "Andere tekst")
        person.type(text)
    truus.tap("Bewaar in het concept")
    piet.tap("Bewaar in het concept")
    assert "Er is niets bewaard. Truus heeft deze tekst net veranderd. Er staat nu: Van Truus." in piet.text
    opened(truus, CARD)
    assert "Van Truus." in truus.text
    # Another text of the same file is no conflict.
    change(piet, "Elke maand mailen", label="Titel")
    assert "De tekst staat in het concept" in piet.text
    opened(truus, "draft")
    assert "2 teksten anders" in truus.text


def test_a_draft_that_changed_after_it_was_looked_at_is_not_published() -> None:
    hall = Hall()
    piet = admin(hall)
    truus = appointed(hall, piet, "Truus")
    change(piet, "Van Piet.")
    opened(piet, "publish")
    piet.type("Korter")
    change(truus, "Een andere titel", label="Titel")
    piet.tap("Ja, publiceer dit")
    assert "Iemand heeft intussen iets veranderd" in piet.text
    assert hall.content.live_number() == 1


def test_one_tap_twice_publishes_once() -> None:
    hall = Hall()
    piet = admin(hall)
    change(piet, NEW)
    opened(piet, "publish")
    piet.type("Korter")
    code, at = piet.last.code("Ja, publiceer dit"), max(piet.chat)
    piet.tap_code(code, at)
    piet.tap_code(code, at)
    assert "Die knop" not in piet.text
    assert hall.content.live_number() == 2
    piet.later(minutes=1)
    piet.tap_code(code, at)
    assert "Die knop hoort bij een eerder bericht" in piet.text
    assert hall.content.live_number() == 2


def test_a_version_is_put_back_and_a_draft_thrown_away() -> None:
    hall = Hall()
    piet = admin(hall)
    change(piet, NEW)
    publish(piet)
    opened(piet, "version/1")
    assert "Score, niveau, vergelijking en stappen zijn gelijk." in piet.text
    piet.tap("Zet deze versie terug")
    piet.type("Toch beter")
    piet.tap("Ja, zet terug")
    assert "Winkels zien nu versie 3. Die is gelijk aan versie 1." in piet.text
    change(piet, "Weg ermee.")
    opened(piet, "draft")
    piet.taps("Concept weggooien", "Ja, gooi weg")
    assert "Het concept is weggegooid" in piet.text
    assert [action for _, action in hall.log()][-3:] == ["rolled back", "saved", "discarded"]


def test_who_reads_dutch_finds_no_english_in_the_check_and_the_log() -> None:
    hall = Hall(admin_ids=())
    hall.admins.first_claim(BOT_ID, "c" * 22, hall.now)
    piet = hall.person()
    piet.command("start", f"k-{'c' * 22}")
    change(
        piet,
        "Dit *kan* ik niet lezen.",
        "sheet/nl/m/general/2",
        "Dit soort berichten kunnen wij niet lezen. Typ…",
    )
    opened(piet, "draft")
    said = "Berichten en knoppen (en) · Algemene antwoorden, ‘We cannot read this kind of message.…’"
    assert f"{said}: de Nederlandse tekst is veranderd; kijk of dit nog hetzelfde zegt" in piet.text
    publish(piet)
    opened(piet, "version/1")
    piet.tap("Zet deze versie terug")
    piet.type("Toch beter")
    piet.tap("Ja, zet terug")
    lines = [line.split(" ", 2)[2] for line in piet.text.splitlines() if line.startswith("24-11-2026")]
    assert lines == [
        "de eerste beheerder: teruggezet 3 naar versie 1: Toch beter",
        "de eerste beheerder: gepubliceerd 2 Korter",
        "de eerste beheerder: bewaard in concept Berichten en knoppen (nl) · Algemene antwoorden",
        "met de link uit het logboek: beheerder geworden",
        "uitgave: nieuwe uitgave 1 de teksten van deze uitgave",
    ]


def test_pages_fit_into_buttons_and_messages() -> None:
    hall = Hall()
    piet = admin(hall)
    seen, waiting = set(), ["adm:0:menu"]
    while waiting:
        code = waiting.pop()
        # Of each sheet all lists, and of the texts a part.
        if code in seen or (code.count("/") > 2 and "/c-" in code and hash(code) % 7):
            continue
        seen.add(code)
        if "text/" in code and len(seen) > 60:
            continue
        piet.tap_code(code)
        assert len(piet.text.encode("utf-16-le")) // 2 <= 4096
        assert len(set(piet.last.labels)) == len(piet.last.labels)
        codes = [button.code or "" for row in piet.last.keyboard for button in row]
        assert all(len(one.encode()) + 6 <= 64 for one in codes)
        waiting += [one for one in codes if one.startswith("adm:") and "change/" not in one]
        if len(seen) > 120:
            break
    assert len(seen) > 100


def test_the_words_of_a_branch_are_changed_one_by_one() -> None:
    piet = admin(Hall())
    opened(piet, "sheet/nl/t/trades")
    piet.tap(next(one.split(". ", 1)[1] for one in piet.last.labels if "Bloemen, dieren (3)" in one))
    piet.taps("plantenwinkel", "Andere tekst")
    piet.type("tuincentrum")
    assert "‘tuincentrum’ past niet achter ‘onze’" in piet.text
    piet.type("tuinwinkel")
    piet.tap("Bewaar in het concept")
    opened(piet, "draft")
    assert "Was: plantenwinkel\nWordt: tuinwinkel" in piet.text
