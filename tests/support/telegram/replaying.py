"""What the bot says in a golden conversation, sent by the real sender to a chat of the sandbox."""

import asyncio

from bot.dialogue.core.replies import Edit, Message, Picture, Reply, Toast
from bot.pictures.drawing import Drawing
from bot.telegram.sending.drawing import Studio
from tests.support.sandbox.world import png
from tests.support.telegram.harness import BOT, Parts


class Sketching(Studio):
    """A studio that draws the same small picture of everything."""

    async def draw(self, drawing: Drawing, whose: int = 0) -> bytes:  # noqa: ARG002 -- its base's
        return png(40, 50)


class Replay:
    """One conversation: what its messages are called there, and in the sandbox."""

    def __init__(self, made: Parts, chat_id: int) -> None:
        self._made = made
        self._chat_id = chat_id
        self._ids: dict[int, int] = {}

    async def say(self, turns: list[list[Reply]]) -> None:
        """Send what is said, turn by turn, each once the one before has arrived."""
        for replies in turns:
            await self._say([await self._real(reply) for reply in replies])

    async def _say(self, replies: list[Reply]) -> None:
        seen = self._texts()
        self._made.say(self._chat_id, *replies)
        async with asyncio.timeout(60):
            while self._made.store.pending(BOT.id, self._chat_id):
                await asyncio.sleep(0.01)
        # What was a text until now may have become a picture.
        for message_id in (one for one in self._texts() if one not in seen):
            self._ids[max(self._ids, default=0) + 1] = message_id

    async def _real(self, reply: Reply) -> Reply:
        """Give a reply with what the sandbox calls the message, and the tap, that it is about."""
        if isinstance(reply, Edit):
            if reply.message_id not in self._ids:
                return Message(html=reply.html, keyboard=reply.keyboard, screen=True)
            return reply.model_copy(update={"message_id": self._ids[reply.message_id]})
        if isinstance(reply, Picture) and reply.message_id is not None:
            return reply.model_copy(update={"message_id": self._ids.get(reply.message_id)})
        if isinstance(reply, Toast):
            client, at = self._made.client, self._texts()[-1]
            callback = await asyncio.to_thread(client.tap, self._chat_id, at, "any", stale=True)
            return reply.model_copy(update={"callback_id": callback})
        return reply

    def _texts(self) -> list[int]:
        messages = self._made.server.sandbox.conversations[self._chat_id].messages.values()
        return [m.message_id for m in messages if m.from_bot and m.content.kind == "text"]
