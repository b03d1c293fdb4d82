"""What the bot says about itself: names, descriptions and commands, for each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.wire import JsonObject

Scope = tuple[str, int, int]
DEFAULT_SCOPE: Scope = ("default", 0, 0)
PRIVATE_SCOPE: Scope = ("all_private_chats", 0, 0)


class Localised:
    """Hold a text for each language, with one for all other languages."""

    def __init__(self, default: str = "") -> None:
        self._default = default
        self._texts: dict[str, str] = {}

    def set(self, language: str, text: str) -> None:
        """Set the text of a language; the empty text takes it away."""
        if text:
            self._texts[language] = text
        else:
            self._texts.pop(language, None)

    def get(self, language: str) -> str:
        """Give the text that a person with this language sees."""
        return self._texts.get(language) or self._texts.get("") or self._default


@dataclass(slots=True)
class Profile:
    """Hold the bot's own texts and commands."""

    name: Localised = field(default_factory=lambda: Localised("Winkelpeil (sandbox)"))
    description: Localised = field(default_factory=Localised)
    short_description: Localised = field(default_factory=Localised)
    photos: list[bytes] = field(default_factory=list)
    """The bot's pictures, the newest first."""
    commands: dict[tuple[Scope, str], list[JsonObject]] = field(default_factory=dict)

    def commands_for(self, chat_id: int, language: str) -> list[JsonObject]:
        """Choose the commands that a person sees in a private chat, in Telegram's order of search."""
        for scope in (("chat", chat_id, 0), PRIVATE_SCOPE, DEFAULT_SCOPE):
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []

    def card(self, language: str) -> Mapping[str, str]:
        """Give the texts that a person with this language sees."""
        return {
            "name": self.name.get(language),
            "description": self.description.get(language),
            "short_description": self.short_description.get(language),
        }
