"""What the buttons of sharing with an organisation do, and those of counting in its group."""

from typing import get_args

from bot.dialogue.core.context import Turn
from bot.dialogue.core.session import Home, Session, Sharing
from bot.dialogue.core.verbs import Repeated, Stale, Verbs, flag
from bot.dialogue.shop.counting import contribution
from bot.dialogue.shop.result.finish import up_to_date
from bot.dialogue.shop.sharing.sharing import (
    NOTHING,
    Standing,
    given_contact,
    joined,
    own_result,
    practising,
    share,
    standing,
    without_practice,
)
from bot.library.schema.sharing import Layer
from bot.records.groups import Layers
from bot.records.writes import Decide

LONGEST_ID = 18
"""Digits of an id."""


def number(text: str) -> int:
    """Read an id of ours; raises Stale."""
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_ID:
        raise Stale
    return int(text)


def _standing(turn: Turn) -> Standing:
    """Find the organisation that a button is about; raises Stale where it is none of this shop's."""
    found = standing(turn.session, turn.context, number(turn.action.question))
    if found is None:
        raise Stale
    return found


def _open(turn: Turn) -> Session:
    return turn.session.at(Sharing(organisation=_standing(turn).organisation.id))


def _set(turn: Turn) -> Session:
    """Share a layer, or share it no longer."""
    now, wanted = _standing(turn), flag(turn)
    layer: Layer | None = next((one for one in get_args(Layer) if turn.action.args[1:-1] == (one,)), None)
    if layer is None or (wanted and (practising(turn.session) or turn.session.assisted)):
        raise Stale
    place = Sharing(organisation=now.organisation.id)
    if wanted and layer == "contact":
        if now.layers.contact:
            raise Repeated
        return turn.session.at(place.model_copy(update={"giving_contact": True}))
    if wanted and own_result(turn.session) is None:
        return turn.session.at(place, turn.messages.sharing.share.test_first.fill())
    return _changed(turn, now, _with(now.layers, layer, on=wanted))


def _with(layers: Layers, layer: Layer, *, on: bool) -> Layers:
    """Change one layer: the answers hold the result, so they never stand without it."""
    update: dict[str, object] = {"contact": None}
    if layer == "result":
        update = {"result": on, "answers": on and layers.answers}
    elif layer == "answers":
        update = {"result": on or layers.result, "answers": on}
    return layers.model_copy(update=update)


def _changed(turn: Turn, now: Standing, layers: Layers) -> Session:
    if layers != now.layers:
        share(turn, now.organisation.id, layers)
    return turn.session.at(Sharing(organisation=now.organisation.id))


def _again(turn: Turn) -> Session:
    """Give the same contact details as to another organisation."""
    now, contact = _standing(turn), given_contact(turn.session, turn.context)
    if contact is None or practising(turn.session) or turn.session.assisted:
        raise Stale
    return _changed(turn, now, now.layers.model_copy(update={"contact": contact}))


def _stop(turn: Turn) -> Session:
    now = _standing(turn)
    if now.layers.nothing:
        raise Repeated
    share(turn, now.organisation.id, NOTHING)
    said = turn.messages.sharing.share.stopped.fill(organisation=now.organisation.name)
    return turn.session.at(Sharing(organisation=now.organisation.id), said)


def _decline(turn: Turn) -> Session:
    """Say no to what was offered with a result; what is shared by now is shown instead."""
    campaign = joined(turn.session)
    if campaign is None or campaign.campaign != number(turn.action.question):
        raise Stale
    now = standing(turn.session, turn.context, campaign.organisation)
    if now and not now.layers.nothing:
        return turn.session.at(Sharing(organisation=campaign.organisation))
    turn.write(Decide(campaign.campaign))
    said = turn.messages.sharing.share.declined.fill(organisation=campaign.name)
    return turn.session.at(turn.session.place, said)


def _count_mine(turn: Turn) -> Session:
    """Let a result that was there before the link was opened count."""
    campaign = joined(turn.session)
    if campaign is None or turn.session.finished is None:
        raise Stale
    if campaign.uncounted is None:
        raise Repeated
    if campaign.uncounted != turn.session.finished.run:
        raise Stale
    # Answers that were changed and not shown yet are part of it.
    counted = campaign.model_copy(update={"uncounted": None})
    after = turn.session.model_copy(update={"campaign": counted}).at(Home())
    after = up_to_date(after, turn.context, turn.now)
    if after.finished:
        turn.write(contribution(after.finished, campaign.campaign, turn.context, after))
    return after.at(Home(), turn.messages.sharing.arrival.counted.fill())


def _demo_off(turn: Turn) -> Session:
    if not practising(turn.session):
        raise Stale
    return without_practice(turn.session).at(Home(), turn.messages.sharing.arrival.demo_off.fill())


VERBS: Verbs = {
    "share": _open,
    "share_set": _set,
    "share_again": _again,
    "share_stop": _stop,
    "share_no": _decline,
    "count_mine": _count_mine,
    "demo_off": _demo_off,
}
