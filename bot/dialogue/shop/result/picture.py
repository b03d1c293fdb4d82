"""The picture of a result: above its first page, in the place of the one before it, and to be passed on."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.replies import Button, Edit, Keyboard, Message, Picture, Reply
from bot.dialogue.core.session import Finished, Reading, Session
from bot.dialogue.core.view import View
from bot.dialogue.shop.result.card_picture import caption, card_drawing, owner_of
from bot.dialogue.shop.result.files import share_picture
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.lib.links import CAMPAIGN, code_link, sharing_link
from bot.library.parsing.markup import as_html


def is_result_new(before: Session, after: Session) -> bool:
    """Tell whether a step shows a result that was not there before, or not so."""
    return isinstance(after.place, Reading) and after.finished != before.finished


def picture_of(
    session: Session,
    context: Context,
    finished: Finished,
    *,
    what_if: bool = False,
    message_id: int | None = None,
) -> Picture:
    """Give the picture of a result, or with `what_if` of an imagined one, which is not passed on."""
    drawing = card_drawing(context, session.language, finished, owner_of(session), what_if=what_if)
    label = context.texts(session).messages.followup.controls.share.label
    sharing: Keyboard = ((Button(label=label, code=share_picture.code(session)),),)
    words = as_html(caption(context, drawing, finished))
    return Picture(drawing=drawing, caption=words, keyboard=() if what_if else sharing, message_id=message_id)


def show_result(
    before: Session, after: Session, tapped: int, screens: tuple[View, View], context: Context
) -> tuple[Session, tuple[Reply, ...]]:
    """Show a new result after a tap: its picture above it; a changed one where the picture stands.

    `screens` are the one that was tapped, and the result. The message that was tapped becomes the picture as
    soon as that is drawn, and loses its buttons at once; the result waits for nothing, and stands below it.
    """
    left, result = screens
    finished = after.finished
    if finished is None or after.assisted:
        return after, (Edit(message_id=tapped, html=result.html, keyboard=result.keyboard),)
    stands = _standing_picture(before, finished)
    if stands is not None:
        picture = picture_of(after, context, finished, message_id=stands)
        return after, (picture, Edit(message_id=tapped, html=result.html, keyboard=result.keyboard))
    return after.model_copy(update={"picture": tapped}), (
        Edit(message_id=tapped, html=left.html),
        picture_of(after, context, finished, message_id=tapped),
        Message(html=result.html, keyboard=result.keyboard, screen=True),
    )


def picture_above(before: Session, after: Session, context: Context) -> tuple[Session, tuple[Picture, ...]]:
    """Give the picture of a new result that is shown in a message of its own, as after a typed word."""
    if after.finished is None or after.assisted or not is_result_new(before, after):
        return after, ()
    stands = _standing_picture(before, after.finished)
    shown = after.model_copy(update={"picture": stands})
    return shown, (picture_of(after, context, after.finished, message_id=stands),)


def _standing_picture(before: Session, finished: Finished) -> int | None:
    """Find the message that shows the picture of this assessment already, from before its answers changed."""
    earlier = before.finished
    return before.picture if earlier and earlier.run == finished.run else None


def pictures_to_share(session: Session, context: Context, finished: Finished) -> tuple[Reply, ...]:
    """Give the picture with words for others and a button to the test, and say how to pass it on.

    A message can be passed on by its reader alone. For a shop that came by a campaign the button leads there.
    """
    texts = context.texts(session).messages
    said, campaign = texts.followup.share, own_campaign(session)
    code = campaign.code if campaign else None
    link = code_link(context.bot_link, CAMPAIGN, code) if code else context.bot_link
    passing = Message(
        html=said.how.fill(),
        keyboard=((Button(label=said.link_only, url=sharing_link(link)),),),
    )
    overall, plain = finished.result.overall, picture_of(session, context, finished)
    score = said.scored.fill(score=overall.score) if overall else said.unscored.fill()
    words = f"{score}\n{said.invite.fill(link=link)}"
    button: Keyboard = ((Button(label=said.test, url=link),),)
    return passing, plain.model_copy(update={"caption": words, "keyboard": button})
