"""What is scanned, hung up or filled in on paper."""

import pytest

from bot.dialogue.advisor.papers import campaign_link, demo_link, poster_drawing, qr_drawing, sheet_drawing
from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.drawing import Drawing
from bot.pictures.render import render
from bot.records.groups import LONGEST_CAMPAIGN_NAME, LONGEST_ORGANISATION_NAME, Organisation
from tests.support.dialogue.desk_chat import HOSTILE, ORGANISATION, SPRING, campaign
from tests.support.dialogue.talk import CONTEXT

BEGINNINGS = {"poster": b"%PDF", "sheet": b"%PDF", "qr": b"\x89PNG"}
NEEDED: dict[Language, tuple[str, ...]] = {
    "nl": (
        "ongeveer 5 minuten",
        "gratis",
        "U hebt de gratis app Telegram nodig",
        "Telegram en de beheerder kunnen technisch gezien ook bij uw antwoorden",
        "totalen",
    ),
    "en": (
        "about 5 minutes",
        "free",
        "You need the free app Telegram",
        "Technically, Telegram and whoever runs the bot can get at your answers too",
        "totals",
    ),
}


def rendered(drawing: Drawing) -> None:
    assert render(drawing).startswith(BEGINNINGS[drawing.kind])


def test_links_are_those_that_telegram_starts_the_bot_with() -> None:
    assert campaign_link(CONTEXT, SPRING.code) == f"https://t.me/WinkelpeilBot?start=c-{SPRING.code}"
    assert demo_link(CONTEXT, SPRING.code) == f"https://t.me/WinkelpeilBot?start=d-{SPRING.code}"
    assert qr_drawing(CONTEXT, SPRING.code).url == campaign_link(CONTEXT, SPRING.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_poster_says_what_it_is_what_it_costs_and_who_sees_what(language: Language) -> None:
    poster = poster_drawing(CONTEXT, language, ORGANISATION, SPRING)
    said = " ".join(
        (poster.headline, *poster.lines, poster.duration, poster.scan, poster.needs, poster.footer)
    )
    for words in NEEDED[language]:
        assert words in said
    assert (poster.organisation, poster.campaign) == (ORGANISATION.name, SPRING.name)
    assert poster.url == f"https://{poster.link}"
    rendered(poster)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_holds_all_questions_and_options_in_order(language: Language) -> None:
    sheet = sheet_drawing(CONTEXT, language, ORGANISATION)
    questions, texts = CONTEXT.content.questionnaire.questions, CONTEXT.content.texts[language]
    assert [one.number for one in sheet.questions] == [str(number) for number in range(1, len(questions) + 1)]
    for shown, question in zip(sheet.questions, questions, strict=True):
        text = texts.questions.questions[question.id]
        assert shown.text == text.ask
        assert shown.several == question.several
        labels = [texts.option(question.id, option.id) for option in question.options]
        assert list(shown.options) == [label.label for label in labels if label]
        assert (shown.note is None) == (not question.when)
        assert shown.hint or not question.several
        assert text.hint in (None, shown.hint)
    assert sheet.organisation == ORGANISATION.name
    rendered(sheet)


def test_a_sheet_says_who_may_leave_a_question_out() -> None:
    notes = {
        language: [one.note for one in sheet_drawing(CONTEXT, language, ORGANISATION).questions if one.note]
        for language in LANGUAGES
    }
    assert notes["nl"][0] == (
        "Beantwoord dit alleen als u bij vraag 4 "
        "‘Ja, regelmatig’, ‘Ja, soms’ of ‘Nog niet, wel van plan’ koos."
    )
    assert notes["nl"][-1] == "Beantwoord dit alleen als u bij vraag 13 ‘Nee’ koos."
    assert notes["en"][-1] == "Answer this only if you chose ‘No’ at question 13."


@pytest.mark.parametrize(
    "name", [*HOSTILE, "", "\u3164", "W" * LONGEST_CAMPAIGN_NAME], ids=range(len(HOSTILE) + 3)
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_that_cannot_be_drawn_do_no_harm(name: str, language: Language) -> None:
    organisation = Organisation(7, (name * 80)[:LONGEST_ORGANISATION_NAME])
    rendered(poster_drawing(CONTEXT, language, organisation, campaign(1, name[:LONGEST_CAMPAIGN_NAME])))
    rendered(sheet_drawing(CONTEXT, language, organisation))
