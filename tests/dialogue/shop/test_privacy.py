"""The privacy text in layers, and objecting to what rests on our interest."""

import dataclasses
import json

import pytest

from bot.dialogue.core.replies import File
from bot.dialogue.core.session import Aside, Asking, dump
from bot.library.schema.privacy import Subject
from bot.records.writes import Contribute, Leave, SetShare, Uncount
from bot.settings import Settings
from tests.support.dialogue.link_talk import answer_all, taken
from tests.support.dialogue.sharing_chat import CITY, OPEN, written
from tests.support.dialogue.talk import CONTEXT, Talk

SUBJECTS: tuple[Subject, ...] = ("who", "kept", "why", "seen", "period", "rights", "objection", "choice")
PHONE = 1_100
"""So many characters a page may have: two screens of a small phone at most."""


def privacy(app: str = "nl") -> Talk:
    talk = Talk(language_code=app)
    talk.command("privacy")
    return talk


@pytest.mark.parametrize("app", ["nl", "en"])
def test_it_begins_with_one_screen_and_has_a_page_a_subject(app: str) -> None:
    talk = privacy(app)
    first = talk.last
    assert len(first.text) < PHONE
    assert len(first.text.splitlines()) <= 8
    assert [label.split(".")[0] for label in first.labels[:8]] == [str(number) for number in range(1, 9)]
    for number, subject in enumerate(SUBJECTS, 1):
        talk.type(str(number))
        assert talk.session.place == Aside(page="privacy", subject=subject)
        assert len(talk.text) < PHONE
        assert "{" not in talk.text
        back = CONTEXT.content.texts[talk.session.language].messages.privacy.controls.back.label
        talk.tap(back)
        assert talk.last == first


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_page_opens_by_its_words_as_well(subject: Subject) -> None:
    for language in ("nl", "en"):
        words = CONTEXT.content.texts[language].messages.privacy.controls.subjects[subject]
        for word in (words.label, *words.words):
            talk = privacy(language)
            talk.type(word)
            assert talk.session.place == Aside(page="privacy", subject=subject), word


def test_to_object_is_one_tap_from_each_page_and_typed_anywhere() -> None:
    talk = privacy()
    for subject in SUBJECTS:
        talk.tap_code(f"aside:0:privacy:{subject}")
        if subject != "objection":
            assert talk.last.labels[0] == "Bezwaar maken"
    for begun in (Talk(), taken()):
        begun.command("start")
        begun.type("ik maak bezwaar")
        assert begun.session.place == Aside(page="privacy", subject="objection")


def test_what_is_in_hand_is_found_again() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("Begin")
    talk.type("1")
    question = talk.session.place
    assert isinstance(question, Asking)
    talk.command("privacy")
    talk.type("6")
    talk.tap("Ga verder")
    assert talk.session.place == question


@pytest.mark.parametrize(
    "code", ["aside:0:privacy:x", "aside:0:language", "aside:0:privacy:who:x", "object:0:x:0"]
)
def test_a_page_that_there_is_not_does_not_open(code: str) -> None:
    talk = privacy()
    talk.tap_code(code)
    assert "Die knop" in talk.text


def test_only_what_is_set_is_told_of_who_is_responsible() -> None:
    for context, told, untold in (
        (dataclasses.replace(CONTEXT, address=""), "KVK-nummer: 12345678", "Adres"),
        (dataclasses.replace(CONTEXT, kvk=""), "Adres: Markt 1, 1234 AB Elders", "KVK"),
    ):
        talk = Talk(context=context)
        talk.command("privacy")
        talk.type("1")
        assert told in talk.text
        assert untold not in talk.text
    talk = Talk(context=dataclasses.replace(CONTEXT, host=""))
    talk.command("privacy")
    talk.type("4")
    assert "Vraag ons welk bedrijf dat is" in talk.text


def test_it_tells_what_the_settings_say() -> None:
    from bot.app.contexts import context_of

    settings = Settings(
        organisation="Bakkers",
        privacy_contact="x@example.org",
        organisation_address="Markt 1",
        hosting_provider="Kast",
        retention_unfinished_days=31,
        retention_months=13,
        backup_days=9,
    )
    talk = Talk(context=context_of(settings, CONTEXT.content, "WinkelpeilBot"))
    talk.command("privacy")
    shown = talk.text
    for subject in SUBJECTS:
        talk.tap_code(f"aside:0:privacy:{subject}")
        shown += talk.text
    for words in (
        "Bakkers",
        "x@example.org",
        "Adres: Markt 1",
        "bij Kast",
        "31 dagen",
        "13 maanden",
        "9 dagen",
    ):
        assert words in shown
    for words in ("90 dagen", "24 maanden na uw laatste", "14 dagen"):
        assert words not in shown


