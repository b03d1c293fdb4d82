"""The content that ships: it is whole, its figures are the sources', and it reads the same everywhere."""

from datetime import date

import pytest

from bot.dialogue.core.published_figures import population_of, year_of
from bot.dialogue.turn.commands import COMMANDS
from bot.library.checks.check import check
from bot.library.checks.texts import COMMANDS as NAMES
from bot.library.loader import load, version
from bot.library.parsing.cards import number
from bot.library.schema.content import LANGUAGES, Content, Figure, Language
from bot.library.schema.platforms import with_platforms
from scoring.model import TOPICS
from tests.support.builders import figures, questionnaire
from tests.support.content.changed import PACKAGED, changed, line_of

HBD_DIBEVO = "https://www.dibevo.nl/nieuws/detaillist-dreigt-contact-met-zijn-klant-te-verliezen"
HBD_BABY = "https://www.baby-wereld.nl/detaillist-dreigt-contact-met-zijn-klant-te-verliezen"
HBD_SCHOEN = "https://www.schoenvisie.nl/ondernemers-maken-te-weinig-gebruik-van-nieuwe-media"
CBS_2016 = "https://www.cbs.nl/nl-nl/cijfers/detail/83590NED"
CBS_2023 = "https://www.cbs.nl/nl-nl/cijfers/detail/85736NED"
DDMA = "https://www.managersonline.nl/nieuws/21044/open--en-klikratios-in-de-lift.html"
FRANK = "https://www.frankwatching.com/archive"
SPOTLER = f"{FRANK}/2024/03/07/nederlandse-e-mail-marketing-benchmark-2024/"
FRANK_2017 = (
    f"{FRANK}/2017/10/03/nationaal-e-mail-onderzoek-2017-93-nederlanders-ingeschreven-op-nieuwsbrieven/"
)
UPIN = "https://www.upinbusiness.nl/email-in-nl/"
ADFORMATIE = "https://adformatie.nl/data-insights/consument-wil-meer-grip-op-gebruik-data"
DATABYTES = "https://dailydatabytes.nl/onderzoek/data-delen-oke-zorgen-over-privacy-blijven/"
TWEAKERS = "https://tweakers.net/nieuws"
NEWCOM_2023 = (
    f"{TWEAKERS}/206148/facebook-en-twitter-verliezen-half-miljoen-nederlandse-gebruikers-in-een-jaar.html"
)
NEWCOM_2025 = (
    f"{TWEAKERS}/231192/onderzoek-x-verliest-in-jaar-tijd-bijna-half-miljoen-nederlandse-gebruikers.html"
)
NEWCOM_2026 = "https://www.crossinternet.nl/blog/social-media-onderzoek-2026-de-resultaten"

