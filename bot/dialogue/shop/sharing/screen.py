"""What a shop shares, and with whom."""

from typing import get_args

from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Turn
from bot.dialogue.core.dates import date_text
from bot.dialogue.core.events import Contact
from bot.dialogue.core.screen import At, Hears, Screen
from bot.dialogue.core.session import Home, Session, Sharing
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows
from bot.dialogue.shop.interview.answers import open_questions
from bot.dialogue.shop.sharing.offer import advisor_choice, decline
from bot.dialogue.shop.sharing.sharing import (
    NOTHING,
    Standing,
    given_contact,
    is_addressed,
    own_campaign,
    own_result,
    practising,
    share,
    standing,
    standings,
)
from bot.dialogue.shop.ways import to_home, to_next_question, to_page, to_sharing
from bot.lib.text import one_line
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts
from bot.library.schema.sharing import Layer
from bot.records.groups import LONGEST_CONTACT, Layers

LOOKS = 5
"""So many of the times that an advisor looked are told."""


@to_sharing.to
def open_sharing(turn: Turn, organisation: int) -> Session:
    return turn.session.at(Sharing(organisation=find_standing(turn, organisation).organisation.id))


@action("share_set")
def set_layer(turn: Turn, organisation: int, layer: str, on: bool) -> Session:
    """Share a layer, or share it no longer; the contact details are asked first."""
    now = find_standing(turn, organisation)
    named: Layer | None = next((one for one in get_args(Layer) if one == layer), None)
    if named is None or (on and not _may_share(turn.session)):
        raise Stale
    place = Sharing(organisation=now.organisation.id)
    if on and named == "contact":
        if now.layers.contact:
            raise Repeated
        return turn.session.at(place.model_copy(update={"giving_contact": True}))
    if on and own_result(turn.session) is None:
        return turn.session.at(place, turn.messages.sharing.share.test_first.fill())
    return _share(turn, now, _with_layer(now.layers, named, on=on))


@action("share_again")
def reuse_contact(turn: Turn, organisation: int) -> Session:
    """Give the same contact details as to another organisation."""
    now, contact = find_standing(turn, organisation), given_contact(turn.session, turn.context)
    if contact is None or not _may_share(turn.session):
        raise Stale
    return _share(turn, now, now.layers.model_copy(update={"contact": contact}))


@action("share_stop")
def stop_sharing(turn: Turn, organisation: int) -> Session:
    now = find_standing(turn, organisation)
    if now.layers.nothing:
        raise Repeated
    share(turn, now.organisation.id, NOTHING)
    note = turn.messages.sharing.share.stopped.fill(organisation=now.organisation.name)
    return turn.session.at(Sharing(organisation=now.organisation.id), note)


class SharingScreen(Screen[Sharing]):
    """What is shared with organisations, the layers of one, or how to reach the shop."""

    place = Sharing
    actions = (
        open_sharing,
        set_layer,
        reuse_contact,
        stop_sharing,
        decline,
    )

    def settle(self, at: At[Sharing]) -> Session:
        return at.session if is_addressed(at.session, at.place) else at.session.at(Home())

    def show(self, at: At[Sharing]) -> View:
        found = standings(at.session, at.context)
        one = next((each for each in found if each.organisation.id == at.place.organisation), None)
        if one is None and len(found) == 1:
            one = found[0]
        if one is None:
            return _list(at, found)
        return _ask_contact(at, one) if at.place.giving_contact else _layers(at, one)

    def hears(self, place: Sharing) -> Hears:
        return Hears.ANYTHING if place.giving_contact else Hears.CHOICES

    def take(self, turn: Turn, place: Sharing, text: str) -> Session:
        """Take a text as how to reach the shop: one line of at most 120 characters."""
        session, said = turn.session, turn.messages.sharing.share
        now = standing(session, turn.context, place.organisation)
        if now is None or session.assisted:
            return session.at(Home())
        contact = one_line(text)
        if not any(letter.isalnum() for letter in contact):
            return session.at(place, turn.messages.general.not_understood.fill())
        if len(contact) > LONGEST_CONTACT:
            return session.at(place, said.contact_long.fill(count=len(contact), most=LONGEST_CONTACT))
        share(turn, now.organisation.id, now.layers.model_copy(update={"contact": contact}))
        return session.at(Sharing(organisation=now.organisation.id))


def take_number(turn: Turn, place: Sharing, event: Contact) -> Session:
    """Take a phone number that was shared as how to reach the shop; only one's own."""
    if not event.own:
        return turn.session.at(place, turn.messages.sharing.share.other_number.fill())
    return SharingScreen().take(turn, place, event.number)


def find_standing(turn: Turn, organisation: int) -> Standing:
    """Find what is shared with an organisation; raises Stale where it is none of this shop's."""
    found = standing(turn.session, turn.context, organisation)
    if found is None:
        raise Stale
    return found


def _may_share(session: Session) -> bool:
    """Tell whether what is in this chat is its own shop's."""
    return not practising(session) and not session.assisted


def _with_layer(layers: Layers, layer: Layer, *, on: bool) -> Layers:
    """Change one layer: the answers hold the result, so they never stand without it."""
    update: dict[str, object] = {"contact": None}
    if layer == "result":
        update = {"result": on, "answers": on and layers.answers}
    elif layer == "answers":
        update = {"result": on or layers.result, "answers": on}
    return layers.model_copy(update=update)


