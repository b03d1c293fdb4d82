"""Cards as a person sees them: with what the shop calls itself, and where it posts, as far as it is known."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from bot.dialogue.admin.preview import card_html
from bot.dialogue.core.replies import Report
from bot.dialogue.core.session import Naming, NamingTrade, Reading, Session, dump
from bot.dialogue.shop.interview.rounds import without_shop
from bot.dialogue.shop.result.report import report_drawing, snippet_drawing
from bot.library.parsing.blanks import BLANKS, needs
from bot.library.schema.content import LANGUAGES, Language
from bot.library.schema.platforms import names_platforms
from bot.records.groups import WaveTotals
from bot.search.index import SearchIndex
from scoring.group_disclosure import Tally
from tests.support.dialogue.group_chat import SPRING
from tests.support.dialogue.group_talk import with_totals
from tests.support.dialogue.shop_chat import ABOUT, opened, result_of, shop, with_blanks
from tests.support.dialogue.talk import CONTEXT, Talk

BLANK = BLANKS["nl"]["trade"]
CARDS = [card.id for card in CONTEXT.content.cards]
TEXTS = CONTEXT.content.texts
TRADES = TEXTS["nl"].terms.trades
OURS = with_blanks("trade")
BOTH = with_blanks("name", "trade")
FILL, CHANGE = "Zet mijn soort winkel erin", "Ander woord voor mijn winkel"
SPEAKING = [card for card in CARDS if names_platforms(TEXTS["nl"].cards[card])]


# What the shop calls itself


def test_a_card_asks_what_kind_of_shop_it_is_where_its_text_has_room_for_it() -> None:
    talk = shop()
    for card in CARDS:
        opened(talk, card)
        wanted = needs(TEXTS["nl"].cards[card], "nl")
        assert (FILL in talk.last.labels) == ("trade" in wanted), card
        assert ("Zet mijn winkelnaam erin" in talk.last.labels) == ("name" in wanted), card
        assert (BLANK in talk.text) == ("trade" in wanted), card


def test_one_tap_fills_it_in_everywhere() -> None:
    talk = shop()
    opened(talk, OURS)
    talk.tap(FILL)
    # In lists, for mypy narrows what is compared and thinks that a tap changes nothing.
    assert [talk.session.place] == [NamingTrade(page=f"card/{OURS}")]
    assert [label.split(". ")[-1] for label in talk.last.labels if ". " in label] == list(TRADES["food"])
    talk.tap("kaaswinkel")
    assert [talk.session.place] == [Reading(page=f"card/{OURS}")]
    assert "In uw teksten staat nu: onze kaaswinkel." in talk.text
    assert CHANGE in talk.last.labels
    for card in CARDS:
        assert BLANK not in opened(talk, card), card
    assert "kaaswinkel" in opened(talk, BOTH)


@pytest.mark.parametrize("typed", ["kaaswinkel", "3", "Kaaswinkel."])
def test_a_word_on_offer_is_typed_as_well_as_tapped(typed: str) -> None:
    talk = shop()
    opened(talk, OURS)
    talk.tap(FILL)
    talk.type(typed)
    assert talk.session.trade == "kaaswinkel"


@pytest.mark.parametrize("branch", ["food", "other", None])
def test_a_shop_may_type_a_word_of_its_own(branch: str | None) -> None:
    talk = shop(branch=branch)
    opened(talk, OURS)
    talk.tap(FILL)
    assert ("Kies een woord" in talk.text) == (branch == "food")
    talk.type("Onze  Toko")
    assert talk.session.trade == "toko"
    assert "onze toko" in talk.text


@pytest.mark.parametrize(
    "typed", ["tuincentrum", "24-uurszaak", "x" * 41, "<b>x</b>", "[soort winkel]", "y" * 300]
)
def test_a_word_that_fits_in_no_sentence_is_asked_again(typed: str) -> None:
    talk = shop()
    opened(talk, OURS)
    talk.tap(FILL)
    talk.type(typed)
    assert talk.session.trade is None
    assert talk.session.place == NamingTrade(page=f"card/{OURS}")
    assert "Dit past niet in een zin." in talk.text


@pytest.mark.parametrize("typed", ["plan", "mijn resultaat", "hoe kom ik aan e-mailadressen?", "overslaan"])
def test_a_command_or_a_question_is_no_kind_of_shop(typed: str) -> None:
    talk = shop()
    opened(talk, OURS)
    talk.tap(FILL)
    talk.type(typed)
    assert talk.session.trade is None
    assert "Dit past niet" not in talk.text


def test_the_word_can_be_changed_and_taken_out() -> None:
    talk = shop(session={"trade": "kaaswinkel"})
    opened(talk, OURS)
    talk.tap(CHANGE)
    assert "✓ 3. kaaswinkel" in talk.last.labels
    talk.tap("bakkerij")
    assert [talk.session.trade] == ["bakkerij"]
    talk.taps(CHANGE, "Haal dit woord weg")
    assert talk.session.trade is None
    assert "In uw teksten staat ‘bakkerij’ niet meer." in talk.text
    assert BLANK in talk.text
    talk.tap(FILL)
    assert "Haal dit woord weg" not in talk.last.labels


def test_a_double_tap_chooses_once_and_an_old_button_says_so() -> None:
    talk = shop()
    opened(talk, OURS)
    talk.tap(FILL)
    code, other = talk.last.code("kaaswinkel"), talk.last.code("bakkerij")
    talk.tap_code(code)
    once = talk.session
    talk.tap_code(code)
    assert talk.session == once.model_copy(update={"notes": talk.session.notes})
    assert "Die knop hoor" not in talk.text
    talk.tap_code(other)
    assert talk.session.trade == "kaaswinkel"
    assert "Die knop hoor" in talk.text
    for stale in ("trade:1:gone", "trade_is:1:gone", "trade_is:1", "trade_off:1"):
        talk.tap_code(stale)
        assert talk.session.trade == "kaaswinkel"
        assert "Die knop hoor" in talk.text


def test_every_button_is_short_enough_for_telegram() -> None:
    longest = max(CARDS, key=len)
    for language in LANGUAGES:
        for branch in TEXTS[language].terms.trades:
            talk = shop(language, branch=branch)
            talk.stored = dump(talk.session.at(NamingTrade(page=f"card/{longest}")))
            talk.type("☹")
            codes = [button.code or "" for row in talk.last.keyboard for button in row]
            assert max(len(code.encode()) for code in codes) <= 64


def test_it_is_told_in_the_language_of_the_chat() -> None:
    talk = shop(session={"trade": "kaaswinkel"})
    talk.stored = dump(talk.session.model_copy(update={"language": "en"}))
    assert "our cheese shop" in opened(talk, OURS)
    talk.tap("Another word for my shop")
    assert "✓ 3. cheese shop" in talk.last.labels


def test_an_advisor_s_next_shop_starts_without_it() -> None:
    assert without_shop(shop(session={"trade": "toko"}).session).trade is None


def changed_to(talk: Talk, label: str) -> Talk:
    """Change the branch of the answers in hand."""
    talk.tap_code("change:1:branch")
    talk.tap(label)
    return talk


def test_another_branch_drops_the_word_that_it_does_not_offer_and_tells_so() -> None:
    talk = changed_to(shop(session={"trade": "kaaswinkel"}), "Kleding")
    assert talk.session.trade is None
    assert "In uw teksten staat ‘kaaswinkel’ niet meer." in talk.text
    talk = changed_to(shop(session={"trade": "kaaswinkel"}), "Overslaan")
    assert talk.session.trade is None


def test_another_branch_keeps_a_word_that_was_typed() -> None:
    talk = changed_to(shop(session={"trade": "toko"}), "Kleding")
    assert talk.session.trade == "toko"
    assert "niet meer" not in talk.text
    talk = changed_to(shop(session={"trade": "kaaswinkel"}), "Eten, drinken")
    assert talk.session.trade == "kaaswinkel"


def test_a_new_round_keeps_the_word_until_its_branch_is_another() -> None:
    talk = shop(session={"trade": "kaaswinkel"})
    talk.tap_code("begin:1")
    talk.tap("Winkel")
    assert talk.session.trade == "kaaswinkel"
    assert "kaaswinkel" in opened(talk, OURS)
    talk.command("antwoorden")
    talk.type("ga verder")
    talk.tap("Kleding")
    assert talk.session.trade is None


def test_a_name_that_looks_like_a_blank_is_shown_as_it_was_typed() -> None:
    talk = shop(session={"trade": "toko"})
    opened(talk, BOTH)
    talk.tap("Zet mijn winkelnaam erin")
    assert isinstance(talk.session.place, Naming)
    talk.type("[soort winkel]")
    assert "[soort winkel]" in talk.text
    assert "toko" in talk.text


def test_the_report_holds_it_and_leaves_the_blank_where_it_is_not_known() -> None:
    talk = shop(session={"finished": result_of(ABOUT, OURS, BOTH)})
    assert BLANK in reported(talk)
    talk.stored = dump(talk.session.model_copy(update={"trade": "slagerij", "asked": None}))
    told = reported(talk)
    assert BLANK not in told
    assert "onze slagerij" in told


def reported(talk: Talk) -> str:
    talk.later(minutes=1)
    talk.command("resultaat")
    talk.tap_code("report:1")
    report = talk.sent[-1]
    assert isinstance(report, Report)
    return str(report.drawing.model_dump())


def test_it_is_in_what_is_kept_and_goes_with_it() -> None:
    talk = shop(session={"trade": "toko"})
    talk.command("mijngegevens")
    assert "Soort winkel in uw teksten: toko." in talk.text
    assert '"trade": "toko"' in str(talk.sent[-1])
    talk.command("vergeet")
    talk.tap("Ja, wis alles")
    assert talk.session == Session(language_set=talk.session.language_set)


def test_a_chat_of_which_only_the_word_is_kept_is_asked_before_it_is_erased() -> None:
    talk = Talk()
    talk.stored = dump(Session(trade="toko", language_set=True))
    talk.tap_code("forget_yes:0", 1)
    assert not talk.forgotten
    assert talk.session.trade == "toko"


def test_a_session_of_before_has_no_word() -> None:
    talk = shop()
    talk.stored = talk.stored.replace('"trade":null,', "")
    assert talk.session.trade is None


# Where it posts


@pytest.mark.parametrize(
    ("platforms", "named"),
    [
        (("instagram",), "Instagram"),
        (("facebook", "tiktok", "youtube"), "Facebook of TikTok"),
        (("other",), "Facebook of Instagram"),
        (None, "Facebook of Instagram"),
    ],
)
def test_a_card_names_the_social_media_that_the_shop_has_or_wants(
    platforms: Sequence[str] | None, named: str
) -> None:
    talk = shop(platforms=platforms)
    for card in SPEAKING:
        assert named in opened(talk, card), card
        assert "{" not in talk.text, card


def test_a_new_round_names_those_of_the_last_until_it_says_others() -> None:
    talk = shop(platforms=("pinterest",))
    talk.tap_code("begin:1")
    assert "Pinterest" in opened(talk, SPEAKING[0])
    given = {"social": "planned", "platforms": ("linkedin",)}
    talk.stored = dump(talk.session.model_copy(update={"given": given}))
    assert "LinkedIn" in opened(talk, SPEAKING[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_shows_a_card_names_them(language: Language) -> None:
    any_platform = TEXTS[language].terms.any_platform
    given = {**ABOUT, "platforms": ("tiktok",)}
    for card in [card for card in CONTEXT.content.cards if card.id in SPEAKING]:
        one = result_of(given, card.id)
        report = str(report_drawing(CONTEXT, language, one).model_dump(exclude={"page"}))
        assert "TikTok" in report
        assert "{platform}" not in report
        snippet = str(snippet_drawing(CONTEXT, language, card, "food").model_dump())
        assert any_platform in snippet
        assert "{platform}" not in snippet


def test_an_administrator_sees_them_as_a_shop_does() -> None:
    page: Any = SimpleNamespace(context=CONTEXT)
    for card in SPEAKING:
        seen = card_html(page, "nl", card, None)
        assert "Facebook of Instagram" in seen
        assert "{" not in seen


def test_the_hand_out_for_an_evening_names_any_and_leaves_the_blank() -> None:
    totals = {"topic:social": Tally(unknown=(0, 0, 12, 0, 0), known=(0,) * 5)}
    talk = with_totals(WaveTotals(12, 1, totals, 12, 0, 5), campaigns=(SPRING,))
    talk.tap_code("group_workshop:0:all")
    (report,) = talk.sent
    assert isinstance(report, Report)
    told = str(report.drawing.model_dump(exclude={"page"}))
    assert "{platform}" not in told
    assert "platform" not in told.replace("platforms", "")


def test_a_card_is_found_by_what_stands_in_it_and_not_by_its_placeholder() -> None:
    index = SearchIndex(CONTEXT.content)
    assert index.search("{platform}", "en") == ()
    assert index.search("platform", "en") == ()
