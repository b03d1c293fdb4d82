"""What a shop shares, and with whom."""

from typing import get_args

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.dates import written
from bot.dialogue.core.replies import Button, Message
from bot.dialogue.core.session import Session, Sharing
from bot.dialogue.core.view import Choice, Rows, View, blocks, control, lines, rows, shorten
from bot.dialogue.shop.interview.answers import open_questions
from bot.dialogue.shop.result.pages import result_choice
from bot.dialogue.shop.sharing.sharing import Standing, given_contact, joined, standing, standings
from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts
from bot.library.schema.sharing import Layer
from bot.records.groups import LONGEST_CONTACT, Layers

LOOKS = 5
"""So many of the times that an advisor looked are told."""


def sharing_view(session: Session, context: Context, place: Sharing) -> View:
    """Show what is shared with organisations, or the layers of one."""
    texts, known = context.texts(session), standings(session, context)
    one = next((each for each in known if each.organisation.id == place.organisation), None)
    if one is None and len(known) == 1:
        one = known[0]
    if one is None:
        return _list(session, context, known)
    if place.giving_contact:
        return _asking_contact(session, texts, one, given_contact(session, context))
    return View(_told(session, texts, one), (*_toggles(session, texts, one), *_ways(session, context)))


def _list(session: Session, context: Context, known: tuple[Standing, ...]) -> View:
    texts = context.texts(session)
    said = texts.messages.sharing.share
    if not known:
        return View(texts.messages.sharing.nothing.fill(), _ways(session, context))
    told, choices = [], []
    for number, one in enumerate(known, 1):
        name, to = one.organisation.name, code("share", session.run, str(one.organisation.id))
        told.append(said.line.fill(number=number, organisation=name, layers=_layers(texts, one.layers)))
        choices.append(Choice(shorten(name), to, (name,), number))
    return View(
        blocks(said.choose.fill(), lines(*told)), (*rows(choices), *_ways(session, context, ask=False))
    )


def on(layers: Layers, layer: Layer) -> bool:
    """Tell whether a layer is shared; the answers hold the result."""
    if layer == "contact":
        return layers.contact is not None
    return layers.answers or (layer == "result" and layers.result)


def _layers(texts: Texts, layers: Layers) -> str:
    """Name the layers that are shared."""
    words = texts.messages.sharing.share.layers
    names = [words[layer].label for layer in get_args(Layer) if on(layers, layer)]
    # The names hold "and" themselves.
    return "; ".join(name[0].lower() + name[1:] for name in names) or "–"


def _told(session: Session, texts: Texts, one: Standing) -> Html:
    said, layers, share = texts.messages.sharing.share, one.layers, one.share
    intro = said.intro.fill(organisation=one.organisation.name)
    if layers.nothing:
        return blocks(intro, said.none.fill())
    period: str = said.period_new.fill()
    looks: str | None = None
    if share:
        since, until = (written(moment, texts) for moment in (share.since, share.until))
        period = said.period.fill(since=since, until=until)
        dates = ", ".join(dict.fromkeys(written(look, texts, short=True) for look in share.looks[:LOOKS]))
        looks = said.looked.fill(dates=dates) if dates else said.not_looked.fill()
    return blocks(
        intro,
        lines(
            said.shared.fill(layers=_layers(texts, layers)),
            said.contact.fill(contact=layers.contact) if layers.contact else None,
            said.named.fill(name=session.shop_name) if session.shop_name else None,
        ),
        lines(period, looks),
        said.score_only.fill() if layers.result and not layers.answers else None,
        _held(texts, one),
    )


def _held(texts: Texts, one: Standing) -> Html | None:
    """Say that the answers are kept back, and why."""
    said = texts.messages.sharing.share
    if one.share is None or not one.share.held:
        return None
    held = said.held.fill(organisation=one.organisation.name)
    return Html(f"{held} {said.held_contact.fill()}") if one.layers.contact else held


def _toggles(session: Session, texts: Texts, one: Standing) -> Rows:
    sharing, id_ = texts.messages.sharing, str(one.organisation.id)
    choices = []
    for number, layer in enumerate(get_args(Layer), 1):
        words, shared = sharing.share.layers[layer], on(one.layers, layer)
        made = code("share_set", session.run, id_, layer, "0" if shared else "1")
        choices.append(Choice(words.label, made, words.words, number, shared))
    stop = control(sharing.controls.stop, code("share_stop", session.run, id_))
    return rows(choices if one.layers.nothing else [*choices, stop])


def _ways(session: Session, context: Context, *, ask: bool = True) -> Rows:
    """Lead on: to the question or the result in hand, and to the advisor."""
    texts, campaign = context.texts(session), joined(session)
    ways = [asking(session, texts, campaign.organisation)] if campaign and ask else []
    if session.given and open_questions(session, context):
        ways.append(control(texts.messages.controls.go_on, code("go_on", session.run)))
    home = control(texts.messages.controls.home, code("home", session.run))
    ways.append(result_choice(session, texts) if session.finished else home)
    return rows(ways)


def _asking_contact(session: Session, texts: Texts, one: Standing, given: str | None) -> View:
    """Ask how to reach the shop; what another organisation was given can be used again."""
    sharing, id_ = texts.messages.sharing, str(one.organisation.id)
    back = control(texts.messages.controls.back, code("share", session.run, id_))
    ask = sharing.share.ask_contact.fill(organisation=one.organisation.name, most=LONGEST_CONTACT)
    if given is None:
        return View(ask, ((back,),))
    earlier = sharing.share.earlier_contact.fill(contact=given)
    use = control(sharing.controls.use_contact, code("share_again", session.run, id_))
    return View(blocks(ask, earlier), ((use,), (back,)))


def asking(session: Session, texts: Texts, organisation: int) -> Choice:
    """Offer to ask an advisor something."""
    return control(texts.messages.sharing.controls.ask, code("ask", session.run, str(organisation)))


def declining(session: Session, texts: Texts) -> Choice | None:
    """Offer to say no to sharing; None where it is not offered."""
    campaign = joined(session)
    if campaign is None or session.finished is None:
        return None
    no = code("share_no", session.run, str(campaign.campaign))
    return control(texts.messages.sharing.controls.decline, no)


def offered(before: Session, after: Session, context: Context) -> tuple[Message, ...]:
    """Ask once, beside a new result, whether to share it; not where something is shared already."""
    finished, campaign = after.finished, joined(after)
    if campaign is None or finished is None or finished.run == campaign.uncounted:
        return ()
    if before.finished and before.finished.run >= finished.run:
        return ()
    now = standing(after, context, campaign.organisation)
    texts, no = context.texts(after), declining(after, context.texts(after))
    if now is None or no is None or not now.layers.nothing:
        return ()
    controls = texts.messages.sharing.controls
    yes = control(controls.choose, code("share", after.run, str(campaign.organisation)))
    keyboard = tuple((Button(label=choice.label, code=choice.code),) for choice in (yes, no))
    return (
        Message(html=texts.messages.sharing.share.offer.fill(organisation=campaign.name), keyboard=keyboard),
    )
