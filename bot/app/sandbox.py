"""The bot on a sandbox of its own."""

from collections.abc import Callable

from pydantic import SecretStr

from bot.app.run import PortTaken, run
from bot.library.schema.content import Content
from bot.settings import Settings

SANDBOX_ADMINS = (100_004,)
"""Willem, the admin among the people of the sandbox."""
_SANDBOX_CONTACT, _SANDBOX_ADDRESS = "privacy@example.org", "Voorbeeldstraat 1, 1234 AB Voorbeeldstad"


async def run_in_sandbox(
    settings: Settings,
    content: Content,
    port: int,
    announce: Callable[[str], None],
    announce_console: Callable[[str], None],
) -> None:
    """Run the bot on a sandbox of its own, whose address is announced once it serves, and the console's.

    Raises CannotOpen and PortTaken.
    """
    # Here, because a bot in service has no use for it.
    from bot.app.console import address_beside
    from bot.sandbox.server import SandboxServer

    server = SandboxServer(port=port)
    try:
        await server.start()
    except OSError as fault:
        raise PortTaken(
            f"Port {port} cannot be used: {fault.strerror}. Choose another: winkelpeil sandbox --port NUMBER."
        ) from fault
    try:
        console = address_beside(port)
        announce(server.url)
        announce_console(f"http://{console}/console")
        own = {
            "telegram_token": SecretStr(server.token),
            "telegram_api_url": server.url,
            "privacy_contact": settings.privacy_contact or _SANDBOX_CONTACT,
            "organisation_address": settings.organisation_address or _SANDBOX_ADDRESS,
            # Those of the bot in service, which may run beside it.
            "webhook_url": "",
            "webhook_certificate": "",
            "proxy_strips": "",
            "proxy_adds": "",
            "http_listen": console,
            "public_url": "",
            "admin_ids": settings.admin_ids or SANDBOX_ADMINS,
        }
        # Whoever tries it out is no shop that others should be compared with.
        await run(settings.model_copy(update=own), content, count_participants=False)
    finally:
        await server.stop()
