"""The shops that share with an organisation: the list, and each as far as it shares."""

from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.advisor.group.links import A_PAGE, desk_code, number_of, page_row
from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.dates import written
from bot.dialogue.core.queries import Advises, SharedShop, SharedShops
from bot.dialogue.core.session import Desk, Finished, Given, Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows, shorten
from bot.dialogue.core.wording import told
from bot.dialogue.shop.result.score_words import level_text
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts
from bot.records.groups import Layers, Organisation
from bot.records.writes import Look, Write
from scoring.model import Overall

SHOP = "shop"
"""The page of one shop."""


@dataclass(frozen=True, slots=True)
class Seen:
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


def seen(shop: SharedShop) -> Seen:
    """Take from a shop's session what its layers let be seen."""
    layers, finished = shop.layers, shop.session.finished
    of_all = Seen(id=shop.id, name=shop.session.shop_name or "", layers=layers)
    if finished is None or not (layers.result or layers.answers):
        return of_all
    answers = finished if layers.answers else None
    return Seen(
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


def shares_told(texts: Texts, layers: Layers) -> str:
    """Name what a shop shares."""
    said = texts.messages.group.shared
    named = {
        said.result: layers.result or layers.answers,
        said.answers: layers.answers,
        said.contact: bool(layers.contact),
    }
    return ", ".join(name for name, shared in named.items() if shared)


def answers_told(context: Context, texts: Texts, given: Given) -> list[tuple[str, str]]:
    """Tell name and answer of each question that was passed, in the order of the questions."""
    return [
        (texts.questions.questions[question.id].name, told(question.id, given[question.id], texts))
        for question in context.content.questionnaire.questions
        if question.id in given
    ]


def shared_with(context: Context) -> tuple[SharedShop, ...]:
    """List the shops that share something with the organisation whose advisor this chat is."""
    return tuple(shop for shop in context.facts.ask(SharedShops()) if not shop.layers.nothing)


def shops_page(
    session: Session, context: Context, _organisation: Organisation, page: tuple[str, ...]
) -> View | None:
    """List the shops that share, ten a page."""
    number = number_of(page[0]) if page else 1
    if number is None:
        return None
    texts = context.texts(session)
    said, shops = texts.messages.group.shared, shared_with(context)
    back = control(texts.messages.group.controls.totals, desk_code(session, "group"))
    if not shops:
        return View(said.none.fill(), ((back,),))
    pages = -(-len(shops) // A_PAGE)
    number = min(number, pages)
    first = (number - 1) * A_PAGE
    listing, choices = [], []
    for count, shop in enumerate(shops[first : first + A_PAGE], 1):
        name = shop.session.shop_name or said.nameless
        listing.append(said.line.fill(number=count, name=name, shares=shares_told(texts, shop.layers)))
        made = code(SHOP, session.run, str(shop.id))
        choices.append(Choice(shorten(name), made, (name,), count))
    where = texts.messages.group.funnel.page.fill(page=number, pages=pages) if pages > 1 else None
    html = blocks(said.intro.fill(), lines(*listing), where)
    return View(html, (*rows(choices), *page_row(session, texts, number, pages, "shops"), (back,)))


def shop_page(
    session: Session, context: Context, _organisation: Organisation, page: tuple[str, ...]
) -> View | None:
    """Show one shop as far as it shares; `page` holds the share's id."""
    shop = shared_as(context, page[0] if page else "")
    if shop is None:
        return shops_page(session, context, _organisation, ())
    texts, one = context.texts(session), seen(shop)
    said, controls = texts.messages.group.shared, texts.messages.group.controls
    html = blocks(
        lines(
            said.title.fill(name=one.name or said.nameless),
            said.shares.fill(shares=shares_told(texts, one.layers)),
        ),
        lines(*_result(texts, one)),
        _answers(context, texts, one),
        _steps(texts, one),
        said.reach.fill(contact=one.contact) if one.contact else None,
        said.seen.fill(),
    )
    shops = control(controls.shops, desk_code(session, "shops"))
    return View(html, ((shops, control(controls.totals, desk_code(session, "group"))),))


def shared_as(context: Context, share: str) -> SharedShop | None:
    """Find the shop that shares under an id with this chat's organisation."""
    return next((shop for shop in shared_with(context) if str(shop.id) == share), None)


def _result(texts: Texts, one: Seen) -> list[Html]:
    said = texts.messages.group.shared
    if not (one.layers.result or one.layers.answers):
        return []
    if one.date is None:
        return [said.no_result.fill()]
    taken = texts.messages.picture.taken.fill(date=written(one.date, texts))
    if one.overall is None:
        return [said.no_score.fill(), taken]
    level = level_text(one.overall.level, texts).name
    return [said.score.fill(score=one.overall.score, level=level), taken]


def _answers(context: Context, texts: Texts, one: Seen) -> Html | None:
    if one.given is None:
        return None
    line = texts.messages.overview.line
    return lines(
        texts.messages.group.shared.answers_heading.fill(),
        *(
            line.fill(number=number, name=name, told=answer)
            for number, (name, answer) in enumerate(answers_told(context, texts, one.given), 1)
        ),
    )


def _steps(texts: Texts, one: Seen) -> Html | None:
    said = texts.messages.group.shared
    titles = [texts.cards[card].title for card in one.steps if card in texts.cards]
    told = [said.step.fill(number=number, title=title) for number, title in enumerate(titles, 1)]
    return lines(said.steps_heading.fill(), *told) if told else None


def looked(after: Session, context: Context) -> tuple[Write, ...]:
    """Note that a shop's page is shown, however its advisor got there."""
    page = after.place.page if isinstance(after.place, Desk) else ""
    kind, share, *_ = (*page.split("/"), "")
    if kind != SHOP or context.facts.ask(Advises()) is None:
        return ()
    shop = shared_as(context, share)
    return (Look((shop.id,)),) if shop else ()
