"""What an advisor can take away of a group's totals: the picture, the hand-out, and the tables."""

from datetime import datetime

from bot.dialogue.advisor.desk import find_organisation
from bot.dialogue.advisor.group.scope import ALL, FIRST_WAVE, Scope, Wave, scope, wave_of_group
from bot.dialogue.advisor.group.spreadsheets import group_tables, totals_table
from bot.dialogue.advisor.group.wording import group_caption, group_drawing
from bot.dialogue.advisor.group.workshop import workshop_drawing
from bot.dialogue.advisor.shops import sharing_shops
from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.drawable import not_drawn_notes
from bot.dialogue.core.replies import Picture, Report, Spreadsheet
from bot.dialogue.core.session import Desk, Session
from bot.dialogue.core.speaking_hours import ZONE
from bot.library.parsing.markup import Html, as_html
from bot.pictures.drawing import GroupDrawing
from bot.records.writes import Look
from scoring.group_figures import GroupFigures


@action("group_picture", once=True)
def send_picture(turn: Turn, group: str = ALL, wave: int = FIRST_WAVE) -> Session:
    """Send the picture of the totals."""
    found = _find_group(turn, group, wave)
    totals = wave_of_group(turn.context, found, wave)
    if totals.figures is None:
        return _stay(turn, found, turn.messages.group.nothing_yet.fill())
    drawing = _drawing(turn, totals, totals.figures)
    caption = group_caption(turn.context, drawing, totals.figures)
    turn.say(Picture(drawing=drawing, caption=as_html(caption)))
    return _stay(turn, found, *_not_drawn(turn, found))


@action("group_workshop", once=True)
def send_workshop(turn: Turn, group: str = ALL, wave: int = FIRST_WAVE) -> Session:
    """Send the hand-out for an evening with shopkeepers, which begins with the picture."""
    found, words = _find_group(turn, group, wave), turn.messages.group.workshop
    totals = wave_of_group(turn.context, found, wave)
    if totals.figures is None:
        return _stay(turn, found, turn.messages.group.nothing_yet.fill())
    drawing = _drawing(turn, totals, totals.figures)
    turn.say(
        Report(
            drawing=workshop_drawing(turn.context, drawing, totals.figures),
            name=f"{_file_name(words.name, found, turn.now)}.pdf",
            caption=words.caption.fill(),
        )
    )
    return _stay(turn, found, *_not_drawn(turn, found))


@action("group_csv", once=True)
def send_csv(turn: Turn, group: str = ALL, wave: int = FIRST_WAVE) -> Session:
    """Send the means as one table."""
    found, words = _find_group(turn, group, wave), turn.messages.group.tables
    table = totals_table(turn.context, turn.session.language, found)
    name = f"{_file_name(words.file, found, turn.now)}.csv"
    turn.say(Spreadsheet(name=name, tables=(table,), caption=words.csv.fill()))
    return _stay(turn, found)


@action("group_xlsx", once=True)
def send_xlsx(turn: Turn, group: str = ALL, wave: int = FIRST_WAVE) -> Session:
    """Send all tables, with the shops that share as far as they do."""
    found, words = _find_group(turn, group, wave), turn.messages.group.tables
    shops = sharing_shops(turn.context)
    tables = group_tables(turn.context, turn.session.language, found, shops)
    name = f"{_file_name(words.file, found, turn.now)}.xlsx"
    turn.say(Spreadsheet(name=name, tables=tables, caption=words.xlsx.fill()))
    if shops:
        turn.write(Look(tuple(shop.id for shop in shops)))
    return _stay(turn, found)


def _find_group(turn: Turn, name: str, wave: int) -> Scope:
    """Find the group that a button is about, which must have that wave; raises Stale."""
    group = scope(turn.context, find_organisation(turn), name or ALL)
    if group is None or wave not in group.waves:
        raise Stale
    return group


def _drawing(turn: Turn, wave: Wave, figures: GroupFigures) -> GroupDrawing:
    return group_drawing(turn.context, turn.session.language, wave, figures, turn.now)


def _not_drawn(turn: Turn, group: Scope) -> tuple[Html, ...]:
    campaign = group.campaign.name if group.campaign else ""
    return not_drawn_notes(turn.messages, group.organisation.name, campaign)


def _stay(turn: Turn, group: Scope, *notes: str) -> Session:
    """Stay where one is: what the button asks for is a message of its own."""
    place = turn.session.place
    return turn.session.at(place if isinstance(place, Desk) else Desk(page=f"group/{group.name}"), *notes)


def _file_name(file: str, group: Scope, now: datetime) -> str:
    """Name a file after its group and its day, in plain letters."""
    day = now.astimezone(ZONE).date().isoformat()
    return "-".join(part for part in (file, str(group.campaign.id) if group.campaign else "", day) if part)
