"""What the buttons under a group's totals do."""

from datetime import datetime, timedelta

from bot.dialogue.advisor.digest import next_monday
from bot.dialogue.advisor.group.links import number_of
from bot.dialogue.advisor.group.scope import ALL, FIRST_WAVE, Scope, measured, scope
from bot.dialogue.advisor.group.spreadsheets import group_tables, totals_table
from bot.dialogue.advisor.group.wording import group_caption, group_drawing
from bot.dialogue.advisor.group.workshop import workshop_drawing
from bot.dialogue.advisor.shops import SHOP, shared_as, shared_with
from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import Advises
from bot.dialogue.core.replies import Picture, Reply, Report, Spreadsheet
from bot.dialogue.core.session import Desk, Session
from bot.dialogue.core.speaking_hours import ZONE
from bot.dialogue.core.verbs import Repeated, Stale, Verbs, flag
from bot.library.parsing.markup import as_html
from bot.records.groups import Organisation
from bot.records.writes import Look

DOUBLE_TAP = timedelta(seconds=10)


def _organisation(turn: Turn) -> Organisation:
    """Find whose advisor this chat is; raises Stale."""
    organisation = turn.context.facts.ask(Advises())
    if organisation is None:
        raise Stale
    return organisation


def _scope(turn: Turn) -> tuple[Scope, int]:
    """Find the group and the wave that a button is about; raises Stale."""
    group = scope(turn.context, _organisation(turn), turn.action.question or ALL)
    wave = number_of(turn.action.args[1]) if len(turn.action.args) > 1 else FIRST_WAVE
    if group is None or wave not in group.waves:
        raise Stale
    return group, wave


def _stay(turn: Turn, group: Scope) -> Session:
    """Stay where one is: what the button asks for is a message of its own, sent once for a double tap."""
    asked, wanted = turn.session.asked, ":".join((turn.action.verb, *turn.action.args))
    if asked and asked[0] == wanted and turn.now - asked[1] < DOUBLE_TAP:
        raise Repeated
    place = turn.session.place
    stays = place if isinstance(place, Desk) else Desk(page=f"group/{group.name}")
    return turn.session.model_copy(update={"asked": (wanted, turn.now)}).at(stays)


def _drawn(turn: Turn) -> Session:
    """Send the picture of the totals, or the hand-out that begins with it."""
    group, number = _scope(turn)
    told, language = measured(turn.context, group, number), turn.session.language
    after = _stay(turn, group)
    if told.figures is None:
        return after.at(after.place, turn.messages.group.nothing_yet.fill())
    drawing = group_drawing(turn.context, language, group, told, told.figures, turn.now)
    reply: Reply
    if turn.action.verb == "group_picture":
        caption = group_caption(turn.context, drawing, told.figures)
        reply = Picture(drawing=drawing, caption=as_html(caption))
    else:
        words = turn.messages.group.workshop
        reply = Report(
            drawing=workshop_drawing(turn.context, drawing, told.figures),
            name=f"{_named(words.name, group, turn.now)}.pdf",
            caption=words.caption.fill(),
        )
    turn.say(reply)
    return after


def _csv(turn: Turn) -> Session:
    group, _ = _scope(turn)
    after, words = _stay(turn, group), turn.messages.group.tables
    table = totals_table(turn.context, turn.session.language, group)
    name = f"{_named(words.file, group, turn.now)}.csv"
    turn.say(Spreadsheet(name=name, tables=(table,), caption=words.csv.fill()))
    return after


def _xlsx(turn: Turn) -> Session:
    group, _ = _scope(turn)
    after, words = _stay(turn, group), turn.messages.group.tables
    shops = shared_with(turn.context)
    tables = group_tables(turn.context, turn.session.language, group, shops)
    name = f"{_named(words.file, group, turn.now)}.xlsx"
    turn.say(Spreadsheet(name=name, tables=tables, caption=words.xlsx.fill()))
    if shops:
        turn.write(Look(tuple(shop.id for shop in shops)))
    return after


def _named(file: str, group: Scope, now: datetime) -> str:
    """Name a file after its group and its day, in plain letters."""
    day = now.astimezone(ZONE).date().isoformat()
    return "-".join(part for part in (file, str(group.campaign.id) if group.campaign else "", day) if part)


def _shop(turn: Turn) -> Session:
    """Open a shop's page; that it was looked at is noted where the page is shown."""
    _organisation(turn)
    shop = shared_as(turn.context, turn.action.question)
    if shop is None:
        raise Stale
    return turn.session.at(Desk(page=f"{SHOP}/{shop.id}"))


def _digest(turn: Turn) -> Session:
    """Begin the weekly overview, or stop it, which anyone may."""
    said = turn.messages.group.digest
    if not flag(turn):
        without = turn.session.model_copy(update={"digest": None})
        return without.at(turn.session.place, said.off.fill())
    _organisation(turn)
    agreed = turn.session.model_copy(update={"digest": turn.session.digest or next_monday(turn.now)})
    return agreed.at(turn.session.place, said.on.fill())


VERBS: Verbs = {
    "group_picture": _drawn,
    "group_workshop": _drawn,
    "group_csv": _csv,
    "group_xlsx": _xlsx,
    SHOP: _shop,
    "digest": _digest,
}
