"""Files that an administrator sends: archives come into the draft, all else changes nothing."""

import asyncio

import pytest

from bot.library.archive import pack
from bot.library.parsing.problem import WORDS
from tests.support.content.changed import PACKAGED
from tests.support.content.hostile import ARCHIVES, YAML, zipped
from tests.support.dialogue.admin_pages import opened, publish
from tests.support.town.admins import Hall, admin
from tests.support.town.town import Neighbour

WEIGHTS = "questionnaire.yaml"


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def piet(hall: Hall) -> Neighbour:
    person = admin(hall)
    opened(person, "upload")
    return person


def test_an_archive_comes_into_the_draft_and_is_weighed(hall: Hall, piet: Neighbour) -> None:
    text = PACKAGED[WEIGHTS]
    assert "[0, 10, 25, 75, 100]" in text
    changed = {**PACKAGED, WEIGHTS: text.replace("[0, 10, 25, 75, 100]", "[0, 20, 25, 75, 100]", 1)}
    hall.send(piet, pack(changed))
    assert "De bestanden zijn ingelezen. Bestanden die nu anders zijn in het concept: 1." in piet.text
    piet.tap("Wat betekent dit voor winkels?")
    assert "Van 200 verzonnen winkels:" in piet.text
    assert "Voorbeeld: " in piet.text
    publish(piet)
    assert hall.content.live_number() == 2


@pytest.mark.parametrize(("data", "code"), ARCHIVES.values(), ids=ARCHIVES)
def test_a_hostile_archive_changes_nothing(hall: Hall, piet: Neighbour, data: bytes, code: str) -> None:
    hall.send(piet, data)
    assert "Er is niets ingelezen:\n• " in piet.text
    assert str(WORDS.texts("nl")[code]).rsplit("}", 1)[-1] in piet.text
    assert asyncio.run(hall.editorial.draft()) is None
    assert hall.log() == [("release", "shipped")]


@pytest.mark.parametrize(("text", "code"), YAML.values(), ids=YAML)
def test_hostile_yaml_cannot_be_published(hall: Hall, piet: Neighbour, text: str, code: str) -> None:
    hall.send(piet, pack({**PACKAGED, "levels.yaml": text}))
    assert "U kunt dit nog niet publiceren" in piet.text
    assert f"levels.yaml:{1 + text.startswith('topics')}: " in piet.text
    assert str(WORDS.texts("nl")[code]).rsplit("}", 1)[-1] in piet.text
    assert "Publiceren" not in piet.last.labels


def test_too_large_a_file_is_not_even_fetched(hall: Hall, piet: Neighbour) -> None:
    hall.send(piet, b"PK", size=2_000_001)
    assert "het bestand is groter dan 2.000.000 bytes" in piet.text


def test_a_file_that_telegram_does_not_give_can_be_sent_again(hall: Hall, piet: Neighbour) -> None:
    hall.send(piet, pack(PACKAGED), size=10)
    hall.sent.clear()
    opened(piet, "upload")
    hall.unreachable = True
    hall.send(piet, pack(PACKAGED), file_id="file-2")
    assert "Telegram heeft het bestand niet doorgegeven" in piet.text


def test_a_file_sent_from_another_page_is_asked_for_once_more(hall: Hall, piet: Neighbour) -> None:
    opened(piet, "log")
    hall.send(piet, pack(PACKAGED))
    assert "Stuur het bestand dan nog eens" in piet.text
    assert hall.log() == [("release", "shipped")]
    hall.send(piet, pack(PACKAGED))
    assert "De bestanden zijn ingelezen." in piet.text


def test_a_file_is_no_text(hall: Hall, piet: Neighbour) -> None:
    opened(piet, "text/nl/m/general.other")
    piet.tap("Andere tekst")
    piet.type("Dit is half af.")
    hall.send(piet, pack(PACKAGED))
    assert "Bestanden kunnen wij niet openen" in piet.text
    assert "Dit is half af." in piet.text


def test_an_archive_of_one_file_changes_that_file_alone(hall: Hall, piet: Neighbour) -> None:
    path = "nl/advice/email/email_monthly.md"
    changed = PACKAGED[path].replace("title: Mail elke maand", "title: Stuur elke maand een mail", 1)
    hall.send(piet, zipped((path, changed.encode())))
    assert "De bestanden zijn ingelezen. Bestanden die nu anders zijn in het concept: 1." in piet.text
    assert "Er is 1 tekst anders" in piet.text


def test_a_new_card_is_shown_by_its_title(hall: Hall, piet: Neighbour) -> None:
    path = "nl/advice/email/email_monthly.md"
    new = PACKAGED[path].replace("title: Mail elke maand", "title: Stuur in juli een mail", 1)
    hall.send(piet, zipped((path.replace("monthly", "july"), new.encode())))
    assert "Was: (staat er niet)\nWordt: Stuur in juli een mail op een vaste dag" in piet.text
