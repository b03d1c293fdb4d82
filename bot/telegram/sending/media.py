"""Pictures and files: drawn and uploaded, or named where Telegram has them already."""

import asyncio
from contextlib import suppress
from typing import Literal

import structlog
from telegram.error import BadRequest, TelegramError

from bot.dialogue.core.replies import File, Passed, Picture, Reply, Report, Spreadsheet
from bot.lib.clock import utc_now
from bot.pictures.shop import CardDrawing
from bot.storage.chats.records import StorageFault
from bot.storage.database import Storage
from bot.telegram.api.calls import Calls
from bot.telegram.api.failures import describe
from bot.telegram.sending.drawing import NotDrawn, Studio

log = structlog.get_logger(__name__)

_Action = Literal["upload_photo", "upload_document"]


class Media:
    """Sends pictures and files; each call raises telegram.error.TelegramError and is tried once."""

    def __init__(self, calls: Calls, storage: Storage, bot_id: int, studio: Studio) -> None:
        self._calls = calls
        self._storage = storage
        self._bot_id = bot_id
        self._studio = studio

    async def send(self, chat_id: int, reply: Picture | Report | File | Spreadsheet | Passed) -> None:
        """Send a picture or file; one that cannot be drawn is left out."""
        try:
            match reply:
                case Picture():
                    await self._picture(chat_id, reply)
                case Report():
                    await self._report(chat_id, reply)
                case File():
                    await self._calls.document(chat_id, reply, reply.text.encode())
                case Spreadsheet():
                    written = await asyncio.to_thread(_spreadsheet_bytes, reply)
                    await self._calls.document(chat_id, reply, written)
                case Passed():
                    await self._calls.photo(chat_id, reply, reply.file_id)
        except NotDrawn as fault:
            log.error("not_drawn", chat_id=chat_id, kind=reply.kind, fault=str(fault))  # noqa: TRY400 -- says all

    async def draw(self, chat_id: int, reply: Reply) -> None:
        """Draw what is a chat's own, so that it is there when it is sent. Raises NotDrawn."""
        match reply:
            case Picture(drawing=CardDrawing()):
                await self._draw_with_chat_action(chat_id, reply, "upload_photo", chat_id)
            case Report():
                await self._draw_with_chat_action(chat_id, reply, "upload_document", chat_id)

    async def _picture(self, chat_id: int, picture: Picture) -> None:
        if isinstance(picture.drawing, CardDrawing):
            # A shop's own is not named to others: Telegram tells when a picture came up first, and so when
            # somebody got just this result.
            await self._calls.photo(chat_id, picture, await self._studio.draw(picture.drawing, chat_id))
            return
        key = await self._studio.key(picture.drawing)
        file_id = await self._send_by_file_id(chat_id, picture, key) or await self._upload(chat_id, picture)
        if file_id:
            try:
                await self._storage.run(
                    lambda unit: unit.pictures.keep(self._bot_id, key, file_id, utc_now())
                )
            except StorageFault as fault:
                # It was sent: then the next time it is uploaded again.
                log.warning("picture_not_kept", fault=str(fault))

    async def _send_by_file_id(self, chat_id: int, picture: Picture, key: str) -> str | None:
        """Send a picture by the name that Telegram gave it; None where it was not sent."""
        try:
            file_id = await self._storage.run(lambda unit: unit.pictures.find(self._bot_id, key))
            if file_id is None:
                return None
            try:
                return await self._calls.photo(chat_id, picture, file_id) or file_id
            except BadRequest as error:
                # Mostly because the name is no longer good; what else is wrong shows with the upload.
                log.info("picture_refused", error=describe(error))
                await self._storage.run(lambda unit: unit.pictures.drop(self._bot_id, key))
        except StorageFault as fault:
            log.warning("picture_not_looked_up", fault=str(fault))
        return None

    async def _upload(self, chat_id: int, picture: Picture) -> str | None:
        drawn = await self._draw_with_chat_action(chat_id, picture, "upload_photo", 0)
        return await self._calls.photo(chat_id, picture, drawn)

    async def _report(self, chat_id: int, report: Report) -> None:
        await self._calls.document(chat_id, report, await self._studio.draw(report.drawing, chat_id))

    async def _draw_with_chat_action(
        self, chat_id: int, reply: Picture | Report, action: _Action, whose: int
    ) -> bytes:
        drawn, _ = await asyncio.gather(self._studio.draw(reply.drawing, whose), self._show(chat_id, action))
        return drawn

    async def _show(self, chat_id: int, action: _Action) -> None:
        # Only a courtesy: what is wrong with the chat, the sending itself will tell.
        with suppress(TelegramError):
            await self._calls.action(chat_id, action)


def _spreadsheet_bytes(spreadsheet: Spreadsheet) -> bytes:
    # Here, because few bots ever write one.
    from bot.tables.write import csv_bytes, xlsx_bytes

    if spreadsheet.name.endswith(".csv"):
        return csv_bytes(spreadsheet.tables[0])
    return xlsx_bytes(spreadsheet.tables)
