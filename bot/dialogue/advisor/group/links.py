"""How far shops came with an organisation's links, and the list of them."""

from bot.dialogue.advisor.group.scope import Scope
from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Session
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows, shorten
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import Texts
from bot.records.groups import Campaign

LISTED = 5
"""So many links stand on the first page; the others are behind a button."""
A_PAGE = 10
LINKS = "links"
"""The part of the group's pages that lists them."""


def desk_code(session: Session, *parts: str | int) -> str:
    """Write the code of a page of the desk."""
    return code("desk", session.run, "/".join(map(str, parts)))


def number_of(text: str) -> int | None:
    """Read a number of a page or wave; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 and text != "0" else None


def link_name(texts: Texts, campaign: Campaign) -> str | Html:
    """Name a link, and whether it is closed."""
    return texts.messages.group.funnel.closed.fill(name=campaign.name) if campaign.closed else campaign.name


def counts_of(texts: Texts, *campaigns: Campaign) -> Html:
    """Say how many opened links, started and finished."""
    return texts.messages.group.funnel.counts.fill(
        opened=sum(one.opened for one in campaigns),
        started=sum(one.started for one in campaigns),
        finished=sum(one.finished for one in campaigns),
    )


def funnel_lines(texts: Texts, group: Scope) -> list[Html]:
    """Say of each link how far shops came, the newest first, and of all together."""
    said = texts.messages.group.funnel
    if group.campaign:
        return [counts_of(texts, group.campaign)]
    if not group.campaigns:
        return [said.none.fill()]
    shown, rest = group.campaigns[:LISTED], len(group.campaigns) - LISTED
    told = [_line(texts, number, one) for number, one in enumerate(shown, 1)]
    together = Html(f"{as_html(said.all)}: {counts_of(texts, *group.campaigns)}")
    return [*told, *([said.more.fill(rest)] if rest > 0 else []), together]


def _line(texts: Texts, number: int, campaign: Campaign) -> Html:
    name = link_name(texts, campaign)
    counts = counts_of(texts, campaign)
    return texts.messages.group.funnel.line.fill(number=number, name=name, counts=counts)


def link_choice(session: Session, number: int, campaign: Campaign) -> Choice:
    """Offer the totals of one link."""
    made = desk_code(session, "group", campaign.id)
    return Choice(shorten(campaign.name), made, (campaign.name,), number)


def links_page(session: Session, context: Context, group: Scope, number: int) -> View:
    """List the links, ten a page, each with how far shops came."""
    texts = context.texts(session)
    said, controls = texts.messages.group.funnel, texts.messages.group.controls
    pages = max(1, -(-len(group.campaigns) // A_PAGE))
    number = min(number, pages)
    first = (number - 1) * A_PAGE
    # Typed numbers have two digits at most, so each page counts from 1.
    shown = list(enumerate(group.campaigns[first : first + A_PAGE], 1))
    html = blocks(
        said.intro.fill(),
        lines(*(_line(texts, count, one) for count, one in shown)),
        said.page.fill(page=number, pages=pages),
    )
    choices = [link_choice(session, count, one) for count, one in shown]
    back = control(controls.totals, desk_code(session, "group"))
    return View(html, (*rows(choices), *page_row(session, texts, number, pages, "group", LINKS), (back,)))


def page_row(session: Session, texts: Texts, number: int, pages: int, *page: str) -> Rows:
    """Give the buttons to the page before and after, where there is one."""
    controls = texts.messages.group.controls
    before = [control(controls.before, desk_code(session, *page, number - 1))] if number > 1 else []
    after = [control(controls.after, desk_code(session, *page, number + 1))] if number < pages else []
    return rows([*before, *after], 2)
