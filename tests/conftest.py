"""What holds for all tests."""

import os

from hypothesis import settings

# A landing must not hang on the luck of a draw: CI draws the same examples each time, a developer new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