# Value, year, places, and whether the source gave it in words. Read from the sources; never from the files.
PUBLISHED: dict[str, tuple[float, int | None, set[str], bool]] = {
    "hbd-2010:email.aware": (51, 2010, {HBD_DIBEVO}, False),
    "hbd-2010:email.use": (22, 2010, {HBD_SCHOEN}, False),
    "hbd-2010:sms.aware": (17, 2010, {HBD_SCHOEN}, False),
    "hbd-2010:blog.aware": (13, 2010, {HBD_SCHOEN}, False),
    "hbd-2010:twitter.aware": (13, 2010, {HBD_SCHOEN}, False),
    "hbd-2010:social.aware": (21, 2010, {HBD_SCHOEN}, False),
    "hbd-2010:shop.internet": (67, 2010, {HBD_BABY, HBD_DIBEVO}, False),
    "hbd-2010:data.file": (40, 2010, {HBD_BABY, HBD_DIBEVO}, True),
    "hbd-2010:data.asks": (28, 2010, {HBD_BABY, HBD_DIBEVO}, False),
    "hbd-2010:data.would_not_consider": (75, 2010, {HBD_SCHOEN}, True),
    "cbs-2016:social.use": (68, 2016, {CBS_2016}, False),
    "cbs-2016:social.use.networks": (67, 2016, {CBS_2016}, False),
    "cbs-2016:blog.use": (31, 2016, {CBS_2016}, False),
    "cbs-2016:shop.website": (83, 2016, {CBS_2016}, False),
    "cbs-2021:social.use.networks": (59, 2021, {"https://www.cbs.nl/nl-nl/cijfers/detail/85183NED"}, False),
    "cbs-2022:shop.sells_online": (39, 2022, {"https://www.cbs.nl/nl-nl/cijfers/detail/85407NED"}, False),
    "cbs-2023:social.use": (79, 2023, {CBS_2023}, False),
    "cbs-2023:shop.website": (88, 2023, {CBS_2023}, False),
    "cbs-2023:ads.online": (39, 2023, {CBS_2023}, False),
    "facts:email.opened": (39.3, 2019, {DDMA}, False),
    "facts:email.clicked": (7.7, 2019, {DDMA}, False),
    "facts:email.clicked_2023": (5.92, 2023, {SPOTLER}, False),
    "facts:unsubscribe.too_often": (50, 2016, {UPIN}, False),
    "facts:unsubscribe.not_interesting": (49, 2016, {UPIN}, False),
    "facts:newsletter.receives": (93, 2017, {FRANK_2017}, False),
    "facts:newsletter.bought": (75, 2017, {FRANK_2017}, False),
    "facts:address.no_objection": (44, 2018, {ADFORMATIE}, False),
    "facts:data.trust": (37, 2023, {DATABYTES}, False),
    "facts:users.whatsapp": (13.5, 2025, {NEWCOM_2025}, False),
    "facts:users.youtube": (10.2, 2025, {NEWCOM_2025}, False),
    "facts:users.x": (2.8, 2025, {NEWCOM_2025}, False),
    "facts:users.facebook": (9.9, 2023, {NEWCOM_2023}, False),
    "facts:social.users": (14.6, 2026, {NEWCOM_2026}, True),
}
# The monitor's own words, of which each of its figures is the proof.
WORDS = {
    "email.aware": (
        "51% … bekend met e-mail als digitaal communicatiekanaal om meerdere klanten tegelijk te benaderen"
    ),
    "email.use": (
        "22 procent van de detailhandel gebruikt dit kanaal voor communicatie naar meerdere klanten tegelijk"
    ),
    "sms.aware": "SMS (17 procent)",
    "blog.aware": "weblogs (13 procent)",
    "twitter.aware": "Twitter (13 procent)",
    "social.aware": "overige sociale media (21 procent)",
    "shop.internet": "67 procent … toegang tot internet in de winkel",
    "data.file": "Bijna 40 procent beschikt over een dergelijk elektronisch klantenbestand",
    "data.asks": "Slechts 28 procent van de ondernemers doet dat",
    "data.would_not_consider": "wil driekwart dit ook niet overwegen",
}


@pytest.fixture(scope="module")
def loaded() -> Content:
    return load()


def every_figure(loaded: Content) -> dict[str, Figure]:
    return {
        f"{edition.id}:{name}": figure
        for edition in loaded.editions.values()
        for name, figure in edition.figures.items()
    }


def test_nothing_is_wrong_with_it() -> None:
    assert check() == []


def test_it_is_whole(loaded: Content) -> None:
    assert set(loaded.texts) == {"nl", "en"}
    assert len(loaded.cards) == 125
    assert len({card.id for card in loaded.cards}) == 125
    for texts in loaded.texts.values():
        assert set(texts.cards) == {card.id for card in loaded.cards} == set(loaded.review_by)
        assert all({"why", "first", "next"} <= set(card.sections) for card in texts.cards.values())
    assert {card.topic for card in loaded.cards} == set(TOPICS)
    assert len(loaded.questionnaire.questions) == 15


def test_it_reads_as_the_yaml_itself_says(loaded: Content) -> None:
    assert loaded.questionnaire == questionnaire()
    assert loaded.figures == figures()
    assert loaded.primary is loaded.editions["hbd-2010"]


def test_a_card_and_an_option_are_found_by_id(loaded: Content) -> None:
    card = loaded.card("email_monthly")
    assert card is not None
    assert (card.topic, card.steps, card.leads_to, card.sends) == ("email", (3,), 4, True)
    assert (card.shops, card.goals) == (("physical", "both", "web"), ("return", "help"))
    assert card.suits == ("care", "home", "electronics", "books_toys", "diy")
    first = loaded.card("email_first_mail")
    assert first is not None
    assert first.needs == ("file",)
    assert loaded.card("none") is None
    assert loaded.review_by["email_monthly"] == date(2027, 9, 1)
    texts = loaded.texts["nl"]
    assert texts.option("email", "regular") is texts.questions.ladder["regular"]
    assert texts.option("shop_type", "web") is texts.questions.questions["shop_type"].options["web"]


