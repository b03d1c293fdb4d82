"""python-telegram-bot, as the real bot uses it, works against the sandbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import telegram
from telegram import error

from bot.sandbox.server import SandboxServer
from tests.support.sandbox.client import SandboxClient
from tests.support.sandbox.world import JOKE, SANDER, png


@asynccontextmanager
async def _bot_on(server: SandboxServer) -> AsyncIterator[telegram.Bot]:
    base = f"{server.url}/bot"
    async with telegram.Bot(server.token, base_url=base, base_file_url=f"{server.url}/file/bot") as bot:
        yield bot


async def test_a_conversation(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE, "abc")

    async with _bot_on(server) as bot:
        assert bot.username == "WinkelpeilSandboxBot"
        updates = await bot.get_updates(allowed_updates=["message", "callback_query", "my_chat_member"])
        assert updates[-1].message is not None
        assert updates[-1].message.text == "/start abc"
        button = telegram.InlineKeyboardButton("Verder", callback_data="v")
        markup = telegram.InlineKeyboardMarkup([[button]])
        await bot.send_chat_action(JOKE, "typing")
        message = await bot.send_message(JOKE, "<b>Welkom</b>", parse_mode="HTML", reply_markup=markup)
        assert message.parse_entities() == {message.entities[0]: "Welkom"}
        client.tap(JOKE, message.message_id, "v")
        (tapped,) = await bot.get_updates(offset=updates[-1].update_id + 1)
        assert tapped.callback_query is not None
        assert tapped.callback_query.message == message
        assert await tapped.callback_query.answer("Goed", show_alert=True)
        edited = await bot.edit_message_text("Klaar", JOKE, message.message_id)
        assert isinstance(edited, telegram.Message)
        assert edited.reply_markup is None
        assert await bot.delete_message(JOKE, message.message_id)


async def test_files(server: SandboxServer, client: SandboxClient) -> None:
    client.start(JOKE)

    async with _bot_on(server) as bot:
        photo = await bot.send_photo(JOKE, png(100, 50), caption="Rapport")
        assert photo.photo[-1].width == 100
        document = await bot.send_document(JOKE, b"inhoud", filename="rapport.txt")
        assert document.document is not None
        file = await bot.get_file(document.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"inhoud"
        media = telegram.InputMediaPhoto(png(20, 20), caption="Nieuw")
        edited = await bot.edit_message_media(media, JOKE, photo.message_id)
        assert isinstance(edited, telegram.Message)
        assert edited.photo[-1].width == 20
        captioned = await bot.edit_message_caption(JOKE, photo.message_id, caption="Anders")
        assert isinstance(captioned, telegram.Message)
        assert captioned.caption == "Anders"


async def test_what_the_bot_says_about_itself(server: SandboxServer) -> None:
    async with _bot_on(server) as bot:
        scope = telegram.BotCommandScopeAllPrivateChats()
        await bot.set_my_commands([("start", "Begin")], scope=scope, language_code="nl")
        (command,) = await bot.get_my_commands(scope=scope, language_code="nl")
        assert command == telegram.BotCommand("start", "Begin")
        assert await bot.delete_my_commands(scope=scope, language_code="nl")
        await bot.set_my_description("Peil uw winkel")
        assert (await bot.get_my_description()).description == "Peil uw winkel"
        await bot.set_my_short_description("Peil")
        assert (await bot.get_my_short_description()).short_description == "Peil"
        await bot.set_my_name("Winkelpeil")
        assert (await bot.get_my_name()).name == "Winkelpeil"
        assert await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""


async def test_errors_have_their_own_classes(
    server: SandboxServer, client: SandboxClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The library's coming type for seconds; without it, it warns.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")

    async with _bot_on(server) as bot:
        with pytest.raises(error.Forbidden, match="can't initiate"):
            await bot.send_message(SANDER, "x")
        client.start(SANDER)
        with pytest.raises(error.BadRequest, match="Can't parse entities"):
            await bot.send_message(SANDER, "<x>", parse_mode="HTML")
        client.fault("too_many_requests", retry_after=3)
        with pytest.raises(error.RetryAfter) as flood:
            await bot.send_message(SANDER, "x")
        assert flood.value.retry_after == timedelta(seconds=3)
        client.fault("error", code=502)
        with pytest.raises(error.NetworkError, match="Bad Gateway"):
            await bot.send_message(SANDER, "x")
        client.fault("reset_after")
        with pytest.raises(error.NetworkError):
            await bot.send_message(SANDER, "x")
