"""An administrator's pages on screen: what is opened, typed and confirmed there."""

import unicodedata
from collections.abc import Callable

from bot.dialogue.admin.browse import menu_page
from bot.dialogue.admin.confirm import CONFIRMED
from bot.dialogue.admin.edit import seen_now
from bot.dialogue.admin.names import fault_list
from bot.dialogue.admin.page import Page, stamp, to_admin_page, to_confirmation
from bot.dialogue.admin.pages import PAGES, kind_of, page_at
from bot.dialogue.admin.queries import Administers, ReadArchive, ReadDraft, ReadLog, Signature
from bot.dialogue.core.actions import DOUBLE_TAP, Repeated, Stale
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.events import Document
from bot.dialogue.core.replies import Message
from bot.dialogue.core.screen import At, Hears, Screen
from bot.dialogue.core.session import Home, Managing, Session
from bot.dialogue.core.view import View, copying, lines
from bot.lib.links import ADMIN, INVITATION, Prefix, code_link
from bot.lib.text import one_line
from bot.library.parsing.markup import Html
from bot.records.groups import LONGEST_ORGANISATION_NAME
from bot.records.people import Kind
from bot.records.writes import Invite, Withdraw

LONGEST_WHY = 200
UPLOAD = "upload"
ASKING = ("change", "copy", "publish", "back", "invite", "appoint")
_VISIBLE = "LNPS"


def open_admin(turn: Turn) -> Session:
    """Show what an administrator can do; others learn nothing of it."""
    if not turn.context.facts.ask(Administers()):
        return turn.session.at(turn.session.place, turn.messages.general.unknown_command.fill())
    return turn.session.at(Managing())


def _page(turn: Turn, place: Managing) -> Page:
    return page_at(turn.session, turn.context, place)


@to_admin_page.to
def open_page(turn: Turn, *page: str) -> Session:
    """Open a page, and note what is looked at where a change of it may follow."""
    place = Managing(page=":".join(page))
    if not turn.context.facts.ask(Administers()) or kind_of(place) not in PAGES:
        raise Stale
    seen = _SEEN.get(kind_of(place))
    named = seen(_page(turn, place)) if seen else ""
    if named is None:
        raise Stale
    return turn.session.at(place.model_copy(update={"seen": named}))


def _draft_revision(page: Page) -> str | None:
    draft = page.ask(ReadDraft())
    return draft.seen if draft else None


_SEEN: dict[str, Callable[[Page], str | None]] = {
    "change": seen_now,
    "publish": _draft_revision,
    "discard": _draft_revision,
    "back": lambda page: str(page.ask(ReadLog()).live),
}


@to_confirmation.to
def confirm(turn: Turn, wanted: str) -> Session:
    """Do what the page on screen is about, once for a double tap."""
    place, last, pressed = turn.session.place, turn.session.asked, f"{to_confirmation.name}:{wanted}"
    if not turn.context.facts.ask(Administers()):
        raise Stale
    if last and last[0] == pressed and turn.now - last[1] < DOUBLE_TAP:
        raise Repeated
    if not isinstance(place, Managing) or wanted != stamp(place):
        raise Stale
    do = CONFIRMED.get(kind_of(place))
    if do is None:
        raise Stale
    after, *notes = do(_page(turn, place))
    return turn.session.model_copy(update={"asked": (pressed, turn.now)}).at(after, *notes)


_INVITED: dict[str, Kind] = {"invite": "advisor", "appoint": "admin"}


class ManagingScreen(Screen[Managing]):
    place = Managing
    actions = (open_page, confirm)

    def show(self, at: At[Managing]) -> View | None:
        """Show a page; None, for the welcome, to who is no administrator once this step is done."""
        if not at.context.facts.ask(Administers(_withdrawals(at.context))):
            return None
        page = page_at(at.session, at.context, at.place)
        return PAGES.get(kind_of(at.place), menu_page)(page) or menu_page(page)

    def hears(self, place: Managing) -> Hears:  # noqa: ARG002
        return Hears.ANYTHING

    def take(self, turn: Turn, place: Managing, text: str) -> Session:
        """Take a text as what the page asks for; on any other page look for it among the texts."""
        if not turn.context.facts.ask(Administers()):
            return turn.session.at(Home(), turn.messages.general.not_understood.fill())
        kind, written = kind_of(place), text.strip()
        if not any(unicodedata.category(character)[0] in _VISIBLE for character in written):
            return turn.session.at(place, turn.messages.general.not_understood.fill())
        if kind == "change":
            return turn.session.at(place.model_copy(update={"text": written}))
        if kind in ("publish", "back", "copy"):
            why = one_line(written)[:LONGEST_WHY]
            return turn.session.at(place.model_copy(update={"text": why}))
        if kind in _INVITED:
            return _invite(turn, place, one_line(written), _INVITED[kind])
        query = one_line(written)[:LONGEST_WHY]
        return turn.session.at(Managing(page="found", text=query))


def _withdrawals(context: Context) -> tuple[int, ...]:
    """List whose access as an administrator this step ends."""
    writes = context.also.writes
    return tuple(one.chat_id for one in writes if isinstance(one, Withdraw) and one.kind == "admin")


def _invite(turn: Turn, place: Managing, name: str, kind: Kind) -> Session:
    """Make an invitation, and give its link in a message to pass on."""
    said = turn.messages.admin.people
    if len(name) > LONGEST_ORGANISATION_NAME:
        return turn.session.at(place, said.long.fill(most=LONGEST_ORGANISATION_NAME))
    turn.write(Invite(kind, name, turn.nonce, turn.context.facts.ask(Signature())))
    prefix: Prefix = INVITATION if kind == "advisor" else ADMIN
    link = code_link(turn.context.bot_link, prefix, turn.nonce)
    told = said.invitation if kind == "advisor" else said.appointment
    copy = copying(turn.messages.admin.controls.copy_link, link)
    turn.say(Message(html=told.fill(name=name, link=link), keyboard=tuple((one.button,) for one in copy)))
    return turn.session.at(Managing(page=f"people/{kind}"))


def takes_document(session: Session, context: Context) -> bool:
    """Tell whether a file may be meant to be read in; a page that asks for a text takes none."""
    place = session.place
    return isinstance(place, Managing) and kind_of(place) not in ASKING and context.facts.ask(Administers())


def take_document(turn: Turn, event: Document) -> Session:
    """Bring an archive into the draft; sent elsewhere, it is asked for once more."""
    said, place = turn.messages.admin.draft, Managing(page=UPLOAD)
    if not isinstance(turn.session.place, Managing) or kind_of(turn.session.place) != UPLOAD:
        return turn.session.at(place, said.upload_here.fill())
    taken = turn.context.facts.ask(ReadArchive(event.file_id, event.size))
    note: Html
    if taken.unreachable:
        note = said.unreachable.fill()
    elif taken.refused:
        note = lines(said.not_taken.fill(), fault_list(_page(turn, place), taken.refused))
    else:
        if taken.change:
            turn.write(taken.change)
        note = said.taken.fill(files=taken.files, conflicts=taken.conflicts)
        return turn.session.at(place.model_copy(update={"page": "draft"}), note)
    return turn.session.at(place, note)