def test_every_figure_is_the_published_one(loaded: Content) -> None:
    found = {
        name: (
            figure.value,
            figure.year or loaded.editions[name.split(":")[0]].year,
            {loaded.editions[name.split(":")[0]].sources[source].url for source in figure.sources},
            figure.approximate,
        )
        for name, figure in every_figure(loaded).items()
    }
    assert found == PUBLISHED


def test_the_monitors_figures_keep_their_words(loaded: Content) -> None:
    assert {name: figure.words for name, figure in loaded.primary.figures.items()} == WORDS
    assert loaded.primary.sample == 2502
    not_of_all = [name for name, figure in every_figure(loaded).items() if figure.of == "not_asking"]
    assert not_of_all == ["hbd-2010:data.would_not_consider"]


def test_users_are_millions_and_all_else_is_a_share(loaded: Content) -> None:
    """No price of a service is told: none has a page that says it."""
    shown = every_figure(loaded)
    users = {name for name in PUBLISHED if ":users." in name} | {"facts:social.users"}
    assert {name for name, figure in shown.items() if figure.millions is not None} == users
    assert {name for name, figure in shown.items() if figure.percent is not None} == set(shown) - users


def test_a_later_figure_stands_beside_its_own_topic(loaded: Content) -> None:
    """Those about shops come first, and of another kind of business last."""
    beside = {name: figure.beside for name, figure in every_figure(loaded).items() if figure.beside}
    assert list(beside.items()) == [
        ("cbs-2016:social.use", ("social",)),
        ("cbs-2016:blog.use", ("blog", "twitter")),
        ("cbs-2016:shop.website", ("online",)),
        ("cbs-2021:social.use.networks", ("social",)),
        ("cbs-2023:social.use", ("social",)),
    ]


def test_how_many_the_monitor_asked_stands_in_its_own_report(loaded: Content) -> None:
    assert loaded.primary.sample_source == "report"
    assert loaded.primary.sources["report"].url == "https://adoc.pub/2-hbd-monitor-ict-2010.html"
    assert "2.502 detailhandelsvestigingen" in loaded.primary.sample_words
    assert loaded.editions["facts"].figures["social.users"].sample == 6685


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_shown_has_words_year_population_and_source(loaded: Content, language: Language) -> None:
    texts, shown = loaded.texts[language], every_figure(loaded)
    assert set(shown) == set(PUBLISHED)
    for name, figure in shown.items():
        edition = loaded.editions[name.split(":")[0]]
        assert texts.terms.figures[name]
        assert year_of(texts, edition, figure) in (str(PUBLISHED[name][1]), texts.messages.sources.undated)
        assert (year_of(texts, edition, figure) == texts.messages.sources.undated) == (
            PUBLISHED[name][1] is None
        )
        assert population_of(texts, edition.id, figure)
        assert figure.sources
        assert all(edition.sources[source].name for source in figure.sources)


def test_populations_are_said_as_they_are(loaded: Content) -> None:
    texts = loaded.texts["nl"]
    wide = "alle bedrijven met 10 of meer mensen, ook buiten de winkels"
    for name, figure in every_figure(loaded).items():
        told = population_of(texts, name.split(":")[0], figure)
        assert (told == "mensen van 15 jaar en ouder in Nederland") == (figure.millions is not None), name
        assert (told == wide) == name.startswith("cbs-2023:"), name


@pytest.mark.parametrize(
    ("language", "told"), [("nl", "de belangrijkste voorwaarde"), ("en", "the main condition")]
)
def test_what_trust_is_is_said_the_same_wherever_it_is_said(
    loaded: Content, language: Language, told: str
) -> None:
    texts = loaded.texts[language]
    assert told in texts.terms.figures["facts:data.trust"]
    cards = [card for card in texts.cards.values() if "facts:data.trust" in card.figures]
    assert cards
    assert all(told in " ".join(card.sections.values()) for card in cards)


