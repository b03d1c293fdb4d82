"""The date of each answer, by the sandbox's own clock: the bot hears from it what time it is at Telegram."""

from email.utils import formatdate

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.state import Sandbox


class Dated:
    """Give every answer a Date; the server must give none of its own."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self.app = app
        self.sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def send_with_date(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(self.sandbox.clock(), usegmt=True).encode()
                message["headers"] = [*message.get("headers", []), (b"date", date)]
            await send(message)

        await self.app(scope, receive, send_with_date)
