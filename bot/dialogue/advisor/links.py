"""The links of an organisation: the list, with what an advisor can type."""

from bot.dialogue.advisor.campaigns import campaign_counts, campaigns
from bot.dialogue.advisor.desk import A_PAGE, for_advisors, page_code, page_parts
from bot.dialogue.advisor.naming import make_campaign, refuse_when_full
from bot.dialogue.core.actions import action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Desk, NamingCampaign, Session
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.records.groups import Organisation


def open_links(turn: Turn) -> Session:
    """Show the links; make one where a name stands behind the command, and ask for one where none is."""
    organisation = turn.context.facts.ask(Advises())
    if organisation is None:
        return turn.session.at(Desk())
    if turn.argument:
        return make_campaign(turn, organisation, turn.argument)
    return turn.session.at(Desk() if campaigns(turn.context) else NamingCampaign())


@for_advisors
@action("link_new")
def ask_name(turn: Turn) -> Session:
    """Ask for the name of a new campaign."""
    return refuse_when_full(turn) or turn.session.at(NamingCampaign())


def links_page(at: At[Desk], organisation: Organisation) -> View:
    """Show the page of the list that the place names."""
    number = next(iter(page_parts(at)), "")
    is_number = number.isascii() and number.isdigit() and int(number) > 0
    return first_links(at, organisation, int(number) if is_number else 1)


def first_links(at: At[Desk], organisation: Organisation, number: int = 1) -> View:
    """Show a page of the list, the first where nothing else is said."""
    said = at.messages.desk
    links = campaigns(at.context)
    pages = max(1, -(-len(links) // A_PAGE))
    number = min(number, pages)
    listing, choices = [], []
    for count, campaign in enumerate(links[(number - 1) * A_PAGE : number * A_PAGE], 1):
        line = said.links.closed if campaign.closed else said.links.line
        listing.append(line.fill(number=count, name=campaign.name, **campaign_counts(campaign)))
        code = page_code(at.session, "link", campaign.code)
        choices.append(Choice(campaign.name, code, (), count))
    html = blocks(
        (said.links.intro if links else said.links.empty).fill(organisation=organisation.name),
        lines(*listing),
        said.links.page.fill(page=number, pages=pages) if pages > 1 else None,
        said.links.commands.fill(),
    )
    return View(html, (*rows(choices), *_ways(at, number, pages)))


def _ways(at: At[Desk], number: int, pages: int) -> Rows:
    controls, session = at.messages.desk.controls, at.session
    turning = []
    if number > 1:
        turning.append(control(controls.newer, page_code(session, "links", number - 1)))
    if number < pages:
        turning.append(control(controls.older, page_code(session, "links", number + 1)))
    new = control(controls.new, ask_name.code(session))
    return (*rows(turning, 2), (new, control(controls.totals, page_code(session, "group"))))
