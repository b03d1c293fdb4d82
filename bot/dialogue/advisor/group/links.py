"""How far shops came with an organisation's links, and the list of them."""

from bot.dialogue.advisor.desk import A_PAGE, page_code, page_row
from bot.dialogue.advisor.group.scope import Scope
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Desk, Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import Texts
from bot.records.groups import Campaign

LISTED = 5
"""So many links stand on the first page; the others are behind a button."""
LINKS = "links"
"""The part of the group's pages that lists them."""


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
    newest, rest = group.campaigns[:LISTED], len(group.campaigns) - LISTED
    listing = [_line(texts, number, one) for number, one in enumerate(newest, 1)]
    together = Html(f"{as_html(said.all)}: {counts_of(texts, *group.campaigns)}")
    return [*listing, *([said.more.fill(rest)] if rest > 0 else []), together]


def _line(texts: Texts, number: int, campaign: Campaign) -> Html:
    name = link_name(texts, campaign)
    counts = counts_of(texts, campaign)
    return texts.messages.group.funnel.line.fill(number=number, name=name, counts=counts)


def link_choice(session: Session, number: int, campaign: Campaign) -> Choice:
    """Offer the totals of one link."""
    code = page_code(session, "group", campaign.id)
    return Choice(campaign.name, code, (), number)


def links_page(at: At[Desk], group: Scope, number: int) -> View:
    """List the links, ten a page, each with how far shops came."""
    said, controls = at.messages.group.funnel, at.messages.group.controls
    pages = max(1, -(-len(group.campaigns) // A_PAGE))
    number = min(number, pages)
    first = (number - 1) * A_PAGE
    listed = list(enumerate(group.campaigns[first : first + A_PAGE], 1))
    html = blocks(
        said.intro.fill(),
        lines(*(_line(at.texts, count, one) for count, one in listed)),
        said.page.fill(page=number, pages=pages),
    )
    choices = [link_choice(at.session, count, one) for count, one in listed]
    back = control(controls.totals, page_code(at.session, "group"))
    return View(html, (*rows(choices), *page_row(at, number, pages, "group", LINKS), (back,)))
