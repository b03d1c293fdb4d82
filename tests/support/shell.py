"""The environment in which commands of the documentation run."""

import os
import sys
from pathlib import Path

from bot.settings import Settings


def environment() -> dict[str, str]:
    own = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in own}
    return kept | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
