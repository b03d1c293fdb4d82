"""What is sent beside the screen: a picture or a report that was asked for, one's own data."""

from bot.dialogue.core.context import Context
from bot.dialogue.core.replies import File, Reply, Report
from bot.dialogue.core.session import Finished, Session, WhatIf
from bot.dialogue.shop.my_data import export, open_my_data
from bot.dialogue.shop.receipt_codes import in_parts, link_to, paper_part
from bot.dialogue.shop.result.card_picture import owner_of
from bot.dialogue.shop.result.files import (
    send_imagined_picture,
    send_picture,
    send_report,
    share_picture,
)
from bot.dialogue.shop.result.picture import is_result_new, picture_of, pictures_to_share
from bot.dialogue.shop.result.report import report_drawing
from bot.dialogue.shop.result.what_if import result_with
from bot.dialogue.shop.sharing.offer import number_key, sharing_offer
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
        then = result_with(context, finished, after.place.picked)
        return (picture_of(after, context, then, what_if=True),)
    # A shop that an advisor filled in for gets its result on paper.
    if verb == send_report.way.name or (after.assisted and is_result_new(before, after)):
        return (_report(after, context, finished),)
    if verb == share_picture.way.name:
        return pictures_to_share(after, context, finished)
    return (picture_of(after, context, finished),) if verb == send_picture.way.name else ()


def _report(session: Session, context: Context, finished: Finished) -> Report:
    texts = context.texts(session).messages
    receipt = session.receipt if session.assisted else None
    handed: Html | None = None
    if receipt:
        handed = texts.desk.assisting.handed.fill(code=in_parts(receipt), link=link_to(context, receipt))
    last = paper_part(context, session.language, receipt) if receipt else None
    drawing = report_drawing(context, session.language, finished, owner_of(session), last=last)
    caption = handed or as_html(texts.picture.report.title)
    return Report(drawing=drawing, name="winkelpeil.pdf", caption=caption)


def _file(session: Session, context: Context) -> File:
    words = context.texts(session).messages.followup.my_data.file.fill()
    return File(name="winkelpeil.json", text=export(session, context), caption=words)
