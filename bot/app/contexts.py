"""What the bot tells of itself: who is behind it, and in its profile."""

from bot.dialogue.core.context import Context
from bot.dialogue.turn import commands
from bot.lib.links import TELEGRAM
from bot.library.schema.content import LANGUAGES, Content, Language
from bot.settings import Settings
from bot.telegram.api.profile import OTHER_LANGUAGES, Profile

_DEFAULT_LANGUAGE: Language = "nl"


def context_of(settings: Settings, content: Content, username: str, links: str = TELEGRAM) -> Context:
    """Tell the dialogue what the settings say, and where links to the bot lead."""
    return Context(
        content,
        settings.organisation,
        settings.privacy_contact,
        username,
        links=links,
        unfinished_days=settings.retention_unfinished_days,
        kept_months=settings.retention_months,
        address=settings.organisation_address,
        kvk=settings.organisation_kvk,
        host=settings.hosting_provider,
        backup_days=settings.backup_days,
    )


def profiles_of(context: Context) -> dict[str, Profile]:
    """Give the bot's profile by language."""

    def profile(language: Language) -> Profile:
        description, short_description = commands.profile(context, language)
        return Profile(tuple(commands.menu_commands(context, language)), description, short_description)

    others = [language for language in LANGUAGES if language != _DEFAULT_LANGUAGE]
    return {OTHER_LANGUAGES: profile(_DEFAULT_LANGUAGE)} | {str(other): profile(other) for other in others}
