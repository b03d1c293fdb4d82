"""The draft, what it means for shops, the versions and the log, and files from elsewhere."""

import re
from collections.abc import Iterator

from bot.dialogue.admin.names import fault_list, name_in, word_of
from bot.dialogue.admin.page import ON_A_PAGE, Page
from bot.dialogue.admin.queries import DraftSeen, ReadDraft, ReadLog, Weigh, Weighed
from bot.dialogue.core.speaking_hours import ZONE
from bot.dialogue.core.view import Choice, View, blocks, lines, rows, shorten
from bot.lib.text import one_line
from bot.library.impact import Impact, Standing
from bot.library.parsing.fields import field
from bot.library.parsing.markup import Html, as_html, plain
from bot.records.content import Entry, TextChange

_SHOWN = 6
_CUT = 160
_OF_ADVISORS = ("invited", "withdrew")
_BACK = re.compile(r"to version (\d+): (.*)")
_RETURNED_TO = ("shipped", "published", "rolled back")


def draft_page(page: Page) -> View:
    """Show what the draft changes, and what the check says of it."""
    draft, said, controls = page.ask(ReadDraft()), page.messages.draft, page.messages.controls
    if draft is None:
        return View(said.none.fill(), ((page.menu(),),))
    more = len(draft.changes) - _SHOWN
    html = blocks(
        said.intro.fill(len(draft.changes)),
        *(_change(page, change) for change in draft.changes[:_SHOWN]),
        said.more.fill(count=more) if more > 0 else None,
        _check_result(page, draft),
    )
    ways = [page.way(controls.impact, "impact")]
    if draft.changes and not draft.errors:
        ways.append(page.way(controls.publish, "publish"))
    return View(html, (*rows(ways), (page.way(controls.discard, "discard"), page.menu())))


def _change(page: Page, change: TextChange) -> Html:
    def excerpt(text: str | None) -> Html:
        if text is None:
            return as_html(page.messages.draft.gone)
        # Of a whole card its title tells most.
        title = None if change.name else field(change.path, text, "title")
        return as_html(shorten(" ".join((title.value if title else text).split()), _CUT))

    place = shorten(name_in(page, change.path, change.name), 100)
    return page.messages.draft.change.fill(
        place=place, before=excerpt(change.before), after=excerpt(change.after)
    )


def _check_result(page: Page, draft: DraftSeen) -> Html:
    said = page.messages.draft
    if draft.errors:
        return lines(said.errors.fill(), fault_list(page, draft.errors, 3))
    if not draft.warnings:
        return said.ready.fill()
    return lines(said.warnings.fill(len(draft.warnings)), fault_list(page, draft.warnings, 3))


def impact_page(page: Page) -> View:
    """Tell what publishing the draft means for shops."""
    back = (page.way(page.messages.controls.draft, "draft"), page.menu())
    return View(_impact_summary(page, page.ask(Weigh(None))), (back,))


def publish_page(page: Page) -> View:
    """Ask why the draft is published, and then whether to do it."""
    said, controls = page.messages.draft, page.messages.controls
    cancel = page.way(controls.cancel, "draft")
    if not page.place.text:
        return View(said.why.fill(), ((cancel,),))
    weighed = page.ask(Weigh(None))
    confirm = said.confirm.fill(why=page.place.text)
    html = blocks(confirm, _impact_summary(page, weighed))
    return View(html, ((cancel,),) if weighed.errors else ((page.do(controls.do_publish),), (cancel,)))


def discard_page(page: Page) -> View:
    """Ask whether to throw the draft away."""
    controls = page.messages.controls
    cancel = page.way(controls.cancel, "draft")
    html = page.messages.draft.confirm_discard.fill()
    return View(html, ((page.do(controls.do_discard, "danger"),), (cancel,)))


