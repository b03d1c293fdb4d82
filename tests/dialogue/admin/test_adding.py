"""An administrator adds what is not there yet: a text that can be left out, and a whole card."""

import asyncio
import re

import pytest

from tests.support.dialogue.admin_pages import CARD, opened, publish
from tests.support.town.admins import Hall, admin
from tests.support.town.town import Neighbour

COPY, FILE = "Nieuw advies als kopie", "nl/advice/email/email_monthly.md"


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def piet(hall: Hall) -> Neighbour:
    return admin(hall)


def taken_out(hall: Hall, part: str) -> str:
    """Take a part out of a card in the draft, and give the file as it was."""

    async def saved() -> str:
        text, named = await hall.editorial.file(FILE)
        assert text is not None
        made, count = re.subn(part, "", text, count=1, flags=re.DOTALL | re.MULTILINE)
        assert count == 1
        await hall.editorial.save(FILE, made, named, "Truus")
        return text

    return asyncio.run(saved())


def add(piet: Neighbour, page: str, label: str, text: str) -> None:
    """Write a text that is not there yet, and save it."""
    opened(piet, page)
    piet.tap(next(one for one in piet.last.labels if f"+ {label}" in one))
    assert "Deze tekst is er nog niet. U mag hem ook weglaten." in piet.text
    piet.tap("Schrijf deze tekst")
    piet.type(text)
    piet.tap("Bewaar in het concept")
    assert "De tekst staat in het concept" in piet.text


@pytest.mark.parametrize(
    ("part", "label", "text", "written"),
    [
        ("^  clothing: .*?\n", "Voorbeeld: Kleding", "Een: jas", '  clothing: "Een: jas"\n'),
        (
            "^## Wat zegt de wet.*?(?=^## )",
            "Wat zegt de wet",
            "Vraag het.",
            "## Wat zegt de wet\n\nVraag het.\n",
        ),
        (
            "^## Tekst om over te nemen.*",
            "Tekst om over te nemen",
            "Dag [klant]",
            "## Tekst om over te nemen\n\n```\nDag [klant]\n```\n",
        ),
    ],
)
def test_a_part_of_a_card_is_added(
    hall: Hall, piet: Neighbour, part: str, label: str, text: str, written: str
) -> None:
    taken_out(hall, part)
    add(piet, CARD, label, text)
    now, _ = asyncio.run(hall.editorial.file(FILE))
    assert written in (now or "")
    opened(piet, CARD)
    assert not any(f"+ {label}" in one for one in piet.last.labels)


def test_who_adds_what_another_added_meanwhile_is_told(hall: Hall, piet: Neighbour) -> None:
    before = taken_out(hall, "^  clothing: .*?\n")
    opened(piet, CARD)
    piet.tap(next(one for one in piet.last.labels if "+ Voorbeeld: Kleding" in one))
    piet.tap("Schrijf deze tekst")
    piet.type("Een nieuwe jas.")
    _, named = asyncio.run(hall.editorial.file(FILE))
    asyncio.run(hall.editorial.save(FILE, before, named, "Truus"))
    piet.tap("Bewaar in het concept")
    assert "Er is niets bewaard. Truus heeft deze tekst net veranderd." in piet.text


def test_a_line_under_a_question_is_added_in_both_languages(hall: Hall, piet: Neighbour) -> None:
    add(piet, "sheet/nl/q/questions.branch", "Regel onder de vraag", "Kies er één.")
    opened(piet, "draft")
    assert "Vragen (en) · Vragen · Branche: is niet vertaald; de Nederlandse tekst staat er" in piet.text
    add(piet, "sheet/en/q/questions.branch", "Regel onder de vraag", "Choose one.")
    publish(piet)
    assert hall.content.live_number() == 2


def test_a_card_begins_as_a_copy_and_reaches_shops(hall: Hall, piet: Neighbour) -> None:
    joke = hall.person()
    opened(piet, CARD)
    piet.tap(COPY)
    piet.type("😀")
    assert "Dit kan geen titel zijn" in piet.text
    piet.type("Mail ook in de zomer")
    piet.tap("Ja, maak dit advies")
    assert "Het nieuwe advies staat in het concept" in piet.text
    opened(piet, "topic/nl/email")
    piet.tap("Mail ook in de zomer")
    piet.taps("Eerste stap", "Andere tekst")
    piet.type("Kies een dag in juli.")
    piet.tap("Bewaar in het concept")
    publish(piet)
    hall.follow()
    joke.command("start")
    joke.tap_code("page:0:card/email_mail_ook_in_de_zomer")
    assert "Kies een dag in juli." in joke.text


def test_a_new_card_that_breaks_the_draft_can_still_be_mended(hall: Hall, piet: Neighbour) -> None:
    opened(piet, CARD)
    piet.tap(COPY)
    piet.type("Mail ook in de zomer")
    piet.tap("Ja, maak dit advies")
    path = "en/advice/email/email_mail_ook_in_de_zomer.md"
    asyncio.run(hall.editorial.save(path, "weg", asyncio.run(hall.editorial.file(path))[1], "Truus"))
    opened(piet, "topic/nl/email")
    piet.tap("Mail ook in de zomer")
    assert "Titel: Mail ook in de zomer" in piet.text
    piet.taps("Titel", "Andere tekst")
    piet.type("Mail in juli")
    piet.tap("Bewaar in het concept")
    assert "De tekst staat in het concept" in piet.text


def test_a_card_of_the_same_name_is_not_overwritten(piet: Neighbour) -> None:
    for page in (CARD, "card/nl/c-email_tidy_list"):
        opened(piet, page)
        piet.tap(COPY)
        piet.type("Mail ook in de zomer")
        piet.tap("Ja, maak dit advies")
    assert "Er is al een advies met bijna dezelfde titel als ‘Mail ook in de zomer’" in piet.text
