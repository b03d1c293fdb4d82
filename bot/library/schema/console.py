"""What the chat says about the console. Its own words are in `bot/web/console/texts`."""

from typing import Annotated

from bot.library.parsing.markup import Template, holds
from bot.library.schema.base import Control, Label, Plain, Texts, WideControl


class ConsoleControls(Texts):
    let_in: WideControl
    refuse: Control


class ConsoleTexts(Texts):
    how: Plain
    not_for_you: Plain
    unknown: Plain
    asking: Annotated[Template, holds("browser", "place")]
    somewhere: Label
    """Stands for a place that is not known."""
    let_in: Plain
    refused: Plain
    controls: ConsoleControls
