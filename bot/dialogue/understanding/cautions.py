"""What makes an answer doubtful, by language."""

from bot.dialogue.understanding import en_cautions, nl_cautions
from bot.dialogue.understanding.caution import Cautions
from content.schema import Language

CAUTIONS: dict[Language, Cautions] = {"nl": nl_cautions.CAUTIONS, "en": en_cautions.CAUTIONS}
