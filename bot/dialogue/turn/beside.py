"""What is sent beside the screen: the picture of a new result, a report, one's own data."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.replies import Button, File, Keyboard, Picture, Reply, Report
from bot.dialogue.core.session import Finished, Reading, Session, WhatIf
from bot.dialogue.shop.my_data import export, open_my_data
from bot.dialogue.shop.receipt_codes import in_parts, link_to, paper_part
from bot.dialogue.shop.result.card_picture import caption, card_drawing
from bot.dialogue.shop.result.files import send_imagined_picture, send_picture, send_report
from bot.dialogue.shop.result.report import report_drawing
from bot.dialogue.shop.result.what_if import result_with
from bot.dialogue.shop.sharing.offer import number_key, sharing_offer
from bot.lib.links import sharing_link
from bot.library.parsing.markup import Html, as_html

MY_DATA = (open_my_data.way.name, "mydata")
"""The button and the command that ask for one's own data."""


def beside(before: Session, after: Session, verb: str, context: Context) -> tuple[Reply, ...]:
    """Give what a turn sends beside its screen."""
    files = _files_to_send(before, after, verb, context)
    return (*files, *sharing_offer(before, after, context), *number_key(before, after, context))


def _files_to_send(before: Session, after: Session, verb: str, context: Context) -> tuple[Reply, ...]:
    finished = after.finished
    if verb in MY_DATA:
        return (_file(after, context),)
    if finished is None:
        return ()
    if verb == send_imagined_picture.way.name and isinstance(after.place, WhatIf):
        return (_picture(after, context, result_with(context, finished, after.place.picked), what_if=True),)
    new = isinstance(after.place, Reading) and finished != before.finished
    # A shop that an advisor filled in for gets its result on paper.
    if verb == send_report.way.name or (new and after.assisted):
        return (_report(after, context, finished),)
    if verb == send_picture.way.name or new:
        return (_picture(after, context, finished),)
    return ()


def _picture(session: Session, context: Context, finished: Finished, *, what_if: bool = False) -> Picture:
    drawing = card_drawing(
        context,
        context.texts(session).messages.picture,
        session.language,
        finished,
        shop=session.shop_name or "",
        earlier=session.history,
        what_if=what_if,
    )
    words = as_html(caption(context, drawing, finished))
    return Picture(drawing=drawing, caption=words, keyboard=_share(session, context))


def _share(session: Session, context: Context) -> Keyboard:
    """Offer Telegram's own way to share the bot."""
    label = context.texts(session).messages.followup.controls.share.label
    return ((Button(label=label, url=sharing_link(context.bot_username)),),)


def _report(session: Session, context: Context, finished: Finished) -> Report:
    texts = context.texts(session).messages
    receipt = session.receipt if session.assisted else None
    handed: Html | None = None
    if receipt:
        handed = texts.desk.assisting.handed.fill(code=in_parts(receipt), link=link_to(context, receipt))
    drawing = report_drawing(
        context,
        texts.picture,
        session.language,
        finished,
        shop=session.shop_name or "",
        trade=session.trade,
        earlier=session.history,
        plan=session.plan,
        last=paper_part(context, session.language, receipt) if receipt else None,
    )
    caption = handed or as_html(texts.picture.report.title)
    return Report(drawing=drawing, name="winkelpeil.pdf", caption=caption)


def _file(session: Session, context: Context) -> File:
    words = context.texts(session).messages.followup.my_data.file.fill()
    return File(name="winkelpeil.json", text=export(session, context), caption=words)
