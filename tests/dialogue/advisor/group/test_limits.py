"""A group with hostile names and much of everything stays within Telegram's limits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.queries import Advises, Campaigns, SharedShop, SharedShops, Totals
from bot.dialogue.core.replies import Edit, Message, Picture, Report
from bot.dialogue.core.session import Desk, dump
from bot.library.parsing.markup import plain
from bot.library.schema.content import LANGUAGES
from bot.pictures.drawing import GroupDrawing
from bot.records.groups import (
    LONGEST_CAMPAIGN_NAME,
    LONGEST_CONTACT,
    LONGEST_ORGANISATION_NAME,
    MOST_CAMPAIGNS,
    Layers,
    Organisation,
    WaveTotals,
)
from bot.records.writes import Look
from scoring.group_disclosure import Tally
from tests.support.dialogue.group_chat import (
    AUTUMN,
    SPRING,
    advisor,
    campaign,
    group,
    random_totals,
    shop_session,
)
from tests.support.dialogue.group_talk import HOSTILE, SENDING, everything, limits
from tests.support.dialogue.talk import CONTEXT, START, Talk


@pytest.mark.parametrize("app", LANGUAGES)
def test_names_are_user_text_everywhere(app: str) -> None:
    talk = advisor(app)
    layers = Layers(answers=True, contact=HOSTILE)
    talk.known |= {
        Advises(): Organisation(3, HOSTILE),
        Campaigns(): (replace(SPRING, name=HOSTILE), replace(AUTUMN, name=HOSTILE, closed=True)),
        SharedShops(): (SharedShop(5, layers, shop_session(1, name=HOSTILE)),),
    }
    seen = everything(talk)
    limits(seen)
    seen += talk.tap_code("shop:0:5")
    assert plain(talk.last.html).count(HOSTILE) == 2
    for reply in seen:
        if isinstance(reply, Message | Edit):
            assert "<b>Jansen</b>" not in reply.html
            assert "{" not in plain(reply.html).replace(HOSTILE, "")


@pytest.mark.parametrize("app", LANGUAGES)
def test_two_hundred_campaigns_fit_and_each_can_be_reached(app: str) -> None:
    long = "&<“" * (LONGEST_CAMPAIGN_NAME // 3)
    campaigns = tuple(
        replace(campaign(10**17 + number, long, closed=number % 2 == 0), opened=10**6)
        for number in range(MOST_CAMPAIGNS)
    )
    totals = [random_totals(campaigns[number].id, 1, 9, seed=number) for number in range(4)]
    talk = advisor(app)
    talk.stored = dump(talk.session.model_copy(update={"run": 999_999_999}))
    talk.known |= {
        Advises(): Organisation(3, "&" * LONGEST_ORGANISATION_NAME),
        Campaigns(): campaigns,
        Totals(): tuple(totals),
    }
    limits(talk.command("group"))
    reached: set[str] = set()
    page = 1
    while True:
        replies = talk.tap_code(f"desk:0:group/links/{page}")
        limits(replies)
        codes = {button.code or "" for row in talk.last.keyboard for button in row}
        reached |= codes
        page += 1
        if f"desk:999999999:group/links/{page}" not in codes:
            break
    assert {code("desk", 999_999_999, f"group/{one.id}") for one in campaigns} <= reached
    for one in campaigns[:5]:
        for part in ("", "/1/topics", "/1/more"):
            limits(talk.tap_code(f"desk:0:group/{one.id}{part}"))
        for verb in SENDING:
            limits(talk.tap_code(f"{verb}:0:{one.id}:1"))
    limits(talk.tap_code("group_xlsx:0:all"))


@pytest.mark.parametrize("app", LANGUAGES)
def test_many_shops_that_share_all_fit(app: str) -> None:
    talk = advisor(app)
    layers = Layers(answers=True, contact="&" * LONGEST_CONTACT)
    shops = tuple(
        SharedShop(10**17 + number, layers, shop_session(number, name="<" * 60)) for number in range(45)
    )
    talk.known[SharedShops()] = shops
    for page in range(1, 7):
        limits(talk.tap_code(f"desk:0:shops/{page}"))
    for shop in shops:
        limits(talk.tap_code(f"shop:0:{shop.id}"))
    limits(talk.tap_code("group_xlsx:0:all"))
    assert talk.writes[-1] == Look(tuple(shop.id for shop in shops))


def test_a_page_of_one_shop_is_within_limits_with_the_longest_answers() -> None:
    session = shop_session(1)
    assert session.finished is not None
    questions = CONTEXT.content.questionnaire.questions
    every = {
        one.id: tuple(option.id for option in one.options) if one.several else one.options[-1].id
        for one in questions
    }
    whole = session.model_copy(update={"finished": session.finished.model_copy(update={"given": every})})
    for app in LANGUAGES:
        talk = advisor(app)
        talk.known[SharedShops()] = (SharedShop(5, Layers(answers=True), whole, START),)
        limits(talk.tap_code("shop:0:5"))


def test_the_caption_of_the_longest_picture_keeps_its_source() -> None:
    levels = Tally(unknown=(1000,) * 5, known=(0,) * 5)
    totals = {f"topic:{one}": levels for one in CONTEXT.content.questionnaire.topics} | {"level": levels}
    for app in LANGUAGES:
        talk = advisor(app)
        talk.known |= {
            Advises(): Organisation(3, "W" * LONGEST_ORGANISATION_NAME),
            Campaigns(): (replace(SPRING, name="W" * LONGEST_CAMPAIGN_NAME),),
            Totals(): (WaveTotals(12, 7, totals, 5000, 0, 5),),
        }
        limits(talk.tap_code("group_picture:0:12:7"))
        (picture,) = talk.sent
        assert isinstance(picture, Picture)
        assert "HBD Monitor ICT, 2010" in picture.caption
        assert isinstance(picture.drawing, GroupDrawing)
        for row in picture.drawing.rows:
            assert f"{row.name}: " in picture.caption


def test_what_can_be_tapped_can_be_typed() -> None:
    talk = advisor()
    talk.command("groep")
    talk.type("onderwerpen")
    assert "Gemiddelde per onderwerp" in talk.text
    talk.type("naar de totalen")
    talk.type("1")
    assert talk.session.place == Desk(page="group/12")
    talk.type("werkblad")
    assert isinstance(talk.sent[-1], Report)


def test_the_group_stays_one_s_own_after_an_hour() -> None:
    talk = group(Talk())
    talk.command("groep")
    talk.later(hours=1)
    assert talk.now == START + timedelta(hours=1)
    talk.type("plaatje")
    assert isinstance(talk.sent[-1], Picture)
