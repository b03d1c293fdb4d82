"""Print the part of requirements.lock that a bot in service needs, without what only developers need.

Which package needs which stands in the lock itself, in its "via" comments.
"""

import re
import sys
from pathlib import Path

_PACKAGE = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
_OURS = "winkelpeil (pyproject.toml)"


def runtime(lock: str) -> str:
    """Keep the packages that Winkelpeil itself needs, and those that they need."""
    packages = {text.partition("==")[0]: text for text in _PACKAGE.split(lock)[1:]}
    needed: set[str] = set()
    more = {name for name, text in packages.items() if _OURS in _needed_by(text)}
    while more:
        needed |= more
        more = {name for name, text in packages.items() if needed & _needed_by(text)} - needed
    return "".join(packages[name] for name in sorted(needed))


def _needed_by(package: str) -> set[str]:
    comments = [line.strip().lstrip("#").strip() for line in package.splitlines() if "#" in line]
    return {line.removeprefix("via").strip() for line in comments if line != "via"}


if __name__ == "__main__":
    sys.stdout.write(runtime((Path(__file__).parents[1] / "requirements.lock").read_text()))
