"""What a confirmation does: where one is after it, and what is said of it."""

from collections.abc import Callable

from bot.dialogue.admin.copy import new_card
from bot.dialogue.admin.edit import path_and_name
from bot.dialogue.admin.fields import card_of, card_sheet, fingerprint
from bot.dialogue.admin.names import fault_list, word_of
from bot.dialogue.admin.page import Page, fitting
from bot.dialogue.admin.people import is_last, kind_of, others_of
from bot.dialogue.admin.queries import Signature
from bot.dialogue.admin.versions import version_of
from bot.dialogue.core.actions import Stale
from bot.dialogue.core.session import Managing
from bot.dialogue.core.view import lines
from bot.library.parsing.cards import MAIN
from bot.library.parsing.markup import Html, as_html
from bot.records.content import ChangeOutcome
from bot.records.orders import CopyCard, Discard, GoBack, Publish, SaveText
from bot.records.writes import Withdraw

_LONGEST_ID = 17
_Doing = Callable[[Page], tuple[Managing, Html]]


def _save(page: Page) -> tuple[Managing, Html]:
    """Save the text; where somebody else changed it, tell that, and let it be looked at again."""
    said, place = page.messages.editing, page.place
    if not place.text:
        raise Stale
    path, name = path_and_name(page)
    saved = page.carry_out(SaveText(path, name, place.text, place.seen))
    if saved.outcome == "changed":
        again = place.model_copy(update={"seen": fingerprint(saved.now)})
        now = fitting(as_html(saved.now), 800)
        return again, said.changed.fill(
            who=word_of(page, saved.who) or page.messages.draft.actions["published"], now=now
        )
    if saved.outcome == "refused":
        return place, said.refused.fill()
    return Managing(page=f"text/{'/'.join(page.parts)}"), said.saved.fill()


def _copy(page: Page) -> tuple[Managing, Html]:
    """Begin the card; where there is one of that name, ask for another title."""
    said, title = page.messages.editing, page.place.text
    card, new = card_of(page.cards, page.part(0)), new_card(page)
    if card is None or new is None:
        raise Stale
    saved = page.carry_out(CopyCard(card.id, new, title))
    if saved.outcome != "done":
        return Managing(page=page.place.page), said.copy_taken.fill(title=title)
    return Managing(page=f"card/{MAIN}/{card_sheet(new)}"), said.copied.fill()


def _publish(page: Page) -> tuple[Managing, Html]:
    if not page.place.text:
        raise Stale
    done = page.carry_out(Publish(page.place.seen, page.place.text))
    return _outcome_page(page, done, page.messages.draft.published.fill(version=done.version))


def _discard(page: Page) -> tuple[Managing, Html]:
    done = page.carry_out(Discard(page.place.seen))
    return _outcome_page(page, done, page.messages.draft.discarded.fill())


def _go_back(page: Page) -> tuple[Managing, Html]:
    number, live = version_of(page), page.place.seen
    if number is None or not page.place.text or not live.isdecimal():
        raise Stale
    done = page.carry_out(GoBack(number, int(live), page.place.text))
    return _outcome_page(page, done, page.messages.draft.went_back.fill(version=done.version, old=number))


def _outcome_page(page: Page, done: ChangeOutcome, said: Html) -> tuple[Managing, Html]:
    """Say what came of it, above the log where it worked and above the draft where it did not."""
    texts = page.messages.draft
    if done.outcome == "done":
        return Managing(page="log"), said
    if done.outcome == "refused":
        return Managing(page="draft"), lines(texts.refused.fill(), fault_list(page, done.errors, 3))
    return Managing(page="draft"), (texts.none if done.outcome == "nothing" else texts.changed).fill()


def _withdraw(page: Page) -> tuple[Managing, Html]:
    kind, chat = kind_of(page.part(0)), page.part(1)
    if kind is None or not chat.removeprefix("-").isdecimal() or len(chat) > _LONGEST_ID:
        raise Stale
    if is_last(page):
        return Managing(page=f"people/{kind}"), page.messages.people.last.fill()
    page.write(Withdraw(kind, int(chat), page.ask(Signature()), others_of(page)))
    return Managing(page=f"people/{kind}"), page.messages.people.withdrawn.fill()


CONFIRMED: dict[str, _Doing] = {
    "change": _save,
    "copy": _copy,
    "publish": _publish,
    "discard": _discard,
    "back": _go_back,
    "person": _withdraw,
}
"""By the kind of page that asks for it. Each raises Stale where the page is about nothing any more."""
