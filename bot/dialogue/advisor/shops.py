"""The shops that share with an organisation: the list, and each as far as it shares."""

from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.advisor.desk import (
    A_PAGE,
    find_organisation,
    page_code,
    page_number,
    page_parts,
    page_row,
)
from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.dates import date_text
from bot.dialogue.core.queries import Advises, SharedShop, SharedShops
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Desk, Finished, Given, Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows
from bot.dialogue.core.wording import answer_text as answer_text
from bot.dialogue.shop.result.score_words import level_text
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts
from bot.records.groups import Layers, Organisation
from bot.records.writes import Look, Write
from scoring.model import Overall

SHOP = "shop"
"""The page of one shop."""


@action("shop")
def open_shop(turn: Turn, share: str) -> Session:
    """Open a shop's page; that it was looked at is noted where the page is shown."""
    find_organisation(turn)
    shop = shop_of(turn.context, share)
    if shop is None:
        raise Stale
    return turn.session.at(Desk(page=f"{SHOP}/{shop.id}"))


@dataclass(frozen=True, slots=True)
class Visible:
    """What an advisor may see of a shop; what it does not share is not in here."""

    id: int
    name: str
    """User text; empty where none was given."""
    layers: Layers
    date: datetime | None = None
    overall: Overall | None = None
    given: Given | None = None
    steps: tuple[str, ...] = ()
    """The cards of its next steps."""

    @property
    def contact(self) -> str | None:
        """How to reach the shop, as it shared that: user text."""
        return self.layers.contact or None


def visible_part(shop: SharedShop) -> Visible:
    """Take from a shop's session what its layers let be seen."""
    layers, finished = shop.layers, shop.session.finished
    of_all = Visible(id=shop.id, name=shop.session.shop_name or "", layers=layers)
    if finished is None or not (layers.result or layers.answers):
        return of_all
    answers = finished if layers.answers else None
    return Visible(
        id=of_all.id,
        name=of_all.name,
        layers=layers,
        date=finished.finished,
        overall=finished.result.overall,
        given=answers.given if answers else None,
        steps=_cards(answers) if answers else (),
    )


def _cards(finished: Finished) -> tuple[str, ...]:
    return tuple(step.id for step in finished.result.next_steps)


def shares_text(texts: Texts, layers: Layers) -> str:
    """Name what a shop shares."""
    said = texts.messages.group.shared
    named = {
        said.result: layers.result or layers.answers,
        said.answers: layers.answers,
        said.contact: bool(layers.contact),
    }
    return ", ".join(name for name, shared in named.items() if shared)


def answer_texts(context: Context, texts: Texts, given: Given) -> list[tuple[str, str]]:
    """Give name and answer of each question that was passed, in the order of the questions."""
    return [
        (texts.questions.questions[question.id].name, answer_text(question.id, given[question.id], texts))
        for question in context.content.questionnaire.questions
        if question.id in given
    ]


def sharing_shops(context: Context) -> tuple[SharedShop, ...]:
    """List the shops that share something with the organisation whose advisor this chat is."""
    return tuple(shop for shop in context.facts.ask(SharedShops()) if not shop.layers.nothing)


def shops_page(at: At[Desk], _organisation: Organisation) -> View | None:
    """Show the page of the list that the place names; None where that is no number."""
    parts = page_parts(at)
    number = page_number(parts[0]) if parts else 1
    return None if number is None else _list(at, number)


def _list(at: At[Desk], number: int) -> View:
    """List the shops that share, ten a page."""
    said, shops = at.messages.group.shared, sharing_shops(at.context)
    back = control(at.messages.group.controls.totals, page_code(at.session, "group"))
    if not shops:
        return View(said.none.fill(), ((back,),))
    pages = -(-len(shops) // A_PAGE)
    number = min(number, pages)
    first = (number - 1) * A_PAGE
    listing, choices = [], []
    for count, shop in enumerate(shops[first : first + A_PAGE], 1):
        name = shop.session.shop_name or said.nameless
        shares = shares_text(at.texts, shop.layers)
        listing.append(said.line.fill(number=count, name=name, shares=shares))
        code = open_shop.code(at.session, str(shop.id))
        choices.append(Choice(name, code, (), count))
    where = at.messages.group.funnel.page.fill(page=number, pages=pages) if pages > 1 else None
    html = blocks(said.intro.fill(), lines(*listing), where)
    return View(html, (*rows(choices), *page_row(at, number, pages, "shops"), (back,)))


def shop_page(at: At[Desk], _organisation: Organisation) -> View:
    """Show one shop as far as it shares; where there is none, the list."""
    shop = shop_of(at.context, next(iter(page_parts(at)), ""))
    if shop is None:
        return _list(at, 1)
    texts, one = at.texts, visible_part(shop)
    said, controls = texts.messages.group.shared, texts.messages.group.controls
    html = blocks(
        lines(
            said.title.fill(name=one.name or said.nameless),
            said.shares.fill(shares=shares_text(texts, one.layers)),
        ),
        lines(*_result(texts, one)),
        _answers(at.context, texts, one),
        _steps(texts, one),
        said.reach.fill(contact=one.contact) if one.contact else None,
        said.seen.fill(),
    )
    shops = control(controls.shops, page_code(at.session, "shops"))
    return View(html, ((shops, control(controls.totals, page_code(at.session, "group"))),))


def shop_of(context: Context, share: str) -> SharedShop | None:
    """Give the shop that shares under an id with this chat's organisation."""
    return next((shop for shop in sharing_shops(context) if str(shop.id) == share), None)


def _result(texts: Texts, one: Visible) -> list[Html]:
    said = texts.messages.group.shared
    if not (one.layers.result or one.layers.answers):
        return []
    if one.date is None:
        return [said.no_result.fill()]
    date = texts.messages.picture.taken.fill(date=date_text(one.date, texts))
    if one.overall is None:
        return [said.no_score.fill(), date]
    level = level_text(one.overall.level, texts).name
    return [said.score.fill(score=one.overall.score, level=level), date]


def _answers(context: Context, texts: Texts, one: Visible) -> Html | None:
    if one.given is None:
        return None
    line = texts.messages.overview.line
    return lines(
        texts.messages.group.shared.answers_heading.fill(),
        *(
            line.fill(number=number, name=name, told=answer)
            for number, (name, answer) in enumerate(answer_texts(context, texts, one.given), 1)
        ),
    )


def _steps(texts: Texts, one: Visible) -> Html | None:
    said = texts.messages.group.shared
    titles = [texts.cards[card].title for card in one.steps if card in texts.cards]
    listing = [said.step.fill(number=number, title=title) for number, title in enumerate(titles, 1)]
    return lines(said.steps_heading.fill(), *listing) if listing else None


def look_writes(after: Session, context: Context) -> tuple[Write, ...]:
    """Note that a shop's page is shown, however its advisor got there."""
    page = after.place.page if isinstance(after.place, Desk) else ""
    kind, share, *_ = (*page.split("/"), "")
    if kind != SHOP or context.facts.ask(Advises()) is None:
        return ()
    shop = shop_of(context, share)
    return (Look((shop.id,)),) if shop else ()
