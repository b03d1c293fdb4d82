"""Advisors and administrators, and how the bot is used."""

from bot.dialogue.admin.page import ON_A_PAGE, Page
from bot.dialogue.admin.queries import People, ReadStatistics
from bot.dialogue.core.speaking_hours import ZONE
from bot.dialogue.core.view import View, blocks, lines, rows, shorten
from bot.library.parsing.markup import Html, as_html
from bot.library.schema.content import Texts
from bot.records.people import Advisor, Kind, Person
from bot.records.writes import Withdraw
from scoring.disclosure import CHANGED_SHOPS

_WEEKS, _QUESTIONS = 16, 20


def people_page(page: Page) -> View | None:
    """List advisors or administrators."""
    kind = kind_of(page.part(0))
    if kind is None:
        return None
    said, controls = page.messages.people, page.messages.controls
    people = people_of(page, kind)
    pages = max(1, -(-len(people) // ON_A_PAGE))
    number = min(int(page.part(1)) if page.part(1).isdecimal() and page.part(1) != "0" else 1, pages)
    shown = list(enumerate(people[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], 1))
    choices = [
        page.numbered_choice(_name(page, one), place, "person", kind, one.chat_id)
        for place, one in shown
        if one.since
    ]
    intro = said.admins if kind == "admin" else said.advisors if people else said.no_advisors
    new = page.way(controls.invite, "invite") if kind == "advisor" else page.way(controls.appoint, "appoint")
    html = blocks(intro.fill(), lines(*(_line(page, place, one) for place, one in shown)))
    return View(html, (*rows(choices), *page.turning(number, pages, "people", kind), (new, page.menu())))


def people_of(page: Page, kind: Kind) -> tuple[Person, ...]:
    """List advisors or administrators as they are once this step is done."""
    gone = {one.chat_id for one in page.context.also.writes if isinstance(one, Withdraw) and one.kind == kind}
    return tuple(one for one in page.ask(People(kind)) if one.chat_id not in gone)


def kind_of(text: str) -> Kind | None:
    """Read which people a page is about."""
    return "advisor" if text == "advisor" else "admin" if text == "admin" else None


def _line(page: Page, number: int, person: Person) -> Html:
    said = page.messages.people
    if person.since is None:
        return said.fixed.fill(number=number, id=person.chat_id)
    name = _name(page, person)
    if isinstance(person, Advisor):
        named = f"{name} ({person.label})" if person.label else name
        return said.advisor.fill(number=number, organisation=named, date=_date(person))
    return said.admin.fill(number=number, name=name, date=_date(person))


def _name(page: Page, person: Person) -> str:
    """Name an advisor by the organisation, and an administrator by what the one who appointed wrote."""
    if isinstance(person, Advisor):
        return person.organisation.name
    return person.label or page.messages.people.claimed


def _date(person: Person) -> str:
    return f"{person.since.astimezone(ZONE):%d-%m-%Y}" if person.since else ""


def person_page(page: Page) -> View | None:
    """Ask whether to withdraw somebody's access."""
    person, said, controls = _person(page), page.messages.people, page.messages.controls
    if person is None:
        return None
    up = page.way(controls.cancel, "people", page.part(0))
    if is_last(page):
        return View(said.last.fill(), ((up,),))
    name = _name(page, person)
    if isinstance(person, Advisor):
        html = said.confirm_advisor.fill(organisation=name, date=_date(person))
    else:
        html = said.confirm_admin.fill(name=name)
    return View(html, ((page.do(controls.withdraw, "danger"),), (up,)))


def is_last(page: Page) -> bool:
    """Tell whether nobody could administer without whom the page is about."""
    return page.part(0) == "admin" and len(people_of(page, "admin")) == 1


def others_of(page: Page) -> tuple[int, ...]:
    """List the appointed administrators, without whom the page is about; on an advisor's page none."""
    admins = people_of(page, "admin") if page.part(0) == "admin" else ()
    return tuple(one.chat_id for one in admins if one.since and str(one.chat_id) != page.part(1))


def _person(page: Page) -> Person | None:
    """Find whom a page is about; nobody who stands in the settings."""
    kind = kind_of(page.part(0))
    people = people_of(page, kind) if kind else ()
    return next((one for one in people if str(one.chat_id) == page.part(1) and one.since), None)


def invite_page(page: Page) -> View:
    """Ask for the organisation of a new advisor."""
    cancel = page.way(page.messages.controls.cancel, "people", "advisor")
    return View(page.messages.people.ask_organisation.fill(), ((cancel,),))


def appoint_page(page: Page) -> View:
    """Ask for the name of a new administrator."""
    cancel = page.way(page.messages.controls.cancel, "people", "admin")
    return View(page.messages.people.ask_name.fill(), ((cancel,),))


def statistics_page(page: Page) -> View:
    """Tell how many began and finished, and where people stopped; small numbers are not told."""
    said, texts = page.messages.statistics, page.context.texts(page.session)
    known = page.ask(ReadStatistics())
    weeks = [
        said.week.fill(
            date=f"{one.monday:%d-%m-%Y}",
            language=one.language,
            started=_count_or_few(page, one.started),
            finished=_count_or_few(page, one.finished),
        )
        for one in known.weeks[:_WEEKS]
    ]
    stopped = [
        said.question.fill(name=_question(texts, one.question), language=one.language, shops=one.shops)
        for one in known.stopped[:_QUESTIONS]
    ]
    html = blocks(
        said.intro.fill(),
        lines(*weeks) or said.none.fill(),
        lines(said.standing.fill(count=CHANGED_SHOPS), *stopped) if stopped else None,
    )
    return View(html, ((page.menu(),),))


def _question(texts: Texts, question: str) -> str:
    text = texts.questions.questions.get(question)
    return text.name if text else shorten(question, 32)


def _count_or_few(page: Page, number: int | None) -> Html:
    return as_html(page.messages.statistics.few if number is None else str(number))