def log_page(page: Page) -> View:
    """List who did what, and offer the versions to go back to."""
    log, said = page.ask(ReadLog()), page.messages.draft
    pages = max(1, -(-len(log.lines) // ON_A_PAGE))
    number = min(int(page.part(0)) if page.part(0).isdecimal() and page.part(0) != "0" else 1, pages)
    shown = log.lines[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    back = [
        Choice(f"{_action(page, one)} {one.version}", page.code("version", one.version))
        for one in shown
        if one.version and one.version != log.live and one.action in _RETURNED_TO
    ]
    html = blocks(said.log.fill(live=log.live), lines(*(_line(page, one) for one in shown)))
    return View(html, (*rows(back, 2), *page.turning(number, pages, "log"), (page.menu(),)))


def _line(page: Page, line: Entry) -> Html:
    filled = page.messages.draft.line.fill(
        date=f"{line.at.astimezone(ZONE):%d-%m-%Y %H:%M}",
        who=shorten(word_of(page, line.who), 40),
        action=_action(page, line),
        version=line.version if line.version and line.action in _RETURNED_TO else "",
        why=shorten(_why(page, line), 80),
    )
    return Html(one_line(filled))


def _why(page: Page, line: Entry) -> str:
    """Say why, or of which text it is."""
    if line.action == "discarded":
        return ""
    if line.action == "saved" and len(line.paths) == 1:
        return name_in(page, line.paths[0], line.why)
    back = _BACK.fullmatch(line.why) if line.action == "rolled back" else None
    if back:
        return plain(page.messages.draft.back.fill(version=back[1], why=back[2]))
    return word_of(page, line.why.removeprefix("advisor of ") if line.action in _OF_ADVISORS else line.why)


def _action(page: Page, line: Entry) -> str:
    known = page.messages.draft.actions.items()
    return next((said for action, said in known if action == line.action), line.action)


def version_page(page: Page) -> View | None:
    """Tell what going back to a version means."""
    number = version_of(page)
    if number is None:
        return None
    weighed, controls = page.ask(Weigh(number)), page.messages.controls
    html = blocks(page.messages.draft.version.fill(version=number), _impact_summary(page, weighed))
    ways = [] if weighed.errors else [page.way(controls.go_back, "back", number)]
    return View(html, (*rows(ways), (page.way(controls.log, "log"), page.menu())))


def back_page(page: Page) -> View | None:
    """Ask why to go back, and then whether to do it."""
    number, said, controls = version_of(page), page.messages.draft, page.messages.controls
    if number is None:
        return None
    cancel = page.way(controls.cancel, "version", number)
    if not page.place.text:
        return View(said.why_back.fill(version=number), ((cancel,),))
    weighed = page.ask(Weigh(number))
    html = blocks(said.confirm_back.fill(why=page.place.text, version=number), _impact_summary(page, weighed))
    return View(html, ((cancel,),) if weighed.errors else ((page.do(controls.do_go_back),), (cancel,)))


def version_of(page: Page) -> int | None:
    """Read the number of a version behind a page's kind."""
    number = page.part(0)
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else None


def upload_page(page: Page) -> View:
    """Ask for an archive."""
    return View(page.messages.draft.upload.fill(), ((page.menu(),),))


def _impact_summary(page: Page, weighed: Weighed) -> Html:
    said, impact = page.messages.draft, weighed.impact
    if weighed.errors:
        return lines(said.errors.fill(), fault_list(page, weighed.errors))
    if impact is None:
        return said.untold.fill()
    if impact.nothing:
        return said.nothing_changes.fill()
    counts = {
        "shops": impact.shops,
        "scores": impact.scores,
        "levels": impact.levels,
        "compared": impact.compared,
        "steps": impact.steps,
    }
    return lines(said.made_up.fill(**counts), *_examples(page, impact))


def _examples(page: Page, impact: Impact) -> Iterator[Html]:
    for one in impact.examples:
        before, after = _standing(page, one.before), _standing(page, one.after)
        yield page.messages.draft.example.fill(before=before, after=after)


def _standing(page: Page, standing: Standing) -> str:
    texts = page.context.texts(page.session)
    if standing.score is None:
        score = page.messages.draft.no_score
    else:
        level = texts.terms.levels.get(standing.level or "")
        score = f"{standing.score} ({level.name})" if level else str(standing.score)
    titles = [texts.cards[step].title for step in standing.steps if step in texts.cards]
    return shorten(", ".join([score, *titles]), 200)
