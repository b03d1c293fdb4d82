"""What all pages of the desk rest on: for whom they are, how they are named, and how they are turned."""

from dataclasses import replace
from typing import Any, ParamSpec

from bot.dialogue.core.actions import Action, Stale, way
from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.screen import At
from bot.dialogue.core.session import Desk, Session
from bot.dialogue.core.view import Rows, View, control, rows
from bot.dialogue.shop.ways import to_home
from bot.records.groups import Organisation

P = ParamSpec("P")

A_PAGE = 10
"""So many links or shops stand on a page: numbers that are typed have two digits at most."""
_LONGEST_NUMBER = 4


@way("desk")
def to_desk(page: str) -> None:
    """Show a page of the desk, such as "links", "link/CODE" or "group/12/1/topics"."""


def for_advisors(action: Action[P]) -> Action[P]:
    """Let advisors alone do it: others are led to the desk, which says that it is not for them."""
    return replace(action, gate=_elsewhere)


def _elsewhere(turn: Turn) -> Session | None:
    return None if turn.context.facts.ask(Advises()) else turn.session.at(Desk())


def find_organisation(turn: Turn) -> Organisation:
    """Find whose advisor this chat is; raises Stale."""
    organisation = turn.context.facts.ask(Advises())
    if organisation is None:
        raise Stale
    return organisation


def no_advisor_view(at: At[Any]) -> View:
    """Say that this is for advisors only."""
    home = control(at.messages.controls.home, to_home.code(at.session))
    return View(at.messages.desk.no_advisor.fill(), ((home,),))


def page_parts(at: At[Desk]) -> list[str]:
    """Give what the name of the page says after its kind: "12" and "2" of "group/12/2"."""
    return at.place.page.split("/")[1:]


def page_code(session: Session, *parts: str | int) -> str:
    """Write the code of a page of the desk."""
    return to_desk.code(session, "/".join(map(str, parts)))


def page_number(text: str) -> int | None:
    """Read the number of a page or a wave; None where it is none."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER and text != "0"
    return int(text) if is_number else None


def page_row(at: At[Desk], number: int, pages: int, *page: str) -> Rows:
    """Give the buttons to the page before and after, where there is one."""
    controls = at.messages.group.controls
    before = [control(controls.before, page_code(at.session, *page, number - 1))] if number > 1 else []
    after = [control(controls.after, page_code(at.session, *page, number + 1))] if number < pages else []
    return rows([*before, *after], 2)
