"""The code with which a shop sees and erases what an advisor filled in for it."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue.core.queries import FilledIn
from bot.dialogue.core.replies import Message, Report
from bot.dialogue.core.session import Home, Place, Receipt
from bot.dialogue.shop.receipt import AN_HOUR
from bot.dialogue.shop.receipt_codes import LENGTH, code_in_link, code_in_text, in_parts, new_code
from bot.library.parsing.markup import plain
from bot.records.groups import Filled
from bot.records.writes import Contribute, EraseReceipt
from scoring.group_disclosure import reason_options, reason_variable
from tests.support.dialogue.assisting_talk import AGREE, assisted, assisting
from tests.support.dialogue.desk_chat import ORGANISATION, SPRING, advise, on_link, reports
from tests.support.dialogue.talk import CONTEXT, START, Talk

CODE = new_code("aB3_-xyzAB09aB3_-xyzAB")
REASONS = {
    reason_variable(id_): int(n == 0) for n, id_ in enumerate(reason_options(CONTEXT.content.questionnaire))
}
KEPT = Filled(
    ORGANISATION,
    datetime(2026, 11, 20, 12, tzinfo=UTC),
    {"topic:email": 3, "topic:data": 0, "level": 1, **REASONS},
)


def shop(kept: Filled | None = KEPT) -> Talk:
    talk = Talk(known={FilledIn(CODE): kept})
    talk.command("start")
    return talk


def at(talk: Talk) -> Place:
    return talk.session.place


def test_a_code_is_random_and_reads_well() -> None:
    assert len(CODE) == LENGTH
    assert new_code("A" * 22) != new_code("B" * 22)
    assert len({new_code(sign * 22) for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"}) == 32
    assert code_in_text(f" {in_parts(CODE).lower()} ") == code_in_link(f"m-{CODE}") == CODE
    for other in ("mooi leuk goed", "zo-zo", CODE, f"{in_parts(CODE)}-AAAA", "ABCD-EFGH-JK0O"):
        assert code_in_text(other) is None
    with pytest.raises(ValueError, match="22 characters"):
        new_code("")


def test_the_shop_is_told_what_is_kept_before_it_agrees() -> None:
    talk = on_link()
    talk.tap("Samen invullen")
    for words in (
        "Stichting Winkelhart is verantwoordelijk voor deze test.",
        f"in de totalen van {ORGANISATION.name}, hooguit 24 maanden",
        "in het gesprek van de adviseur. Daar blijven ze tot de adviseur ze wist",
        "Meedoen is vrijwillig.",
        "een rapport met een code",
        "t.me/WinkelpeilBot?start=privacy",
    ):
        assert words in talk.text
    assert talk.last.labels[-2:] == [AGREE, "Nee, terug"]


def test_the_advisor_gets_that_text_to_pass_on_in_both_languages_once() -> None:
    talk = on_link()
    talk.tap("Samen invullen")
    replies = talk.tap("Stuur mij de privacytekst")
    texts = [plain(one.html) for one in replies if isinstance(one, Message)]
    assert [text.split()[2] for text in texts] == ["is", "is"]
    assert ["verantwoordelijk" in text for text in texts] == [True, False]
    assert talk.session.place.at == "desk"
    screen = talk.chat[talk.screen]
    assert AGREE in screen.labels
    again = talk.tap_code(screen.code("Stuur mij de privacytekst"), talk.screen)
    assert not [one for one in again if isinstance(one, Message)]


def test_the_link_to_the_privacy_text_opens_it_and_joins_nothing() -> None:
    talk = Talk()
    talk.command("start", "privacy")
    assert "Uw privacy, in het kort" in talk.text
    assert (talk.writes, talk.session.campaign) == ([], None)


def test_each_shop_gets_a_code_of_its_own_on_its_report() -> None:
    talk = assisted()
    first = talk.session.receipt
    assert first == new_code(talk.nonce)
    (counted,) = [one for one in talk.writes if isinstance(one, Contribute)]
    assert counted.receipt == first
    report = talk.sent[-1]
    assert isinstance(report, Report)
    for said in (report.caption, report.drawing.model_dump_json()):
        assert in_parts(first) in said
        assert f"t.me/WinkelpeilBot?start=m-{first}" in said
    talk.taps("Meer", "Mijn antwoorden", "E-mail", "Ja, soms", "Toon mijn resultaat")
    assert {one.receipt for one in talk.writes if isinstance(one, Contribute)} == {first}
    assert in_parts(first) in reports(talk)[-1].caption
    talk.nonce = "o" * 22
    talk.tap("Volgende winkel")
    assert talk.session.receipt is None
    talk.tap(AGREE)
    assert talk.session.receipt not in (None, first)


def test_the_code_is_dropped_with_the_answers() -> None:
    talk = assisted()
    code = talk.session.receipt
    assert code
    talk.tap("Klaar: wis deze antwoorden")
    assert code not in talk.stored
    assert "De winkelier kan dat stoppen" in talk.text


def test_a_report_of_one_s_own_has_no_code() -> None:
    talk = advise(Talk(), SPRING)
    talk.command("start")
    assert talk.session.receipt is None
    assert assisting().session.receipt


@pytest.mark.parametrize("way", ["link", "typed", "small"])
def test_the_shop_sees_what_is_kept_and_erases_it(way: str) -> None:
    talk = shop()
    if way == "link":
        talk.command("start", f"m-{CODE}")
    else:
        talk.type(in_parts(CODE) if way == "typed" else in_parts(CODE).lower())
    assert at(talk) == Receipt(code=CODE)
    assert f"Een adviseur van {ORGANISATION.name} vulde dit samen met u in, op 20 november 2026." in talk.text
    assert "• E-mail: " in talk.text
    assert "• Niveau: " in talk.text
    assert "• Waarom u niet om klantgegevens vraagt: " in talk.text
    talk.type("wis dit")
    assert "Uw antwoorden tellen dan niet meer mee" in talk.text
    assert talk.writes == []
    talk.tap("Toch niet")
    talk.tap("Wis dit")
    yes = talk.last.code("Ja, wis dit")
    talk.tap_code(yes)
    assert talk.writes == [EraseReceipt(CODE)]
    assert "Uw antwoorden zijn gewist en tellen niet meer mee." in talk.text
    assert "nog hooguit 14 dagen" in talk.text
    assert at(talk) == Home()
    talk.known[FilledIn(CODE)] = None
    talk.tap_code(yes)
    assert talk.writes == [EraseReceipt(CODE)]
    talk.command("start", f"m-{CODE}")
    assert "Bij deze code bewaren wij niets" in talk.text


def test_what_left_the_totals_with_others_is_said_to_be_gone() -> None:
    talk = shop(dataclasses.replace(KEPT, values={}))
    talk.type(in_parts(CODE))
    assert "Uw antwoorden zijn hier al gewist." in talk.text


def test_a_button_counts_only_for_the_code_on_screen() -> None:
    talk = shop()
    talk.tap("Privacy")
    talk.tap_code(f"receipt_erase:0:{CODE}")
    assert "Die knop" in talk.text
    talk.type(in_parts(CODE))
    talk.tap_code(f"receipt_erase:0:{CODE}")
    assert "Die knop" in talk.text, "it was not asked yet"
    talk.tap_code("receipt_ask:0:ABCDEFGHJKLM")
    assert "Die knop" in talk.text
    assert talk.writes == []


def test_codes_cannot_be_guessed_for_long() -> None:
    talk = shop()
    for number in range(AN_HOUR):
        talk.type(in_parts(ALPHABET_LIKE[number] * LENGTH))
        assert "Bij deze code bewaren wij niets" in talk.text
    talk.type(in_parts(CODE))
    assert "te veel codes" in talk.text, "even the right one tells nothing now"
    assert at(talk) == Home()
    assert len(talk.session.tried) == AN_HOUR
    talk.now = START + timedelta(hours=1)
    talk.type(in_parts(CODE))
    assert at(talk) == Receipt(code=CODE)


ALPHABET_LIKE = "ABCDEFGHJK"


def test_in_english_too() -> None:
    talk = Talk(language_code="en", known={FilledIn(CODE): KEPT})
    talk.command("start", f"m-{CODE}")
    assert "This is what we keep about your shop" in talk.text
    talk.taps("Erase this", "Yes, erase this")
    assert talk.writes == [EraseReceipt(CODE)]
