"""What makes an answer doubtful, by language."""

from bot.dialogue.core.understanding import en_cautions, nl_cautions
from bot.dialogue.core.understanding.caution import Cautions
from bot.library.schema.content import Language

CAUTIONS: dict[Language, Cautions] = {"nl": nl_cautions.CAUTIONS, "en": en_cautions.CAUTIONS}