def test_words_that_a_source_used_for_a_figure_are_told_with_it(loaded: Content) -> None:
    for language, told in {"nl": ("bijna 40", "driekwart"), "en": ("almost 40", "three quarters")}.items():
        terms = next(texts.terms for name, texts in loaded.texts.items() if name == language)
        assert told[0] in terms.figures["hbd-2010:data.file"]
        assert told[1] in terms.figures["hbd-2010:data.would_not_consider"]


def test_a_figure_in_a_card_is_written_as_its_language_does(loaded: Content) -> None:
    assert (number(39.3, "nl"), number(39.3, "en"), number(51.0, "nl")) == ("39,3", "39.3", "51")
    card = {name: texts.cards["email_monthly"] for name, texts in loaded.texts.items()}
    assert card["nl"].figures == ("facts:unsubscribe.too_often", "facts:unsubscribe.not_interesting")
    assert "noemden 50 van de 100 mensen" in card["nl"].sections["why"]
    assert "50 out of 100 people" in card["en"].sections["why"]


def test_no_placeholder_and_no_markdown_is_left_in_a_card(loaded: Content) -> None:
    seen = 0
    for texts in loaded.texts.values():
        for card in texts.cards.values():
            for html in with_platforms(card, texts.terms.any_platform).values():
                seen += 1
                assert [part for part in ("{", "**", "](", "## ") if part in html] == []
    assert seen > 125 * 2 * 3


def test_the_commands_are_those_that_the_bot_knows() -> None:
    assert {
        language: tuple(command.names[language] for command in COMMANDS) for language in LANGUAGES
    } == NAMES


# Reviews


def test_a_review_that_is_due_warns_on_its_line_and_hinders_nothing() -> None:
    assert check(today=date(2026, 1, 1)) == []
    path = "nl/advice/email/email_monthly.md"
    old = changed((path, "review_by: 2027-09-01", "review_by: 2026-02-01"))
    assert check(old, date(2026, 2, 1)) == []
    (warning,) = check(old, date(2026, 2, 2))
    line = line_of(old[path], "review_by: ")
    assert (warning.file, warning.line, warning.severity) == (path, line, "warning")
    assert warning.problem == "was to be reviewed by 2026-02-01; read it again and set a new review_by"
    assert check(old) == []
    assert load(old).review_by["email_monthly"] == date(2026, 2, 1)


def test_all_reviews_that_are_due_are_listed_in_order() -> None:
    warnings = check(today=date(2100, 1, 1))
    assert len(warnings) == 125
    assert warnings == sorted(warnings)
    assert {warning.severity for warning in warnings} == {"warning"}


def test_faults_go_before_reviews() -> None:
    broken = changed(("levels.yaml", "lowest: 0", "lowest: 1"))
    assert {fault.severity for fault in check(broken, date(2100, 1, 1))} == {"error"}


# Versions


@pytest.mark.parametrize("path", sorted(PACKAGED)[::7])
def test_any_change_to_a_file_changes_the_version(path: str) -> None:
    assert version({**PACKAGED, path: PACKAGED[path] + " "}) != version(PACKAGED)


def test_the_version_names_the_content_and_nothing_else(loaded: Content) -> None:
    assert loaded.version == version(PACKAGED) == load().version
    assert len(loaded.version) == 12
    assert version(dict(sorted(PACKAGED.items(), reverse=True))) == loaded.version
    assert version({"a": "b", "c": "d"}) != version({"a": "bcd"}) != version({"ab": "cd"})
    assert version({"a": "x", "b": "y"}) != version({"a": "y", "b": "x"})


def test_an_editor_on_another_system_changes_nothing(loaded: Content) -> None:
    windows = {path: "\ufeff" + text.replace("\n", "\r\n") for path, text in PACKAGED.items()}
    found = load(windows)
    assert found.version == loaded.version
    assert (found.cards, found.questionnaire) == (loaded.cards, loaded.questionnaire)
    for language, texts in loaded.texts.items():
        assert found.texts[language].cards == texts.cards
        assert found.texts[language].terms == texts.terms
        assert found.texts[language].messages.help.html == texts.messages.help.html
