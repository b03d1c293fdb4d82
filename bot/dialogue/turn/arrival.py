"""Arriving by a link: to take part, to try it out, to become somebody, to see what is kept, to read on."""

import re

from bot.dialogue.admin.queries import Administers, AdminLink
from bot.dialogue.core.context import Turn
from bot.dialogue.core.queries import Advises, Opened, Shares
from bot.dialogue.core.session import Asking, Home, Joined, Session
from bot.dialogue.shop.aside import open_aside
from bot.dialogue.shop.receipt import open_receipt
from bot.dialogue.shop.receipt_codes import code_in_link
from bot.dialogue.shop.sharing.sharing import midway, own_campaign, own_result, practising, without_practice
from bot.lib.links import ADMIN, CAMPAIGN, DEMO, INVITATION, PRIVACY, RECEIPT, start_payload
from bot.library.parsing.markup import Html
from bot.records.groups import Link
from bot.records.writes import BecomeAdmin, Join, Open, Start

_CODE = re.compile(rf"({CAMPAIGN}|{DEMO}|{INVITATION}|{ADMIN})[A-Za-z0-9_-]{{22}}")

# Also one with a few letters left out or too many, so that who typed it learns that it does not work.
_TYPED = re.compile(
    rf"(?:start[ =]+)?((?:{CAMPAIGN}|{DEMO}|{INVITATION}|{ADMIN})[A-Za-z0-9_-]{{18,26}}|"
    rf"{RECEIPT}[A-Za-z0-9]{{12}})"
)


def code_in_text(text: str, bot_username: str) -> str | None:
    """Give what a typed or pasted text starts the bot with, as a link or as the code behind it."""
    typed = _TYPED.fullmatch(text.strip())
    return typed[1] if typed else start_payload(text, bot_username)


def arrive(turn: Turn) -> Session:
    """Open what a start link stands for, beside what is in hand."""
    code = turn.argument
    if code == PRIVACY:
        return open_aside(turn.session, "privacy")
    receipt = code_in_link(code)
    if receipt:
        return open_receipt(turn, receipt)
    if _CODE.fullmatch(code) and code.startswith(ADMIN):
        return _become_admin(turn, code.removeprefix(ADMIN))
    link = turn.context.facts.ask(Opened(code)) if _CODE.fullmatch(code) else None
    if link is None:
        # The same for a code that never was and for one that is no more: nobody learns which there are.
        return turn.session.at(turn.session.place, turn.messages.sharing.arrival.unknown.fill())
    if link.kind == "invitation":
        return _become_advisor(turn, link)
    if not link.open:
        return _show_notes(turn.session, turn.messages.sharing.arrival.closed.fill())
    return _try_out(turn, link) if link.kind == "demo" else _join(turn, link)


def _show_notes(session: Session, *notes: str) -> Session:
    """Say it above the question in hand, or else above the welcome, which leads on."""
    place = session.place if isinstance(session.place, Asking) else Home()
    return session.at(place, *notes)


def _join(turn: Turn, link: Link) -> Session:
    """Take part in a campaign as a shop."""
    said, session = turn.messages.sharing.arrival, turn.session
    if turn.context.facts.ask(Advises()):
        return _show_notes(session, said.for_shops.fill())
    notes = [said.joined.fill(organisation=link.organisation.name), *_switch_notes(turn, link)]
    if practising(session):
        if session.given or session.finished:
            notes.append(said.practice_gone.fill())
        session = without_practice(session).at(Home())
    code = turn.argument.removeprefix(CAMPAIGN)
    session = session.model_copy(update={"campaign": _participation(session, link, code)})
    campaign = own_campaign(session)
    if campaign:
        turn.write(Open(campaign.campaign))
        if midway(session):
            turn.write(Start(campaign.campaign))
        notes += _going_on(turn, session, campaign)
    return _show_notes(session, *notes)


def _participation(session: Session, link: Link, code: str) -> Joined:
    """Give the campaign as it is joined; one that was joined before stays as it stands."""
    before, own = session.campaign, own_result(session)
    if before and not before.demo and before.campaign == link.campaign:
        return before.model_copy(update={"code": code})
    return Joined(
        code=code,
        campaign=link.campaign or 0,
        organisation=link.organisation.id,
        name=link.organisation.name,
        uncounted=own.run if own else None,
    )


def _switch_notes(turn: Turn, link: Link) -> list[Html]:
    """Say which organisation's campaign is left for another's."""
    before = own_campaign(turn.session)
    if before is None or before.organisation == link.organisation.id:
        return []
    return [turn.messages.sharing.arrival.switched.fill(before=before.name)]


def _going_on(turn: Turn, session: Session, campaign: Joined) -> list[Html]:
    """Say what becomes of what is in hand: nothing is lost, and an earlier result may count."""
    said = turn.messages.sharing.arrival
    if midway(session):
        return [said.running.fill()]
    return [said.counts.fill()] if campaign.uncounted is not None else []


def _try_out(turn: Turn, link: Link) -> Session:
    """Begin to try it out: not beside anything real, so that the two never mix."""
    said, session = turn.messages.sharing.arrival, turn.session
    if not practising(session):
        if midway(session):
            return _show_notes(session, said.demo_midway.fill())
        if session.finished or turn.context.facts.ask(Shares()):
            return _show_notes(session, said.demo_own.fill())
    trying = Joined(
        campaign=link.campaign or 0,
        organisation=link.organisation.id,
        name=link.organisation.name,
        demo=True,
    )
    # A question that was on screen had no answers before it: trying begins at the welcome, which says so.
    place = session.place if session.given else Home()
    return _show_notes(session.model_copy(update={"campaign": trying}).at(place), said.demo.fill())


def _become_advisor(turn: Turn, link: Link) -> Session:
    """Become an advisor."""
    said, session, name = turn.messages.sharing.arrival, turn.session, link.organisation.name
    advises = turn.context.facts.ask(Advises())
    if advises and advises.id == link.organisation.id:
        return _show_notes(session, said.advisor_already.fill(organisation=name))
    if not link.open:
        return _show_notes(session, said.invitation_closed.fill())
    if advises:
        return _show_notes(session, said.advisor_elsewhere.fill())
    turn.write(Join(turn.argument.removeprefix(INVITATION)))
    kept = session.campaign if practising(session) else None
    welcome = said.advisor.fill(organisation=name)
    return _show_notes(session.model_copy(update={"campaign": kept}), welcome)


def _become_admin(turn: Turn, code: str) -> Session:
    """Become an administrator."""
    said, session = turn.messages.admin.people, turn.session
    is_open = turn.context.facts.ask(AdminLink(code))
    if is_open is None:
        return session.at(session.place, turn.messages.sharing.arrival.unknown.fill())
    if turn.context.facts.ask(Administers()):
        return _show_notes(session, said.already.fill())
    if not is_open:
        return _show_notes(session, said.closed.fill())
    turn.write(BecomeAdmin(code))
    kept = session.campaign if practising(session) else None
    return _show_notes(session.model_copy(update={"campaign": kept}), said.welcome.fill())