def _share(turn: Turn, now: Standing, layers: Layers) -> Session:
    """Share these layers, unless just these are shared already."""
    if layers != now.layers:
        share(turn, now.organisation.id, layers)
    return turn.session.at(Sharing(organisation=now.organisation.id))


def _list(at: At[Sharing], found: tuple[Standing, ...]) -> View:
    """List the organisations, each with what it is shown."""
    said = at.messages.sharing.share
    if not found:
        return View(at.messages.sharing.nothing.fill(), _ways(at))
    listing, choices = [], []
    for number, one in enumerate(found, 1):
        name = one.organisation.name
        layers = _layer_names(at.texts, one.layers)
        listing.append(said.line.fill(number=number, organisation=name, layers=layers))
        code = to_sharing.code(at.session, one.organisation.id)
        choices.append(Choice(name, code, (), number))
    return View(blocks(said.choose.fill(), lines(*listing)), (*rows(choices), *_ways(at, ask=False)))


def _layers(at: At[Sharing], one: Standing) -> View:
    """Show what one organisation is shown, and what can be changed of that."""
    return View(_share_description(at, one), (*_toggles(at, one), *_ways(at)))


def _share_description(at: At[Sharing], one: Standing) -> Html:
    said, layers, share = at.messages.sharing.share, one.layers, one.share
    intro = said.intro.fill(organisation=one.organisation.name)
    if layers.nothing:
        return blocks(intro, said.none.fill())
    period: str = said.period_new.fill()
    looks: str | None = None
    if share:
        since, until = (date_text(moment, at.texts) for moment in (share.since, share.until))
        period = said.period.fill(since=since, until=until)
        dates = ", ".join(
            dict.fromkeys(date_text(look, at.texts, short=True) for look in share.looks[:LOOKS])
        )
        looks = said.looked.fill(dates=dates) if dates else said.not_looked.fill()
    shop = at.session.shop_name
    return blocks(
        intro,
        lines(
            said.shared.fill(layers=_layer_names(at.texts, layers)),
            said.contact.fill(contact=layers.contact) if layers.contact else None,
            said.named.fill(name=shop) if shop else None,
        ),
        lines(period, looks),
        said.score_only.fill() if layers.result and not layers.answers else None,
        _kept_back_line(at.texts, one),
    )


def _layer_names(texts: Texts, layers: Layers) -> str:
    """Name the layers that are shared."""
    words = texts.messages.sharing.share.layers
    names = [words[layer].label for layer in get_args(Layer) if _is_shared(layers, layer)]
    # The names hold "and" themselves.
    return "; ".join(name[0].lower() + name[1:] for name in names) or "–"


def _is_shared(layers: Layers, layer: Layer) -> bool:
    """Tell whether a layer is shared; the answers hold the result."""
    if layer == "contact":
        return layers.contact is not None
    return layers.answers or (layer == "result" and layers.result)


def _kept_back_line(texts: Texts, one: Standing) -> Html | None:
    """Say that the answers are kept back, and why."""
    said = texts.messages.sharing.share
    if one.share is None or not one.share.held:
        return None
    reason = said.held.fill(organisation=one.organisation.name)
    return Html(f"{reason} {said.held_contact.fill()}") if one.layers.contact else reason


def _toggles(at: At[Sharing], one: Standing) -> Rows:
    sharing, organisation = at.messages.sharing, one.organisation.id
    choices = []
    for number, layer in enumerate(get_args(Layer), 1):
        words, shared = sharing.share.layers[layer], _is_shared(one.layers, layer)
        code = set_layer.code(at.session, organisation, layer, not shared)
        choices.append(Choice(words.label, code, words.words, number, shared))
    stop = control(sharing.controls.stop, stop_sharing.code(at.session, organisation))
    return rows(choices if one.layers.nothing else [*choices, stop])


def _ways(at: At[Sharing], *, ask: bool = True) -> Rows:
    """Lead on: to the advisor, and to the question or the result in hand."""
    session, controls, campaign = at.session, at.messages.controls, own_campaign(at.session)
    ways = [advisor_choice(session, at.texts, campaign.organisation)] if campaign and ask else []
    if session.given and open_questions(session, at.context):
        ways.append(control(controls.go_on, to_next_question.code(session)))
    home = control(controls.home, to_home.code(session))
    result = control(controls.to_result, to_page.code(session, "result"))
    ways.append(result if session.finished else home)
    return rows(ways)


def _ask_contact(at: At[Sharing], one: Standing) -> View:
    """Ask how to reach the shop; what another organisation was given can be used again."""
    sharing, organisation = at.messages.sharing, one.organisation
    back = control(at.messages.controls.back, to_sharing.code(at.session, organisation.id))
    ask = sharing.share.ask_contact.fill(organisation=organisation.name, most=LONGEST_CONTACT)
    given = given_contact(at.session, at.context)
    if given is None:
        return View(ask, ((back,),))
    earlier = sharing.share.earlier_contact.fill(contact=given)
    use = control(sharing.controls.use_contact, reuse_contact.code(at.session, organisation.id))
    return View(blocks(ask, earlier), ((use,), (back,)))