def test_who_objects_to_being_compared_counts_no_longer() -> None:
    talk = taken()
    assert talk.assessed
    talk.type("bezwaar")
    off = talk.last.code("Niet meer vergelijken")
    talk.tap_code(off)
    assert "uw punten tellen niet mee" in talk.text
    assert written(talk, Uncount) == [Uncount()]
    talk.tap_code(off)
    assert written(talk, Uncount) == [Uncount()], "a double tap does it once"
    talk.assessed = None
    talk.command("antwoorden")
    talk.type("1")
    talk.type("2")
    talk.command("resultaat")
    assert talk.session.finished
    assert talk.assessed is None
    talk.type("bezwaar")
    talk.type("weer vergelijken")
    assert "uw punten tellen mee" in talk.text
    talk.command("start")
    talk.tap("Begin opnieuw")
    answer_all(talk)
    assert talk.assessed


def test_who_objects_to_research_keeps_all_else() -> None:
    talk = taken()
    before = talk.session
    talk.type("bezwaar")
    talk.type("geen onderzoek")
    assert not talk.session.research
    assert (talk.session.finished, talk.session.campaign) == (before.finished, before.campaign)
    talk.tap("Weer meedoen aan onderzoek")
    assert talk.session.research


def test_who_leaves_the_group_keeps_the_result_and_counts_there_no_more() -> None:
    talk = taken()
    talk.command("delen")
    talk.tap("Score en niveau")
    talk.type("bezwaar")
    assert "Groep van Gemeente Noord: u doet mee." in talk.text
    leave = talk.last.code("Niet meer in de groep")
    talk.tap_code(leave)
    assert "U doet niet meer mee met de groep van Gemeente Noord." in talk.text
    assert "Groep van" not in talk.text
    assert written(talk, Leave) == [Leave(CITY.id)]
    talk.tap_code(leave)
    assert len(written(talk, Leave)) == 1
    assert talk.session.finished
    counted = len(written(talk, Contribute))
    talk.command("delen")
    assert "U deelt niets." in talk.text
    talk.command("start")
    talk.tap("Begin opnieuw")
    answer_all(talk)
    assert len(written(talk, Contribute)) == counted
    talk.command("start", OPEN)
    assert talk.session.campaign, "the same link takes it in again"
    assert len(written(talk, SetShare)) == 1


def test_an_objection_stands_in_the_file_and_the_summary_and_goes_with_all_else() -> None:
    talk = taken()
    talk.command("mijngegevens")
    talk.tap("Bezwaar maken")
    talk.taps("Niet meer voor onderzoek", "Niet meer vergelijken")
    talk.command("mijngegevens")
    assert "U doet niet mee aan onderzoek." in talk.text
    assert "Wij vergelijken uw punten niet met die van anderen." in talk.text
    file = talk.sent[-1]
    assert isinstance(file, File)
    assert json.loads(file.text)["uses"] == {"research": False, "comparison": False}
    talk.tap("Wis mijn gegevens")
    talk.tap("Ja, wis alles")
    assert (talk.session.research, talk.session.peers) == (True, True)


def test_an_advisor_s_objection_survives_filling_in_for_a_shop() -> None:
    from tests.support.dialogue.desk_chat import on_link

    talk = on_link()
    talk.stored = dump(talk.session.model_copy(update={"research": False}))
    talk.tap("Samen invullen")
    talk.tap("De winkelier is hier en vindt het goed")
    assert not talk.session.research


def test_how_to_stop_is_said_before_the_yes() -> None:
    talk = taken()
    offer = next(shown.text for shown in talk.chat.values() if "Wilt u uw resultaat delen" in shown.text)
    assert "Na 12 maanden stopt het vanzelf" in offer
    assert "/delen" in offer
    for language in ("nl", "en"):
        said = CONTEXT.content.texts[language].messages.followup.plan.reminders_offer.source
        assert "/plan" in said
        assert ("drie keer" if language == "nl" else "three times") in said
