"""From the settings to what the dialogue tells people about who is behind the bot."""

from bot.dialogue.core.context import Context
from bot.library.schema.content import Content
from bot.settings import Settings


def context_of(settings: Settings, content: Content, username: str) -> Context:
    """Tell the dialogue what the settings say."""
    return Context(
        content,
        settings.organisation,
        settings.privacy_contact,
        username,
        unfinished_days=settings.retention_unfinished_days,
        kept_months=settings.retention_months,
        address=settings.organisation_address,
        kvk=settings.organisation_kvk,
        host=settings.hosting_provider,
        backup_days=settings.backup_days,
    )
