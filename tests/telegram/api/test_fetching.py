"""A file that somebody sent is downloaded from the Bot API."""

import asyncio
from pathlib import Path

import pytest

from bot.dialogue.core.events import Document
from bot.engine.incoming import FileUnreachable
from bot.sandbox.server import SandboxServer
from bot.telegram.api.updates import incoming
from tests.support.telegram.harness import BOT, NOW, parts

JOKE = 100001


async def test_a_document_comes_byte_for_byte(server: SandboxServer, tmp_path: Path) -> None:
    data = bytes(range(256)) * 40

    async with parts(server, tmp_path) as made:
        await asyncio.to_thread(made.client.upload, JOKE, "document", data, "texts.zip")
        updates = await made.connection.updates(None, timeout=1)
        events = [event for raw in updates if (event := incoming(raw, BOT, NOW))]
        sent = next(one.event for one in events if isinstance(one.event, Document))
        assert sent.size == len(data)
        assert await made.connection.file(sent.file_id) == data
        with pytest.raises(FileUnreachable, match="BadRequest"):
            await made.connection.file("no-such-file")
